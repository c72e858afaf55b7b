"""Brings the library in step with a folder; it knows neither files nor SQL."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Generator, Iterable, Iterator, Sequence
from itertools import chain, islice, repeat
from threading import Lock
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from tui.library import Library
from tui.model import Entry, Stamp
from tui.sources.base import Source

_LOOKS = (60, 900, 50_000)
"""How many entries are looked at before those of them that are new are read."""
_BATCH = 400
_RENAMES = 50_000


class Progress(Struct, frozen=True):
    """How far a run has come."""

    seen: int = 0
    """Entries looked at."""
    new: int = 0
    changed: int = 0
    removed: int = 0
    moved: int = 0
    """Entries found again under another key."""
    done: bool = False

    @property
    def news(self) -> int:
        """How many entries the list shows otherwise than before."""
        return self.new + self.changed + self.removed + self.moved


class Known(NamedTuple):
    """What the library remembers of an entry."""

    key: str
    stamp: Stamp
    digest: bytes


class Step(NamedTuple):
    """What is to be done about one key."""

    key: str
    found: Stamp | None
    """Its stamp at the source; None: it is gone."""
    known: Known | None
    """What the library has; None: it is new."""

    @property
    def same(self) -> bool:
        return self.known is not None and self.known.stamp == self.found


def plan(
    known: Iterable[tuple[str, Stamp, bytes]], found: Iterable[tuple[str, Stamp]]
) -> Iterator[Step]:
    """Compare two streams that ascend by key, in memory that does not grow with them."""
    left, right = (Known(*item) for item in known), iter(found)
    mine, theirs = next(left, None), next(right, None)
    while mine or theirs:
        if theirs is None or (mine and mine.key < theirs[0]):
            assert mine  # noqa: S101 - the loop's condition, for the type checker
            yield Step(mine.key, None, mine)
            mine = next(left, None)
        elif mine is None or theirs[0] < mine.key:
            yield Step(theirs[0], theirs[1], None)
            theirs = next(right, None)
        else:
            yield Step(mine.key, theirs[1], mine)
            mine, theirs = next(left, None), next(right, None)


def moves(
    gone: Sequence[Known], added: Sequence[tuple[str, Stamp, bytes]]
) -> dict[str, str]:
    """Return old key → new key for the entries that were renamed.

    A rename keeps inode, size and time; a copy made by a generator keeps the text, which
    counts only where no other entry has it.
    """
    by_stamp = {replace(stamp, reader=0): key for key, stamp, _ in added}
    times = Counter(digest for _, _, digest in added)
    by_digest = {d: key for key, _, d in added if d and times[d] == 1}
    taken: dict[str, str] = {}
    for entry in gone:
        stamp = replace(entry.stamp, reader=0)
        if target := by_stamp.get(stamp) or by_digest.get(entry.digest):
            taken.setdefault(target, entry.key)
    return {old: new for new, old in taken.items()}


class _Run:
    """One pass over a source, a batch at a time."""

    def __init__(
        self, source: Source, library: Library, number: int, scopes: Sequence[str]
    ) -> None:
        self.source, self.library, self.number = source, library, number
        self.steps = self._steps(scopes)
        self.looks = chain(_LOOKS, repeat(_LOOKS[-1]))
        self.reading: Generator[Sequence[Entry]] | None = None
        self.fresh: set[str] = set()
        self.gone: list[Known] = []
        self.added: list[tuple[str, Stamp, bytes]] = []
        self.progress = Progress()
        self.turn = Lock()

    def _steps(self, scopes: Sequence[str]) -> Iterator[Step]:
        for scope in scopes:
            known = self.library.stamps(self.number, scope)
            yield from plan(known, self.source.scan(scope))

    def batch(self) -> Progress:
        """Do the next part of the work; the last one has ``done`` set."""
        with self.turn:
            if self.reading is None and not self._look():
                return self._finish()
            entries = next(self.reading, None) if self.reading else None
            if entries is None:
                self.reading = None
            else:
                self._take(entries)
            return self.progress

    def stop(self) -> None:
        """End what reads ahead; wait for the batch that is being done."""
        with self.turn:
            if self.reading:
                self.reading.close()

    def _look(self) -> bool:
        """Find out what is next to be read, the newest first; False: nothing is left."""
        steps = list(islice(self.steps, next(self.looks)))
        missed = tuple(self.source.missed)
        self.gone += [
            step.known
            for step in steps
            if step.known and not step.found and not step.key.startswith(missed)
        ]
        wanted = [(s.key, s.found) for s in steps if s.found and not s.same]
        wanted.sort(key=lambda w: (self.source.recency(*w), w[0]), reverse=True)
        self.fresh = {step.key for step in steps if step.known is None}
        self._count(len(steps) - len(wanted), 0, 0)
        if wanted:
            self.reading = self.source.read_all(wanted, _BATCH)
        return bool(steps)

    def _take(self, entries: Sequence[Entry]) -> None:
        if len(self.added) < _RENAMES:
            self.added += [
                (e.key, e.stamp, e.digest) for e in entries if e.key in self.fresh
            ]
        # Of what has one date, lists begin with what was saved last.
        saved = self.library.save(self.number, entries[::-1])
        self._count(len(entries), saved.new, saved.changed)

    def _count(self, seen: int, new: int, changed: int) -> None:
        was = self.progress
        self.progress = replace(
            was, seen=was.seen + seen, new=was.new + new, changed=was.changed + changed
        )

    def _finish(self) -> Progress:
        """What is gone leaves last, so that a rename is never a loss."""
        renamed = moves(self.gone, self.added)
        for old, new in renamed.items():
            self.library.move(self.number, old, new)
        rest = [entry.key for entry in self.gone if entry.key not in renamed]
        removed = self.library.remove(self.number, rest) if rest else 0
        self.progress = replace(
            self.progress,
            new=self.progress.new - len(renamed),
            moved=len(renamed),
            removed=removed,
            done=True,
        )
        return self.progress


async def run(
    source: Source, library: Library, number: int, scopes: Sequence[str] = ("",)
) -> AsyncIterator[Progress]:
    """Bring the library in step with ``source``; yield after each batch.

    Each batch is one transaction: stop at any point, and the next run goes on from what
    was saved. ``number`` is the source's id in the library; ``scopes`` limits the run to
    those keys and what is below them.

    Raises:
        SourceError: The source cannot be reached.
        LibraryError: The library cannot be written.
    """
    work = _Run(source, library, number, scopes)
    try:
        while not (progress := await asyncio.to_thread(work.batch)).done:
            yield progress
    finally:
        await asyncio.to_thread(work.stop)
    yield progress
