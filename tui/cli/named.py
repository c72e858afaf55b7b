"""What a word of the command line names: an address, a list, a feed, a folder; opens none."""

import difflib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from tui import paths
from tui.cli.parsers import COMMANDS
from tui.errors import BroadsheetError, SourceError
from tui.model import CategoryPath
from tui.sources.repository import is_repository

if TYPE_CHECKING:
    from tui.library import Library, SourceRow, Subscription
    from tui.sources.git import Clones

_LISTS = (".opml", ".xml")
_feed = re.compile(r"feed:(?://)?(?=https?://)|feed(?=://)", re.IGNORECASE)
_bare = re.compile(r"[\w-]+(\.[\w-]+)*\.[^\W\d_]{2,}(:\d+)?(/.*)?")


def address(word: str, *, bare: bool = False) -> str:
    """Return the address of the web that ``word`` is; empty where it is none.

    ``feed:`` stands for what it is found at, ``rsshub:`` for a route of RSSHub. With
    ``bare``, an address needs no scheme where there is no file of that name.

    Raises:
        SourceError: It is an address, but none of the web.
    """
    if not word.strip():
        raise SourceError("An empty word names nothing.")
    word = _feed.sub(lambda found: "" if found[0].endswith(":") else "https", word)
    if bare and _bare.fullmatch(word) and not is_list(word) and not _there(word):
        word = f"https://{word}"
    if "://" not in word:
        return ""
    from tui.sources import reach  # noqa: PLC0415 - the screen has no time for it
    from tui.sources.rsshub.instance import Instance, is_route  # noqa: PLC0415

    return Instance().identity(word) if is_route(word) else reach.checked(word)


def repository(word: str) -> str:
    """Return the address of the Git repository that ``word`` is; empty where it is none."""
    if is_repository(word):
        return word
    bare = f"https://{word}" if _bare.fullmatch(word) and not _there(word) else ""
    return bare if bare and is_repository(bare) else ""


def is_list(word: str) -> bool:
    """Whether a word names a list of feeds: an OPML file, or newsboat's ``urls``."""
    path = Path(word)
    return path.suffix.lower() in _LISTS or (path.name == "urls" and not path.is_dir())


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


def path_of(word: str) -> CategoryPath:
    """Return the folder of the tree that ``A/B`` names; ``""`` and ``/`` are the top."""
    return tuple(part for part in map(str.strip, word.split("/")) if part)


def _there(word: str) -> bool:
    try:
        return Path(word).exists()
    except OSError:
        return False
