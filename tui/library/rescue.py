"""Makes a new library of what can still be read of a damaged one; the old file stays."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from tui.errors import LibraryError
from tui.library.database import APPLICATION_ID, Database
from tui.library.entries import add_mount
from tui.library.places import stand_all
from tui.library.schema import MIGRATIONS
from tui.library.searches import stand_derived

_PAGE = 512
_HOPELESS = 64
"""So often may a gap be doubled: further than any id."""


class Rescued(Struct, frozen=True):
    """What was saved, and where the damaged file is now."""

    entries: int
    marks: int
    kept: Path


def rescue(path: Path) -> Rescued:
    """Replace a damaged library by a new one with its sources, entries and marks.

    Raises:
        LibraryError: Nothing of it can be read, or it is no library of this version.
    """
    fresh = _free(path, "rescued")
    old = sqlite3.connect(path)
    try:
        _check(old, path)
        with Database(fresh) as new, new.transaction() as connection:
            _sources(old, connection)
            _logins(old, connection)
            entries = _copy(old, connection, "entry")
            marks = _copy(old, connection, "mark")
            _copy(old, connection, "feed")
            _copy(old, connection, "wish")
            _copy(old, connection, "tidied")
            for table in ("page", "body", "pack", "picture"):
                _copy(old, connection, table)
                lost = f"DELETE FROM {table} WHERE entry NOT IN (SELECT id FROM entry)"  # noqa: S608 - our own names
                connection.execute(lost)
            _copy(old, connection, "saved_search")
            stand_all(connection)
            stand_derived(connection)
    except (sqlite3.Error, LibraryError) as error:
        for suffix in ("", "-wal", "-shm"):
            fresh.with_name(fresh.name + suffix).unlink(missing_ok=True)
        raise error if isinstance(error, LibraryError) else _hopeless(path) from error
    finally:
        old.close()
    kept = _free(path, "damaged")
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(kept.with_name(kept.name + suffix))
    fresh.rename(path)
    return Rescued(entries, marks, kept)


def _hopeless(path: Path) -> LibraryError:
    return LibraryError(
        f"{path}: nothing in it can be read. Move the file away and start again."
    )


def _free(path: Path, word: str) -> Path:
    number, found = 1, path.with_name(f"{path.name}.{word}")
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name}.{word}-{number}")
    return found


def _check(old: sqlite3.Connection, path: Path) -> None:
    try:
        owner = old.execute("PRAGMA application_id").fetchone()[0]
        version = old.execute("PRAGMA user_version").fetchone()[0]
        old.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        raise _hopeless(path) from error
    if owner != APPLICATION_ID or version > len(MIGRATIONS):
        raise LibraryError(f"{path} is no library of this version; it was left alone.")


def _sources(old: sqlite3.Connection, new: sqlite3.Connection) -> None:
    insert = (
        "INSERT INTO source (id, kind, address, name, mount) VALUES (?, ?, ?, ?, ?)"
    )
    for *known, mount in _rows(old, "source", "id, kind, address, name, mount"):
        place = add_mount(new, known[-1]) if mount else 0
        new.execute(insert, (*known, place))


def _logins(old: sqlite3.Connection, new: sqlite3.Connection) -> None:
    """Keep who asks which server; what the last visit left is not, so all comes again."""
    for number, login in _rows(old, "source", "id, login"):
        new.execute("UPDATE source SET login = ? WHERE id = ?", (login, number))


def _copy(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> int:
    """Copy the rows that can be read, in the columns that both have."""
    has = {row[1] for row in old.execute(f"PRAGMA table_info({table})")}
    names = [row[1] for row in new.execute(f"PRAGMA table_info({table})")]
    shared = ", ".join(name for name in names if name in has)
    if not shared:
        return 0
    marks = ", ".join("?" * len(shared.split(", ")))
    insert = f"INSERT OR IGNORE INTO {table} ({shared}) VALUES ({marks})"  # noqa: S608 - our own names
    return sum(new.execute(insert, row).rowcount for row in _rows(old, table, shared))


def _rows(
    old: sqlite3.Connection, table: str, columns: str
) -> Iterator[tuple[Any, ...]]:
    """Yield each row that can be read; step over the gaps in wider and wider steps."""
    query = (
        f"SELECT rowid, {columns} FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT ?"  # noqa: S608 - our own names
    )
    last, size, gap = 0, _PAGE, 0
    while gap < _HOPELESS:
        try:
            page = old.execute(query, (last, size)).fetchall()
        except (sqlite3.Error, OverflowError):
            last, gap = (last, gap) if size > 1 else (last + (1 << gap), gap + 1)
            size = 1
            continue
        if not page:
            return
        yield from (row[1:] for row in page)
        last, size, gap = page[-1][0], min(size * 2, _PAGE), 0
