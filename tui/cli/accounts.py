"""Accounts at servers: adds one, brings it in step, says what waits; it knows no protocol."""

import asyncio
import time
from typing import Any

from tui import text
from tui.cli import output
from tui.errors import SourceError
from tui.library import Account, Library
from tui.sources import reach
from tui.sources.http import Client
from tui.sync import servers
from tui.sync.board import Board, key_of
from tui.sync.claims import claimed
from tui.sync.visits import source_visited
from tui.sync.wording import counted


def add(
    library: Library, address: str, who: dict[str, str], protocol: str, name: str
) -> tuple[Account, str]:
    """Find out what a server speaks and keep the account; return what was found.

    Raises:
        SourceError: Nothing is known there, or the login is not accepted.
    """
    output.progress(f"{reach.shown(address)} …")
    try:
        added = asyncio.run(servers.add(library, address, who, protocol, name))
    finally:
        output.progress("")
    return added.account, added.found


def visit(
    library: Library, account: Account, board: Board | None = None, *, as_json: bool
) -> bool:
    """Bring an account in step, and print what came; return whether it could be asked.

    ``board`` is told what comes of it.

    Raises:
        LibraryError: The library cannot be written.
    """
    saved = [0, 0]
    trouble, ours = "", True
    board, key = board or Board(), key_of(account)
    board.runs(key, text.line(account.name))
    try:
        ours = asyncio.run(_visit(library, account, saved))
    except SourceError as error:
        trouble = str(error)
        output.complain(f"{account.name}: {trouble}")
    finally:
        output.progress("")
    since = 0
    if ours:
        since = source_visited(library, account.id, int(time.time()), trouble)
    board.brought(key, *saved)
    if trouble:
        board.fails(key, trouble, since)
    else:
        board.done(key)
    waiting = len(library.wishes(account.id))
    new, changed = saved
    if as_json:
        counts = {"new": new, "changed": changed, "trouble": trouble}
        counts |= {} if ours else {"elsewhere": True}
        output.put_json({**account_object(account, waiting), **counts})
    elif not ours:
        output.put(f"{text.line(account.name)}: visited by another program")
    elif not trouble:
        told = f", {changed:,} changed" if changed else ""
        output.put(f"{text.line(account.name)}: {counted(new, 'new article')}{told}")
    return not trouble


def account_object(account: Account, waiting: int) -> dict[str, Any]:
    """Return an account as the JSON object of ``sources``, ``add`` and ``refresh``."""
    return {
        "kind": "account",
        "name": account.name,
        "folder": [],
        "address": account.address,
        "format": account.kind,
        "user": account.login.get("user", ""),
        "waiting": waiting,
    }


async def _visit(library: Library, account: Account, saved: list[int]) -> bool:
    """Bring an account in step; return whether that was not another program's just now."""
    async with claimed(library, key_of(account)) as ours:
        if not ours:
            return False
        async with Client(account.address) as client:
            server = await servers.connect(client, account)
            async for batch in servers.bring(library, account, server):
                saved[0] += batch.new
                saved[1] += batch.changed
                output.progress(f"{account.name}: {saved[0]:,} new")
    return True
