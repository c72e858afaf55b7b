"""``broadsheet pack``: fetches full pages and pictures of what a query finds, for a journey."""

import argparse
import asyncio
import time
from collections.abc import Sequence
from contextlib import aclosing, closing
from itertools import islice

from tui import config, paths, text
from tui.cli import output, search
from tui.cli.pack_words import USUAL
from tui.errors import BroadsheetError
from tui.library import Library
from tui.model import Row
from tui.sources.rsshub.hub import hub_of
from tui.sync.pack_report import PackReport, keep_pack_report, last_pack_report, packed
from tui.sync.packing import Bounds, Packed


def run(given: argparse.Namespace) -> int:
    """Fetch what is asked for; return 1 where there is an article without its page.

    Raises:
        BroadsheetError: The query cannot be understood.
        ConfigError: The configuration has a mistake.
        LibraryError: The library cannot be written.
    """
    with Library(given.library or paths.library()) as library:
        if given.report:
            _put(last_pack_report(library))
            return 0
        settings = config.load(given.config or paths.config())
        words = " ".join(given.query) if given.query else USUAL
        if not words.strip():
            raise BroadsheetError(
                "An empty query finds nothing. Leave it out to pack what is unread and"
                " not older than a week."
            )
        with closing(search.found(library, words, newest=True)) as rows:
            entries = [row.id for row in islice(rows, given.limit)]
        report = _pack(library, settings, entries, given)
    if not given.json:
        _put(report)
    return 1 if report.without_page or report.stopped else 0


def _put(report: PackReport | None) -> None:
    if report is None:
        output.put("Nothing was packed yet: “broadsheet pack”.")
        return
    output.put(*map(text.line, report.lines()))


def _pack(
    library: Library,
    settings: config.Config,
    entries: Sequence[int],
    given: argparse.Namespace,
) -> PackReport:
    """Fetch it, print how far it is; what came is kept, should the person stop it."""
    report = PackReport(int(time.time()))

    def shown(_: Row, names: Sequence[str]) -> bool:
        return settings.of(names).full_page

    async def work() -> None:
        nonlocal report
        most = settings.offline_room if given.bytes is None else given.bytes
        bounds, home = Bounds(most, given.minutes * 60), hub_of(settings.rsshub).web
        run = packed(library, entries, bounds, report.began, home=home, shown=shown)
        _tell(report, len(entries))
        async with aclosing(run) as steps:
            async for report, found in steps:
                if given.json and found:
                    output.put_json(_object(found))
                _tell(report, len(entries))

    try:
        asyncio.run(work())
    except KeyboardInterrupt:
        report = report.ending("you stopped it; the same command goes on")
        raise
    finally:
        output.progress("")
        keep_pack_report(library, report)
    return report


def _tell(report: PackReport, total: int) -> None:
    output.progress(f"{report.articles:,} of {total:,}: {report.brought}")


def _object(found: Packed) -> dict[str, object]:
    return {
        "id": found.row.id,
        "title": found.row.entry.title,
        "url": found.row.entry.url,
        "known": found.known,
        "page": found.page,
        "pictures": found.pictures,
        "bytes": found.bytes,
        "trouble": found.trouble,
        "troubles": list(found.troubles),
    }
