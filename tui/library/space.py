"""Says what the library's file is full of, and gives back what is empty; it removes nothing."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

from tui.errors import LibraryError
from tui.library.database import Database

_TEMPORARY = ("SQLITE_TMPDIR", "TMPDIR")
_SPARE = 1 << 20
"""So many bytes stay free on a disk besides."""


class Space(NamedTuple):
    """What the file is full of, in bytes; texts and pages as they are kept, compressed."""

    file: int
    """All of it."""
    texts: int
    pages: int
    search: int
    """The index that is searched."""
    lists: int
    """All else: entries, their places in lists, marks."""
    free: int
    """What is empty: it is filled before the file grows, or given back by ``compact``."""
    log: int
    """What is on its way into it, in a file beside it."""


class Spaces(Database):
    """The part of the library that knows how much room it takes."""

    def space(self) -> Space:
        """Return what the file is full of; it looks at all of it, so not while one waits."""
        texts = self._sum("SELECT sum(length(packed)) FROM body")
        pages = self._sum("SELECT sum(length(html)) FROM page")
        index = self._sum(
            "SELECT (SELECT sum(length(block)) FROM found_data)"
            " + (SELECT sum(length(block)) FROM opening_data)"
        )
        page, used = self._sum("PRAGMA page_size"), self._sum("PRAGMA page_count")
        free = self._sum("PRAGMA freelist_count") * page
        log = self._log()
        lists = max(0, used * page - free - texts - pages - index)
        return Space(used * page + log, texts, pages, index, lists, free, log)

    def compact(self) -> int:
        """Give what is empty in the file back to the disk; return how many bytes.

        Others can read meanwhile, and wait for writing.

        Raises:
            LibraryError: There is not enough room for the copy that is made on the way,
                or another program writes.
        """
        before = self.path.stat().st_size + self._log()
        page, used = self._sum("PRAGMA page_size"), self._sum("PRAGMA page_count")
        need = (used - self._sum("PRAGMA freelist_count")) * page
        _check_room(self.path.parent, need)
        with self.guarded():
            self.connection.execute("VACUUM")
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return max(0, before - self.path.stat().st_size - self._log())

    def _sum(self, query: str) -> int:
        return int(self.one(query)[0] or 0)

    def _log(self) -> int:
        """Return the size of what was written, but is not in the file itself yet."""
        log = self.path.with_name(f"{self.path.name}-wal")
        return log.stat().st_size if log.exists() else 0


def _check_room(folder: Path, need: int) -> None:
    """Check that two copies can be made: a temporary one, and one beside the library."""
    temporary = _temporary()
    same = folder.stat().st_dev == temporary.stat().st_dev
    for place in {folder} if same else {folder, temporary}:
        wanted = need * (1 + same) + _SPARE
        free = shutil.disk_usage(place).free
        if free < wanted:
            raise LibraryError(
                f"{place} has {free:,} bytes free, of which {wanted:,} are needed to make"
                " the library's file smaller. Make room, or leave it: what is empty in"
                " the file is filled before it grows."
            )


def _temporary() -> Path:
    """Return where SQLite makes its temporary files."""
    named = (os.environ.get(name) for name in _TEMPORARY)
    found = [*filter(None, named), "/var/tmp", "/usr/tmp"]  # noqa: S108 - where SQLite looks
    usable = (Path(path) for path in found if os.access(path, os.W_OK | os.X_OK))
    return next(usable, Path(tempfile.gettempdir()))
