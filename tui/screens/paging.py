"""Brings what only servers have when one gets there: the next page, the end, what is found."""

import asyncio
from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from typing_extensions import override

from tui.errors import BroadsheetError, SourceError
from tui.library import Gap, Missing
from tui.model import View
from tui.screens.moving import Moving
from tui.screens.serving import Serving
from tui.widgets.article_list import ArticleList
from tui.widgets.dates import Clock

if TYPE_CHECKING:
    from tui.sources.http import Client
    from tui.sources.servers.base import Server

_FURTHER = "nothing in the next pages; Enter goes on"
_AGAIN = "not reached; Enter tries again"


class Paging(Moving, Serving):
    """The list as a window on servers that have more than is here."""

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self._lines: dict[int, tuple[Client, Server]] = {}
        """The accounts that were asked for pages, and stay connected."""
        self._speaking = asyncio.Lock()
        self._stopped = ""
        """Why no page is asked for until one wants it."""
        self._failed = -1
        """At which key press a server could not be asked for what is unread."""

    @property
    def lacking(self) -> str:
        """What the row says that stands for what is not here."""
        if not self.gap:
            return ""
        count = self.gap.count
        number = f"{count:,} more" if count else "more"
        told = f"… {number} at the server"
        note = "asking …" if self._speaking.locked() else self._stopped
        return f"{told}\n{note}"

    @property
    def position(self) -> str:
        """Where one is in the list, counted as the servers count: ``12 of 5,000,000``."""
        gap, articles = self.gap, self.articles
        here = articles.total - (gap is not None)
        more = gap.count if gap else 0
        total = f"{here:,}+" if more is None else f"{here + more:,}"
        if articles.on_gap:
            return f"{here:,} here of {total}"
        at = articles.place + 1 if here else 0
        at += (more or 0) if gap and articles.place >= gap.index else 0
        return f"{at:,} of {total}"

    @override
    def refresh_sources(self, keys: Collection[str] = ()) -> None:
        self._stopped = ""
        super().refresh_sources(keys)

    @override
    def ask_further(self) -> None:
        self._stopped = ""
        self._ask_page(oldest=self.articles.from_below == self.view.newest_first)

    @override
    def action_edge(self, end: bool) -> None:
        """Go to the first or last row, also where only the servers have it."""
        counted = bool(self.count)
        super().action_edge(end)
        oldest = end == self.view.newest_first and not counted
        unknown = self.gap and any(one.high is None for one in self.gap.missing)
        if self.pane is self.articles and oldest and unknown:
            self._reach_oldest()

    @on(ArticleList.Reached)
    def _reached(self, message: ArticleList.Reached) -> None:
        if not self._stopped:
            self._ask_page(oldest=message.below == self.view.newest_first)

    def _occupied(self) -> asyncio.Lock | None:
        """Return what is under way with a server that the list lacks something of."""
        missing = self.gap.missing if self.gap else ()
        locks = [self._speaking, *(self._busy[one.source] for one in missing)]
        return next((lock for lock in locks if lock.locked()), None)

    @work(group="jump", exclusive=True)
    async def _reach_oldest(self) -> None:
        """Go to the oldest that a server has, after what is under way with it."""
        press = self._presses
        while lock := self._occupied():
            async with lock:
                pass
        if press == self._presses:  # nothing else is wanted by now
            await self._bring_missing(oldest=True, jump=True)

    @work(group="pages")
    async def _ask_page(self, *, oldest: bool) -> None:
        if not self._occupied():  # else what comes is shown, and the gap reached again
            await self._bring_missing(oldest=oldest)

    @override
    async def ask_unread(
        self, view: View, here: int | None, there: int | None, *, backwards: bool
    ) -> bool:
        from tui.sync.pages import unread_between  # noqa: PLC0415 - not for the first paint

        if not (self.library and self.accounts) or self._failed == self._presses:
            return False
        older = view.newest_first != backwards
        ask = partial(unread_between, self.library, view, here, there, older=older)
        missing = await self.ask(ask)
        if missing is None:
            return False
        self.status.activity = told = "asking the server for what is unread …"
        while (busy := self._busy[missing.source]).locked():
            async with busy:
                pass
        async with self._speaking:
            self._stopped = ""
            new, ended = await self._bring(missing, oldest=not older)
        if self._stopped:
            self._failed = self._presses
        self._unsay(told)
        return bool(new or ended)

    async def _bring_missing(self, *, oldest: bool, jump: bool = False) -> None:
        gap, view, articles = self.gap, self.view, self.articles
        if not gap or not self.library:
            return
        async with self._speaking:
            self._stopped = ""
            articles.say_of_gap(self.lacking)
            on_gap, edge, press = articles.on_gap, articles.cursor, self._presses
            new, ended = 0, False
            for missing in gap.missing if jump else gap.missing[:1]:
                brought = await self._bring(missing, oldest=oldest)
                new, ended = new + brought[0], ended or brought[1]
            if not (new or ended or self._stopped):
                self._stopped = _FURTHER
        if view != self.view:
            return
        articles.say_of_gap(self.lacking)
        if not new or (self._presses != press if jump else articles.cursor != edge):
            await self.reload()
        elif jump:
            last = await self.ask(self.library.count, view) - 1
            await self.reload(index=last if view.newest_first else 0)
        elif on_gap:
            await self.reload(index=await self._beside(gap, new))
        else:
            await self.reload()

    async def _beside(self, gap: Gap, new: int) -> int:
        """Return which row is next to the one that stood for what came."""
        assert self.library  # noqa: S101 - a page was taken in
        now = await self.ask(self.library.gap, self.view)
        before = now is None or now.index > gap.index
        return gap.index if before else gap.index + new - 1

    async def _bring(self, missing: Missing, *, oldest: bool) -> tuple[int, bool]:
        from tui.sync.pages import bring_page  # noqa: PLC0415 - not for the first paint

        assert self.library  # noqa: S101 - only called where it is open
        try:
            server = await self._connected(missing.source)
            found = await bring_page(self.library, server, missing, oldest=oldest)
        except BroadsheetError as error:
            await self._hang_up(missing.source)
            self._stopped = _AGAIN
            self.fail(error)
            return 0, False
        return found

    async def _connected(self, source: int) -> "Server":
        """Return the server of an account, connected."""
        from tui.sources.http import Client  # noqa: PLC0415 - not for the first paint
        from tui.sync.servers import connect  # noqa: PLC0415 - likewise

        if source not in self._lines:
            account = await self._account(source)
            if account is None:
                raise SourceError("The account was removed.")
            client = Client(account.address)
            try:
                self._lines[source] = client, await connect(client, account)
            except BaseException:
                await client.close()
                raise
        return self._lines[source][1]

    async def _hang_up(self, source: int) -> None:
        if line := self._lines.pop(source, None):
            await line[0].close()

    async def on_unmount(self) -> None:
        for source in [*self._lines]:
            await self._hang_up(source)

    # What is looked for at servers

    def action_search_servers(self) -> None:
        from tui.screens.search_dialog import SearchDialog  # noqa: PLC0415 - seldom

        if self.accounts:
            self.app.push_screen(SearchDialog(), self._sought)
        else:
            self.say("no account at a server is open here")

    def _sought(self, words: str | None) -> None:
        if words:
            self._search_servers(words)

    @work(group="server search", exclusive=True)
    async def _search_servers(self, words: str) -> None:
        if not self.library:
            return
        from tui.sync.pages import search  # noqa: PLC0415 - seldom

        self.status.activity = f"⟳ “{words}” at the servers"
        await self.ask(self.library.seek, words)
        found, troubles = 0, list[BroadsheetError]()
        async with self._speaking:
            for account in self.accounts:
                try:
                    server = await self._connected(account.id)
                    found += await search(self.library, server, account.id, words)
                except BroadsheetError as error:
                    await self._hang_up(account.id)
                    troubles.append(error)
        await self.reload()
        for trouble in troubles:
            self.fail(trouble)
        if len(troubles) == len(self.accounts):
            self.status.activity = ""
            return
        tree = await self.ask(self.library.categories)
        (node,) = (node for node in tree if node.kind == "found")
        self.categories.select(f"found:{node.id}")
        self.attend(self.articles)
        self.say(f"“{words}”: found" if found else f"“{words}”: nothing found")
