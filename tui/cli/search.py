"""``broadsheet search``: prints the entries that a query finds."""

import argparse
import time
from collections.abc import Generator, Iterator
from contextlib import closing
from itertools import islice

from tui import paths, text
from tui.cli import listing, output
from tui.errors import BroadsheetError, QueryError
from tui.library import Library
from tui.model import Row, View
from tui.query import Query, parse
from tui.sync import indexing

_EVERYTHING = 1


def run(given: argparse.Namespace) -> int:
    """Print what a query finds, one line an entry: the best first where it is little.

    Raises:
        BroadsheetError: The query cannot be understood.
    """
    words = text.line(" ".join(given.query))
    _understood(words)
    with Library(given.library or paths.library()) as library:
        if given.save is not None:
            _bring_up(library)
            _save(library, text.line(given.save).strip(), words)
        every = found(
            library,
            words,
            newest=given.newest,
            oldest=given.oldest,
            unread_only=given.unread,
        )
        with closing(every) as rows:
            listing.put_rows(library, islice(rows, given.limit), as_json=given.json)
    return 0


def found(
    library: Library,
    words: str,
    *,
    newest: bool = False,
    oldest: bool = False,
    unread_only: bool = False,
) -> Generator[Row]:
    """Yield what a query finds: the newest or the oldest first, else the best.

    Close it before the library.

    Raises:
        BroadsheetError: The query cannot be understood.
    """
    asked = text.line(words)
    query = _understood(asked)
    try:
        _bring_up(library)
        view = View(_EVERYTHING, unread_only, newest_first=not oldest)
        yield from _rows(library, query, view, ranked=not (oldest or newest))
    except QueryError as error:
        raise BroadsheetError(output.pointed(asked, error)) from error


def _understood(asked: str) -> Query:
    try:
        return parse(asked)
    except QueryError as error:
        raise BroadsheetError(output.pointed(asked, error)) from error


def _bring_up(library: Library) -> None:
    """Let everything be found, telling how far it is."""
    done = 0
    for count in indexing.run(library):
        done += count
        output.progress(f"reading for the search: {done:,}")
    output.progress("")


def _save(library: Library, name: str, asked: str) -> None:
    if not name:
        raise BroadsheetError("--save needs a name.")
    now = int(time.time())
    library.save_search(name, asked, now)
    while library.settle(now):
        output.progress(f"saving “{name}”")
    output.progress("")


def _rows(library: Library, query: Query, view: View, *, ranked: bool) -> Iterator[Row]:
    now = int(time.time())
    best = library.best(query, view, now) if ranked else None
    for step in library.search(query, view, now) if best is None else (best,):
        for number in step:
            if row := library.entry(number):
                yield row
