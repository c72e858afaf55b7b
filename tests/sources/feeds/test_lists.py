"""Lists of feeds, in and out."""

from contextlib import suppress

import pytest
from hypothesis import given, strategies as st

from tui.errors import SourceError
from tui.sources.feeds.newsboat import read_urls
from tui.sources.feeds.opml import read_opml, write_opml
from tui.sources.feeds.subscription import Subscription

A, B = "https://a.example/feed", "https://b.example/feed"


def opml(outlines: str) -> bytes:
    return f'<opml version="2.0"><head/><body>{outlines}</body></opml>'.encode()


def test_folders_nest_and_attributes_are_kept() -> None:
    found = read_opml(
        opml(
            '<outline text="News"><outline title="World">'
            f'<outline type="rss" text="A" xmlUrl="{A}" htmlUrl="https://a.example/"'
            ' updateInterval="60"/></outline></outline>'
        )
    )
    assert found.feeds == (
        Subscription(
            A,
            "A",
            "https://a.example/",
            (("News", "World"),),
            (("type", "rss"), ("updateInterval", "60")),
        ),
    )


def test_a_feed_in_two_folders_is_one_feed() -> None:
    feed = f'<outline text="A" xmlUrl="{A}"/>'
    found = read_opml(
        opml(f'<outline text="x">{feed}</outline><outline text="y">{feed}</outline>')
    )
    assert [feed.paths for feed in found.feeds] == [(("x",), ("y",))]


def test_at_the_top_the_category_says_the_folders() -> None:
    found = read_opml(opml(f'<outline xmlUrl="{A}" category=" / , x , y// /z , / "/>'))
    assert found.feeds[0].paths == (("x",), ("y", "z"))


@pytest.mark.parametrize(
    "text",
    [
        f'<opml><body><outline text="a & b" xmlUrl="{A}"/></body></opml>',
        f'<opml><body><outline text="a &amp; b" xmlUrl="{A}">',
        f'<OPML xmlns><BODY/><OUTLINE TEXT="a &amp; b" XMLURL="{A}"/></x:y></OPML>',
    ],
)
def test_a_broken_list_is_read(text: str) -> None:
    assert [(it.address, it.title) for it in read_opml(text.encode()).feeds] == [
        (A, "a & b")
    ]


def test_a_list_in_a_list_is_named_but_not_followed() -> None:
    found = read_opml(opml('<outline type="link" text="L" url="https://l.example/"/>'))
    assert found.feeds == ()
    assert found.problems == ("“L” is no feed but a link: https://l.example/",)


def test_what_is_no_list_is_said_to_be_none() -> None:
    with pytest.raises(SourceError, match=r"me\.xml is no list"):
        read_opml(b"<html><p>x</p></html>", "me.xml")


def test_thousands_of_feeds_come_back_as_they_went() -> None:
    feeds = tuple(
        Subscription(f"{A}{n}", f"第 {n} <&>\"'", paths=((f"f{n % 7}", "深"),))
        for n in range(5_000)
    )
    back = read_opml(write_opml(feeds)).feeds
    assert {(it.address, it.title, it.paths) for it in back} == {
        (it.address, it.title, it.paths) for it in feeds
    }


_names = st.text(min_size=1).filter(lambda text: bool(text.strip()))


@given(_names, st.lists(_names, max_size=5), st.text())
def test_whatever_is_written_can_be_read(title: str, path: list[str], odd: str) -> None:
    feed = Subscription(A, title, paths=(tuple(path),), attributes=(("x", odd),))
    once = read_opml(write_opml([feed])).feeds
    assert once[0].address == A
    assert read_opml(write_opml(once)).feeds == once


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_end_in_a_list_or_a_sentence(data: bytes) -> None:
    read_urls(data)
    assert read_opml(b"<opml><outline xmlUrl='x'/>" + data).feeds
    with suppress(SourceError):
        read_opml(data)


def test_newsboats_tags_are_folders() -> None:
    found = read_urls(
        f'# mine\n{A} news "big \\"press\\"" "~My title"\n\n'
        f'"query:all:unread = \\"yes\\"" x\n{B} !hidden # why\n{A} more\n'.encode()
    )
    assert found.feeds == (
        Subscription(A, "My title", paths=(("news",), ('big "press"',), ("more",))),
        Subscription(B, paths=(("hidden",),)),
    )
    assert found.problems == ('line 4: no feed\'s address: query:all:unread = "yes"',)
