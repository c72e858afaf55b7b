"""Prints the report of the last refresh: what came, what failed, what to do."""

from msgspec.structs import asdict

from tui.cli import output
from tui.cli.output import rfc3339
from tui.sync.board import Report
from tui.sync.report import lines
from tui.sync.wording import moment


def put(report: Report | None, *, as_json: bool) -> None:
    """Print a report, as lines or as one JSON object for each source."""
    if report is None:
        if not as_json:
            output.put("Nothing was refreshed yet: “broadsheet refresh”.")
    elif as_json:
        for result in report.results:
            since = rfc3339(moment(result.since)) if result.since else None
            output.put_json({**asdict(result), "since": since})
    else:
        output.put(*lines(report))
