"""Finding what is searched for and showing it, as it is found and as it changes."""

from __future__ import annotations

import asyncio
import time
from array import array
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from msgspec.structs import replace
from textual import work
from typing_extensions import override

from tui.errors import BroadsheetError, QueryError
from tui.model import Found, View
from tui.screens.desk import Desk
from tui.text import cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tui.library import Library
    from tui.query import Query
    from tui.screens.searched import Searched
    from tui.widgets.dates import Clock
    from tui.widgets.search_line import SearchLine

_REDRAW_SECONDS = 0.4
_REST = 10
"""It is searched again only after so many times what the last search took."""
_LONGEST = 30
"""Cells of what was typed that stand above the list."""
_RANKED = 1_000
"""So many results at most are put in order of merit."""
_P = ParamSpec("_P")
_T = TypeVar("_T")


class Collecting(Desk):
    """What is found as the view that is shown."""

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self.searched: Searched | None = None
        self.mistake = ""
        """What is wrong with what is typed."""
        self.wrong_at: int | None = None
        """The character of it that is wrong."""
        self._search_line: SearchLine | None = None
        # A thread of its own: a search that takes long keeps nobody from reading.
        self._searcher = ThreadPoolExecutor(1, "search")
        self._shown = 0.0
        self._behind = False
        """Whether the library has changed since it was searched."""
        self._took = 0.0
        self._current = False
        """Whether what is shown was found by what is searched for."""
        self._keys_wait = False
        """Whether keys wait for what is found."""
        self.partly = False
        """Whether there are texts that were not read for the search yet."""
        self._put_at: int | None = None
        """The row that was selected as an empty list got rows, until one goes elsewhere."""
        self.shown_order = "newest"
        """What comes first in what was found."""

    def search(self, searched: Searched) -> None:
        """Show what is found, as it is found."""
        from tui.query import parse  # noqa: PLC0415 - not for the first paint

        self.searched, self._current = searched, False
        typing = self._search_line is not None
        try:
            query = parse(searched.text, growing=typing)
        except QueryError as error:
            self.workers.cancel_group(self, "search")
            self.mistake, self.wrong_at = str(error), error.at
            self.articles.say_nothing(self.nothing_found())
            self.tell_place()
            return
        self.mistake, self.wrong_at = "", None
        self._find(searched, query)

    @override
    def search_again(self, *, changed: bool) -> None:
        """Search again once the library has changed, unless it has just been searched."""
        self._behind = self._behind or changed
        searched, rest = self.searched, self._took * _REST
        busy = any(w.group == "search" and w.is_running for w in self.workers)
        if busy or time.monotonic() - self._shown < rest:
            return  # it is asked again soon
        if self._behind and searched and self.view.found and not self.mistake:
            from tui.query import parse  # noqa: PLC0415 - not for the first paint

            query = parse(searched.text, growing=self._search_line is not None)
            self._find(searched, query, again=True)
        self._behind = False

    @work(group="search", exclusive=True)
    async def _find(
        self, searched: Searched, query: Query, *, again: bool = False
    ) -> None:
        if not self.library:
            return
        stopped, began = Event(), time.monotonic()
        try:
            await self._collect(self.library, searched, query, stopped, again=again)
            self.mistake = ""
            self.partly = await self.ask(self.library.has_unindexed)
        except QueryError as error:
            self.mistake, self.wrong_at = str(error), error.at
        except BroadsheetError as error:
            self.fail(error)
        finally:
            stopped.set()
        self._let_keys_act()  # not where another search has taken the place of this one
        self._took = time.monotonic() - began
        self._point()
        self.articles.say_nothing(self.nothing_found())
        self.tell_place()

    async def _collect(
        self,
        library: Library,
        searched: Searched,
        query: Query,
        stopped: Event,
        *,
        again: bool,
    ) -> None:
        place, now = self._place_of(searched), int(self.now().timestamp())
        steps = library.search(query, place, now, stopped.is_set)
        entries, first = array("q"), not again
        try:
            while step := await self._ask_searcher(_next, steps):
                entries = entries + array("q", step)
                late = time.monotonic() - self._shown > _REDRAW_SECONDS
                if first or (late and not again):
                    await self._show_found(
                        searched, query, Found(entries, complete=False), first=first
                    )
                    first = False
        finally:
            # In the thread whose connection it is, however it ended.
            self._searcher.submit(steps.close)
        found: Sequence[int] = entries
        best = None
        if searched.order == "best" and len(entries) <= _RANKED:
            ask = self._ask_searcher(library.best, query, place, now, stopped.is_set)
            best = await ask
            found = best or entries
        usual = "newest" if searched.order == "best" else searched.order
        self.shown_order = "best" if best else usual
        if again:
            await self._show_again(found)
        else:
            await self._show_found(
                searched, query, Found(found), first=first or found is not entries
            )

    @property
    @override
    def unfinished(self) -> bool:
        found = self.view.found
        shown = self._current and found is not None and found.complete
        return self.searched is not None and not shown

    @property
    @override
    def newest_first(self) -> bool:
        view = self.searched.view if self.searched else self.view
        return view.newest_first

    def _place_of(self, searched: Searched) -> View:
        if searched.here:
            return searched.place
        return View(self.root, self.unread_only, searched.place.newest_first)

    @property
    def narrow(self) -> bool:
        """Whether less was shown before than everywhere there is."""
        if self.searched is None:
            return False
        was = self.searched.view
        return (
            was.category != self.root
            or was.since is not None
            or was.unread_only != self.unread_only
        )

    async def _show_found(
        self, searched: Searched, query: Query, found: Found, *, first: bool
    ) -> None:
        """Show what was found so far; the row that was gone to stays selected."""
        from tui.query import positive_words  # noqa: PLC0415 - not for the first paint

        if first:
            self.articles.search_for(positive_words(query))
            self._head(searched)
        row = self.articles.selected
        keep = row.id if row and not first else None
        self.view = replace(self._place_of(searched), found=found)
        self.lay_out(None if self._search_line is None else self.articles)
        await self.reload(select=keep, index=0 if keep is None else None)
        self._shown, self._current = time.monotonic(), True
        self._let_keys_act()

    def _point(self) -> None:
        """Point at the character that is wrong."""
        raise NotImplementedError

    def _let_keys_act(self) -> None:
        """Let the keys act that were typed for what is found."""
        if self._keys_wait:
            self._keys_wait = False
            self.release_now()

    async def _show_again(self, found: Sequence[int]) -> None:
        """Show what is found by now; the open entry stays, though it was read."""
        before = self.view.found.entries if self.view.found else ()
        entries = list(found)
        if self.opened and self.view.unread_only and self.opened.id in before:
            here = before.index(self.opened.id)
            if self.opened.id not in entries:
                entries.insert(here, self.opened.id)
        if entries != list(before):
            row = self.articles.selected
            # What came first is only what was quickest; nobody has chosen it.
            unchosen = not row or row.id == self._put_at
            opened = (
                row is not None and self.opened is not None and row.id == self.opened.id
            )
            self.view = replace(self.view, found=Found(entries))
            await self.reload(index=0 if unchosen and not opened else None)
            row = self.articles.selected
            self._put_at = row.id if row and unchosen else None
        self._shown = time.monotonic()

    def _head(self, searched: Searched) -> None:
        """Say above the list where it is searched, and for what once it was typed."""
        where = searched.title if searched.here else "Everywhere"
        text = cut(searched.text, _LONGEST, "…")
        said = "" if self._search_line else f"“{text}” · "
        self.articles.head(said + where)

    def nothing_found(self) -> str:
        """Say that there is nothing, and what to do."""
        if self.mistake:
            return f"{self.mistake}."
        so_far = " so far; texts are still being read" * self.partly
        wider = self._search_line and self.searched and self.searched.here
        here = " Tab searches everywhere." * bool(wider and self.narrow)
        return f"Nothing has that{so_far}.{here} Esc goes back."

    def told_of_search(self) -> str:
        """Say how what was found is shown, and what can be done with it."""
        searched = self.searched
        if searched is None:
            return ""
        said = " · not all read yet" * self.partly
        if not self._search_line:
            return f"{said} · {self.shown_order} first · Esc back · ^s saves"
        where = "everywhere" if searched.here else f"in {searched.title}"
        return f"{said} · Tab {where}" if self.narrow else said

    async def _ask_searcher(
        self, call: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        asked = partial(call, *args, **kwargs)
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._searcher, asked)
        if not self.app.is_running:
            raise asyncio.CancelledError
        return found


def _next(steps: Iterator[Sequence[int]]) -> Sequence[int] | None:
    return next(steps, None)
