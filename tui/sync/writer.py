"""Writes to a library in one thread, and in one transaction what has come together.

Several threads would wait for each other, which SQLite does by sleeping; and a transaction
costs more than the little that one feed mostly brings.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any, TypeVar

from tui.errors import LibraryError
from tui.library import Library

T = TypeVar("T")
_LONGEST = 0.02
"""So many seconds from its begin something more is begun in a transaction: others wait."""


class Writer:
    """Writes until it is closed."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._thread = ThreadPoolExecutor(1, "writer")
        self._numbers = count()
        self._waiting: dict[int, Callable[[], Any]] = {}
        self._written: dict[int, Any] = {}
        """What those returned that went along before their turn came."""

    async def do(self, write: Callable[[], T]) -> T:
        """Run ``write`` in a transaction; return what it returns when that has ended.

        Where a transaction comes to nothing, it may be run a second time.

        Raises:
            LibraryError: The library cannot be written.
        """
        number = next(self._numbers)
        self._waiting[number] = write
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._thread, self._turn, number, write)
        finally:
            self._waiting.pop(number, None)

    def close(self) -> None:
        """Begin nothing more."""
        self._thread.shutdown(wait=False)

    def _turn(self, number: int, write: Callable[[], T]) -> T:
        """Write unless it went along with another; return what that returned."""
        if number not in self._written:
            self._waiting.pop(number, None)
            try:
                self._written |= self._together(number, write)
            except LibraryError:  # perhaps of one that went along
                with self._library.transaction():
                    return write()
            for other in self._written:
                self._waiting.pop(other, None)
        result: T = self._written.pop(number)
        return result

    def _together(self, number: int, write: Callable[[], Any]) -> dict[int, Any]:
        """Write, and what waits by then along with it; return what each returned."""
        with self._library.transaction():
            until = time.monotonic() + _LONGEST
            written = {number: write()}
            for other, along in dict(self._waiting).items():
                if time.monotonic() > until:
                    break
                written[other] = along()
        return written
