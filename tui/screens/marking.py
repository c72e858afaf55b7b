"""Marking entries, and undoing it; each mark is in the library before it is shown."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Literal, ParamSpec, TypeVar

from textual import work

from tui.errors import BroadsheetError
from tui.model import Row
from tui.screens.desk import Desk
from tui.widgets.dates import Clock

Field = Literal["read", "starred", "later"]
_DONE: dict[tuple[str, bool], str] = {
    ("read", True): "marked read",
    ("read", False): "marked unread",
    ("starred", True): "starred",
    ("starred", False): "star taken away",
    ("later", True): "kept for later",
    ("later", False): "no longer kept for later",
}
_PAUSE_SECONDS = 0.01
"""Between two pieces of what is done to many: whoever presses a key comes first."""
_P = ParamSpec("_P")
_T = TypeVar("_T")
_ONLY_HERE = " (not what is only at the server)"


class Marking(Desk):
    """The keys that change what the reader has marked."""

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self._marker = ThreadPoolExecutor(1, "marks")

    def marked_row(self) -> Row | None:
        """Return the entry that a mark is meant for: the open one while reading."""
        return self.opened if self.pane is self.article else self.articles.selected

    def action_mark(self, field: Field) -> None:
        if row := self.marked_row():
            self._mark(row, field)

    @work(group="mark")
    async def _mark(self, row: Row, field: Field) -> None:
        if not self.library:
            return
        try:
            fresh = await self.ask(self.library.entry, row.id)
            want = not getattr(fresh or row, field)
            label = _DONE[field, want]
            await self.ask(self.library.mark, [row.id], field, want, label)
            await self._marked(row.id)
        except BroadsheetError as error:
            self.fail(error)
        else:
            self.say(f"{label} · U undoes")

    async def _marked(self, number: int) -> None:
        assert self.library  # noqa: S101 - only called where it is open
        if self.opened and self.opened.id == number:
            fresh = await self.ask(self.library.entry, number)
            self.opened = fresh or self.opened
        await self.reload()

    @work(group="mark")
    async def action_mark_all(self) -> None:
        if not self.library:
            return
        if self.unfinished:
            self.say("still searching: A marks when all is found")
            return
        try:
            count = await self._aside(
                self.library.begin_mark_all, self.view, "marked all read"
            )
            await self.reload()
        except BroadsheetError as error:
            self.fail(error)
        else:
            self.say(
                f"{count:,} marked read{_ONLY_HERE * bool(self.gap)} · U undoes"
                if count
                else "all were read already"
            )
            self.sweep_on()

    @work(group="mark")
    async def action_undo(self) -> None:
        if not self.library:
            return
        try:
            undone = await self._aside(self.library.begin_undo)
            await self.reload()
        except BroadsheetError as error:
            self.fail(error)
        else:
            self.say(
                f"undone: {undone.label} ({undone.count:,})"
                if undone
                else "nothing to undo"
            )
            self.sweep_on()

    @work(group="sweep", exclusive=True)
    async def sweep_on(self) -> None:
        """Do, bit by bit, what was begun and is shown as done."""
        if not self.library:
            return
        try:
            more = True
            while more:
                more = await self._aside(self.library.sweep)
                await asyncio.sleep(_PAUSE_SECONDS)
        except BroadsheetError as error:
            self.fail(error)

    async def _aside(
        self, call: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        """Run what may take long, so that what is asked meanwhile is answered."""
        return await self.run_on(self._marker, partial(call, *args, **kwargs))
