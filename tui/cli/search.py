"""``broadsheet search``: prints the entries that a query finds."""

import argparse
import time
from collections.abc import Iterator
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
    asked = text.line(" ".join(given.query))
    try:
        query = parse(asked)
        with Library(given.library or paths.library()) as library:
            _bring_up(library)
            if given.save is not None:
                _save(library, text.line(given.save).strip(), asked)
            rows = islice(_rows(library, query, given), given.limit)
            listing.put_rows(library, rows, as_json=given.json)
    except QueryError as error:
        raise BroadsheetError(pointed(asked, error)) from error
    return 0


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


def _rows(library: Library, query: Query, given: argparse.Namespace) -> Iterator[Row]:
    view = View(_EVERYTHING, given.unread, newest_first=not given.oldest)
    now = int(time.time())
    ranked = not (given.oldest or given.newest)
    best = library.best(query, view, now) if ranked else None
    for step in library.search(query, view, now) if best is None else (best,):
        for number in step:
            if row := library.entry(number):
                yield row


def pointed(asked: str, error: QueryError) -> str:
    """Return what is wrong with a query, and below it the place in it."""
    lead = " " * text.width(asked[: error.at])
    return f"{error}:\n  {asked}\n  {lead}^"
