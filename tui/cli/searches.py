"""``broadsheet searches``: prints the saved searches, and changes them."""

import argparse
import difflib
import time

from tui import paths, text
from tui.cli import output
from tui.errors import BroadsheetError, QueryError
from tui.library import Library, SavedSearch
from tui.model import View
from tui.query import lasting, parse


def run(given: argparse.Namespace) -> int:
    """Print the saved searches, or change one.

    Raises:
        BroadsheetError: None has that name, or another has the new one.
    """
    with Library(given.library or paths.library()) as library:
        if given.what is None:
            _put_all(library, as_json=given.json)
        else:
            _change(library, named(library, given.name), given)
    return 0


def named(library: Library, name: str) -> SavedSearch:
    """Return the saved search of a name.

    Raises:
        BroadsheetError: There is none.
    """
    if found := library.saved_search(name):
        return found
    names = [search.name for search in library.saved_searches()]
    close = difflib.get_close_matches(name, names, 1)
    hint = f"; did you mean “{close[0]}”?" if close else "; searches lists them."
    raise BroadsheetError(f"There is no saved search “{text.line(name)}”{hint}")


def settle(library: Library) -> None:
    """Let every list have what belongs in it by now, telling that it takes time."""
    now = int(time.time())
    while library.settle(now):
        output.progress("bringing lists up to date")
    output.progress("")


def view(library: Library, search: SavedSearch, *, unread_only: bool = False) -> View:
    """Return what a saved search has, as a view."""
    said = lasting(parse(search.query))
    since = None if said.newer is None else int(time.time()) - said.newer
    category = library.list_of(search)
    return View(category, unread_only or said.unread, since=since)


def _put_all(library: Library, *, as_json: bool) -> None:
    settle(library)
    searches, room = library.saved_searches(), output.room()
    for search in searches:
        total = library.count(view(library, search))
        unread = library.count(view(library, search, unread_only=True))
        if as_json:
            known = {"name": search.name, "query": search.query}
            output.put_json({**known, "total": total, "unread": unread})
        else:
            line = f"{unread:>7} of {total:<7} {search.name}  {search.query}"
            output.put(line if room is None else text.cut(line, room))
    if not searches and not as_json:
        output.put("Nothing is saved. “broadsheet search --save NAME WORDS” does it.")


def _change(library: Library, search: SavedSearch, given: argparse.Namespace) -> None:
    now = int(time.time())
    if given.what == "remove":
        library.remove_search(search)
        settle(library)
    elif given.what == "rename":
        library.change_search(search, text.line(given.new), search.query, now)
    elif given.what == "move":
        here = library.saved_searches().index(search)
        library.move_search(search, max(0, given.place - 1) - here)
    else:
        words = text.line(" ".join(given.query))
        try:
            library.change_search(search, search.name, words, now)
        except QueryError as error:
            raise BroadsheetError(output.pointed(words, error)) from error
        settle(library)
