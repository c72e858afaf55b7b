"""What the reader shows of the open entry: its text, in one view or another."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from textual import work
from typing_extensions import override

from tui.errors import SourceError
from tui.model import Body, Row
from tui.render.setting import HEADER, Manner
from tui.screens.desk import Desk
from tui.widgets.dates import Clock, long_date

if TYPE_CHECKING:
    from tui.render.page import Page

_UNREADABLE = """# It cannot be read now

{}

It stays unread. Press r to look for it again.
"""
_MANNERS: tuple[Manner, ...] = get_args(Manner)
_READY_AT_MOST = 500_000
"""Characters of a body that is made ready before it is asked for."""


class Showing(Desk):
    """Shows entries, and makes ready what is read next."""

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self.readable = True
        """Whether the text of the open entry could be read."""
        self._ready: tuple[Row, Page] | None = None
        self._place = (HEADER, 0)
        """Where the article was left for its Markdown or source."""

    @override
    async def show_entry(
        self, number: int, place: tuple[int, int] | None = None
    ) -> bool:
        row = await self.ask(self.library.entry, number) if self.library else None
        if not self.library or not row:
            return False
        if place is None:
            place = await self.ask(self.library.place, row.id)
        page = await self._page(row)
        anchor, self.aim = self.aim, ""
        if anchor:
            document = await asyncio.to_thread(getattr, page, "document")
            block = document.place_of(anchor)
            place = place if block is None else (block, 0)
        self.opened = row
        self.article.show(page, place)
        self._make_ready()
        return self.readable

    async def _page(self, row: Row) -> Page:
        ready, self._ready = self._ready, None
        if ready and (ready[0].id, ready[0].entry, ready[0].also) == (
            row.id,
            row.entry,
            row.also,
        ):
            self.readable = True
            return ready[1]
        try:
            body = await self.text_of(row)
            self.readable = True
        except SourceError as error:
            body = Body(_UNREADABLE.format(error), markdown=True)
            self.readable = False
        return await self._made(row, body)

    async def _made(self, row: Row, body: Body) -> Page:
        from tui.render.page import Page  # noqa: PLC0415 - not for the first paint
        from tui.sync.copies import also_in  # noqa: PLC0415 - likewise

        also = await self.ask(also_in, self.library, row) if self.library else []
        return Page(row.entry, body, self._date(row), also=tuple(also))

    @override
    async def text_of(self, row: Row) -> Body:
        """Return what is to be read of an entry.

        Raises:
            SourceError: It cannot be read now.
        """
        if source := self.sources.get(row.source):
            return await self.ask(source.body, row.entry.key)
        body = await self.ask(self.library.body, row.id) if self.library else None
        if body is None:
            raise SourceError(f"The source of “{row.entry.title}” is not open here.")
        return body

    def _date(self, row: Row) -> str:
        entry = row.entry
        return long_date(entry.published, self.now(), certain=entry.date_certain)

    @work(group="ready", exclusive=True)
    async def _make_ready(self) -> None:
        """Read what is next in the list, once what is shown is set."""
        if not self.library or not self.opened:
            return
        number = await self.ask(self.library.next_unread, self.view, self.opened.id)
        row = await self.ask(self.library.entry, number) if number else None
        if not row:
            return
        try:
            body = await self.text_of(row)
        except SourceError:
            return  # it will be told when it is opened
        if len(body.text) <= _READY_AT_MOST:
            page = await self._made(row, body)
            await asyncio.to_thread(getattr, page, "minutes")
            self._ready = row, page

    @override
    async def reopen(self) -> None:
        was = self.opened
        if not self.library or not was:
            return
        row = await self.ask(self.library.entry, was.id)
        if not self.readable and await self.show_entry(was.id):
            await self.ask(self.library.mark, [was.id], "read", True, "read")
            await self.reload()
        elif row and row.entry.digest != was.entry.digest:
            await self.remember()
            await self.show_entry(was.id)

    @override
    def place(self) -> tuple[int, int] | None:
        page = self.article.shown
        rich = page is not None and page.manner == "rich"
        return self.article.place if rich else self._place

    def action_view(self) -> None:
        """Show the article as its Markdown, then as its source, then as itself again."""
        page = self.article.shown
        if page is None:
            self.say("open an article to see it as Markdown or source")
        else:
            self._place = self.place() or self._place
            number = _MANNERS.index(page.manner) + 1
            manner = _MANNERS[number % len(_MANNERS)]
            place = self._place if manner == "rich" else (HEADER, 0)
            self.article.show(replace(page, manner=manner), place)

    @work(group="act", exclusive=True)
    async def action_copy_markdown(self) -> None:
        page = self.article.shown
        if page is None:
            self.say("open an article to copy it")
            return
        from tui.render import read  # noqa: PLC0415 - not for the first paint

        text = await asyncio.to_thread(read.markdown, page.body)
        head = "\n\n".join(filter(None, (f"# {page.entry.title}", page.entry.url)))
        self.app.copy_to_clipboard(f"{head}\n\n{text}")
        self.say("article copied as Markdown")
