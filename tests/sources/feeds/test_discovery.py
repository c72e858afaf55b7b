"""Which feeds a page names."""

import pytest

from tui.sources.feeds.discovery import feeds_in, usual_places

AT = "https://example.org/blog/index.html"


def found(page: str) -> list[str]:
    return [link.address for link in feeds_in(page.encode(), address=AT)]


def test_the_feeds_that_a_page_declares_come_in_its_order() -> None:
    page = (
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed" title="C">'
        '<link rel="stylesheet alternate" type="text/css" href="x.css">'
        '<link REL="foo Alternate" type="Application/Atom+XML" href="atom.xml" title="A ">'
        '<link rel=alternate type="application/feed+json" href="/feed.json">'
        '<link rel=alternate type="application/json" href="/wp-json/1">'
        '<link rel=alternate hreflang=de href="/de"><a href="/rss">RSS</a>'
    )
    assert found(page) == [
        "https://example.org/blog/atom.xml",
        "https://example.org/feed.json",
        "https://example.org/comments/feed",
    ]


def test_where_none_is_declared_links_are_looked_at() -> None:
    page = (
        '<a href="/about">x</a><!-- <a href="/old.xml"> -->'
        '<a href="/rss.xml">RSS</a><a href="x.atom?a=1">y</a>'
    )
    assert found(page) == [
        "https://example.org/rss.xml",
        "https://example.org/blog/x.atom?a=1",
    ]


def test_a_base_is_heeded_and_a_feed_named_once() -> None:
    link = '<link rel=alternate type="application/rss+xml" href="f">'
    assert found(f'<base href="https://b.example/c/">{link}{link}') == [
        "https://b.example/c/f"
    ]


@pytest.mark.parametrize("page", ["", "<rss/>", "\x00", "<link rel=alternate>"])
def test_a_page_may_name_none(page: str) -> None:
    assert found(page) == []


def test_the_usual_places_are_beside_the_page_and_at_the_top() -> None:
    places = usual_places(AT)
    assert places[0] == "https://example.org/blog/feed"
    assert "https://example.org/atom.xml" in places
    assert len(places) == len(set(places))
    assert usual_places("nonsense") == ()
