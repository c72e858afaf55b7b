"""What a word of the command line names: an address, a list, a feed, a folder; opens none."""

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.parsers import COMMANDS
from tui.errors import BroadsheetError, SourceError
from tui.sources.words import address, is_list, path_of

if TYPE_CHECKING:
    from tui.library import Library, SourceRow, Subscription

__all__ = ["address", "feed", "folder", "is_list", "path_of", "source"]


def folder(word: str) -> Path:
    """Return the folder that ``word`` names.

    Raises:
        SourceError: It names none.
    """
    if not word.strip():
        raise SourceError("An empty word names nothing.")
    if "://" in word:
        raise SourceError(f"{word}: is not followed; “broadsheet add {word}” does it.")
    path = Path(word)
    try:
        if path.is_dir():
            return path
        there = path.exists()
    except OSError as error:
        raise SourceError(f"{word}: cannot be read: {error.strerror}.") from error
    if there:
        raise SourceError(f"{word}: is no folder; “broadsheet show” prints one post.")
    close = difflib.get_close_matches(word, COMMANDS, 1)
    hint = f"; did you mean “broadsheet {close[0]}”?" if close else "."
    raise SourceError(f"{word}: there is no such folder{hint}")


def feed(library: "Library", word: str) -> "Subscription | None":
    """Return the feed that is followed under an address or a name.

    Raises:
        BroadsheetError: Several have that name.
    """
    if url := address(word):
        return library.subscription(url)
    feeds = library.subscriptions()
    places = {word, word.replace(" / ", "/")}
    found = [f for f in feeds if f.name == word or "/".join(f.place) in places]
    if len(found) > 1:
        addresses = ", ".join(feed.url for feed in found)
        raise BroadsheetError(f"{word}: several are named so: {addresses}. Name one.")
    return found[0] if found else None


def source(library: "Library", word: str) -> "SourceRow | None":
    """Return the folder or the account that is known under an address or a name.

    Raises:
        BroadsheetError: Several have that name.
    """
    rows = [row for row in library.sources() if row.kind != "feeds"]
    addresses = {word, word.rstrip("/"), str(Path(word).resolve())}
    found = [row for row in rows if row.address.rstrip("/") in addresses]
    found = found or [row for row in rows if row.name == word]
    if len(found) > 1:
        several = ", ".join(row.address for row in found)
        raise BroadsheetError(f"{word}: several are named so: {several}. Name one.")
    return found[0] if found else None
