"""What a word of the command line names: an address, a list, a feed, a folder; opens none."""

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

from tui import paths
from tui.cli.parsers import COMMANDS
from tui.errors import BroadsheetError, SourceError
from tui.model import CategoryPath
from tui.sources.words import address, is_list, path_of, repository

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.library import Library, SourceRow, Subscription
    from tui.sources.git import Clones

__all__ = [
    "address",
    "feed",
    "feeds",
    "folder",
    "git_clones",
    "is_list",
    "path_of",
    "repository",
    "source",
]


def folder(word: str, *, first: bool = False) -> Path:
    """Return the folder that ``word`` names.

    The ``first`` word of the command line may be meant for a command.

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
    close = difflib.get_close_matches(word, COMMANDS, 1) if first else []
    if close:
        hint = f"; did you mean “broadsheet {close[0]}”?"
    else:
        hint = "." if path.is_absolute() else ", and nothing is followed as that."
    raise SourceError(f"{word}: there is no such folder{hint}")


def feed(library: "Library", word: str) -> "Subscription | None":
    """Return the feed that is followed under an address or a name.

    Raises:
        BroadsheetError: Several have that name, or a folder of the tree has it too.
    """
    if repository(word):
        return None
    if url := address(word):
        return library.subscription(url)
    every = library.subscriptions()
    places = {word, word.replace(" / ", "/")}
    found = [
        feed
        for feed in every
        if feed.name == word or places & {"/".join(place) for place in feed.places}
    ]
    addresses = ", ".join(feed.url for feed in found)
    if len(found) > 1:
        raise BroadsheetError(f"{word}: several are named so: {addresses}. Name one.")
    if found and _within(every, path_of(word)):
        raise BroadsheetError(
            f"{word}: a feed and a folder are named so. Say {addresses} for the feed,"
            f" “{word.strip('/')}/” for the folder."
        )
    return found[0] if found else None


def feeds(library: "Library", word: str) -> "list[Subscription]":
    """Return the feed that is meant, or the feeds in a folder of the tree and below.

    A slash at the end says that the folder is meant.

    Raises:
        BroadsheetError: It can mean several things.
    """
    if repository(word):
        return []
    if not word.endswith("/") or address(word):
        found = feed(library, word)
        if found or address(word):
            return [found] if found else []
    return _within(library.subscriptions(), path_of(word))


def _within(
    feeds: "Sequence[Subscription]", path: CategoryPath
) -> "list[Subscription]":
    length = len(path)
    return [
        each
        for each in feeds
        if path and any(folder[:length] == path for folder in each.folders)
    ]


def source(library: "Library", word: str) -> "SourceRow | None":
    """Return the folder or the account that is known under an address or a name.

    A repository is known under its own address; an account under that of its site,
    too, below which its API is.

    Raises:
        BroadsheetError: Several have that name.
    """
    rows = [row for row in library.sources() if row.kind != "feeds"]
    addresses = {word, word.rstrip("/"), str(Path(word).resolve())}
    if cloned := repository(word):
        addresses = {str(git_clones(library).path_of(cloned))}
    found = [row for row in rows if row.address.rstrip("/") in addresses]
    found = found or [row for row in rows if row.name == word]
    if not found and "://" in word:
        found = [row for row in rows if row.address.startswith(word.rstrip("/") + "/")]
    if len(found) > 1:
        several = ", ".join(row.address for row in found)
        raise BroadsheetError(f"{word}: several are named so: {several}. Name one.")
    return found[0] if found else None


def git_clones(library: "Library") -> "Clones":
    """Return where the repositories that a library follows are kept."""
    from tui.sources.git import Clones  # noqa: PLC0415 - the screen has no time for it

    return Clones(paths.repositories(library.path))
