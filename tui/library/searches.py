"""Saved searches: each a list that is kept true as entries, texts and marks change."""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from sqlite3 import Connection
from typing import TYPE_CHECKING

from msgspec import Struct
from typing_extensions import override

from tui.errors import BroadsheetError
from tui.library.saved_schema import STAND
from tui.library.search import Search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.library.judging import Judge
    from tui.query import Query

_A_TRANSACTION = 2_000
"""So many entries at most are judged with the transaction that changed them."""
_AGES_SECONDS = 30
"""How old the lists of searches by age may get."""
STORIES = "stories"
"""The key under which the memory has whether stories are wanted, and how far that is."""
_EVERYTHING = 1
_ALL_OF_TIME = 1 << 40
"""A second that is later than any (RFC 3339 ends with the year 9999)."""
_FROM_THE_NEWEST = f"UPDATE saved_search SET below = {_ALL_OF_TIME}"  # noqa: S608 - a number of ours


class NameTakenError(BroadsheetError):
    """There is a saved search of that name already."""


class SavedSearch(Struct, frozen=True):
    """A search that is kept under a name."""

    id: int
    name: str
    query: str
    complete: bool = True
    """Whether every entry was looked at for it since it was saved."""


class Searches(Search):
    """The part of the library that keeps searches, and what belongs to each."""

    @override
    def before_commit(self, connection: Connection) -> None:
        """Let what a transaction has changed count in every list."""
        self._fold(connection)
        if not connection.execute("SELECT 1 FROM unjudged LIMIT 1").fetchone():
            return
        try:
            self._judge(connection).judge(_A_TRANSACTION)
        except sqlite3.DatabaseError as error:
            # A damaged index keeps nobody from marking: it waits for its repair.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
        self._fold(connection)

    def _fold(self, connection: Connection) -> None:
        """Let what is the same story stand once in the lists that have changed."""
        if connection.execute("SELECT 1 FROM unfolded LIMIT 1").fetchone():
            from tui.library.folding import fold  # noqa: PLC0415 - the start folds nothing

            fold(connection, _A_TRANSACTION, wanted=self.wants_stories())

    def wants_stories(self) -> bool:
        """Whether what is the same story is shown once."""
        state = self.recall(STORIES)
        return state is None or bool(state["wanted"])

    def saved_searches(self) -> list[SavedSearch]:
        """Return every saved search in the order that the person gave them."""
        rows = self.rows(
            "SELECT id, name, query, below IS NULL FROM saved_search ORDER BY position, id"
        )
        return [SavedSearch(*row) for row in rows]

    def saved_search(self, name: str) -> SavedSearch | None:
        """Return the saved search of a name."""
        return next((one for one in self.saved_searches() if one.name == name), None)

    def list_of(self, search: SavedSearch, root: int = _EVERYTHING) -> int:
        """Return the category of what a saved search finds in all, or in one source."""
        query = "SELECT category FROM derived WHERE search = ? AND mount = ?"
        found = self.one(query, (search.id, root))
        return found[0] if found else 0

    def save_search(self, name: str, text: str, now: int) -> SavedSearch:
        """Keep a search under a name, as the last of all; its list fills by `settle`.

        Raises:
            QueryError: The query cannot be understood, or names a place that is not there.
            NameTakenError: Another search has that name.
        """
        query = self._checked(text, now)
        with self._naming(name) as connection:
            connection.execute(
                "INSERT INTO saved_search"
                " (name, query, position, marks, ages, aged, below) SELECT"
                " ?, ?, coalesce(max(position), 0) + 1, ?, ?, ?, ? FROM saved_search",
                (name, text, *_needs(query), now, _ALL_OF_TIME),
            )
        found = self.saved_search(name)
        assert found  # noqa: S101 - just made
        return found

    def change_search(
        self, search: SavedSearch, name: str, text: str, now: int
    ) -> SavedSearch:
        """Give a saved search another name and another query; return it as it is then.

        Raises:
            QueryError: The query cannot be understood, or names a place that is not there.
            NameTakenError: Another search has that name.
        """
        query = self._checked(text, now)
        with self._naming(name) as connection:
            row = connection.execute(
                "SELECT query, position FROM saved_search WHERE id = ?", (search.id,)
            ).fetchone()
            if row is None:
                return search
            rename = "UPDATE saved_search SET name = ? WHERE id = ? AND name <> ?"
            connection.execute(rename, (name, search.id, name))
            if row[0] != text:
                connection.execute(
                    "DELETE FROM saved_search WHERE id = ?", (search.id,)
                )
                connection.execute(
                    "INSERT INTO saved_search"
                    " (name, query, position, marks, ages, aged, below)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (name, text, row[1], *_needs(query), now, _ALL_OF_TIME),
                )
        return self.saved_search(name) or search

    def remove_search(self, search: SavedSearch) -> None:
        """Keep a search no more; no entry changes."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM saved_search WHERE id = ?", (search.id,))

    def move_search(self, search: SavedSearch, by: int) -> None:
        """Move a saved search down among the others, or up where ``by`` is negative."""
        with self.transaction() as connection:
            order = [one.id for one in self.saved_searches()]
            if search.id not in order:
                return
            here = order.index(search.id)
            order.insert(max(0, here + by), order.pop(here))
            connection.executemany(
                "UPDATE saved_search SET position = ? WHERE id = ?",
                enumerate(order, 1),
            )

    def unsettled(self, now: int) -> bool:
        """Whether there is something to do for saved searches."""
        return bool(
            self.one(
                "SELECT EXISTS (SELECT 1 FROM unjudged)"
                " OR EXISTS (SELECT 1 FROM saved_search WHERE below IS NOT NULL"
                " OR ages <> '[]' AND aged < ?)"
                " OR EXISTS (SELECT 1 FROM category WHERE kind = 'emptied')",
                (now - _AGES_SECONDS,),
            )[0]
        )

    def settle(self, now: int) -> bool:
        """Do a part of what there is to do for saved searches; return whether more is left.

        It is as little as one transaction may take while others wait.
        """
        with self.transaction() as connection:
            judge = self._judge(connection)
            judge.grow_older(now)
            if not judge.judge(_A_TRANSACTION) and not judge.build():
                judge.sweep()
        return self.unsettled(now)

    def fill_again(self) -> None:
        """Have every entry looked at again for each saved search; `settle` does it."""
        with self.transaction() as connection:
            connection.execute(_FROM_THE_NEWEST)

    def wrong_lists(self) -> list[str]:
        """Return in which saved searches something is missing, or too much."""
        from tui.library.judged import wrong_lists  # noqa: PLC0415 - the start checks nothing

        with self.guarded():
            connection = self.connection
            connection.execute("BEGIN")  # so that all that is compared is of one moment
            try:
                return [*wrong_lists(connection, self._judge(connection))]
            finally:
                connection.execute("COMMIT")

    def _judge(self, connection: Connection) -> Judge:
        from tui.library.judging import Judge  # noqa: PLC0415 - the start judges nothing

        return Judge(connection, self.asked_among, self._places)

    def _checked(self, text: str, now: int) -> Query:
        """Return what a query asks for, if it can be asked."""
        from tui.library.matching import Among  # noqa: PLC0415 - the start saves none
        from tui.query import lasting, parse  # noqa: PLC0415 - likewise

        query = parse(text)
        self.asked_among(query, Among(None, 0), now, self._places)
        return lasting(query).query

    @contextmanager
    def _naming(self, name: str) -> Iterator[Connection]:
        with self.transaction() as connection:
            try:
                yield connection
            except sqlite3.IntegrityError as error:
                raise NameTakenError(
                    f"There is a saved search “{name}” already. Choose another name."
                ) from error


def stand_derived(connection: Connection) -> None:
    """Fill the lists that follow from entries and queries anew, after they were emptied."""
    for statement in STAND.split(";"):
        connection.execute(statement)
    connection.execute(_FROM_THE_NEWEST)
    connection.execute("DELETE FROM unjudged")


def _needs(query: Query) -> tuple[bool, str]:
    from tui.query import ages, asks_for_marks  # noqa: PLC0415 - the start saves none

    return asks_for_marks(query), json.dumps(sorted(ages(query)))
