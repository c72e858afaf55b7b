"""Visits the feeds while the screen is open: when they are due, and when asked."""

import asyncio
from contextlib import aclosing
from importlib import import_module

from textual import work

from tui.errors import BroadsheetError
from tui.library import Library, Subscription
from tui.screens.desk import Desk
from tui.sync.board import key_of
from tui.sync.wording import place
from tui.widgets.dates import Clock

_REDRAW_SECONDS = 0.5
_LOOK_SECONDS = 30.0


class Subscribing(Desk):
    """Keeps what feeds say in the library, and what is shown true to it."""

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self._asking = asyncio.Lock()
        self._attending = False
        """Whether the feeds are visited when they are due."""

    def follow_feeds(self) -> None:
        """Visit the feeds that are due, now and from now on."""
        if not self.feeds:
            return
        self._visit_due()
        if not self._attending:
            self._attending = True
            self.set_interval(_LOOK_SECONDS, self._visit_due)

    @work(group="feeds due", exclusive=False)
    async def _visit_due(self) -> None:
        if self.library and not self._asking.locked():
            now = int(self.now().timestamp())
            due = await self.ask(self.library.subscriptions, now)
            await self.visit_feeds(due, asked=False)

    async def visit_feeds(self, feeds: list[Subscription], *, asked: bool) -> None:
        """Visit feeds now; say what came, and where it was ``asked`` for, if nothing.

        What was asked for waits for no feed that is only due; those are visited after.
        """
        if not (feeds and self.library):
            return
        if asked:
            self.workers.cancel_group(self, "feeds due")
        async with self._asking:
            try:
                await self._take_in(self.library, feeds, asked=asked)
            except BroadsheetError as error:
                self.fail(error)
            finally:
                self.end_progress()
        if asked:
            self._visit_due()

    async def _take_in(
        self, library: Library, feeds: list[Subscription], *, asked: bool
    ) -> None:
        await asyncio.to_thread(import_module, "tui.sync.feeds")
        from tui.sources.http import Client  # noqa: PLC0415 - loaded by now
        from tui.sources.rsshub.hub import hub_of  # noqa: PLC0415 - likewise
        from tui.sync.feeds import AT_ONCE, refresh  # noqa: PLC0415 - likewise

        loop = asyncio.get_running_loop()
        done = new = shown = failed = 0
        redrawn = loop.time()
        now = int(self.now().timestamp())
        async with (
            Client(at_once=AT_ONCE, addresses=hub_of(self.rsshub)) as client,
            aclosing(
                refresh(library, client, feeds, now, self._visit_begins)
            ) as visits,
        ):
            async for visited in visits:
                counts = visited.new, visited.changed
                self.board.visited(visited.feed, *counts, visited.trouble)
                done += 1
                failed += bool(visited.trouble)
                new += visited.new + visited.changed
                self.status.progress = _progress(done, len(feeds), new)
                if new != shown and loop.time() - redrawn > _REDRAW_SECONDS:
                    shown, redrawn = new, loop.time()
                    await self.reload()
        await self.reload()
        if new or asked:
            told = f"{new:,} new" if new else "nothing new"
            self.say(told + f" · {failed:,} failed" * bool(failed))
        every = await self.ask(library.subscriptions)
        failing = sum(1 for feed in every if feed.state.get("failures"))
        what = "a feed" if failing == 1 else f"{failing:,} feeds"
        told = f"{what} cannot be read; F says why"
        self.lasting("feeds", told if failing else "")
        self.tidy_up(news=bool(new))

    def _visit_begins(self, feed: Subscription) -> None:
        self.board.runs(key_of(feed), place(feed.place))


def _progress(done: int, total: int, new: int) -> str:
    return f"⟳ {done:,}/{total:,}" + f" · {new:,} new" * bool(new)
