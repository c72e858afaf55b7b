"""Whole visits to real servers, over a line that is cut: nothing is lost, nothing twice."""

import asyncio
import os
import shlex
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from tests.servers.conftest import Opened
from tests.servers.line import Line, line_to
from tests.servers.local.articles import ARTICLES
from tests.sources.servers.keeper import Keeper
from tui.errors import SourceError
from tui.library import Library
from tui.model import Row, View
from tui.sources.http import Client
from tui.sync.servers import bring, connect

_CUTS = int(os.environ.get("BROADSHEET_TEST_CUTS", "6"))
"""At so many points is a visit cut; 0 for every one, which takes minutes."""


async def visit(library: Library) -> None:
    """Visit the account as the app does; a failure waits for the next time."""
    (account,) = await asyncio.to_thread(library.accounts)
    async with Client(account.address) as client:
        with suppress(SourceError):
            server = await connect(client, account)
            async for _ in bring(library, account, server):
                pass


async def rows(library: Library) -> dict[str, Row]:
    window = await asyncio.to_thread(library.window, View(1), 0, 1_000)
    return {row.entry.url: row for row in window}


async def library_of(path: Path, one: Opened, url: str) -> Library:
    """Make a library that has the account, by another address."""
    library = await asyncio.to_thread(Library, path)
    command = f"printf %s {shlex.quote(one.real.login.secret)}"
    who = {"user": one.real.login.user, "command": command}
    await asyncio.to_thread(library.add_account, one.real.kind, url, "real", who)
    return library


async def at_server(one: Opened) -> tuple[set[str], set[str]]:
    """Return the addresses of what is read, and starred, at the server."""
    keeper = Keeper()
    await keeper.sync(one.server)
    items = keeper.items.values()
    read = {item.entry.url for item in items if item.read}
    return read, {item.entry.url for item in items if item.starred}


def cuts(line: Line) -> range:
    """Return where the line that carried a whole visit is to be cut in the next ones."""
    apart = 1 if _CUTS == 0 else max(1, line.carried // _CUTS)
    return range(0, line.carried, apart)


@pytest.mark.timeout(1_000)
async def test_a_first_visit_that_is_cut_goes_on_with_the_next(
    opened: Opened, tmp_path: Path
) -> None:
    async with line_to(opened.server.address) as line:
        with await library_of(tmp_path / "whole.db", opened, line.url) as library:
            await visit(library)
            assert len(await rows(library)) == ARTICLES
        for lost in cuts(line):
            with await library_of(tmp_path / f"{lost}.db", opened, line.url) as library:
                line.carried, line.cut = 0, lost
                await visit(library)
                line.cut = -1
                await visit(library)
                assert len(await rows(library)) == ARTICLES
                counts = await asyncio.to_thread(library.categories)
                assert max(it.total for it in counts) == ARTICLES


@pytest.mark.timeout(1_000)
async def test_marks_made_here_end_there_wherever_a_visit_is_cut(
    opened: Opened, tmp_path: Path
) -> None:
    async with line_to(opened.server.address) as line:
        with await library_of(tmp_path / "library.db", opened, line.url) as library:
            await visit(library)
            found = await rows(library)
            await _all(library, found, want=False)
            some = sorted(found)[::17]
            line.carried = 0
            await _mark(library, found, some, want=True)
            await visit(library)
            want = False
            for lost in cuts(line):
                await _mark(library, found, some, want=want)
                line.carried, line.cut = 0, lost
                await visit(library)
                line.cut = -1
                await visit(library)
                expected = {*some} if want else set()
                assert await at_server(opened) == (expected, expected)
                here = (await rows(library)).values()
                assert {it.entry.url for it in here if it.read} == expected
                assert {it.entry.url for it in here if it.starred} == expected
                want = not want
            await _all(library, found, want=False)


async def _all(library: Library, found: dict[str, Row], *, want: bool) -> None:
    await _mark(library, found, [*found], want=want)
    await visit(library)


async def _mark(
    library: Library, found: dict[str, Row], urls: Sequence[str], *, want: bool
) -> None:
    ids = [found[url].id for url in urls]
    for what in ("read", "starred"):
        await asyncio.to_thread(library.mark, ids, what, want=want)
