"""Reads many posts with processes beside this one; it knows no library.

As a program (``python -m tui.sources.reading``) it is such a process: it reads what it is
told by its input, and ends with it.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from tui.model import Entry, Stamp
from tui.sources.folder import Folder

_MANY = 1_000
"""For fewer posts no process is begun: that takes as long as to read them."""
_MOST_PROCESSES = 4
_AHEAD = 2
"""So many batches a process are read before they are asked for."""
_NICER = 5
_PROGRAM = (sys.executable, "-P", "-m", "tui.sources.reading")

Wanted = tuple[str, Stamp]
_stamp = attrgetter("mtime_ns", "size", "inode", "reader")
_FIELDS = (
    *("key", "title", "date_certain", "author", "url"),
    *("categories", "tags", "digest", "problems"),
)
_fields = attrgetter(*_FIELDS)


def read_all(
    folder: Folder, wanted: Sequence[Wanted], size: int
) -> Generator[Sequence[Entry]]:
    """Yield the entries of posts in that order, ``size`` at a time.

    Processes read ahead where it is many; what one that died had to do is done here.
    Close it, and they end. They end by themselves when this process does.
    """
    batches = [wanted[n : n + size] for n in range(0, len(wanted), size)]
    cores = os.cpu_count() or 1
    if len(wanted) < _MANY or cores == 1:
        yield from (_read(folder, batch) for batch in batches)
        return
    readers = _Readers(folder, min(cores, _MOST_PROCESSES, len(batches)))
    try:
        yield from readers.read(batches)
    finally:
        readers.close()


def _read(folder: Folder, batch: Sequence[Wanted]) -> list[Entry]:
    return [folder.read(key, stamp) for key, stamp in batch]


class _Readers:
    """Processes that read, each with a thread that waits for it."""

    def __init__(self, folder: Folder, count: int) -> None:
        self.folder = folder
        self.processes = [_begin(folder) for _ in range(count)]
        self.idle: SimpleQueue[_Process] = SimpleQueue()
        for process in self.processes:
            self.idle.put(process)
        self.threads = ThreadPoolExecutor(count, "reading")

    def read(self, batches: Sequence[Sequence[Wanted]]) -> Iterator[Sequence[Entry]]:
        rest = iter(batches)
        ahead: list[Future[list[Entry]]] = []
        for batch in rest:
            ahead.append(self.threads.submit(self._one, batch))
            if len(ahead) > _AHEAD * len(self.processes):
                yield ahead.pop(0).result()
        for future in ahead:
            yield future.result()

    def _one(self, batch: Sequence[Wanted]) -> list[Entry]:
        process = self.idle.get()
        try:
            found = _ask(process, batch)
        finally:
            self.idle.put(process)
        return _read(self.folder, batch) if found is None else found

    def close(self) -> None:
        self.threads.shutdown(wait=False, cancel_futures=True)
        for process in self.processes:
            process.kill()
        self.threads.shutdown()
        for process in self.processes:
            # Closes its pipes, what it did not take is lost, and waits.
            with suppress(OSError), process:
                pass


_Process = subprocess.Popen[bytes]


def _begin(folder: Folder) -> _Process:
    # In a session of its own: what is meant for us (Ctrl-C) is not meant for it.
    process = subprocess.Popen(  # noqa: S603 - our own program
        _PROGRAM,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    with suppress(OSError):
        _put(_pipe(process.stdin), (str(folder.root), folder.site))
    return process


def _ask(process: _Process, batch: Sequence[Wanted]) -> list[Entry] | None:
    """Have a process read; None where it is dead."""
    try:
        _put(_pipe(process.stdin), [(key, _stamp(stamp)) for key, stamp in batch])
        answer = pickle.load(_pipe(process.stdout))  # noqa: S301 - from our own process
    except (OSError, EOFError, ValueError, pickle.UnpicklingError):
        return None
    return [*map(_unpacked, answer)]


def _put(pipe: IO[bytes], value: object) -> None:
    pickle.dump(value, pipe, pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def _pipe(pipe: Any) -> IO[bytes]:
    assert pipe is not None  # noqa: S101 - it was asked for
    return pipe  # type: ignore[no-any-return] # Popen's pipes are binary here


def _packed(entry: Entry) -> tuple[Any, ...]:
    """Return plain values: they travel five times as fast as an Entry."""
    when = entry.published.timestamp() if entry.published else None
    return when, _stamp(entry.stamp), _fields(entry)


def _unpacked(values: tuple[Any, ...]) -> Entry:
    when, stamp, fields = values
    published = None if when is None else datetime.fromtimestamp(when, UTC)
    named = dict(zip(_FIELDS, fields, strict=True))
    return Entry(published=published, stamp=Stamp(*stamp), **named)


def main() -> int:
    """Read what the other process wants until it wants no more."""
    os.nice(_NICER)
    source, target = sys.stdin.buffer, sys.stdout.buffer
    try:
        root, site = pickle.load(source)  # noqa: S301 - from the process that began it
        folder = Folder(Path(root), site=site)
        while True:
            batch = pickle.load(source)  # noqa: S301 - as above
            found = (folder.read(key, Stamp(*stamp)) for key, stamp in batch)
            _put(target, [_packed(entry) for entry in found])
    except (EOFError, BrokenPipeError):
        return 0


if __name__ == "__main__":
    sys.exit(main())
