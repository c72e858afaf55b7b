"""Removes what is more than is to be kept while the screen is open, after a refresh."""

import asyncio
from typing import TYPE_CHECKING

from textual import work
from typing_extensions import override

from tui.errors import BroadsheetError
from tui.screens.desk import Desk
from tui.widgets.dates import Clock

if TYPE_CHECKING:
    from tui.config import Config


class Tidying(Desk):
    """Keeps the library from growing without end, as far as that is set."""

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self.limits: Config | None = None
        """What is set about how much is kept."""
        self._tidied = False

    @override
    def tidy_up(self, *, news: bool) -> None:
        if (news or not self._tidied) and not any(
            w.group == "tidy" and w.is_running for w in self.workers
        ):
            self._tidied = True
            self._tidy()

    @work(group="tidy")
    async def _tidy(self) -> None:
        from tui.sync.tidying import limits_anything  # noqa: PLC0415 - not at the start

        if not self.library or not self.limits or not limits_anything(self.limits):
            return
        went = 0
        try:
            while removed := await self._remove_old(self.limits):
                went += removed
        except BroadsheetError as error:
            self.fail(error)
        if went:
            await self.reload()
            self.say(f"tidied: {went:,} old {'article' if went == 1 else 'articles'}")

    async def _remove_old(self, limits: "Config") -> int:
        """Remove what is to go, up to where another entry is opened; return how many."""
        from tui.sync.tidying import tidy  # noqa: PLC0415 - not at the start

        assert self.library  # noqa: S101 - only called where it is open
        now, opened, went = int(self.now().timestamp()), self._open_now, 0
        steps = tidy(self.library, limits, now, opened)
        while opened == self._open_now:
            # Not in the thread that the lists wait for.
            step = await asyncio.to_thread(next, steps, None)
            if step is None:
                break
            went += step.entries
        return went

    @property
    def _open_now(self) -> int:
        return self.opened.id if self.opened else 0
