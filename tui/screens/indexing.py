"""Has texts read for the search while the screen is open, by a program of its own."""

import contextlib
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process, create_subprocess_exec

from textual import work
from typing_extensions import override

from tui.screens.desk import Desk

LOOK_SECONDS: float | None = 2.0
"""How often it is looked whether there is something new to be read; None for never."""


class Indexing(Desk):
    """Keeps the search true to what the library has."""

    @override
    def keep_indexed(self) -> None:
        """Begin to have what is new read, and go on with it."""
        if LOOK_SECONDS:
            self.set_interval(LOOK_SECONDS, self._look_for_texts)

    def _look_for_texts(self) -> None:
        if not any(w.group == "index" and w.is_running for w in self.workers):
            self._index()

    @work(group="index")
    async def _index(self) -> None:
        if not self.library or not await self.ask(self.library.has_unindexed):
            return
        program = (sys.executable, "-P", "-m", "tui.sync.indexing")
        try:
            process = await create_subprocess_exec(
                *program, str(self.library.path), stdout=PIPE, stderr=DEVNULL
            )
        except OSError:
            return  # it is tried again
        try:
            assert process.stdout  # noqa: S101 - a pipe was asked for
            while await process.stdout.readline():
                pass
        finally:
            await _end(process)


async def _end(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()
