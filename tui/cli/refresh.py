"""``broadsheet refresh``: looks for changes in all sources, and sums them up."""

import argparse
import time
from pathlib import Path

from tui import config, paths, text
from tui.cli import (
    indexing,
    named,
    output,
    reporting,
    repositories,
    searches,
    tidying,
    visiting,
)
from tui.cli.accounts import visit
from tui.errors import SourceError
from tui.library import Account, Library, Subscription
from tui.sources import git
from tui.sources.rsshub.hub import hub_of
from tui.sync.board import Board, keep_report, key_of, last_reports
from tui.sync.folder import Progress
from tui.sync.wording import place


def run(given: argparse.Namespace) -> int:
    """Refresh what is named, or all; return 1 where something could not be read.

    Without names, feeds are visited that are due, or all with ``--all``.

    Raises:
        BroadsheetError: A name means several feeds.
        ConfigError: The configuration has a mistake.
        LibraryError: The library cannot be written.
    """
    now = int(time.time())
    with Library(given.library or paths.library()) as library:
        if given.report:
            reporting.put(last_reports(library), as_json=given.json)
            return 0
        settings = config.load(given.config or paths.config())
        library.want_stories(settings.same_story)
        if given.sources:
            folders, feeds, accounts = _named(library, given.sources)
        else:
            folders, accounts = _folders(library, settings), library.accounts()
            feeds = library.subscriptions(None if given.all else now)
        board = Board()
        clones = named.git_clones(library)
        known = [(f"folder:{word}", _name(clones, word)) for word in folders]
        known += [(key_of(each), text.line(each.name)) for each in accounts]
        known += [(key_of(feed), place(feed.place)) for feed in feeds]
        board.begin(now, known)
        as_json = given.json
        try:
            # All are tried: one that is not there today must not stop the others.
            done = [_refresh(library, word, board, as_json=as_json) for word in folders]
            done += [visit(library, each, board, as_json=as_json) for each in accounts]
            if feeds:
                hub = hub_of(settings.rsshub)
                done.append(visiting.visit(library, feeds, board, hub, as_json=as_json))
        finally:
            whole = not given.sources and len(feeds) >= _asked(library)
            keep_report(library, board.end(int(time.time())), whole=whole)
        searches.settle(library)
        tidying.after_refresh(library, settings, now, as_json=given.json)
        if not feeds and not given.json and not given.sources:
            _tell_of_none(len(library.subscriptions()), something=bool(done))
    return 0 if all(done) else 1


def _tell_of_none(followed: int, *, something: bool) -> None:
    if followed:
        output.put(f"feeds: none of {followed:,} is due; --all visits them now")
    elif not something:
        output.put("There is nothing to refresh: “broadsheet add” a feed or a folder.")


def _asked(library: Library) -> int:
    """Return how many feeds are asked when all are."""
    return sum(not feed.state.get("ended") for feed in library.subscriptions())


def _named(
    library: Library, words: list[str]
) -> tuple[list[str], list[Subscription], list[Account]]:
    """Return which words are folders, and the feeds and accounts that the others name."""
    folders, feeds, accounts = [], [], []
    known = {account.id: account for account in library.accounts()}
    for word in words:
        there = Path(word).is_dir() and not named.repository(word)
        row = None if there else named.source(library, word)
        if row and row.id in known:
            accounts.append(known[row.id])
        elif not there and (found := named.feeds(library, word)):
            feeds += [feed for feed in found if feed not in feeds]
        elif row:
            folders.append(row.address)
        else:
            folders.append(word)
    return folders, feeds, accounts


def _folders(library: Library, settings: config.Config) -> list[str]:
    """Return the address of each folder, known or configured, once."""
    known = [row.address for row in library.sources() if row.kind == "folder"]
    configured = [str(path.resolve()) for path in settings.folders]
    return list(dict.fromkeys([*known, *configured]))


def _refresh(library: Library, word: str, board: Board, *, as_json: bool) -> bool:
    key, clones = f"folder:{word}", named.git_clones(library)
    board.runs(key, _name(clones, word))
    try:
        if clone := clones.at(word):
            repositories.visit(library, clone)
        number, progress = indexing.bring(library, named.folder(word))
    except SourceError as error:
        output.complain(str(error))
        board.fails(key, str(error))
        if as_json:
            trouble = {"kind": "folder", "address": word, "trouble": str(error)}
            output.put_json(trouble)
        return False
    board.brought(key, progress.new, progress.changed)
    board.done(key)
    row = next(row for row in library.sources() if row.id == number)
    counts = _counts(library, number, progress)
    if as_json:
        named_row = {"kind": "folder", "name": row.name, "address": row.address}
        output.put_json({**named_row, **counts, "trouble": ""})
    else:
        head, *rest = (f"{n:,} {word}" for word, n in counts.items())
        told = [part for part in rest if not part.startswith("0 ")]
        output.put(f"{text.line(row.name)}: {', '.join([head, *told])}")
    return True


def _name(clones: git.Clones, word: str) -> str:
    """Return what the report calls a folder, or the repository that is kept in it."""
    clone = clones.at(word)
    return git.shown(clone.address) if clone else text.line(word)


def _counts(library: Library, number: int, progress: Progress) -> dict[str, int]:
    problems = library.entries_with_problems(library.statistics()["problems"])
    return {
        "entries": progress.seen - progress.removed,
        "new": progress.new,
        "changed": progress.changed,
        "renamed": progress.moved,
        "gone": progress.removed,
        "with problems": sum(row.source == number for row in problems),
    }
