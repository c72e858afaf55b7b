"""Treats what was found as any other view: counted, read by windows, marked."""

from typing_extensions import override

from tui.library.marks import Desk
from tui.library.stories import Stories
from tui.model import Row, View

_BATCH = 1_000


class Results(Stories):
    """The part of the library that treats what was found as any other view."""

    @override
    def count(self, view: View) -> int:
        return super().count(view) if view.found is None else len(view.found.entries)

    @override
    def window(self, view: View, start: int, count: int) -> list[Row]:
        if view.found is None:
            return super().window(view, start, count)
        found = (
            self.entry(n) for n in view.found.entries[max(0, start) : start + count]
        )
        return [row for row in found if row]

    @override
    def rank(self, view: View, entry: int) -> int | None:
        if view.found is None:
            return super().rank(view, entry)
        try:
            return view.found.entries.index(entry)
        except ValueError:
            return None

    @override
    def next_unread(
        self, view: View, entry: int | None, backwards: bool = False
    ) -> int | None:
        if view.found is None:
            return super().next_unread(view, entry, backwards)
        entries = view.found.entries
        place = None if entry is None else self.rank(view, entry)
        if backwards:
            order = range((len(entries) if place is None else place) - 1, -1, -1)
        else:
            order = range(0 if place is None else place + 1, len(entries))
        query = "SELECT 1 FROM mark WHERE entry = ? AND read"
        return next(
            (entries[n] for n in order if not self.one(query, (entries[n],))), None
        )

    @override
    def mark_all(self, view: View, label: str = "") -> int:
        if view.found is None:
            return super().mark_all(view, label)
        change, count, entries = 0, 0, view.found.entries
        for start in range(0, len(entries), _BATCH):
            with self.transaction() as connection:
                desk = Desk(connection)
                part = entries[start : start + _BATCH]
                ids = [number for number in part if desk.differs(number, "read", True)]
                if ids:
                    change = change or desk.journal("read", True, label or "read")
                    desk.put(ids, "read", True, change)
                    desk.wish(ids, "read", True)
            count += len(ids)
        return count
