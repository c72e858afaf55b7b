"""What is read of each format."""

from datetime import UTC, datetime

import pytest

from tui.errors import SourceError
from tui.sources.feeds.feed import Feed
from tui.sources.feeds.parse import parse

AT = "https://example.org/news/feed.xml"


def rss(items: str, attributes: str = "") -> Feed:
    text = (
        f'<rss version="2.0" {attributes}><channel><title>News</title>'
        f"<link>https://example.org/</link>{items}</channel></rss>"
    )
    return parse(text.encode(), address=AT)


def atom(entries: str, attributes: str = "") -> Feed:
    text = f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}>{entries}</feed>'
    return parse(text.encode(), address=AT)


def test_an_item_of_rss() -> None:
    feed = rss(
        "<language>zh-CN</language><ttl>30</ttl>"
        "<item><title>你好 &amp;amp; welcome</title><link>/1</link>"
        '<guid isPermaLink="false">no 1</guid><author>a@example.org (Ann)</author>'
        "<pubDate>Sun, 22 Mar 2026 10:00:00 +0800</pubDate>"
        "<category>财经</category><category>A &amp;amp; B</category>"
        "<description>&lt;p&gt;Text&lt;/p&gt;</description></item>"
    )
    assert (feed.kind, feed.title, feed.site) == (
        "RSS 2.0",
        "News",
        "https://example.org/",
    )
    assert (feed.language, feed.ttl, feed.problems) == ("zh-CN", 1800, ())
    entry, body = feed.entries[0]
    assert (entry.key, entry.title, entry.author) == ("no 1", "你好 & welcome", "Ann")
    assert entry.url == "https://example.org/1"
    assert entry.published == datetime(2026, 3, 22, 2, tzinfo=UTC)
    assert entry.tags == ("财经", "A & B")
    assert body.text == "<p>Text</p>"
    assert body.base == "https://example.org/1"


def test_an_entry_of_atom() -> None:
    feed = atom(
        '<title type="html">A &amp;lt;b&amp;gt; &lt;b&gt;feed&lt;/b&gt;</title>'
        '<link href="/"/><link rel="self" href="feed.xml"/>'
        '<link rel="hub" href="https://hub.example/"/><link rel="next" href="?page=2"/>'
        "<author><name>王</name></author>"
        "<entry><id>urn:1</id><title>1 &lt; 2</title><link href='a.html'/>"
        "<updated>2026-03-23T00:00:00Z</updated><published>2026-03-22T00:00:00Z</published>"
        '<category term="t" label="Label"/>'
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
        "<p>Is 1 &lt; 2<br/></p><p></p></div></content></entry>"
    )
    assert (feed.kind, feed.title) == ("Atom 1.0", "A <b> feed")
    assert (feed.own, feed.hubs, feed.older) == (
        AT,
        ("https://hub.example/",),
        f"{AT}?page=2",
    )
    entry, body = feed.entries[0]
    assert (entry.key, entry.title, entry.author) == ("urn:1", "1 < 2", "王")
    assert entry.url == "https://example.org/news/a.html"
    assert entry.published == datetime(2026, 3, 22, tzinfo=UTC)
    assert entry.tags == ("Label",)
    assert body.text == "<p>Is 1 &lt; 2<br></p><p></p>"


def test_atom_0_3_may_write_its_text_in_base64() -> None:
    feed = parse(
        b'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><id>1</id>'
        b'<content type="text/html" mode="base64">PGI+aGk8L2I+</content>'
        b"<issued>2004-01-02</issued></entry></feed>"
    )
    assert feed.kind == "Atom 0.3"
    assert feed.entries[0].body.text == "<b>hi</b>"
    assert feed.entries[0].entry.title == "hi"
    assert feed.entries[0].entry.published == datetime(2004, 1, 2, tzinfo=UTC)


def test_rss_1_0_has_its_items_beside_the_channel() -> None:
    feed = parse(
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        b' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        b'<channel rdf:about="x"><title>T</title></channel>'
        b'<item rdf:about="https://example.org/1"><title>One</title>'
        b"<dc:creator>Ann</dc:creator><dc:date>2026-03-22</dc:date></item></rdf:RDF>"
    )
    (entry, _), *_ = feed.entries
    assert (feed.kind, feed.title) == ("RSS 1.0", "T")
    assert (entry.key, entry.url) == ("https://example.org/1",) * 2
    assert (entry.title, entry.author) == ("One", "Ann")


def test_a_json_feed() -> None:
    feed = parse(
        b"""{"version": "https://jsonfeed.org/version/1.1", "title": "T", "language": "en",
        "home_page_url": "https://example.org/", "feed_url": "https://example.org/f.json",
        "next_url": "https://example.org/2.json", "authors": [{"name": "Ann"}], "items": [
        {"id": 7, "url": "/1", "title": "One", "content_html": "<p>x</p>", "tags": ["t"],
         "date_published": "2026-03-22T10:00:00Z", "attachments":
         [{"url": "https://example.org/a.mp3", "mime_type": "audio/mpeg"}]},
        {"id": "8", "content_text": "a < b"}]}""",
        "text/html",
        AT,
    )
    one, two = feed.entries
    assert (feed.kind, feed.title, feed.language) == ("JSON Feed 1.1", "T", "en")
    assert feed.older == "https://example.org/2.json"
    assert (one.entry.key, one.entry.url) == ("7", "https://example.org/1")
    assert (one.entry.author, one.entry.tags) == ("Ann", ("t",))
    assert '<audio src="https://example.org/a.mp3"' in one.body.text
    assert (two.entry.title, two.body.text) == ("a < b", "a &lt; b")


