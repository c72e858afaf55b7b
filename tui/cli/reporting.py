"""Prints the report of the last refresh: what came, what failed, what to do."""

from collections.abc import Sequence

from msgspec.structs import asdict

from tui.cli import output
from tui.cli.output import rfc3339
from tui.sync.board import Report
from tui.sync.report import told
from tui.sync.wording import moment


def put(reports: Sequence[Report], *, as_json: bool) -> None:
    """Print reports, as lines or as one JSON object for each source."""
    if not reports and not as_json:
        output.put("Nothing was refreshed yet: “broadsheet refresh”.")
    elif as_json:
        for report in reports:
            for result in report.results:
                since = rfc3339(moment(result.since)) if result.since else None
                began = rfc3339(moment(report.began))
                output.put_json({"began": began, **asdict(result), "since": since})
    else:
        output.put(*told(reports))
