"""Knows the names that may stand in a query: of categories, sources, authors, tags."""

from tui.library.database import Database

_SCANNED = 2_000
"""So many names that begin alike are looked at; the most used of them come first."""
_LAST = "\U0010ffff"


class Names(Database):
    """The part of the library that completes names."""

    def names(self, field: str, start: str, most: int) -> list[str]:
        """Return names that begin as ``start`` does, the most used first.

        Args:
            field: ``in``, ``source``, ``author`` or ``tag``; others have no names.
            start: how they begin, whatever its capitals; empty for any.
            most: how many at most.
        """
        if field in {"author", "tag"}:
            return self._known(field, start, most)
        if field in {"in", "source"}:
            return self._categories(start, most, paths=field == "in" and "/" in start)
        return []

    def _known(self, kind: str, start: str, most: int) -> list[str]:
        if not start:
            found = self.rows(
                "SELECT name FROM known_name WHERE kind = ? ORDER BY uses DESC LIMIT ?",
                (kind, most),
            )
            return [row[0] for row in found]
        uses: dict[str, int] = {}
        for form in {start, start.lower(), start.capitalize(), start.upper()}:
            rows = self.rows(
                "SELECT name, uses FROM known_name"
                " WHERE kind = ? AND name >= ? AND name < ? LIMIT ?",
                (kind, form, form + _LAST, _SCANNED),
            )
            uses.update(rows)
        return sorted(uses, key=lambda name: (-uses[name], name))[:most]

    def _categories(self, start: str, most: int, *, paths: bool) -> list[str]:
        rows = self.rows(
            "SELECT id, parent, kind, name, total FROM category ORDER BY id"
        )
        known: dict[int, tuple[str, str]] = {}
        totals: dict[str, int] = {}
        wanted = start.casefold()
        for number, parent, kind, name, total in rows:
            if kind not in {"source", "category"}:
                continue
            above, above_kind = known.get(parent, ("", "source"))
            path = name if above_kind == "source" else f"{above}/{name}"
            known[number] = path, kind
            said = path if paths else name
            if total and said.casefold().startswith(wanted):
                totals[said] = totals.get(said, 0) + total
        return sorted(totals, key=lambda said: (-totals[said], said))[:most]
