"""Reading the full page of an entry in place of its source's text; it is fetched once."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from typing_extensions import override

from tui.errors import BroadsheetError
from tui.render.setting import HEADER
from tui.screens.showing import Showing
from tui.sources import reach
from tui.widgets.article_list import ArticleList

if TYPE_CHECKING:
    from textual.worker import Worker

    from tui.library import KeptPage
    from tui.model import Body, Row
    from tui.render.page import Page
    from tui.widgets.dates import Clock

_TOP = (HEADER, 0)
_TITLE = {False: "Reader", True: "Reader: full page"}


class FullPage(Showing):
    """The keys that go from the source's text to the full page and back."""

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self._full = False
        """Whether what is shown is the full page."""
        self._elsewhere = _TOP
        """The place in the one of the two texts that is not shown."""
        self._turning = asyncio.Lock()
        self._bringing: Worker[None] | None = None
        self._list_entry = 0
        """The entry that is selected in the list."""
        self._doing = ""
        """What the status line says of the fetch."""

    @property
    def fetching(self) -> bool:
        """Whether the page of the open entry is on its way."""
        found = self._bringing
        return found is not None and not (found.is_finished or found.is_cancelled)

    def action_full_page(self) -> None:
        if row := self._free():
            self._turn(row)

    def action_fetch_page(self) -> None:
        """Fetch the page again, though it is kept; the kept one stays if that fails."""
        if row := self._free():
            self._fetch_page(row)

    def _free(self) -> Row | None:
        """Return the open entry if its page may be fetched now; say why not.

        What is being fetched is stopped.
        """
        row, selected = self.opened, self.articles.selected
        here = self.pane is self.article or (selected and row and selected.id == row.id)
        if not row or not here:
            self.say("open the article first")
            return None
        if self.fetching:
            self._stop()
            self.say("stopped")
            return None
        return row

    def _fetch_page(self, row: Row) -> None:
        if row.entry.url:
            self._bringing = self._bring_page(row, asked=True)
        else:
            self.say("this article names no address")

    @override
    async def _page(self, row: Row) -> Page:
        kept = await self._kept_page(row)
        if kept and kept.shown:
            self.readable = True
            from tui.render.page import Page  # noqa: PLC0415 - not for the first paint

            page = Page(row.entry, kept.body, self._date(row))
        else:
            page = await super()._page(row)
        self._full = bool(kept and kept.shown)
        self.article.border_title = _TITLE[self._full]
        return page

    @override
    async def show_entry(
        self, number: int, place: tuple[int, int] | None = None
    ) -> bool:
        again = self.opened is not None and self.opened.id == number
        if not again:
            self._stop()
            self._elsewhere = _TOP
        readable = await super().show_entry(number, place)
        row = self.opened
        wanted = row and row.entry.url and self.wishes(row).full_page and not again
        if row and wanted and await self._kept_page(row) is None:
            self._bringing = self._bring_page(row, asked=False)
        return readable

    @on(ArticleList.Selected)
    def _leave(self, message: ArticleList.Selected) -> None:
        """Stop fetching when the person goes on to another entry."""
        if message.row and message.row.id != self._list_entry:
            self._list_entry = message.row.id
            if self.opened and self._list_entry != self.opened.id:
                self._stop()

    def _stop(self) -> None:
        if self._bringing and self.fetching:
            self._bringing.cancel()
            self._unsay(self._doing)

    async def _kept_page(self, row: Row) -> KeptPage | None:
        return await self.ask(self.library.page, row.id) if self.library else None

    @work
    async def _turn(self, row: Row) -> None:
        """Show the other of the two texts, and fetch it where it is not there yet."""
        try:
            async with self._turning:
                if self.library and await self._kept_page(row):
                    await self.ask(self.library.show_page, row.id, not self._full)
                    await self._show_other(row)
                    return
        except BroadsheetError as error:
            self.fail(error)
            return
        self._fetch_page(row)

    @work(group="full page", exclusive=True)
    async def _bring_page(self, row: Row, *, asked: bool) -> None:
        """Fetch the page of an entry and show it, or tell why there is none."""
        from tui.sources.full_page import full_page  # noqa: PLC0415 - seldom
        from tui.sources.http import Client  # noqa: PLC0415 - likewise

        self.status.activity = self._doing = f"fetching {reach.host(row.entry.url)} …"
        try:
            async with Client(await self._home(row)) as client:
                body = await full_page(client, row.entry.url)
            await self._keep(row, body, asked=asked)
        except BroadsheetError as error:
            if asked:
                self.fail(error)
            else:
                self.say(str(error))
        self._unsay(self._doing)

    async def _home(self, row: Row) -> str:
        """Return the address that the person named for an entry's source."""
        from tui.sources.rsshub.hub import hub_of  # noqa: PLC0415 - seldom

        if source := self.sources.get(row.source):
            return source.address
        named = {account.id: account.address for account in self.accounts}
        if row.source in named or not self.library:
            return named.get(row.source, "")
        address = await self.ask(self.library.address_of, row.entry.key)
        return hub_of(self.rsshub).web(address)

    async def _keep(self, row: Row, body: Body, *, asked: bool) -> None:
        """Keep a page and show it; nobody who is reading is disturbed unasked."""
        assert self.library  # noqa: S101 - only called where it is open
        shown = asked or (self.place() or _TOP) <= _TOP
        keep = partial(self.library.keep_page, most=self.offline_room)
        await self.ask(keep, row.id, body, shown)
        if shown:
            await self._show_other(row, again=True)
        else:
            self.say("the full page is here: w")

    async def _show_other(self, row: Row, *, again: bool = False) -> None:
        """Show the other of the two texts; with ``again`` the full page, if need be anew."""
        if not self.opened or self.opened.id != row.id:
            return
        if self._full and again:
            await self.show_entry(row.id, self.place())
            return
        place, self._elsewhere = self._elsewhere, self.place() or _TOP
        await self.show_entry(row.id, place)
