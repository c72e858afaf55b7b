"""Visits the feeds while the screen is open: when they are due, and when asked."""

import asyncio

from textual import work

from tui.errors import BroadsheetError
from tui.library import Library, Subscription
from tui.screens.desk import Desk
from tui.widgets.dates import Clock

_REDRAW_SECONDS = 0.5
_LOOK_SECONDS = 30.0
_TOLD = 3


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

    def visit_feeds(self) -> None:
        """Visit every feed now."""
        if self.feeds:
            self._visit_all()

    @work(group="feeds due", exclusive=False)
    async def _visit_due(self) -> None:
        if self.library and not self._asking.locked():
            now = int(self.now().timestamp())
            await self._visit(await self.ask(self.library.subscriptions, now))

    @work(group="feeds all", exclusive=True)
    async def _visit_all(self) -> None:
        if self.library:
            feeds = await self.ask(self.library.subscriptions)
            ended = [feed for feed in feeds if feed.state.get("ended")]
            await self._visit([feed for feed in feeds if feed not in ended])

    async def _visit(self, feeds: list[Subscription]) -> None:
        if feeds and self.library:
            async with self._asking:
                try:
                    await self._take_in(self.library, feeds)
                except BroadsheetError as error:
                    self.fail(error)

    async def _take_in(self, library: Library, feeds: list[Subscription]) -> None:
        from tui.sources.http import Client  # noqa: PLC0415 - not for the first paint
        from tui.sync.feeds import AT_ONCE, refresh  # noqa: PLC0415 - likewise

        loop = asyncio.get_running_loop()
        done = new = shown = 0
        redrawn = loop.time()
        troubles: list[str] = []
        now = int(self.now().timestamp())
        async with Client(at_once=AT_ONCE) as client:
            async for visited in refresh(library, client, feeds, now):
                done += 1
                new += visited.new + visited.changed
                if visited.trouble and visited.feed.state.get("failures", 0) < _TOLD:
                    troubles.append(visited.trouble)
                self.status.activity = _progress(done, len(feeds), new)
                if new != shown and loop.time() - redrawn > _REDRAW_SECONDS:
                    shown, redrawn = new, loop.time()
                    await self.reload()
        await self.reload()
        self.say(f"{new:,} new" if new else "nothing new")
        if len(troubles) == 1:
            self.fail(BroadsheetError(troubles[0]))
        every = await self.ask(library.subscriptions)
        failing = sum(1 for feed in every if feed.state.get("failures"))
        what = "a feed" if failing == 1 else f"{failing:,} feeds"
        told = f"{what} cannot be read; “broadsheet sources” says why"
        self.lasting("feeds", told if failing else "")


def _progress(done: int, total: int, new: int) -> str:
    return f"⟳ {done:,}/{total:,}" + f" · {new:,} new" * bool(new)
