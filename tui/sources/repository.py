"""Which words name a Git repository; it opens none, and is loaded in no time."""

import re
from pathlib import Path
from typing import Final

_SCHEMES: Final = frozenset({"ssh", "git", "file"})
_remote = re.compile(r"[\w.+-]+@[\w.-]+:\S+")
_path = re.compile(r"[^?#]+\.git/*")


def is_repository(word: str) -> bool:
    """Whether a word names a repository: an address of one, or a folder that is one.

    A folder that posts of a repository were checked out into is a folder.
    """
    scheme = word.partition("://")[0].lower() if "://" in word else ""
    if scheme in {"http", "https"}:
        return bool(_path.fullmatch(word))
    if scheme or is_remote(word):
        return scheme in {"", *_SCHEMES}
    try:
        folder = Path(word)
        return (folder / "HEAD").is_file() and (folder / "objects").is_dir()
    except OSError:
        return False


def is_remote(word: str) -> bool:
    """Whether a word is an address as ssh has them: ``git@example.org:news.git``."""
    return "://" not in word and bool(_remote.fullmatch(word))
