"""``broadsheet tidy``: removes articles beyond what is to be kept; it sets no limit."""

import argparse
import time
from pathlib import Path

from tui import config, paths, text
from tui.cli import output
from tui.config import Config
from tui.errors import BroadsheetError
from tui.library import Library
from tui.sync import tidying
from tui.sync.tidying import Tidied
from tui.sync.wording import counted, sized


def run(given: argparse.Namespace) -> int:
    """Remove what is to go, or say what would; print a line for each source.

    Raises:
        BroadsheetError: Two wishes do not go together.
        ConfigError: The configuration has a mistake.
        LibraryError: The library cannot be written, or there is no room to compact it.
    """
    if given.dry_run and given.compact:
        raise BroadsheetError("--compact changes the file; say it without --dry-run.")
    file, now = given.config or paths.config(), int(time.time())
    settings = config.load(file)
    with Library(given.library or paths.library()) as library:
        steps = (tidying.surplus if given.dry_run else tidying.tidy)(
            library, settings, now
        )
        found = tidying.summed(steps)
        for tidied in found:
            _put(tidied, as_json=given.json)
        if not given.json:
            output.put(_summary(found, settings, file, dry=given.dry_run))
        if given.compact:
            _compact(library, as_json=given.json)
        elif not given.json and not given.dry_run:
            _tell_of_free(library)
    return 0


def after_refresh(
    library: Library, settings: Config, now: int, *, as_json: bool
) -> None:
    """Remove what is to go, and say so where it was something."""
    found = tidying.summed(tidying.tidy(library, settings, now))
    if found and not as_json:
        output.put(f"tidied: {_sum(found)} went")


def would_go(library: Library, settings: Config) -> str:
    """Return what ``tidy`` would remove, as a fact of the doctor's."""
    if not tidying.limits_anything(settings):
        return "tidy nothing: keep and keep_entries are not set"
    found = tidying.summed(tidying.surplus(library, settings, int(time.time())))
    return f"tidy {_sum(found) if found else 'nothing'} would go"


def _put(tidied: Tidied, *, as_json: bool) -> None:
    if as_json:
        name, entries, size = tidied
        output.put_json({"name": text.line(name), "articles": entries, "bytes": size})
    else:
        output.put(f"{text.line(tidied.name)}: {_sum([tidied])}")


def _summary(found: list[Tidied], settings: Config, file: Path, *, dry: bool) -> str:
    if not tidying.limits_anything(settings):
        return f"Nothing is to go: neither keep nor keep_entries is set in {file}."
    if not found:
        return "Nothing is to go: no article that may is older, or more, than is kept."
    return f"{_sum(found)} {'would go' if dry else 'went'}."


def _sum(found: list[Tidied]) -> str:
    """Return ``1,240 articles, 3.1 MB of texts``."""
    entries = sum(each.entries for each in found)
    size = sum(each.size for each in found)
    return counted(entries, "article") + (f", {sized(size)} of texts" if size else "")


def _compact(library: Library, *, as_json: bool) -> None:
    given_back = library.compact()
    if as_json:
        output.put_json({"given_back": given_back})
    else:
        told = f"{sized(given_back)} given back to the disk."
        output.put(told if given_back else "The file is as small as what is in it.")


def _tell_of_free(library: Library) -> None:
    free = library.space().free
    if free:
        output.put(
            f"{sized(free)} of the file are empty, and filled before it grows;"
            " --compact gives them back."
        )
