"""Searching the library: what is typed is found in the list as it is typed."""

import asyncio
import time
from array import array
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Literal, ParamSpec, TypeVar, get_args

from textual import on, work
from textual.containers import Horizontal
from typing_extensions import override

from tui.errors import BroadsheetError, QueryError
from tui.library import Library
from tui.model import Found, View
from tui.query import Query, grown, parse, positive_words
from tui.screens.indexing import Indexing
from tui.screens.text_search import TextSearch
from tui.widgets.dates import Clock
from tui.widgets.pane import Pane
from tui.widgets.search_line import SearchLine

if TYPE_CHECKING:
    from collections.abc import Iterator

_REDRAW_SECONDS = 0.4
_RANKED = 1_000
"""So many results at most are put in order of merit."""
_P = ParamSpec("_P")
_T = TypeVar("_T")
Order = Literal["best", "newest", "oldest"]


@dataclass(frozen=True, slots=True)
class Searched:
    """What is searched for, and where one was before."""

    text: str
    here: bool
    """Whether only in the view that was shown."""
    order: Order
    view: View
    """What was shown before."""
    node: str
    """The line of the tree that was selected."""
    selected: int | None
    title: str
    pane: Pane

    @property
    def place(self) -> View:
        """Where it is searched for, in the order of the list."""
        return replace(self.view, newest_first=self.order != "oldest", found=None)


