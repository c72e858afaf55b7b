"""The library file: connections, transactions, migrations; it knows no entries."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from tui.errors import LibraryError
from tui.library.schema import MIGRATIONS

APPLICATION_ID = 0x42524453
_BUSY_MS = 10_000
_WAL_TRIES, _WAL_PAUSE = 100, 0.02
_OTHERWISE_MADE = (
    "duplicate column",
    "already exists",
    "no such table",
    "no such column",
)
"""What SQLite says of a library that some version on its way to this one has made."""
_PRAGMAS = (
    "PRAGMA synchronous = NORMAL",
    "PRAGMA cache_size = -16000",
)


class Database:
    """One SQLite file, with a connection for each thread that uses it.

    Raises:
        LibraryError: The file cannot be opened, is of a newer version, or is no library.
    """

    def __init__(self, path: Path, migrations: Sequence[str] = MIGRATIONS) -> None:
        self.path = path
        self._migrations = migrations
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        with self.guarded():
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise LibraryError(f"{path.parent} cannot be made: {error}") from error
            self._migrate()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._local = threading.local()

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Tell SQLite's errors as what they mean for the person."""
        try:
            yield
        except sqlite3.Error as error:
            raise LibraryError(_explain(self.path, error)) from error

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = sqlite3.connect(
                self.path,
                timeout=_BUSY_MS / 1000,
                isolation_level=None,
                check_same_thread=False,
            )
            with self._lock:
                self._all.append(found)
            self._local.connection = found
            _use_wal(found)
            for pragma in _PRAGMAS:
                found.execute(pragma)
        return found

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """Return all rows of a query."""
        with self.guarded():
            return self.connection.execute(sql, values).fetchall()

    def one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Return the first row of a query, or None."""
        with self.guarded():
            return self.connection.execute(sql, values).fetchone()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Do all of it or nothing; other writers wait.

        Inside another one of this thread it is a part of that.
        """
        with self.guarded():
            connection = self.connection
            inside = connection.in_transaction
            if inside:
                yield connection
                return
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                self.before_commit(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def before_commit(self, connection: sqlite3.Connection) -> None:
        """Do what follows from all that a transaction has changed."""

    def _migrate(self) -> None:
        version = self._version()
        if version == len(self._migrations):
            return
        if version:
            self._keep_copy(version)
        with self.transaction() as connection:
            version = self._version()
            for number, script in enumerate(self._migrations[version:], version + 1):
                for statement in _statements(script):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")

    def _header(self) -> tuple[int, int, int]:
        """Return version, owner and number of tables as they were at one moment."""
        connection, alone = self.connection, not self.connection.in_transaction
        if alone:
            connection.execute("BEGIN")
        try:
            tables = connection.execute("SELECT count(*) FROM sqlite_master")
            count: int = tables.fetchone()[0]
            version: int = connection.execute("PRAGMA user_version").fetchone()[0]
            owner: int = connection.execute("PRAGMA application_id").fetchone()[0]
        finally:
            if alone:
                connection.execute("COMMIT")
        return version, owner, count

    def _version(self) -> int:
        version, owner, tables = self._header()
        if owner != APPLICATION_ID and (version or tables):
            raise LibraryError(
                f"{self.path} is a database of another program. "
                "Choose another file with --library."
            )
        if version > len(self._migrations):
            raise LibraryError(
                f"{self.path} was written by a newer Broadsheet. "
                "Update the program, or choose another file with --library."
            )
        return version

    def _keep_copy(self, version: int) -> None:
        copy = self.path.with_name(f"{self.path.name}.before-{version + 1}")
        if copy.exists():
            return
        # Under its name only when it is whole: a backup may be killed midway.
        part = copy.with_name(f"{copy.name}.part")
        part.unlink(missing_ok=True)
        target = sqlite3.connect(part)
        try:
            self.connection.backup(target)
        finally:
            target.close()
        part.replace(copy)


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to a write-ahead log; SQLite does not wait where another does it just now."""
    for tries_left in range(_WAL_TRIES, -1, -1):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if not tries_left:
                raise
            threading.Event().wait(_WAL_PAUSE)
        else:
            return


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for part in script.split(";"):
        statement += part + ";"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _explain(path: Path, error: sqlite3.Error) -> str:
    text = str(error)
    if "locked" in text or "busy" in text:
        return f"{path} is in use by another program: {text}. Try again."
    if "full" in text:
        return f"{path} cannot grow, the disk is full. Make room and try again."
    if "readonly" in text:
        return f"{path} cannot be written: it, or its folder, is read-only."
    if "malformed" in text or "not a database" in text:
        return (
            f"{path} is damaged or no library ({text}). Run broadsheet doctor --repair, "
            "or move the file away and start again."
        )
    if any(sign in text for sign in _OTHERWISE_MADE):
        return (
            f"{path} is not made as this version makes it ({text}). “broadsheet doctor"
            " --repair” makes a new one of what it has, and keeps this one aside."
        )
    return f"{path}: {text}."
