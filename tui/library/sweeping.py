"""Marks much at once in short steps; what is asked meanwhile is told as it will be."""

from collections.abc import Sequence

from msgspec.structs import replace
from typing_extensions import override

from tui.library.entries import Entries
from tui.library.lists import Key
from tui.library.marks import Desk, Field, Marks, Undone
from tui.library.sweep import (
    DONE,
    GOING,
    NEVER,
    Sweep,
    as_in_the_end,
    following,
    forget,
    keep,
    write,
)
from tui.model import Category, Row, View

FEW = 1_000
"""So many are marked in one transaction, within a tenth of a second."""
_SKIPPED = 200
"""So many entries that will be read soon are passed over to find an unread one."""
_BELOW = (
    "WITH RECURSIVE below (id) AS (SELECT ? UNION ALL SELECT c.id FROM category c"
    " JOIN below b ON c.parent = b.id)"
    " SELECT id, unread FROM category WHERE id IN below OR ? = 1"
)


class Sweeping(Entries, Marks):
    """The part of the library that marks whole categories without keeping anyone waiting.

    What is wanted is kept first. Then each call of `sweep` does a piece of it, at any time,
    in any program, while counts and rows say what they will be when all is done.
    """

    @override
    def mark_all(self, view: View, label: str = "") -> int:
        """Mark everything unread in a view as read, as one change; return how many."""
        count = self.begin_mark_all(view, label)
        self._end_sweep()
        return count

    @override
    def undo(self) -> Undone | None:
        """Take the latest change back where it still stands; None if there is none."""
        undone = self.begin_undo()
        self._end_sweep()
        return undone

    def begin_mark_all(self, view: View, label: str = "") -> int:
        """Do as `mark_all`; what takes long is left to `sweep`, but told as if done."""
        self._end_sweep()
        if view.found is not None:
            return super().mark_all(view, label)
        unread = replace(view, unread_only=True, keep=0)
        if self.count(unread) <= FEW:
            return super().mark_all(view, label)
        with self.transaction() as connection:
            count = self.count(unread)
            last = connection.execute("SELECT max(id) FROM entry").fetchone()[0]
            change = Desk(connection).journal("read", True, label or "read")
            low, ends = NEVER if view.since is None else view.since, []
            if view.since is None:
                ends = connection.execute(_BELOW, (view.category,) * 2).fetchall()
                write(connection, DONE, [change, view.category, ends])
            ends = [(category, 0) for category, _ in ends]
            sweep = Sweep(change, True, view.category, low, last, unread=tuple(ends))
            keep(connection, sweep)
        return count

    def begin_undo(self) -> Undone | None:
        """Do as `undo`; what takes long is left to `sweep`, but told as if done."""
        with self.transaction() as connection:
            found = connection.execute(
                "SELECT id, field, want, label FROM change WHERE NOT undone"
                " ORDER BY id DESC LIMIT 1"
            ).fetchone()
            if not found:
                return None
            change, field, want, label = found
            going = self._sweep()
            mine = going is not None and going.change == change
            (count,) = connection.execute(
                "SELECT count(*) FROM changed WHERE change = ? AND NOT along", (change,)
            ).fetchone()
            if mine or (count > FEW and field == "read" and want and not going):
                connection.execute(
                    "UPDATE change SET undone = 1 WHERE id = ?", (change,)
                )
                done = self.recall(DONE) or [0, 0, []]
                known = done[0] == change
                real = {} if mine else dict(self._unread())
                ends = [(c, n + real.get(c, 0)) for c, n in done[2]] if known else []
                category = done[1] if known else 0
                keep(connection, Sweep(change, False, category, unread=tuple(ends)))
                return Undone(label, field, bool(want), count)
        return super().undo()

    def sweep(self) -> bool:
        """Do a short piece of what was begun; return whether there is more to do."""
        with self.transaction() as connection:
            sweep = self._sweep()
            if not sweep:
                return False
            desk, ids = Desk(connection), following(connection, sweep)
            if not ids:
                forget(connection)
                return False
            change = sweep.change if sweep.want else None
            mine = [number for number in ids if number not in sweep.spared]
            desk.put(mine, "read", sweep.want, change)
            desk.wish(mine, "read", sweep.want)
            if not sweep.want:
                keep(connection, replace(sweep, after=ids[-1]))
        return True

    def is_sweeping(self) -> bool:
        """Whether there is something for `sweep` to do."""
        return self._sweep() is not None

    def _end_sweep(self) -> None:
        while self.sweep():
            pass

    @override
    def mark(
        self, ids: Sequence[int], field: Field, want: bool, label: str = ""
    ) -> int:
        if field == "read" and self.is_sweeping():
            self._spare(ids)
        return super().mark(ids, field, want, label)

    def _spare(self, ids: Sequence[int]) -> None:
        """Do now what is wanted of some entries, and leave them alone from then on."""
        with self.transaction() as connection:
            sweep = self._sweep()
            if not sweep:
                return
            desk = Desk(connection)
            ids = [*ids, *desk.mates(ids)]
            mine = [number for number in ids if self._is_meant(sweep, number)]
            real = [n for n in mine if desk.differs(n, "read", sweep.want)]
            desk.put(real, "read", sweep.want, sweep.change if sweep.want else None)
            desk.wish(real, "read", sweep.want)
            keep(connection, replace(sweep, spared=(*sweep.spared, *ids)))

    # What is told meanwhile

    def _sweep(self) -> Sweep | None:
        """Return what is being done."""
        values = self.recall(GOING)
        if not values:
            return None
        unread = tuple((category, count) for category, count in values.pop("unread"))
        return Sweep(unread=unread, spared=tuple(values.pop("spared")), **values)

    def _unread(self) -> list[tuple[int, int]]:
        return self.rows("SELECT id, unread FROM category")

    def _is_meant(self, sweep: Sweep, number: int) -> bool:
        """Whether an entry is one of those that are marked."""
        if number in sweep.spared:
            return False
        if not sweep.want:
            query = "SELECT 1 FROM changed WHERE change = ? AND entry = ?"
            return self.one(query, (sweep.change, number)) is not None
        key = self._where(number)
        if key is None or number > sweep.last or key.published < sweep.low:
            return False
        query = (
            "SELECT 1 FROM member WHERE category = ? AND published = ? AND entry = ?"
        )
        return self.one(query, (sweep.category, *key)) is not None

    @override
    def categories(self) -> list[Category]:
        tree, sweep = super().categories(), self._sweep()
        if not sweep or not sweep.unread:
            return tree
        return as_in_the_end(tree, sweep)

    @override
    def _rows(self, keys: Sequence[Key]) -> list[Row]:
        rows, sweep = super()._rows(keys), self._sweep()
        if not sweep:
            return rows
        return [
            replace(row, read=sweep.want)
            if row.read != sweep.want and self._is_meant(sweep, row.id)
            else row
            for row in rows
        ]

    def _is_emptied(self, view: View) -> bool:
        """Whether nothing is unread in a view when all is done."""
        sweep = self._sweep()
        return sweep is not None and sweep.end.get(view.category) == 0

    def _kept_alone(self, view: View) -> Key | None:
        """Return the only row of an emptied view of what is unread."""
        return self._key(view, view.keep) if view.keep else None

    @override
    def count(self, view: View) -> int:
        if view.unread_only and self._is_emptied(view):
            return int(self._kept_alone(view) is not None)
        return super().count(view)

    @override
    def window(self, view: View, start: int, count: int) -> list[Row]:
        if view.unread_only and self._is_emptied(view):
            kept = self._kept_alone(view)
            return self._rows([kept]) if kept and start <= 0 < start + count else []
        return super().window(view, start, count)

    @override
    def rank(self, view: View, entry: int) -> int | None:
        if view.unread_only and self._is_emptied(view):
            kept = self._kept_alone(view)
            return 0 if kept and kept.entry == entry else None
        return super().rank(view, entry)

    @override
    def next_unread(
        self, view: View, entry: int | None, backwards: bool = False
    ) -> int | None:
        sweep = self._sweep()
        if sweep and self._is_emptied(view):
            return None
        found = super().next_unread(view, entry, backwards)
        for _ in range(_SKIPPED):
            if found is None or not (sweep and sweep.want):
                break
            if not self._is_meant(sweep, found):
                break
            found = super().next_unread(view, found, backwards)
        return found
