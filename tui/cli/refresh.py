"""``broadsheet refresh``: looks for changes in the sources and sums them up."""

import argparse
import sys

from tui import config, paths, text
from tui.cli import indexing, output
from tui.cli.screen import folder
from tui.errors import SourceError
from tui.library import Library
from tui.sync.folder import Progress


def run(given: argparse.Namespace) -> int:
    """Refresh the folders named, or all; return 1 where one could not be read.

    Raises:
        ConfigError: The configuration has a mistake.
        LibraryError: The library cannot be written.
    """
    with Library(given.library or paths.library()) as library:
        wanted: list[str] = given.paths or _all(library, given)
        # All are tried: one that is not there today must not stop the others.
        done = [_refresh(library, word) for word in wanted]
    if not done:
        output.put("There is nothing to refresh: name a folder.")
    return 0 if all(done) else 1


def _all(library: Library, given: argparse.Namespace) -> list[str]:
    """Return the address of each source, known or configured, once."""
    settings = config.load(given.config or paths.config())
    known = [row.address for row in library.sources() if row.kind == "folder"]
    configured = [str(path.resolve()) for path in settings.folders]
    return list(dict.fromkeys([*known, *configured]))


def _refresh(library: Library, word: str) -> bool:
    try:
        number, progress = indexing.bring(library, folder(word))
    except SourceError as error:
        sys.stderr.write(f"broadsheet: {text.line(str(error))}\n")
        return False
    output.put(_summary(library, number, progress))
    return True


def _summary(library: Library, number: int, progress: Progress) -> str:
    row = next(row for row in library.sources() if row.id == number)
    counts = {
        "new": progress.new,
        "changed": progress.changed,
        "renamed": progress.moved,
        "gone": progress.removed,
    }
    parts = [f"{progress.seen - progress.removed:,} entries"]
    problems = library.entries_with_problems(library.statistics()["problems"])
    counts["with problems"] = sum(row.source == number for row in problems)
    parts += [f"{count:,} {word}" for word, count in counts.items() if count]
    return f"{text.line(row.name)}: {', '.join(parts)}"
