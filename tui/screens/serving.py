"""Keeps in step with the accounts at servers while the screen is open."""

import asyncio
from functools import partial

from textual import work

from tui.errors import BroadsheetError, BusyError, LoginError, RefusedError, SourceError
from tui.library import Account
from tui.news import UNMARKED
from tui.screens.desk import Desk
from tui.sync.board import key_of
from tui.sync.claims import claimed
from tui.sync.visits import source_visited
from tui.widgets.dates import Clock

_VISIT_SECONDS = 600.0
_SITE_SECONDS = 3_600.0
"""How often a site is visited that is not the person's own server."""
_TELL_SECONDS = 5.0
_SEEK_SECONDS = 60.0
"""How often a server is looked for that could not be reached."""
_REDRAW_SECONDS = 0.5


class Serving(Desk):
    """Brings what is new at servers, and tells them what is marked here."""

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self._busy: dict[int, asyncio.Lock] = {}
        self._attended: set[int] = set()
        """The accounts that are shown; one that comes back is visited at once."""
        self._unreached: dict[int, str] = {}
        """The accounts that could not be asked last, and what they are called."""
        self._lost: set[int] = set()
        """Those of them that did not say themselves that they are to be left alone."""
        self._rests: dict[int, float] = {}
        """Until when the others are, by the clock of the event loop, as far as they said."""

    def follow_accounts(self) -> None:
        """Visit each new account now and from now on; its marks go out soon after."""
        shown = {account.id for account in self.accounts}
        for number in shown - self._attended:
            if number in self._busy:
                self._visit_account(number)
        self._attended = shown
        for account in self.accounts:
            if account.id in self._busy:
                continue
            self._busy[account.id] = asyncio.Lock()
            self._visit_account(account.id)
            often = _SITE_SECONDS if account.kind in UNMARKED else _VISIT_SECONDS
            self.set_interval(often, partial(self._visit_account, account.id))
            self.set_interval(_TELL_SECONDS, partial(self._tell_account, account.id))
            if account.kind not in UNMARKED:
                seek = partial(self.seek_server, account.id)
                self.set_interval(_SEEK_SECONDS, seek)

    @work(group="accounts")
    async def _visit_account(self, number: int) -> None:
        """Visit an account unasked, unless its server wants to be left alone."""
        if asyncio.get_running_loop().time() >= self._rests.get(number, 0):
            await self.visit_account(number)

    async def visit_account(self, number: int) -> None:
        """Bring an account in step now, if that is not being done."""
        if not self._busy[number].locked():
            await self._ask_server(number, tell_only=False)

    def seek_server(self, number: int) -> None:
        """Visit an account whose server was lost; it may be back, and marks may wait."""
        if number in self._lost:
            self._visit_account(number)

    @work(group="marks")
    async def _tell_account(self, number: int) -> None:
        """Tell a server what waits, unless it could not be reached just now."""
        if not self.library or self._busy[number].locked() or number in self._unreached:
            return
        if await self.ask(self.library.wishes, number):
            await self._ask_server(number, tell_only=True)

    async def _ask_server(self, number: int, *, tell_only: bool) -> None:
        account = await self._account(number)
        if not account or not self.library:
            return
        key, trouble, ours = key_of(account), "", True
        self.board.runs(key, account.name)
        async with self._busy[number]:
            try:
                async with claimed(self.library, key) as ours:
                    if ours:
                        await self._exchange(account, tell_only=tell_only)
            except BroadsheetError as error:
                if not isinstance(error, SourceError):
                    self.fail(error)
                trouble = str(error)
                self._unreached[number] = account.name
                if isinstance(error, BusyError):
                    now = asyncio.get_running_loop().time()
                    self._rests[number] = now + error.seconds
                if isinstance(error, (LoginError, BusyError, RefusedError)):
                    self._lost.discard(number)
                else:
                    self._lost.add(number)
            else:
                self._unreached.pop(number, None)
                self._lost.discard(number)
                self.board.done(key)
            finally:
                self.end_progress()
            now = int(self.now().timestamp())
            since = 0
            if ours:
                visited = partial(source_visited, self.library, number)
                since = await self.ask(visited, now, trouble)
            if trouble:
                self.board.fails(key, trouble, since)
        await self._tell_trouble()

    async def _account(self, number: int) -> Account | None:
        """Return an account as the library has it now, with what the last visit left."""
        found = await self.ask(self.library.accounts) if self.library else []
        return next((each for each in found if each.id == number), None)

    async def _exchange(self, account: Account, *, tell_only: bool) -> None:
        from tui.sources.http import Client  # noqa: PLC0415 - not for the first paint
        from tui.sync.servers import bring, connect, tell  # noqa: PLC0415 - likewise

        assert self.library  # noqa: S101 - only called where it is open
        loop = asyncio.get_running_loop()
        new = shown = 0
        redrawn = loop.time()
        async with Client(account.address) as client:
            server = await connect(client, account)
            if tell_only:
                await tell(self.library, account, server)
                return
            async for saved in bring(self.library, account, server):
                new += saved.new
                told = f" · {new:,} new" * bool(new)
                self.status.progress = f"⟳ {account.name}{told}"
                self.board.brought(key_of(account), new, saved.changed)
                if new != shown and loop.time() - redrawn > _REDRAW_SECONDS:
                    shown, redrawn = new, loop.time()
                    await self.reload()
        await self.reload()
        if new:
            self.say(f"{account.name} · {new:,} new")
        self.tidy_up(news=bool(new))

    async def _tell_trouble(self) -> None:
        """Say in the status line which server cannot be asked, and what waits for it."""
        if not self.library:
            return
        told = []
        for number in self._unreached.keys() & self._attended:
            name = self._unreached[number]
            waiting = len(await self.ask(self.library.wishes, number))
            marks = f", {waiting:,} marks wait" if waiting else ""
            told.append(f"{name} cannot be asked{marks}; F says why")
        self.lasting("accounts", "; ".join(told))
