"""Brings pages of what only a server has, when somebody gets there; older or found ones."""

import asyncio
from collections.abc import Mapping, Sequence, Set as AbstractSet
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from tui.errors import SourceError
from tui.library import Library, Missing
from tui.model import View
from tui.news import Scope, Stretch
from tui.sources.servers.base import Server
from tui.sources.servers.large import Large, PageAsked

_MOST_PAGES = 20
"""So many pages without anything new are gone through before that is told."""


class LibraryOfAccount(Struct, frozen=True):
    """What a visit asks of the library, off the event loop."""

    library: Library
    source: int

    async def lacking(self, keys: Sequence[str]) -> AbstractSet[str]:
        return await asyncio.to_thread(self.library.lacking, self.source, keys)

    async def marks(self, keys: Sequence[str]) -> Mapping[str, tuple[bool, bool]]:
        return await asyncio.to_thread(self.library.marks_of, self.source, keys)

    async def after(self, key: str, most: int) -> Sequence[str]:
        return await asyncio.to_thread(self.library.keys_after, self.source, key, most)

    async def below(self, number: int, most: int) -> Sequence[str]:
        return await asyncio.to_thread(
            self.library.keys_below, self.source, number, most
        )


class Brought(NamedTuple):
    """What pages brought."""

    new: int
    ended: bool
    """Whether there are no more."""


async def bring_page(
    library: Library, server: Server, missing: Missing, *, oldest: bool
) -> Brought:
    """Take in the next page of a scope that has something new.

    ``oldest`` asks from the oldest on, towards the newest.

    Raises:
        SourceError: The server cannot be asked, or not for that.
        LibraryError: The library cannot be written.
    """
    if not isinstance(server, Large):
        raise SourceError(f"{server.name} does not tell its articles page by page.")
    scope = server.covering(missing.scope)
    near, far = missing.low, missing.high or 0
    if oldest:
        near, far = far, near
    for _ in range(_MOST_PAGES):
        known = await asyncio.to_thread(
            library.stretch, missing.source, scope, oldest=oldest
        )
        if known and known.more is None:
            return Brought(0, ended=True)
        more, start = known.more if known else None, 0 if scope.words else near
        try:
            page = await server.page(PageAsked(scope, oldest, more, start, far))
        except SourceError:
            wider = server.covering(scope)
            if wider == scope:
                raise
            scope = wider
            continue
        edge = page.edge(known.edge if known else near)
        saved = await asyncio.to_thread(
            library.take_page,
            missing.source,
            page.items,
            Stretch(scope, oldest, edge, page.more),
        )
        if saved.new or page.more is None:
            return Brought(saved.new, ended=page.more is None)
    return Brought(0, ended=False)


def unread_between(
    library: Library, view: View, here: int | None, there: int | None, *, older: bool
) -> Missing | None:
    """Return what may be unread at a server between two entries of a view; it blocks.

    Args:
        library: Where both are.
        view: The list; whether it has unread entries only does not matter.
        here: The entry to begin at; None for before the first.
        there: The next unread entry that is here; None where there is none.
        older: Whether it goes towards the oldest.
    """
    gap = library.gap(replace(view, unread_only=True, keep=0))
    if gap is None or gap.count == 0:
        return None
    begin, end = _published(library, here), _published(library, there)
    sign = -1 if older else 1
    for missing in gap.missing if older else gap.missing[::-1]:
        edge = missing.low if older else missing.high
        if edge is None:  # from the oldest on nothing is here
            passed = begin is not None
        else:  # of those of one moment with the edge, some may be missing
            passed = (begin is not None and begin * sign > edge * sign) or (
                end is not None and end * sign < edge * sign
            )
        if not passed:
            return missing
    return None


def _published(library: Library, number: int | None) -> float | None:
    row = library.entry(number) if number else None
    if row is None:
        return None
    return row.entry.published.timestamp() if row.entry.published else 0


async def search(library: Library, server: Server, source: int, words: str) -> int:
    """Let a server look for words; return how many articles its first page has.

    Raises:
        SourceError: The server cannot look for words, or cannot be asked.
        LibraryError: The library cannot be written.
    """
    if not (isinstance(server, Large) and server.searches):
        raise SourceError(
            f"{server.name} cannot be searched: its protocol has no search."
        )
    scope = Scope(words=words)
    page = await server.page(PageAsked(scope))
    reached = Stretch(scope, oldest=False, edge=page.edge(0), more=page.more)
    await asyncio.to_thread(library.take_page, source, page.items, reached)
    return len(page.items)
