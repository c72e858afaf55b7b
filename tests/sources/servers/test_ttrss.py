"""What only Tiny Tiny RSS has: pages whose order changes, and counters."""

from dataclasses import replace

from tests.sources.server import Site
from tests.sources.servers.conftest import LOGIN, Counting
from tests.sources.servers.keeper import Keeper
from tests.sources.servers.shelf import START, stocked
from tests.sources.servers.talking import refusing
from tests.sources.servers.ttrss_server import TtrssServer
from tui.sources.http import Client
from tui.sources.servers.ttrss import TinyTinyRss
from tui.sources.servers.ttrss_answers import places_of


async def test_nothing_is_lost_between_pages(client: Client, site: Site) -> None:
    shelf = stocked(900)
    for number in range(1, 901):  # all in one second: their order is never the same
        shelf.articles[number] = replace(shelf.articles[number], published=START)
    site.program = refusing(TtrssServer(shelf))
    keeper, server = Keeper(), TinyTinyRss(client, site.url, LOGIN)
    await keeper.sync(server)
    assert len(keeper.items) == 900
    for number in range(500):
        shelf.publish(1, f"News {number}")
    await keeper.sync(server)
    assert len(keeper.items) == 1_400


async def test_marks_that_cancel_each_other_out_come_in_time(site: Site) -> None:
    """The counters say nothing of one read and one unread again in the same feed."""
    shelf = stocked()
    site.program = refusing(TtrssServer(shelf))
    async with Counting(site.url) as client:
        keeper, server = Keeper(), TinyTinyRss(client, site.url, LOGIN)
        await keeper.sync(server)
        read = next(a for a in shelf if a.read)
        unread = next(a for a in shelf if not a.read and a.feed == read.feed)
        shelf.mark(read.id, read=False)
        shelf.mark(unread.id, read=True)
        for _ in range(16):
            await keeper.sync(server)
    assert keeper.items[str(unread.id)].read
    assert not keeper.items[str(read.id)].read


async def test_a_session_that_ends_is_begun_again(client: Client, site: Site) -> None:
    shelf = stocked()
    there = TtrssServer(shelf)
    site.program = refusing(there)
    server = TinyTinyRss(client, site.url, LOGIN)
    await server.open()
    there.session += 1
    await server.mark(["1"], "starred", want=True)
    assert shelf.articles[1].starred


def test_folders_in_folders_are_a_path() -> None:
    feed = {"bare_id": 7, "type": "feed", "name": "分类"}
    inner = {"bare_id": 2, "type": "category", "name": "趣头条", "items": [feed]}
    outer = {"bare_id": 1, "type": "category", "name": "新媒体", "items": [inner]}
    loose = {"bare_id": 9, "type": "feed", "name": "Loose"}
    none = {"bare_id": 0, "type": "category", "name": "Uncategorized", "items": [loose]}
    assert places_of({"categories": {"items": [outer, none]}}) == {
        "7": (("新媒体", "趣头条", "分类"),),
        "9": (("Loose",),),
    }


async def test_marks_of_many_feeds_come_at_once(client: Client, site: Site) -> None:
    shelf = stocked(0)
    for number in range(12):
        feed = shelf.subscribe(f"Feed {number}", "Many")
        for _ in range(30):
            shelf.publish(feed, "x")
    site.program = refusing(TtrssServer(shelf))
    keeper, server = Keeper(), TinyTinyRss(client, site.url, LOGIN)
    await keeper.sync(server)
    for number in range(1, 361, 5):
        shelf.mark(number, read=True, starred=number % 2 == 0)
    await keeper.sync(server)
    assert {int(k) for k, i in keeper.items.items() if i.read} == {*range(1, 361, 5)}
    starred = {int(key) for key, item in keeper.items.items() if item.starred}
    assert starred == {*range(6, 361, 10)}