def test_a_json_feed_that_is_cut_off_gives_its_whole_items() -> None:
    feed = parse(b'{"title": "T", "items": [{"id": "1"}, {"id": "2"}, {"id": "3')
    assert [it.entry.key for it in feed.entries] == ["1", "2"]
    assert "broken JSON" in feed.problems[0]


def test_the_message_of_a_server_is_told() -> None:
    with pytest.raises(SourceError, match="no feed; the server says: route is empty"):
        parse(b'{"error": {"message": "route is <b>empty</b>"}}')


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<!DOCTYPE html><title>x</title>", "a web page"),
        (b'<?xml version="1.0"?><opml><body/></opml>', "a list of feeds"),
        (b"", "is empty"),
        (b"[]", "is no feed"),
        (b"hello", "is no feed"),
    ],
)
def test_what_is_no_feed_is_said_to_be_something_else(data: bytes, what: str) -> None:
    with pytest.raises(SourceError, match=what):
        parse(data)


def test_the_whole_text_is_preferred_to_its_summary() -> None:
    feed = rss(
        "<item><description>short</description>"
        "<content:encoded>&lt;p&gt;long&lt;/p&gt;</content:encoded></item>",
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
    )
    assert feed.entries[0].body.text == "<p>long</p>"


def test_markup_that_was_not_escaped_is_kept() -> None:
    feed = rss("<item><description>a <b>b</b> &amp; c <br/></description></item>")
    assert feed.entries[0].body.text == "a <b>b</b> &amp; c <br>"


def test_only_tags_of_html_are_taken_out_of_a_title_of_rss() -> None:
    feed = rss("<item><title>Use of &lt;T&gt; in &lt;b&gt;C++&lt;/b&gt;</title></item>")
    assert feed.entries[0].entry.title == "Use of <T> in C++"


def test_an_item_without_a_title_is_called_by_its_first_words() -> None:
    feed = rss("<item><description>&lt;p&gt;Hello there&lt;/p&gt;</description></item>")
    assert feed.entries[0].entry.title == "Hello there"


def test_nothing_in_an_entry_moves_the_cursor() -> None:
    feed = rss("<item><title>a&#x9b;2Jb&#150;c</title><guid>x</guid></item>")
    assert feed.entries[0].entry.title == "a›2Jb–c"


def test_addresses_are_relative_to_the_nearest_base() -> None:
    feed = atom(
        '<entry xml:base="b/"><id>1</id><link href="1.html"/>'
        '<content type="xhtml" xml:base="c/"><div><a href="x">x</a>'
        '<p xml:base="/d/"><img src="y.png"/></p></div></content></entry>',
        'xml:base="https://base.example/a/"',
    )
    entry, body = feed.entries[0]
    assert entry.url == "https://base.example/a/b/1.html"
    assert body.base == "https://base.example/a/b/c/"
    assert '<a href="x">' in body.text
    assert '<img src="https://base.example/d/y.png">' in body.text


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "mailto:a@example.org"]
)
def test_only_addresses_of_the_web_are_links(link: str) -> None:
    feed = rss(f"<item><link>{link}</link><title>x</title></item>")
    assert feed.entries[0].entry.url == ""


def test_an_element_of_an_unknown_namespace_is_not_the_feeds_own() -> None:
    feed = rss(
        '<item><x:title xmlns:x="https://x.example/">no</x:title><title>yes</title></item>'
    )
    assert feed.entries[0].entry.title == "yes"


def test_how_often_it_changes_is_understood() -> None:
    feed = rss(
        "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
        'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"',
    )
    assert feed.ttl == 6 * 3600


@pytest.mark.parametrize(
    ("prefix", "space"),
    [
        ("dc", "https://purl.org/dc/elements/1.1/"),
        ("dc", "http://dublincore.org/documents/dcmi-namespace/"),
        ("dc", "http://somebody.example/own"),
        ("x", "HTTP://PURL.ORG/dc/elements/1.1"),
    ],
)
def test_a_namespace_may_be_written_otherwise(prefix: str, space: str) -> None:
    feed = parse(
        f"<rss xmlns:{prefix}='{space}'><channel><item><title>a</title>"
        f"<{prefix}:creator>Ann</{prefix}:creator></item></channel></rss>".encode()
    )
    assert feed.entries[0].entry.author == "Ann"


def test_what_was_escaped_once_too_often_is_mended() -> None:
    feed = parse(
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry>'
        b"<title>It&amp;#8217;s Q&amp;amp;A &amp;mdash; &lt;T&gt;</title>"
        b'<link href="https://a.example/?b=1&amp;amp;c=2&amp;#038;d"/></entry></feed>'
    )
    entry = feed.entries[0].entry
    assert entry.title == "It\u2019s Q&A \u2014 <T>"
    assert entry.url == "https://a.example/?b=1&c=2&d"
