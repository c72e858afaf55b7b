"""Searching the library: what is typed is found in the list as it is typed."""

from __future__ import annotations

from typing import get_args

from msgspec.structs import replace
from textual import on, work
from textual.containers import Horizontal
from typing_extensions import override

from tui.screens.completing import Completing
from tui.screens.indexing import Indexing
from tui.screens.searched import Earlier, Order, Searched
from tui.screens.text_search import TextSearch
from tui.widgets.search_line import SearchLine


class Searching(TextSearch, Indexing, Completing):
    """The keys that search the library, and what is found as the view that is shown."""

    _earlier: Earlier | None = None
    """What was found when the line was opened."""

    @override
    async def action_find(self) -> None:
        """Find words in the open article; elsewhere, search the library."""
        if self.pane is self.article and self.opened:
            await super().action_find()
        elif self.library:
            await self._open_line()

    async def _open_line(self) -> None:
        self._earlier = self._now()
        if self.searched is None:
            self.searched = self._from_here()
        self._search_line = line = SearchLine(self.searched.text)
        self.status.activity = ""  # the line and what it finds need the room
        bottom = self.query_one("#bottom", Horizontal)
        await bottom.mount(line, before=self.status)
        self.lay_out(self.articles)
        self.set_focus(line)
        self.tell_place()

    def _now(self) -> Earlier | None:
        """Return what was found, to be given back."""
        row = self.articles.selected
        if self.searched is None:
            return None
        return Earlier(
            self.searched,
            self.view,
            self.shown_order,
            self.articles.words,
            row.id if row else None,
        )

    def _from_here(self) -> Searched:
        row, node = self.articles.selected, self.categories.selected
        return Searched(
            text="",
            here=False,
            order="best",
            view=self.view,
            node=node.identity if node else "",
            selected=row.id if row else None,
            title=self.articles.heading,
            pane=self.pane,
        )

    @on(SearchLine.Typed)
    def _typed(self) -> None:
        if self._search_line and self.searched:
            self.search(replace(self.searched, text=self._search_line.value))
            self.offer(self._search_line.value)

    @override
    def widen(self) -> None:
        if self.searched and self.narrow:
            self.search(replace(self.searched, here=not self.searched.here))

    @on(SearchLine.Went)
    def _went(self, message: SearchLine.Went) -> None:
        self.articles.move(message.by)

    @on(SearchLine.Accepted)
    def _accepted(self) -> None:
        if self.searched and not self.searched.text.strip():
            self._close_line()
            self._leave_search()
            return
        self.accept()
        # What is typed next is meant for what is found, not for what is shown until then.
        if self.searched and not self._current and not self._search_line:
            self._keys_wait = True
        else:
            self.release_now()

    def accept(self) -> None:
        """Go on with what was found, if what is typed can be understood."""
        searched = self.searched
        if self._search_line is None or searched is None:
            return
        if self.mistake or not searched.text.strip():
            return
        from tui.query import grown  # noqa: PLC0415 - not for the first paint

        self.searched = replace(searched, text=grown(searched.text))
        self._close_line()
        self._head(self.searched)
        self.attend(self.articles)

    @on(SearchLine.GivenUp)
    def _given_up(self) -> None:
        """Give back what was found before, or where one was before that."""
        self._close_line()
        if self._earlier:
            self._give_back(self._earlier)
        else:
            self._leave_search()

    def _give_back(self, earlier: Earlier) -> None:
        self.searched, self.mistake = earlier.searched, ""
        self.attend(self.articles)
        if not earlier.view.found or not earlier.view.found.complete:
            self.search(earlier.searched)
            self.release_now()
            return
        self.view, self.shown_order = earlier.view, earlier.order
        self.articles.search_for(earlier.words)
        self._head(earlier.searched)
        self._current = True
        self.lay_out()
        self._go_to(earlier.selected)

    def _close_line(self) -> None:
        if self._search_line:
            self._search_line.remove()
            self._search_line = None
            self.offer("")

    @override
    async def show_entry(
        self, number: int, place: tuple[int, int] | None = None
    ) -> bool:
        readable = await super().show_entry(number, place)
        # Words of the title alone are nothing to go to in the text.
        words = [word for word in self.articles.words if not word.within]
        if self.looked_for and words:
            self.article.look_for(self.looked_for, -1, words)
        return readable

    @property
    def looked_for(self) -> str:
        """What the list was searched for; empty where it shows a view."""
        return self.searched.text if self.searched else ""

    @override
    def action_back(self) -> None:
        """Leave an article for what was found, and that for where one was before."""
        if self.searched and self.pane is not self.article:
            self._leave_search()
        elif self.looked_for and self.article.sought == self.looked_for:
            self.forget_search()
            self.attend(self.articles)
        else:
            super().action_back()

    def _leave_search(self) -> None:
        was, self.searched, self.mistake = self.searched, None, ""
        if not was:
            self.release_now()
            return
        self.articles.search_for(None)
        self.view = was.view
        self.articles.head(was.title)
        self.attend(was.pane)
        self._go_to(was.selected)

    def _go_to(self, selected: int | None) -> None:
        """Show the view with this row selected; keys that were typed for it wait."""
        self.hold()
        self._go_back(selected)

    @work(group="search", exclusive=True)
    async def _go_back(self, selected: int | None) -> None:
        try:
            await self.reload(select=selected, index=0)
        finally:
            self.release_now()

    def drop_search(self) -> None:
        """Hear that another view was chosen: there is nothing to go back to."""
        if was := self.searched:
            self.workers.cancel_group(self, "search")
            self.searched, self.mistake = None, ""
            newest_first = was.view.newest_first
            self.view = replace(self.view, newest_first=newest_first)
            self.articles.search_for(None)
            self._close_line()
            self.lay_out()

    def sort_found(self, searched: Searched) -> None:
        """Show what was found in another order."""
        orders = get_args(Order)
        order = orders[(orders.index(self.shown_order) + 1) % len(orders)]
        self.search(replace(searched, order=order))
