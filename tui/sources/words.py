"""What a word that a person writes is: an address, a list, a folder of the tree; opens none."""

import re
from pathlib import Path

from tui.errors import SourceError
from tui.model import CategoryPath
from tui.sources.repository import is_repository

_LISTS = (".opml", ".xml")
_feed = re.compile(r"feed:(?://)?(?=https?://)|feed(?=://)", re.IGNORECASE)
_scheme = re.compile(r"(feed:)?(https?|rsshub):", re.IGNORECASE)
_bare = re.compile(r"[\w-]+(\.[\w-]+)*\.[^\W\d_]{2,}(:\d+)?(/.*)?")
_local = re.compile(r"(localhost|\d+(\.\d+){3})(:\d+(/.*)?|/.+)", re.IGNORECASE)
"""Servers at home, which seldom have a certificate."""


def address(word: str, *, bare: bool = False) -> str:
    """Return the address of the web that ``word`` is; empty where it is none.

    ``feed:`` stands for what it is found at, ``rsshub:`` for a route of RSSHub. With
    ``bare``, an address needs no scheme where there is no file of that name: ``https``
    is meant, for ``localhost`` and numbers ``http``.

    Raises:
        SourceError: It is an address, but none of the web.
    """
    if not word.strip():
        raise SourceError("An empty word names nothing.")
    word = _feed.sub(lambda found: "" if found[0].endswith(":") else "https", word)
    if bare and _bare.fullmatch(word) and not is_list(word) and not _there(word):
        word = f"https://{word}"
    elif bare and _local.fullmatch(word) and not _there(word):
        word = f"http://{word}"
    if "://" not in word:
        return ""
    from tui.sources import reach  # noqa: PLC0415 - the screen has no time for it
    from tui.sources.rsshub.instance import Instance, is_route  # noqa: PLC0415

    return Instance().identity(word) if is_route(word) else reach.checked(word)


def is_guessed(word: str) -> bool:
    """Whether an address says nothing of https or http, so that the one is a guess."""
    return not _scheme.match(word)


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


def path_of(word: str) -> CategoryPath:
    """Return the folder of the tree that ``A/B`` names; ``""`` and ``/`` are the top."""
    return tuple(part for part in map(str.strip, word.split("/")) if part)


def _there(word: str) -> bool:
    try:
        return Path(word).exists()
    except OSError:
        return False
