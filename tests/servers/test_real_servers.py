"""Accounts at real servers: everything comes once, marks go both ways."""

from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime

import pytest

from tests.servers.conftest import Opened, Real
from tests.servers.line import line_to
from tests.sources.servers.conftest import Counting
from tests.sources.servers.keeper import Keeper
from tui.errors import SourceError
from tui.news import Field
from tui.sources.http import Client
from tui.sources.servers.base import Server
from tui.sources.servers.detect import KINDS, detect

ARTICLES = 84
FIELDS: tuple[Field, Field] = ("read", "starred")
FEEDS = {
    ("科技", "IT之家 - 排行榜"),
    ("科技", "少数派 -- 首页"),
    ("World", "BBC News World"),
    ("World", "联合早报-中港台-即时"),
    ("开发", "Hacker News: Best"),
    ("开发", "Lobsters & friends <rust>"),
    ("Art & Design", "Dribbble Popular"),
}


async def test_every_article_comes_with_folder_body_and_date(opened: Opened) -> None:
    keeper = Keeper()
    await keeper.sync(opened.server)
    assert len(keeper.items) == ARTICLES
    entries = [item.entry for item in keeper.items.values()]
    assert {place for entry in entries for place in entry.categories} == FEEDS
    assert len({entry.url for entry in entries}) == ARTICLES
    for item in keeper.items.values():
        assert "quick brown fox" in item.body.text
        assert item.entry.title
        day = item.entry.published
        assert day is not None
        assert (
            datetime(2026, 11, 16, tzinfo=UTC)
            < day
            < datetime(2026, 11, 21, tzinfo=UTC)
        )


async def test_a_second_visit_transfers_next_to_nothing(opened: Opened) -> None:
    keeper = Keeper()
    opened.client.received = 0
    await keeper.sync(opened.server)
    first = opened.client.received
    keeper.came.append("of the first visit")
    while keeper.came:  # what changed in the last seconds comes twice
        opened.client.received = 0
        keeper.came.clear()
        await keeper.sync(opened.server)
    print(f"{opened.server.found}: {first:,} bytes, then {opened.client.received:,}")
    assert opened.client.received < first / 20


@pytest.mark.parametrize("what", FIELDS)
async def test_marks_made_at_one_client_come_to_another(
    opened: Opened, what: Field
) -> None:
    here = await _unmarked(opened.server)
    keys = [*here.items][::9]
    async with Client(opened.real.address) as client:
        other = await detect(client, opened.real.address, opened.real.login)
        for want in (True, False):
            for _ in range(2):
                await opened.server.mark(keys, what, want)
            await here.sync(opened.server)
            assert _marked(here, what) == ({*keys} if want else set())
            there = Keeper()
            await there.sync(other)
            assert len(there.items) == ARTICLES
            assert _urls(there, what) == _urls(here, what)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("what", FIELDS)
async def test_marks_end_as_wished_wherever_the_line_is_cut(
    opened: Opened, what: Field
) -> None:
    """Each piece that goes over the line, there or back, is lost in turn, or half of it."""
    keeper = await _unmarked(opened.server)
    keys = [*keeper.items][:2]
    async with line_to(opened.server.address) as line, Client(line.url) as client:
        speaking = KINDS[opened.real.kind]
        server = speaking(client, line.url, opened.real.login)
        await server.open()
        want, lost = True, 0
        while line.carried >= lost:
            line.carried, line.cut = 0, lost
            with suppress(SourceError):
                await server.mark(keys, what, want)
            line.cut = -1
            await server.mark(keys, what, want)
            await keeper.sync(opened.server)
            assert _marked(keeper, what) == ({*keys} if want else set())
            want, lost = not want, lost + 1
        print(f"{opened.server.found}: {what}, {lost} cuts")
    await opened.server.mark(keys, what, want=False)


async def test_one_server_says_the_same_in_all_its_protocols(
    protocols: tuple[Real, ...],
) -> None:
    async with AsyncExitStack() as stack:
        servers: list[Server] = []
        for one in protocols:
            client = await stack.enter_async_context(Counting(one.address))
            servers.append(await detect(client, one.address, one.login, one.kind))
        keepers = [await _unmarked(server) for server in servers]
        for marking, marker in zip(servers, keepers, strict=True):
            for want in (True, False):
                for what in FIELDS:
                    await marking.mark([*marker.items][::7], what, want)
                for server, keeper in zip(servers, keepers, strict=True):
                    await keeper.sync(server)
                for what in FIELDS:
                    assert len({frozenset(_urls(one, what)) for one in keepers}) == 1
                assert len(_urls(marker, "starred")) == (12 if want else 0)


async def _unmarked(server: Server) -> Keeper:
    """Take away all marks, which may be left of a test that failed."""
    keeper = Keeper()
    await keeper.sync(server)
    for what in FIELDS:
        await server.mark([*_marked(keeper, what)], what, want=False)
    await keeper.sync(server)
    return keeper


def _marked(keeper: Keeper, what: Field) -> set[str]:
    return {
        key
        for key, item in keeper.items.items()
        if (item.read if what == "read" else item.starred)
    }


def _urls(keeper: Keeper, what: Field) -> set[str]:
    return {keeper.items[key].entry.url for key in _marked(keeper, what)}
