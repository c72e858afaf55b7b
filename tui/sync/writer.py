"""Writes to a library, in one transaction what has come together; it knows no feeds.

Several writers would wait for each other, which SQLite does by sleeping, and a transaction
costs more than the little that one feed mostly brings. Where much is to be read for it, a
process beside this one does both: threads would take turns with the one that shows all.
As a program (``python -m tui.sync.writer``) it is such a process.
"""

import asyncio
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Protocol, TypeVar

from tui.errors import LibraryError
from tui.library import Library
from tui.sources.beside import Beside, cores, serve

T = TypeVar("T")
_T_co = TypeVar("_T_co", covariant=True)
_TOGETHER = 400_000
"""So many bytes are written in one transaction, since others wait; or what one has."""
_MUCH = 1_000_000
"""So many bytes are read here: to begin a process takes as long."""


class Write(Protocol[_T_co]):
    """Something to be written, which pickle can take along, and so what it returns."""

    @property
    def weight(self) -> int:
        """How many bytes are read for it."""

    def prepared(self) -> Callable[[Library], _T_co]:
        """Do what needs no library; return what does the rest in a transaction.

        It may be called again where a transaction came to nothing.
        """


_Writes = Sequence[Write[Any]]
_Answer = list[Any] | LibraryError


class Writer:
    """Writes until it is closed."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._thread = ThreadPoolExecutor(1, "writer")
        self._beside: Beside[_Writes, _Answer] | None = None
        self._numbers = count()
        self._waiting: dict[int, Write[Any]] = {}
        self._written: dict[int, Any] = {}
        """What those returned that went along before their turn came."""
        self._read = 0

    def begin(self, write: Write[T]) -> Future[T]:
        """Have something written; the result comes when that can be seen.

        It is a LibraryError where the library cannot be written.
        """
        number = next(self._numbers)
        self._waiting[number] = write
        future = self._thread.submit(self._turn, number, write)
        future.add_done_callback(lambda _: self._waiting.pop(number, None))
        return future

    async def do(self, write: Write[T]) -> T:
        """Write something; return what that returns.

        Raises:
            LibraryError: The library cannot be written.
        """
        return await asyncio.wrap_future(self.begin(write))

    async def close(self) -> None:
        """Begin nothing more; what a process beside this one is doing is lost."""
        self._thread.shutdown(wait=False)
        if self._beside:
            await asyncio.to_thread(self._beside.close)

    def _turn(self, number: int, write: Write[T]) -> T:
        """Write unless it went along with another; return what that returned."""
        if number not in self._written:
            batch = self._batch(number, write)
            try:
                results = self._together([*batch.values()])
            except LibraryError:
                if len(batch) == 1:
                    raise
                batch = {number: write}  # perhaps it was of one that went along
                results = self._together([write])
            self._written.update(zip(batch, results, strict=True))
            for other in batch:
                self._waiting.pop(other, None)
        result: T = self._written.pop(number)
        return result

    def _batch(self, number: int, write: Write[T]) -> dict[int, Write[Any]]:
        """Return what is to be written and what waits, as far as that is not too much."""
        batch: dict[int, Write[Any]] = {number: write}
        weight = write.weight
        for other, along in dict(self._waiting).items():
            weight += along.weight * (other != number)
            if weight > _TOGETHER:
                break
            batch[other] = along
        return batch

    def _together(self, writes: _Writes) -> list[Any]:
        self._read += sum(write.weight for write in writes)
        here = partial(_tried, self._library)
        if self._read < _MUCH or cores() == 1:
            answer = here(writes)
        else:
            if self._beside is None:
                path = str(self._library.path.absolute())
                self._beside = Beside("tui.sync.writer", path, here, 1)
            answer = self._beside.submit(writes).result()
        if isinstance(answer, LibraryError):
            raise answer
        return answer


def _tried(library: Library, writes: _Writes) -> _Answer:
    """Write in one transaction; return what each returns, or why it came to nothing."""
    ready = [write.prepared() for write in writes]
    try:
        with library.transaction():
            return [write(library) for write in ready]
    except LibraryError as error:
        return error


def _opened(path: str) -> Callable[[_Writes], _Answer]:
    return partial(_tried, Library(Path(path)))


if __name__ == "__main__":
    sys.exit(serve(_opened))
