"""Brings pages of what only a server has, when somebody gets there; older or found ones."""

import asyncio
from collections.abc import Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from tui.errors import SourceError
from tui.library import Library, Missing
from tui.news import Scope, Stretch
from tui.sources.servers.base import Server
from tui.sources.servers.large import Large, PageAsked

_MOST_PAGES = 20
"""So many pages without anything new are gone through before that is told."""


@dataclass(frozen=True, slots=True)
class LibraryOfAccount:
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
