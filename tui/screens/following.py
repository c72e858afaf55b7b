"""Follows the sources while the screen is open: reads them in, then watches them."""

import asyncio
from contextlib import aclosing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from tui.errors import BroadsheetError
from tui.screens.pulling import PULL_SECONDS, Pulling
from tui.screens.serving import Serving
from tui.screens.subscribing import Subscribing
from tui.sources.base import Source
from tui.sources.watch import changes
from tui.sync import folder as sync
from tui.widgets.dates import Clock

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.worker import Worker

_REDRAW_SECONDS = 0.3
_LOOK_SECONDS = 1.0


class Following(Subscribing, Serving, Pulling):
    """Keeps what is shown true to what the sources have."""

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self._version = 0
        self._redrawn = 0.0
        self._followers: dict[int, Worker[None]] = {}
        self._missing: set[int] = set()
        self._reading: set[int] = set()
        """The sources that were not looked through yet."""
        self._pulls: dict[int, Timer] = {}
        """What has repositories fetched again."""
        self._begun = False

    def follow(self) -> None:
        """Begin to follow every source, and other programs on the same library."""
        self._begun = True
        self.follow_more()
        self.settled = self.settled or not self._reading
        self.keep_indexed()
        self.set_interval(_LOOK_SECONDS, self._look)

    def follow_more(self) -> None:
        """Begin to follow the sources that are not followed yet, and end with others."""
        for number in self._followers.keys() - self.sources.keys():
            self._followers.pop(number).cancel()
            if timer := self._pulls.pop(number, None):
                timer.stop()
            self._missing.discard(number)
            self._reading.discard(number)
        for number in self.sources.keys() - self._followers.keys():
            source = self.sources[number]
            self._reading.add(number)
            self._followers[number] = self._follow(source, number)
            self._pull_often(source, number)
        self.follow_feeds()
        self.follow_accounts()

    @property
    def looking(self) -> bool:
        """Whether there is a folder that was not looked through yet."""
        return bool(self._reading) if self._begun else bool(self.sources)

    async def refresh_folder(self, source: Source, number: int) -> None:
        """Look for changes in a folder; fetch it before where it is a repository's."""
        if await self.pull(source, number):
            await self.read_folder(source, number, [""])

    @work(group="pull")
    async def _pull_often(self, source: Source, number: int) -> None:
        if await self.is_clone(source):
            again = partial(self._refresh_clone, source, number)
            self._pulls[number] = self.set_interval(PULL_SECONDS, again)
            await self.refresh_folder(source, number)

    @work(group="pull")
    async def _refresh_clone(self, source: Source, number: int) -> None:
        await self.refresh_folder(source, number)

    @work(group="follow")
    async def _follow(self, source: Source, number: int) -> None:
        if not await self.ask(source.is_there):
            return  # it is looked for, and followed when it is back
        try:
            async with aclosing(changes(Path(source.address))) as found:
                async for scopes in found:
                    await self.read_folder(source, number, scopes)
        except BroadsheetError as error:
            self.fail(error)

    async def read_folder(self, source: Source, number: int, scopes: list[str]) -> None:
        """Read in what changed in a folder, or below these of its paths."""
        if not self.library:
            return
        shown, key = 0, f"source:{number}"
        self.board.runs(key, source.name)
        try:
            async for progress in sync.run(source, self.library, number, scopes):
                self.status.progress = describe(progress, source.name)
                self.board.brought(key, progress.new, progress.changed)
                if progress.news != shown and self._due(done=progress.done):
                    shown = progress.news
                    await self.reload()
        except BroadsheetError as error:
            self.fail(error)
            self.board.fails(key, str(error))
            await self.reload()
            return
        finally:
            self.end_progress()
        self.board.done(key)
        self._reading.discard(number)
        await self.reload()
        await self.reopen()
        self.settled = self.settled or not self._reading
        if progress.news:
            self.search_again(changed=True)
            self.say(describe(progress, source.name))

    def _due(self, *, done: bool) -> bool:
        """Whether it is time to draw again; reading in must not wait for the screen."""
        now = asyncio.get_running_loop().time()
        if not done and now - self._redrawn < _REDRAW_SECONDS:
            return False
        self._redrawn = now
        return True

    @work(group="look", exclusive=True)
    async def _look(self) -> None:
        """Keep the place, and show what another program changed in the library."""
        if not self.library:
            return
        if not await self.ask(self.library.path.exists):
            self.lasting("library", "the library file is gone; quit and start again")
            return
        await self.remember()
        for number, source in self.sources.items():
            await self._look_for(source, number)
        version = await self.ask(self.library.data_version)
        changed, self._version = version != self._version, version
        if changed:
            await self.reload()
        self.search_again(changed=changed)

    async def _look_for(self, source: Source, number: int) -> None:
        """Tell when a source is gone or back; what was read in stays."""
        there = await self.ask(source.is_there)
        if there and number in self._missing:
            self._missing.discard(number)
            self._followers[number].cancel()
            self._followers[number] = self._follow(source, number)
            self.say(f"{source.name} is back")
        elif not there and number not in self._missing:
            self._missing.add(number)
        names = ", ".join(self.sources[number].name for number in self._missing)
        self.lasting("folders", f"{names} is not there now" if names else "")


def describe(progress: sync.Progress, name: str) -> str:
    """Return a run's progress in words: ``posts: 340 read · 3 new``."""
    parts = [
        f"{count:,} {word}"
        for count, word in (
            (progress.new, "new"),
            (progress.changed, "changed"),
            (progress.moved, "renamed"),
            (progress.removed, "gone"),
        )
        if count
    ]
    head = name if progress.done else f"⟳ {name}: {progress.seen:,}"
    return " · ".join([head, *parts])
