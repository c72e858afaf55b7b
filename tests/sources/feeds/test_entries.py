"""Who an entry is, and what goes with it."""

import pytest

from tui.sources.feeds.feed import Feed, FeedEntry
from tui.sources.feeds.parse import parse


def rss(items: str) -> Feed:
    text = (
        '<rss xmlns:media="http://search.yahoo.com/mrss/"'
        ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">'
        f"<channel>{items}</channel></rss>"
    )
    return parse(text.encode(), address="https://example.org/feed")


def keys(items: str) -> list[str]:
    return [it.entry.key for it in rss(items).entries]


def only(item: str) -> FeedEntry:
    (found,) = rss(f"<item>{item}</item>").entries
    return found


def test_an_item_is_known_by_its_guid_else_by_its_link() -> None:
    link = "<link>https://example.org/1</link>"
    assert keys(f"<item><guid>g</guid>{link}</item><item>{link}</item>") == [
        "g",
        "https://example.org/1",
    ]


def test_an_item_with_neither_is_known_by_its_title_and_date() -> None:
    item = "<item><title>a</title><pubDate>{}</pubDate><description>{}</description></item>"
    one, two = keys(item.format("1 Mar 2026", "x") + item.format("2 Mar 2026", "x"))
    assert one != two
    assert keys(item.format("1 Mar 2026", "changed")) == [one]


def test_a_guid_that_items_of_different_links_share_is_no_identity() -> None:
    item = "<item><guid>{}</guid><link>https://example.org/{}</link></item>"
    assert keys(item.format("g", 1) + item.format("g", 2) + item.format("h", 3)) == [
        "https://example.org/1",
        "https://example.org/2",
        "h",
    ]
    assert keys(item.format("g", 1) + item.format("g", 1)) == ["g"]


def test_a_link_that_items_with_titles_of_their_own_share_is_no_identity() -> None:
    item = "<item><title>{}</title><link>https://example.org/news</link></item>"
    assert len(keys(item.format("a") + item.format("b") + item.format("b"))) == 2
    episode = item.replace("</item>", '<enclosure url="/{}.mp3"/></item>')
    assert len(keys(episode.format("a", 1) + episode.format("a", 2))) == 2


def test_nor_is_a_guid_that_stands_for_the_site() -> None:
    item = "<item><title>{0}</title><guid>https://example.org/</guid>{1}</item>"
    assert len(keys("".join(item.format(title, "") for title in "abc"))) == 3
    two = "<description>old</description>", "<description>new</description>"
    versions = item.format("a", two[0]) + item.format("A", two[1])
    assert keys(versions) == ["https://example.org/"]


def test_a_changed_text_has_another_digest() -> None:
    one = only("<guid>1</guid><description>a</description>").entry
    two = only("<guid>1</guid><description>b</description>").entry
    assert (one.key, len(one.digest)) == (two.key, 16)
    assert one.digest != two.digest


def test_white_space_around_a_text_does_not_change_it() -> None:
    one = only("<guid>1</guid><description>a</description>").entry
    two = only("<guid>1</guid><description>\n a </description>").entry
    assert one.digest == two.digest


def test_a_date_that_is_none_is_told() -> None:
    entry = only("<guid>1</guid><pubDate>soon</pubDate>").entry
    assert (entry.published, entry.date_certain) == (None, False)
    assert entry.problems == ("“soon” is no date",)


def test_what_has_no_words_is_called_by_its_address() -> None:
    assert only("<link>https://example.org/1</link><title> </title>").entry.title == (
        "https://example.org/1"
    )


_GROUP = """<media:group><media:content url="/1.mp4" medium="video"/>
<media:content url="/2.mp4" medium="video" isDefault="true"/>
<media:title>T "x"</media:title><media:thumbnail url="/t.jpg"/></media:group>"""
_PICTURES = """<media:content url="/1.jpg" type="image/jpeg"/>
<media:thumbnail url="/t.jpg"/><itunes:image href="/i.jpg"/>"""
_PICTURED = """<description>&lt;img src="x.jpg"&gt;</description>
<media:thumbnail url="/t.jpg"/>"""


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            '<enclosure url="/a.mp3" type="audio/mpeg" length="1"/>',
            ['<audio src="https://example.org/a.mp3" title=""></audio>'],
        ),
        (
            '<enclosure url="/a.mp4?x=1&amp;y"/>',
            ['<video src="https://example.org/a.mp4?x=1&amp;y" title=""></video>'],
        ),
        (
            '<enclosure url="/a%20b.pdf" type="application/pdf"/>',
            ['<p><a href="https://example.org/a%20b.pdf">a%20b.pdf</a></p>'],
        ),
        (
            _GROUP,
            [
                '<video src="https://example.org/2.mp4" title="T &quot;x&quot;"></video>',
                '<p><img src="https://example.org/t.jpg" alt=""></p>',
            ],
        ),
        (_PICTURES, ['<p><img src="https://example.org/1.jpg" alt=""></p>']),
        (_PICTURED, ['<img src="x.jpg">']),
    ],
)
def test_media_are_shown_below_the_text(item: str, expected: list[str]) -> None:
    assert only(item).body.text.split("\n")[-len(expected) :] == expected


def test_a_medium_that_the_text_shows_already_is_not_shown_twice() -> None:
    url = "https://example.org/a.mp3"
    body = f"&lt;audio src='{url}'&gt;&lt;/audio&gt;"
    found = only(f'<description>{body}</description><enclosure url="{url}"/>')
    assert found.body.text.count(url) == 1


def test_plain_text_keeps_its_lines_and_its_addresses_are_links() -> None:
    text = "one &lt;3\ntwo (https://a.example/?b&amp;c).\n\nthree"
    found = only(
        f"<media:group><media:description>{text}</media:description></media:group>"
    )
    url = "https://a.example/?b&amp;c"
    assert found.body.text == (
        f'<p>one &lt;3<br>two (<a href="{url}">{url}</a>).</p>\n<p>three</p>'
    )


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("<author>a@example.org (Ann &amp; Bo)</author>", "Ann & Bo"),
        ("<author>Ann &lt;a@example.org&gt;</author>", "Ann"),
        ("<author>a@example.org</author>", "a@example.org"),
        ("<author><name>王</name></author><author><name>李</name></author>", "王、李"),
        ("<itunes:author>Ann</itunes:author>", "Ann"),
    ],
)
def test_authors_are_called_by_their_names(written: str, name: str) -> None:
    assert only(f"<guid>1</guid>{written}").entry.author == name


def test_keywords_are_tags() -> None:
    found = only("<guid>1</guid><itunes:keywords>a, b ,a</itunes:keywords>")
    assert found.entry.tags == ("a", "b")
