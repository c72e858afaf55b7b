"""Opening entries and going on to the next; the text comes from the source itself."""

from urllib.parse import urlsplit

from textual import work
from typing_extensions import override

from tui.errors import BroadsheetError, SourceError
from tui.library import Library
from tui.model import Body, Row, View
from tui.screens.desk import Desk
from tui.sources.base import Source
from tui.widgets.dates import Clock, long_date

_UNREADABLE = """# It cannot be read now

{}

It stays unread. Press r to look for it again.
"""


class Reading(Desk):
    """The keys that open articles."""

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self._readable = True
        """Whether the text of the open entry could be read."""

    def action_open(self) -> None:
        if self.pane is self.categories:
            self.attend(self.articles)
        elif self.pane is self.articles and (row := self.articles.selected):
            self.open_entry(row.id)

    def action_back(self) -> None:
        if self.pane is self.article:
            self.attend(self.articles)
        elif self.pane is self.articles:
            self.attend(self.categories)

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
            self.action_next_unread()
        else:
            self.article.page(1)

    def action_step(self, by: int) -> None:
        self.articles.move(by)
        self._open_selected()

    @work(group="open", exclusive=True)
    async def _open_selected(self) -> None:
        """Open the selected row, which may still have to be fetched."""
        if self.library and self.articles.total:
            window = await self.ask(
                self.library.window, self.view, self.articles.cursor, 1
            )
            for row in window:
                self.open_entry(row.id)

    @override
    def open_entry(self, number: int) -> None:
        self._open(number)

    @work(group="open", exclusive=True)
    async def _open(self, number: int) -> None:
        if not self.library:
            return
        try:
            await self.remember()
            readable = await self.show_entry(number)
            self.attend(self.article)
            if readable:
                await self.ask(self.library.mark, [number], "read", True, "read")
            await self.reload(select=number)
        except BroadsheetError as error:
            self.fail(error)

    @override
    async def show_entry(self, number: int) -> bool:
        row = await self.ask(self.library.entry, number) if self.library else None
        if not self.library or not row:
            return False
        source = self.sources.get(row.source)
        if source is None:
            raise SourceError(f"The source of “{row.entry.title}” is not open here.")
        place = await self.ask(self.library.place, row.id)
        try:
            body = await self.text_of(row, source)
            self._readable = True
        except SourceError as error:
            body = Body(_UNREADABLE.format(error), markdown=True)
            self._readable = False
        self.opened = row
        self.article.show(row, body, self._date(row), place)
        return self._readable

    async def text_of(self, row: Row, source: Source) -> Body:
        """Return what is to be read of an entry.

        Raises:
            SourceError: It cannot be read now.
        """
        return await self.ask(source.body, row.entry.key)

    @override
    async def reopen(self) -> None:
        was = self.opened
        if not self.library or not was:
            return
        row = await self.ask(self.library.entry, was.id)
        if not self._readable and await self.show_entry(was.id):
            await self.ask(self.library.mark, [was.id], "read", True, "read")
            await self.reload()
        elif row and row.entry.digest != was.entry.digest:
            await self.remember()
            await self.show_entry(was.id)

    @work(group="open", exclusive=True)
    async def action_next_unread(self, backwards: bool = False) -> None:
        if not self.library:
            return
        try:
            number = await self._find_unread(self.library, backwards=backwards)
        except BroadsheetError as error:
            self.fail(error)
            return
        if number is None:
            self.say("nothing unread")
        elif self.pane is self.article:
            self.open_entry(number)
        else:
            await self.reload(select=number)

    async def _find_unread(self, library: Library, *, backwards: bool) -> int | None:
        """Return the next unread entry of the view, else of the next category."""
        here = self.opened if self.pane is self.article else self.articles.selected
        start = here.id if here else None
        ask = self.ask(library.next_unread, self.view, start, backwards)
        if (found := await ask) is not None:
            return found
        return await self._find_elsewhere(library)

    async def _find_elsewhere(self, library: Library) -> int | None:
        """Go on in another category; from the last one, begin again in this view."""
        after = self.categories.cursor + 1
        nodes = [*self.categories.nodes[after:], *self.categories.nodes[:after]]
        shown = {self.root, self.view.category}
        for node in nodes if self.view.category != self.root else ():
            if not node.unread or node.special or node.category in shown:
                continue
            view = View(node.category, self.view.unread_only, self.view.newest_first)
            found = await self.ask(library.next_unread, view, None, False)
            if found is not None:
                self.view = view
                self.categories.select(node.identity)
                self.say(f"on to {node.name}")
                return found
        found = await self.ask(library.next_unread, self.view, None, False)
        if found is not None:
            self.say("from the top again")
        return found

    def _link(self) -> str:
        row = self.opened if self.pane is self.article else self.articles.selected
        url = row.entry.url if row else ""
        if not url:
            self.say("this article names no address")
        return url

    def action_browse(self) -> None:
        if url := self._link():
            self.app.open_url(url)
            self.say(f"opened {urlsplit(url).hostname}")

    def action_copy_link(self) -> None:
        if url := self._link():
            self.app.copy_to_clipboard(url)
            self.say("link copied")

    def _date(self, row: Row) -> str:
        entry = row.entry
        return long_date(entry.published, self.now(), certain=entry.date_certain)
