"""``broadsheet doctor``: says what is right and wrong, and may mend the library."""

import argparse
import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tui import config, paths, text
from tui.cli import output, searches, tidying
from tui.cli.arguments import version
from tui.errors import ConfigError, LibraryError
from tui.library import Library, SourceRow, rescue
from tui.sync.visits import visits
from tui.sync.wording import counted, failing, failing_since, place, sized

_LISTED = 10
_PARTS = (
    "broadsheet",
    "textual",
    "selectolax",
    "markdown-it-py",
    "html2text",
    "pyyaml",
)


def run(given: argparse.Namespace) -> int:
    """Print what was found, a fact a line; return 1 where something is wrong."""
    wrong: list[str] = []
    settings = given.config or paths.config()
    for title, facts in (
        ("Versions", _versions()),
        ("Terminal", _terminal()),
        ("Configuration", _configuration(settings, wrong)),
        ("Library", _library(given, settings, wrong)),
    ):
        output.put(title)
        for fact in facts:
            output.put(f"  {text.line(fact)}")
    output.put("", f"Wrong: {len(wrong)}" if wrong else "All is well.")
    output.put(*(f"  {text.line(what)}" for what in wrong))
    return 1 if wrong else 0


def _versions() -> Iterator[str]:
    yield f"python {sys.version.split()[0]}"
    for name in _PARTS:
        yield f"{name} {version(name)}"


def _terminal() -> Iterator[str]:
    size = shutil.get_terminal_size()
    environment = os.environ.get
    yield f"TERM {environment('TERM', 'not set')}"
    yield f"size {size.columns} × {size.lines}"
    yield f"encoding {sys.stdout.encoding}"
    colours = "none, by NO_COLOR" if environment("NO_COLOR") else "by TERM"
    yield f"colours {environment('COLORTERM') or colours}"


def _configuration(path: Path, wrong: list[str]) -> Iterator[str]:
    yield f"file {path}"
    try:
        settings = config.load(path)
    except ConfigError as error:
        wrong += str(error).splitlines()
        yield f"mistakes {len(str(error).splitlines())}"
        return
    yield f"folders {len(settings.folders)}"
    for folder in settings.folders:
        if not _is_folder(folder):
            wrong.append(f"{folder}: configured, but there is no such folder")


def _library(
    given: argparse.Namespace, settings: Path, wrong: list[str]
) -> Iterator[str]:
    path = given.library or paths.library()
    yield f"file {path}"
    try:
        if not path.exists():
            yield "not there yet: it is made when a folder is opened"
            return
        if given.repair:
            yield _mend(path)
        with Library(path) as library:
            if given.reindex:
                yield f"made the index anew: {_reindex(library):,} entries"
            yield from _contents(library, wrong)
            yield from _room(library, settings)
    except LibraryError as error:
        wrong.append(str(error))
        yield "cannot be used"
    except OSError as error:
        wrong.append(f"{path}: cannot be read: {error.strerror}")


def _mend(path: Path) -> str:
    """Repair the library; where that is not enough, rescue what can be read."""
    try:
        with Library(path) as library:
            library.repair()
            if not library.check():
                return "repaired"
    except LibraryError:
        pass  # it is beyond repair, which the rescue is for
    saved = rescue(path)
    return (
        f"rescued {saved.entries:,} entries and {saved.marks:,} marks into a new file;"
        f" the damaged one is kept as {saved.kept}"
    )


def _reindex(library: Library) -> int:
    """Read every text for the search again, and fill saved searches; return how many."""
    from tui.sync import indexing  # noqa: PLC0415 - what reads pages takes long to load

    library.forget_index()
    count = 0
    for done in indexing.run(library):
        count += done
        output.progress(f"search: {count:,} entries")
    library.fill_again()
    searches.settle(library)
    return count


def _room(library: Library, settings: Path) -> Iterator[str]:
    """Yield what the file is full of, and how much of that is to go."""
    sizes = library.space()._asdict()
    parts = [f"{name} {sized(size)}" for name, size in sizes.items()]
    yield f"room {', '.join(parts)}"
    with contextlib.suppress(ConfigError):  # its mistakes are told above
        yield tidying.would_go(library, config.load(settings))


def _contents(library: Library, wrong: list[str]) -> Iterator[str]:
    for name, value in library.statistics().items():
        yield f"{name} {value:,}"
    faults = library.check()
    wrong += faults
    yield f"check {'failed' if faults else 'passed'}: file, lists, counters, search"
    yield _index(library)
    yield _saved(library)
    kept = library.kept()
    pages, pictures = counted(kept.pages, "page"), counted(kept.pictures, "picture")
    yield f"kept to be read offline {pages}, {pictures}, {sized(kept.bytes)}"
    yield from _feeds(library, wrong)
    for source in library.sources():
        if source.kind == "feeds":
            continue
        yield f"source {source.name}: {source.address}"
        wrong += _failing(library, source)
        if source.kind != "folder":
            yield f"marks that wait for {source.name} {len(library.wishes(source.id)):,}"
        elif not _is_folder(Path(source.address)):
            wrong.append(f"{source.address}: the folder of a source is not there")
    for row in library.entries_with_problems(_LISTED):
        yield f"entry {row.id}: {'; '.join(row.entry.problems)}"
    more = library.statistics()["problems"] - _LISTED
    if more > 0:
        yield f"and {more:,} more; “broadsheet list --json” has every problem"


def _index(library: Library) -> str:
    state = library.index_state()
    left = f", {state.stale:,} left behind" if state.stale else ""
    return f"search {state.documents:,} entries, {state.waiting:,} to be read{left}"


def _saved(library: Library) -> str:
    every = library.saved_searches()
    filling = sum(not search.complete for search in every)
    return (
        f"saved searches {len(every):,}{f', {filling:,} being filled' * bool(filling)}"
    )


def _feeds(library: Library, wrong: list[str]) -> Iterator[str]:
    feeds = library.subscriptions()
    told = [f"{place(feed.place)}: {failing(feed)}" for feed in feeds if failing(feed)]
    yield f"feeds {len(feeds):,}"
    yield f"failing feeds {len(told):,}"
    wrong += told


def _failing(library: Library, source: SourceRow) -> Iterator[str]:
    """Yield since when an account cannot be asked, and why, if that is so."""
    visit = visits(library, source.id)
    if trouble := visit.get("trouble"):
        told = failing_since(trouble, visit["failures"], visit["since"])
        yield f"{text.line(source.name)}: {told}"


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False
