"""What real servers of feeds and sites have is followed, whole, and asked for once."""

import asyncio
import time
from pathlib import Path

import pytest

from tests.servers.conftest import Real
from tests.servers.local.articles import ARTICLES, EACH, articles
from tests.servers.local.feedsrv import PASSWORD, USER
from tests.sources.servers.conftest import Counting
from tui.cli.importing import bring
from tui.library import Library
from tui.model import View
from tui.sources.http import Client
from tui.sources.rsshub.hub import Hub
from tui.sync.adding import Added, Wish, add
from tui.sync.feeds import Visited, refresh


def visited(library: Library, client: Client, later: int = 0) -> list[Visited]:
    now, feeds = int(time.time()) + later, library.subscriptions()

    async def run() -> list[Visited]:
        async with client:
            return [one async for one in refresh(library, client, feeds, now)]

    return asyncio.run(run())


def added(library: Library, address: str, wish: Wish | None = None) -> Added:
    async def run() -> Added:
        async with Client(address) as client:
            return await add(library, client, address, int(time.time()), wish)

    return asyncio.run(run())


@pytest.fixture
def followed(library: Library, feeds: Real, tmp_path: Path) -> Library:
    """A library that follows all of the made feeds, and has visited none."""
    client = Counting(feeds.address)

    async def listed() -> bytes:
        async with client:
            there = f"{feeds.address}/feeds.opml"
            return (await client.fetch(there, most_bytes=1_000_000)).body

    kept = tmp_path / "feeds.opml"
    kept.write_bytes(asyncio.run(listed()))
    bring(library, str(kept), Hub())
    return library


def test_every_article_comes_with_folder_body_and_date(followed: Library) -> None:
    assert not [one.trouble for one in visited(followed, Client()) if one.trouble]
    rows = followed.window(View(1), 0, 1_000)
    assert len(rows) == ARTICLES
    wanted = {
        it.link: (((it.folder, it.feed_title),), it.date, it.author)
        for it in articles()
    }
    got = {
        row.entry.url: (row.entry.categories, row.entry.published, row.entry.author)
        for row in rows
    }
    assert got == wanted
    texts = {it.link: it.html for it in articles()}
    for row in rows:
        body = followed.body(row.id)
        assert body
        assert body.text.strip() == texts[row.entry.url]


def test_a_second_visit_transfers_nothing(followed: Library) -> None:
    visited(followed, Client())
    client = Counting()
    again = visited(followed, client, later=10_000)
    assert (client.received, sum(one.new + one.changed for one in again)) == (0, 0)


def test_what_servers_do_besides_answering_is_taken_well(
    library: Library, feeds: Real
) -> None:
    for path in (
        "forever/bbc.xml",
        "for-now/hn.xml",
        "slow/sspai.xml",
        "seldom/bbc.json",
    ):
        library.subscribe(f"{feeds.address}/{path}", path)
    wrong = {"round": "round and round", "gone": "410", "login/bbc.xml": "401"}
    for path in wrong:
        library.subscribe(f"{feeds.address}/{path}", path)
    found = {one.feed.name: one for one in visited(library, Client())}
    for path, told in wrong.items():
        assert told in found.pop(path).trouble
    seldom = found.pop("seldom/bbc.json")
    assert seldom.new == EACH or seldom.feed.due - seldom.feed.state["visited"] >= 2_000
    assert [one.new for one in found.values()] == [EACH] * 3


def test_a_feed_behind_a_login_is_read(library: Library, feeds: Real) -> None:
    url = f"{feeds.address}/login/bbc.xml"
    wish = Wish(who={"user": USER, "command": f"echo {PASSWORD}"})
    (found,) = added(library, url, wish).feeds
    assert (found.new, found.trouble) == (EACH, "")
    client = Counting()
    (again,) = visited(library, client, later=10_000)
    assert (again.trouble, client.received) == ("", 0)


def test_the_feed_of_a_wordpress_is_read(library: Library, wordpress: Real) -> None:
    (found,) = added(library, f"{wordpress.address}/?feed=rss2").feeds
    assert (found.new, found.trouble) == (ARTICLES, "")


def test_the_feed_of_a_hexo_site_is_read(library: Library, hexo: Real) -> None:
    (found,) = added(library, f"{hexo.address}/atom.xml").feeds
    assert (found.new, found.trouble) == (ARTICLES, "")


def test_a_route_of_rsshub_is_read(library: Library, rsshub: Real) -> None:
    (found,) = added(library, f"{rsshub.address}/test/1").feeds
    assert found.new
    assert not found.trouble
