"""Visits feeds and prints what each brought; it decides neither which nor when."""

import asyncio
import sys
from collections.abc import Sequence

from tui.cli import output
from tui.cli.feeds import feed_object
from tui.library import Library, Subscription
from tui.sources.http import Client
from tui.sources.rsshub.hub import Hub
from tui.sync.board import Board
from tui.sync.feeds import AT_ONCE, Visited, refresh
from tui.sync.wording import counted, place


def visit(
    library: Library,
    feeds: Sequence[Subscription],
    board: Board,
    hub: Hub,
    *,
    as_json: bool,
) -> bool:
    """Visit these feeds side by side; return whether all could be read.

    ``board``, on which a refresh has begun, is told what comes of each.
    What was visited is kept, should the person stop it.

    Raises:
        LibraryError: The library cannot be written.
    """
    visits: list[Visited] = []
    try:
        asyncio.run(_visit(library, feeds, visits, board, hub, as_json=as_json))
    except KeyboardInterrupt:
        output.progress("")
        output.complain(f"stopped; {_of(visits, feeds)} were visited, and are kept.")
        raise
    failed = sum(bool(visited.trouble) for visited in visits)
    if not as_json:
        output.put(_summary(visits, failed))
    return not failed


async def _visit(  # noqa: PLR0913 - what a run is made of
    library: Library,
    feeds: Sequence[Subscription],
    visits: list[Visited],
    board: Board,
    hub: Hub,
    *,
    as_json: bool,
) -> None:
    output.progress(f"feeds: {_of(visits, feeds)}")
    async with Client(at_once=AT_ONCE, addresses=hub) as client:
        async for visited in refresh(library, client, feeds, board.began):
            visits.append(visited)
            counts = visited.new, visited.changed
            board.visited(visited.feed, *counts, visited.trouble)
            output.progress("")
            _put(visited, as_json=as_json)
            output.progress(f"feeds: {_of(visits, feeds)}")
    output.progress("")


def _put(visited: Visited, *, as_json: bool) -> None:
    feed = visited.feed
    if as_json:
        counts = {"new": visited.new, "changed": visited.changed}
        output.put_json({**feed_object(feed), **counts})
    elif told := _told(visited):
        output.put(f"{place(feed.place)}: {told}")
    sys.stdout.flush()  # whoever reads along sees it now
    if visited.trouble:
        output.complain(f"{place(feed.place)}: {visited.trouble}")


def _told(visited: Visited) -> str:
    counts = (visited.new, "new"), (visited.changed, "changed")
    return ", ".join(f"{number:,} {word}" for number, word in counts if number)


def _summary(visits: Sequence[Visited], failed: int) -> str:
    """Return ``feeds: 340 visited, 25 new articles in 3 feeds, 2 fail``."""
    new = sum(visited.new for visited in visits)
    feeds = sum(bool(visited.new) for visited in visits)
    elsewhere = sum(visited.elsewhere for visited in visits)
    here = len(visits) - elsewhere
    parts = [f"{here:,} visited", counted(new, "new article")]
    if feeds > 1:
        parts[-1] += f" in {feeds:,} of them"
    if elsewhere:
        parts.append(f"{elsewhere:,} visited by another program")
    if failed:
        parts.append(f"{failed:,} failed; “broadsheet sources” says what to do")
    return f"feeds: {', '.join(parts)}"


def _of(visits: Sequence[Visited], feeds: Sequence[Subscription]) -> str:
    return f"{len(visits):,} of {len(feeds):,}"
