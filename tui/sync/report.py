"""The report of a refresh in words; it prints nothing."""

from collections.abc import Iterator, Sequence

from tui.sync.board import Report, Result, Status
from tui.sync.wording import counted, moment

_NAMED = 10
"""So many of those that were not asked any more are named."""


def told(reports: Sequence[Report]) -> Iterator[str]:
    """Yield the last report, then that of the last refresh of all that is followed."""
    for number, report in enumerate(reports):
        if number:
            yield from ("", "The last refresh of all that is followed:")
        yield from lines(report)


def lines(report: Report) -> Iterator[str]:
    """Yield the report line by line: the sum, what failed, what came, what was left."""
    began = f"{moment(report.began).astimezone():%Y-%m-%d %H:%M}"
    yield f"{began}: {summary(report)}"
    for result in _with(report, "fails"):
        since = ""
        if result.since:
            since = f" (since {moment(result.since).astimezone():%Y-%m-%d})"
        yield f"! {result.name}{since}: {result.trouble}"
        if result.advice:
            yield f"    {result.advice}"
    for result in _with(report, "done"):
        if result.told:
            yield f"  {result.name}: {result.told}"
    stopped = [*_with(report, "stopped")]
    for result in stopped[:_NAMED]:
        yield f"- {result.name}: was not asked any more"
    if len(stopped) > _NAMED:
        yield f"- and {len(stopped) - _NAMED:,} more were not"


def summary(report: Report) -> str:
    """Return it in one line: ``340 asked, 25 new articles, 2 failed, 3 stopped``."""
    asked = report.count("done", "fails", "runs")
    parts = [f"{asked:,} asked", counted(report.new, "new article")]
    if failed := report.count("fails"):
        parts.append(f"{failed:,} failed")
    if stopped := report.count("stopped"):
        parts.append(f"{stopped:,} stopped")
    return ", ".join(parts)


def _with(report: Report, status: Status) -> Iterator[Result]:
    return (result for result in report.results if result.status == status)
