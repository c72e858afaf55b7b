"""What only the Google Reader API has: long lists of ids, and sessions that end."""

import json

import pytest

from tests.sources.server import Asked, Site, Whole
from tests.sources.servers.conftest import LOGIN, Account
from tests.sources.servers.greader_server import GReaderServer
from tests.sources.servers.keeper import Keeper
from tests.sources.servers.shelf import stocked
from tests.sources.servers.talking import refusing
from tui.errors import LoginError, SourceError
from tui.sources.http import Client
from tui.sources.servers.fever import Fever
from tui.sources.servers.greader import GReader


@pytest.mark.parametrize("offsets", [True, False])
async def test_long_lists_are_read_to_their_ends(
    client: Client, site: Site, *, offsets: bool
) -> None:
    shelf = stocked(300)
    site.program = refusing(GReaderServer(shelf, offsets=offsets, page=40))
    keeper, server = Keeper(), GReader(client, site.url, LOGIN)
    for _ in range(2):
        await keeper.sync(server)
        assert len(keeper.items) == 300
        unread = {a.title for a in shelf if not a.read}
        assert {i.entry.title for i in keeper.items.values() if not i.read} == unread


async def test_a_session_that_ends_is_begun_again(client: Client, site: Site) -> None:
    shelf = stocked()
    there = GReaderServer(shelf)
    site.program = refusing(there)
    keeper, server = Keeper(), GReader(client, site.url, LOGIN)
    await keeper.sync(server)
    key = f"{1:016x}"
    for want in (True, False):
        there.session += 1
        await server.mark([key], "read", want)
        there.session += 1
        await keeper.sync(server)
        assert keeper.items[key].read is shelf.articles[1].read is want


async def test_only_ok_means_that_marks_were_taken(client: Client, site: Site) -> None:
    program = refusing(GReaderServer(stocked()))

    def answer(asked: Asked) -> Whole | None:
        if asked.path.endswith("/edit-tag"):
            return 200, {}, b"[]"
        return program(asked)

    site.program = answer
    with pytest.raises(SourceError, match="something else than OK"):
        await GReader(client, site.url, LOGIN).mark([f"{1:016x}"], "read", want=True)


async def test_a_feed_of_nowhere_is_named_by_its_items(
    client: Client, site: Site
) -> None:
    shelf = stocked(3)
    program = refusing(GReaderServer(shelf))

    def answer(asked: Asked) -> Whole | None:
        if asked.path.endswith("/subscription/list"):
            return 200, {}, b'{"subscriptions": []}'
        return program(asked)

    site.program = answer
    keeper = Keeper()
    await keeper.sync(GReader(client, site.url, LOGIN))
    places = {item.entry.categories for item in keeper.items.values()}
    assert places == {((feed.title,),) for feed in list(shelf.feeds.values())[:3]}


async def test_an_answer_cut_short_is_no_empty_account(account: Account) -> None:
    """Nothing is taken for gone where a list did not come."""
    keeper = Keeper()
    await keeper.sync(account.server)
    program = account.program
    account.program = lambda asked: (
        (200, {}, b"{}") if "ids" in asked.path + asked.query else program(asked)
    )
    account.shelf.articles.pop(1)
    account.later()
    before = {*keeper.items}
    if account.server.kind in {"greader", "fever"}:
        with pytest.raises(SourceError, match="answers with no"):
            await keeper.sync(account.server)
    assert {*keeper.items} == before


async def test_starred_ones_of_hidden_feeds_come_and_stay(
    client: Client, site: Site
) -> None:
    shelf = stocked()
    there = GReaderServer(shelf)
    there.hidden = {1}
    site.program = refusing(there)
    keeper, server = Keeper(), GReader(client, site.url, LOGIN)
    for _ in range(2):
        await keeper.sync(server)
        urls = {item.entry.url for item in keeper.items.values()}
        assert urls == {a.url for a in shelf if a.starred or a.feed != 1}


@pytest.mark.parametrize(
    ("place", "speaking"), [("/api/greader.php", GReader), ("/api/fever.php", Fever)]
)
async def test_an_api_that_is_switched_off_is_told(
    client: Client, site: Site, place: str, speaking: type[GReader] | type[Fever]
) -> None:
    site.program = lambda _: (503, {}, b"Service Unavailable!")
    with pytest.raises(LoginError, match="Switch on the API in its settings"):
        await speaking(client, site.url + place, LOGIN).open()


async def test_freshrss_gets_its_signs_back_in_fever_too(
    client: Client, site: Site
) -> None:
    told = {"auth": 1, "feeds": [{"id": 1, "title": "R＆D"}], "unread_item_ids": "7"}
    told |= {
        "saved_item_ids": "",
        "items": [{"id": "7", "feed_id": 1, "title": "＜b＞"}],
    }
    body = json.dumps(told).encode()
    site.program = lambda _: (200, {}, body)
    keeper = Keeper()
    await keeper.sync(Fever(client, site.url + "/api/fever.php", LOGIN))
    entry = keeper.items["7"].entry
    assert (entry.title, entry.categories) == ("<b>", (("R&D",),))


async def test_where_a_mark_is_never_a_toggle_nothing_is_read_before(
    client: Client, site: Site
) -> None:
    shelf = stocked(250)
    site.program = refusing(GReaderServer(shelf, "/api/greader.php"))
    server = GReader(client, site.url + "/api/greader.php", LOGIN)
    await server.mark([f"{a.id:016x}" for a in shelf], "read", want=True)
    assert all(article.read for article in shelf)
    paths = [path.partition("?")[0].rpartition("/")[2] for path, _ in site.asked]
    assert paths == ["ClientLogin", "token", "edit-tag", "edit-tag", "edit-tag"]