class Searching(TextSearch, Indexing):
    """The keys that search the library, and what is found as the view that is shown."""

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self.searched: Searched | None = None
        self.mistake = ""
        """What is wrong with what is typed."""
        self._search_line: SearchLine | None = None
        self._last_text = ""
        # A thread of its own: a search that takes long keeps nobody from reading.
        self._searcher = ThreadPoolExecutor(1, "search")
        self._shown = 0.0
        self.shown_order = "newest"
        """What comes first in what was found."""

    @override
    async def action_find(self) -> None:
        """Find words in the open article; elsewhere, search the library."""
        if self.pane is self.article and self.opened:
            await super().action_find()
        elif self.library:
            await self._open_line()

    async def _open_line(self) -> None:
        if self.searched is None:
            self.searched = self._from_here()
        self._search_line = line = SearchLine(self.searched.text)
        bottom = self.query_one("#bottom", Horizontal)
        await bottom.mount(line, before=self.status)
        self.lay_out(self.articles)
        self.set_focus(line)
        self.tell_place()

    def _from_here(self) -> Searched:
        row, node = self.articles.selected, self.categories.selected
        return Searched(
            text="",
            here=False,
            order="best",
            view=self.view,
            node=node.identity if node else "",
            selected=row.id if row else None,
            title=str(self.articles.border_title),
            pane=self.pane,
        )

    @on(SearchLine.Typed)
    def _typed(self) -> None:
        if self._search_line and self.searched:
            self.search(replace(self.searched, text=self._search_line.value))

    @on(SearchLine.Widened)
    def _widened(self) -> None:
        if self.searched:
            self.search(replace(self.searched, here=not self.searched.here))

    @on(SearchLine.Went)
    def _went(self, message: SearchLine.Went) -> None:
        self.articles.move(message.by)

    @on(SearchLine.Accepted)
    def _accepted(self) -> None:
        searched = self.searched
        if self._search_line is None or searched is None:
            return
        if not searched.text.strip():
            self._given_up()
            return
        if self.mistake:
            return
        self.searched = replace(searched, text=grown(searched.text))
        self._close_line()
        self.attend(self.articles)

    @on(SearchLine.GivenUp)
    def _given_up(self) -> None:
        self._close_line()
        self._leave_search()

    def _close_line(self) -> None:
        if self._search_line:
            self._search_line.remove()
            self._search_line = None

    @override
    async def show_entry(
        self, number: int, place: tuple[int, int] | None = None
    ) -> bool:
        readable = await super().show_entry(number, place)
        if self.searched and self.articles.words:
            self.article.look_for(self.searched.text, -1, self.articles.words)
        return readable

    @override
    def action_back(self) -> None:
        """Leave an article for what was found, and that for where one was before."""
        if self.searched and self.pane is not self.article:
            self._leave_search()
        elif self.searched and self.article.sought == self.searched.text:
            self.forget_search()
            self.attend(self.articles)
        else:
            super().action_back()

    def _leave_search(self) -> None:
        was, self.searched, self.mistake = self.searched, None, ""
        if not was:
            return
        self.articles.search_for(None)
        self.view = was.view
        self.articles.border_title = was.title
        self.attend(was.pane)
        self._go_back(was.selected)

    @work(group="search", exclusive=True)
    async def _go_back(self, selected: int | None) -> None:
        await self.reload(select=selected, index=0)

    def drop_search(self) -> None:
        """Hear that another view was chosen: there is nothing to go back to."""
        if self.searched:
            self.searched, self.mistake = None, ""
            self.articles.search_for(None)
            self._close_line()
            self.lay_out()

    def sort_found(self, searched: Searched) -> None:
        """Show what was found in another order."""
        orders = get_args(Order)
        order = orders[(orders.index(self.shown_order) + 1) % len(orders)]
        self.search(replace(searched, order=order))

    # Finding

    def search(self, searched: Searched) -> None:
        """Show what is found, as it is found."""
        self.searched = searched
        typing = self._search_line is not None
        try:
            query = parse(searched.text, growing=typing)
        except QueryError as error:
            self.mistake = str(error)
            self.tell_place()
            return
        self._find(searched, query)

    @work(group="search", exclusive=True)
    async def _find(self, searched: Searched, query: Query) -> None:
        if not self.library:
            return
        stopped = Event()
        try:
            await self._collect(self.library, searched, query, stopped)
            self.mistake = ""
        except QueryError as error:
            self.mistake = str(error)
        except BroadsheetError as error:
            self.fail(error)
        finally:
            stopped.set()
        self.tell_place()

    async def _collect(
        self, library: Library, searched: Searched, query: Query, stopped: Event
    ) -> None:
        place, now = self._place_of(searched), int(self.now().timestamp())
        steps = library.search(query, place, now, stopped.is_set)
        entries, first = array("q"), True
        while step := await self._ask_searcher(_next, steps):
            entries = entries + array("q", step)
            if first or time.monotonic() - self._shown > _REDRAW_SECONDS:
                await self._show_found(
                    searched, query, Found(entries, complete=False), first=first
                )
                first = False
        found: Sequence[int] = entries
        best = None
        if searched.order == "best" and len(entries) <= _RANKED:
            ask = self._ask_searcher(library.best, query, place, now, stopped.is_set)
            best = await ask
            found = best or entries
        usual = "newest" if searched.order == "best" else searched.order
        self.shown_order = "best" if best else usual
        await self._show_found(
            searched, query, Found(found), first=first or found is not entries
        )

    def _place_of(self, searched: Searched) -> View:
        view = searched.place
        if not searched.here:
            view = View(self.root, newest_first=view.newest_first)
        return replace(view, unread_only=self.unread_only)

    async def _show_found(
        self, searched: Searched, query: Query, found: Found, *, first: bool
    ) -> None:
        """Show what was found so far; the row that was gone to stays selected."""
        if first:
            self.articles.search_for(positive_words(query))
            self.articles.border_title = (
                "Everywhere" if not searched.here else searched.title
            )
        row = self.articles.selected
        keep = row.id if row and not first else None
        self.view = replace(self._place_of(searched), found=found)
        self.lay_out(None if self._search_line is None else self.articles)
        await self.reload(select=keep, index=0 if keep is None else None)
        self._shown = time.monotonic()

    def told_of_search(self) -> str:
        """Say how what was found is shown, and what can be done with it."""
        searched = self.searched
        if searched is None:
            return ""
        if self._search_line:
            return (
                " · Tab everywhere" if searched.here else f" · Tab in {searched.title}"
            )
        return f" · {self.shown_order} first · Esc back"

    async def _ask_searcher(
        self, call: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        asked = partial(call, *args, **kwargs)
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._searcher, asked)
        if not self.app.is_running:
            raise asyncio.CancelledError
        return found


def _next(steps: "Iterator[Sequence[int]]") -> Sequence[int] | None:
    return next(steps, None)
