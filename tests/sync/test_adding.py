"""An address is followed: a feed's, a page's, or the place where feeds usually are."""

import asyncio

import pytest

from tests.sources.server import serving
from tests.sources.test_feed_visit import NOW, rss
from tui.errors import SourceError
from tui.library import Library
from tui.model import View
from tui.sources.http import Client
from tui.sync.adding import Added, Wish, add

PAGE = (
    b"<!doctype html><link rel=alternate type=application/rss+xml href=/a title=A>"
    b"<link rel=alternate type=application/atom+xml href=/b title=B><p>Welcome"
)


def added(library: Library, address: str, wish: Wish | None = None) -> Added:
    async def run() -> Added:
        async with Client() as client:
            return await add(library, client, address, NOW, wish)

    return asyncio.run(run())


def test_a_feed_is_followed_and_visited_at_once(library: Library) -> None:
    with serving() as site:
        found = added(library, site.put("/feed", rss(1, 2)), Wish(folders=(("科技",),)))
        assert len(site.asked) == 1
    (visited,) = found.feeds
    assert (visited.new, visited.feed.place) == (2, ("科技", "新闻"))
    assert visited.feed.state["kind"] == "RSS 2.0"
    assert library.subscriptions() == [visited.feed]
    assert library.count(View(1)) == 2


def test_adding_again_changes_nothing_but_what_is_wished(library: Library) -> None:
    with serving() as site:
        url = site.put("/feed", rss(1))
        added(library, url, Wish("要闻", (("科技",),)))
        again = added(library, url)
        assert [v.feed.place for v in again.feeds] == [("科技", "要闻")]
        assert again.known == {again.feeds[0].feed.id}
        moved = added(library, url, Wish(folders=((),)))
    assert moved.feeds[0].feed.place == ("要闻",)
    (row,) = library.window(View(1), 0, 9)
    assert row.entry.categories == (("要闻",),)


def test_the_first_feed_of_a_page_is_taken_and_the_others_are_named(
    library: Library,
) -> None:
    with serving() as site:
        site.put("/a", rss(1))
        site.put("/b", rss(2))
        page = site.put("/", PAGE)
        found = added(library, page)
        assert [v.feed.url for v in found.feeds] == [f"{site.url}/a"]
        assert [(o.address, o.title) for o in found.others] == [(f"{site.url}/b", "B")]
        every = added(library, page, Wish(every=True))
    assert [v.feed.url for v in every.feeds] == [f"{site.url}/a", f"{site.url}/b"]
    assert (len(every.known), every.others) == (1, ())


def test_a_feed_that_a_page_names_in_vain_is_passed_over(library: Library) -> None:
    with serving() as site:
        site.put("/b", rss(2))
        found = added(library, site.put("/", PAGE))
    assert [v.feed.url for v in found.feeds] == [f"{site.url}/b"]


def test_a_page_that_names_none_may_have_one_in_the_usual_place(
    library: Library,
) -> None:
    with serving() as site:
        site.put("/blog/atom.xml", rss(1))
        found = added(library, site.put("/blog/", b"<!doctype html><p>Hello"))
    assert [v.feed.url for v in found.feeds] == [f"{site.url}/blog/atom.xml"]
    assert found.others == ()


def test_an_address_of_data_stands_for_no_other(library: Library) -> None:
    with serving() as site:
        site.put("/feed", rss(1))
        broken = site.put("/news.xml", b"", "application/rss+xml")
        with pytest.raises(SourceError, match=r"news\.xml is empty"):
            added(library, broken)
        with pytest.raises(SourceError, match="/api is no feed"):
            added(library, site.put("/api", b'{"error": "no"}', "application/json"))
    assert library.subscriptions() == []


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (b"<!doctype html><p>Hello", "names no feed"),
        (PAGE, "/a answers 404"),
    ],
)
def test_what_has_no_feed_is_told_and_not_followed(
    library: Library, page: bytes, why: str
) -> None:
    with serving() as site, pytest.raises(SourceError, match=why):
        added(library, site.put("/", page))
    assert library.subscriptions() == []


def test_a_page_cannot_have_the_private_network_asked(library: Library) -> None:
    with serving() as site:
        inner = site.put("/inner", rss(1)).replace("127.0.0.1", "localhost")
        page = site.put("/", f"<!doctype html><link rel=feed href={inner}>".encode())
        with pytest.raises(SourceError, match="private network"):
            added(library, page)
        assert "/inner" not in {path for path, _ in site.asked}
    assert library.subscriptions() == []


def test_where_the_feeds_of_a_page_are_dead_another_is_looked_for(
    library: Library,
) -> None:
    with serving() as site:
        site.answer("/a", 410)
        page = site.put("/", PAGE)
        with pytest.raises(SourceError, match=r"names 2 feeds.*/a answers 410.*usual"):
            added(library, page)
        site.put("/feed", rss(1))
        found = added(library, page)
    assert [v.feed.url for v in found.feeds] == [f"{site.url}/feed"]
    assert ["answers 410" in why for why in found.dead] == [True, False]


def test_a_guess_at_https_is_mended_where_only_http_answers(library: Library) -> None:
    with serving() as site:
        secure = site.put("/feed", rss(1)).replace("http:", "https:")
        found = added(library, secure, Wish(guessed=True))
        assert [v.feed.url for v in found.feeds] == [f"{site.url}/feed"]
        with pytest.raises(SourceError, match="cannot be reached"):
            added(library, secure)
        me = Wish(guessed=True, who={"user": "me", "secret": "x"})
        with pytest.raises(SourceError, match="unless you write http://"):
            added(library, secure, me)
    with pytest.raises(SourceError, match="Nobody answers by http either"):
        added(library, secure, Wish(guessed=True))


ME = {"user": "me", "secret": "x"}


def test_a_feed_that_fails_is_told_as_that_where_a_login_is_given(
    library: Library,
) -> None:
    with serving() as site, serving() as inner:
        site.answer("/feed", 500)
        with pytest.raises(SourceError, match="/feed answers 500"):
            added(library, f"{site.url}/feed", Wish(who=ME))
        there = inner.put("/feed", rss(1)).replace("127.0.0.1", "localhost")
        site.answer("/feed", 302, Location=there)
        with pytest.raises(SourceError, match="private network"):
            added(library, f"{site.url}/feed", Wish(who=ME))


def test_a_feed_that_lets_no_strangers_in_says_how_to_give_a_login(
    library: Library,
) -> None:
    with serving() as site:
        site.answer("/feed", 403)
        with pytest.raises(SourceError, match=r"answers 403.*--user NAME"):
            added(library, f"{site.url}/feed")
        with pytest.raises(SourceError, match="not let you in with the login"):
            added(library, f"{site.url}/feed", Wish(who=ME))


def test_what_cannot_be_reached_is_not_followed(library: Library) -> None:
    with serving() as site:
        url = f"{site.url}/feed"
    with pytest.raises(SourceError, match="cannot be reached"):
        added(library, url)
    assert library.subscriptions() == []


def test_a_feed_that_is_followed_stays_when_it_fails(library: Library) -> None:
    with serving() as site:
        url = site.put("/feed", rss(1))
        added(library, url)
        site.answer("/feed", 500)
        found = added(library, url)
    assert "answers 500" in found.feeds[0].trouble
    assert len(library.subscriptions()) == 1
