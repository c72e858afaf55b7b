"""What a refresh is doing with each source, and what came of it, to be read later."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from tui.library import Account, Library, SourceRow, Subscription
from tui.sources.feed_state import state_of
from tui.sync import wording
from tui.text import line

Status = Literal["waits", "runs", "done", "fails", "stopped"]
_KEPT, _KEPT_WHOLE = "refresh report", "whole refresh report"


class Result(Struct, frozen=True):
    """What becomes of one source."""

    key: str
    """As ``key_of`` says."""
    name: str
    status: Status = "waits"
    new: int = 0
    changed: int = 0
    trouble: str = ""
    """Why it failed."""
    since: int = 0
    """Since when it does, in seconds since 1970; 0 if that is not known."""
    advice: str = ""
    """What to do about it."""

    @property
    def told(self) -> str:
        """What there is to say, in words: ``3 new, 1 changed``."""
        counts = (self.new, "new"), (self.changed, "changed")
        return ", ".join(f"{count:,} {word}" for count, word in counts if count)


class Report(Struct, frozen=True):
    """What a refresh did."""

    began: int
    """Seconds since 1970."""
    ended: int
    """0 while it goes on."""
    results: tuple[Result, ...]

    def count(self, *statuses: Status) -> int:
        """Return how many sources have one of these statuses."""
        return sum(result.status in statuses for result in self.results)

    @property
    def new(self) -> int:
        return sum(result.new for result in self.results)


class Board:
    """Watches over the sources; it belongs to one thread."""

    def __init__(self) -> None:
        self._results: dict[str, Result] = {}
        self._asked: set[str] = set()
        self.began = 0
        self.ended = 0

    @property
    def going_on(self) -> bool:
        """Whether a refresh that was asked for has not ended."""
        return bool(self.began and not self.ended)

    def of(self, key: str) -> Result | None:
        """Return what was or is done with a source."""
        return self._results.get(key)

    def begin(self, now: int, sources: Iterable[tuple[str, str]]) -> None:
        """Begin a refresh of sources, each with its key and its name."""
        asked = {key: Result(key, name) for key, name in sources}
        self._results |= asked
        self._asked = {*asked}
        self.began, self.ended = now, 0

    def runs(self, key: str, name: str) -> None:
        self._results[key] = Result(key, name, "runs")

    def brought(self, key: str, new: int, changed: int) -> None:
        """Say how far a source is that runs."""
        if was := self._results.get(key):
            self._results[key] = replace(was, new=new, changed=changed)

    def done(self, key: str) -> None:
        """It could be asked."""
        if was := self._results.get(key):
            self._results[key] = replace(was, status="done")

    def fails(self, key: str, trouble: str, since: int = 0, advice: str = "") -> None:
        if was := self._results.get(key):
            self._results[key] = replace(
                was, status="fails", trouble=line(trouble), since=since, advice=advice
            )

    def end(self, now: int) -> Report:
        """End the refresh: what was not done by now was stopped."""
        for key, result in self._results.items():
            if result.status in {"waits", "runs"} and key in self._asked:
                self._results[key] = replace(result, status="stopped")
        self.ended = now
        return self.report()

    def report(self) -> Report:
        """Return what was asked for and what came of it until now."""
        found = (result for key, result in self._results.items() if key in self._asked)
        return Report(self.began, self.ended, tuple(found))

    def visited(self, feed: Subscription, new: int, changed: int, trouble: str) -> None:
        """Say what a visit to a feed brought; ``feed`` is as it is after it."""
        key = key_of(feed)
        if key not in self._results:
            self.runs(key, wording.place(feed.place))
        self.brought(key, new, changed)
        if trouble:
            since = state_of(feed.state).since
            self.fails(key, trouble, since, wording.advice(feed))
        else:
            self.done(key)


def key_of(source: Subscription | Account | SourceRow) -> str:
    """Return the key of a feed, an account or a folder; no two have the same."""
    kind = "feed" if isinstance(source, Subscription) else "source"
    return f"{kind}:{source.id}"


def keep_report(library: Library, report: Report, *, whole: bool) -> None:
    """Keep a report in place of the last one; ``whole``: of all that is followed."""
    if report.results:
        for kept in (_KEPT, _KEPT_WHOLE) if whole else (_KEPT,):
            library.remember(kept, to_builtins(report))


def last_reports(library: Library) -> tuple[Report, ...]:
    """Return the report of the last refresh that was asked for, if there was one.

    Where that was not of all that is followed, the last one that was comes after it.
    """
    kept = [library.recall(_KEPT), library.recall(_KEPT_WHOLE)]
    found = dict.fromkeys(map(_report, filter(None, kept)))
    return tuple(found)


def _report(kept: Any) -> Report:
    results = tuple(_result(each) for each in kept["results"])
    return Report(kept["began"], kept["ended"], results)


def _result(kept: Mapping[str, Any]) -> Result:
    known = set(Result.__struct_fields__)
    return Result(**{name: value for name, value in kept.items() if name in known})
