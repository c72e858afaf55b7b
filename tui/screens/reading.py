"""Opening entries and going on to the next; the text comes from the source itself."""

from textual import work
from typing_extensions import override

from tui.errors import BroadsheetError
from tui.library import Library
from tui.model import View
from tui.screens.desk import Desk

_MOST_PAGES = 10
"""So many pages are asked of servers at most for one that is unread."""


class Reading(Desk):
    """The keys that open articles."""

    def action_open(self) -> None:
        if self.pane is self.categories:
            self.attend(self.articles)
        elif self.pane is self.articles and (row := self.articles.selected):
            self.hold()
            self.open_entry(row.id)
        elif self.pane is self.articles and self.articles.on_gap:
            self.ask_further()

    @override
    def action_back(self) -> None:
        if self.pane is self.articles:
            self.attend(self.categories)
        elif self.pane is self.article and not self.forget_search():
            self.attend(self.articles)

    async def action_leave(self) -> None:
        """Close the reader, then the program."""
        if self.pane is self.article:
            self.attend(self.articles)
        else:
            await self.app.action_quit()

    def action_advance(self) -> None:
        """Page through the article; after its end comes the next unread one."""
        if self.pane is not self.article:
            self.action_open()
        elif self.article.at_end:
            self._open_unread()
        else:
            self.article.page(1)

    def action_step(self, by: int) -> None:
        self.articles.move(by)
        self._open_selected()

    @work(group="open", exclusive=True)
    async def _open_selected(self) -> None:
        """Open the selected row, which may still have to be fetched."""
        if self.library and self.articles.total and not self.articles.on_gap:
            window = await self.ask(
                self.library.window, self.view, self.articles.place, 1
            )
            for row in window:
                self.open_entry(row.id)

    @override
    def open_entry(self, number: int) -> None:
        was = self.opened
        if was and was.id != number:
            self.leave()
            if was.updated:
                self._seen(was.id)
        self._open(number)

    @work(group="seen")
    async def _seen(self, number: int) -> None:
        """Note that an article is known as it is now; it stood in its list until here."""
        if self.library:
            await self.ask(self.library.seen, number)

    @override
    def open_at(self, number: int, place: tuple[int, int]) -> None:
        self._open(number, place)

    @work(group="open", exclusive=True)
    async def _open(self, number: int, place: tuple[int, int] | None = None) -> None:
        if not self.library:
            return
        try:
            await self.remember()
            readable = await self.show_entry(number, place)
            self.attend(self.article)
            self.release()
            if readable:
                await self.ask(self.library.mark, [number], "read", True, "read")
            await self.reload(select=number)
        except BroadsheetError as error:
            self.fail(error)
        finally:
            self.release()

    def action_next_unread(self, backwards: bool = False) -> None:
        """Go to the next unread entry; to the next match while words are looked for."""
        if self.pane is self.article and self.article.sought:
            self.article.next_match(-1 if backwards else 1)
        else:
            self._open_unread(backwards=backwards)

    @work(group="open", exclusive=True)
    async def _open_unread(self, *, backwards: bool = False) -> None:
        if not self.library:
            return
        try:
            number = await self._find_unread(self.library, backwards=backwards)
        except BroadsheetError as error:
            self.fail(error)
            return
        if number is None:
            await self.reload()  # servers may have been asked, in vain
            self.say("nothing unread")
        elif self.pane is self.article:
            self.open_entry(number)
        else:
            await self.reload(select=number)

    async def _find_unread(self, library: Library, *, backwards: bool) -> int | None:
        """Return the next unread entry of the view, else of the next category."""
        here = self.opened if self.pane is self.article else self.articles.selected
        start = here.id if here else None
        found = await self._next_unread(library, self.view, start, backwards=backwards)
        return await self._find_elsewhere(library) if found is None else found

    async def _next_unread(
        self, library: Library, view: View, start: int | None, *, backwards: bool
    ) -> int | None:
        """Return the next unread entry of a view, those included that only servers have."""
        found = None
        for _ in range(_MOST_PAGES):
            found = await self.ask(library.next_unread, view, start, backwards)
            if not await self.ask_unread(view, start, found, backwards=backwards):
                break
        return found

    async def _find_elsewhere(self, library: Library) -> int | None:
        """Go on in another category; from the last one, begin again in this view."""
        after = self.categories.cursor + 1
        nodes = [*self.categories.nodes[after:], *self.categories.nodes[:after]]
        shown = {self.root, self.view.category}
        elsewhere = self.view.category != self.root and self.view.found is None
        for node in nodes if elsewhere else ():
            if not node.unread or node.special or node.category in shown:
                continue
            view = View(node.category, self.view.unread_only, self.view.newest_first)
            found = await self._next_unread(library, view, None, backwards=False)
            if found is not None:
                self.view = view
                self.categories.select(node.identity)
                self.say(f"on to {node.name}")
                return found
        found = await self.ask(library.next_unread, self.view, None, False)
        if found is not None:
            self.say("from the top again")
        return found
