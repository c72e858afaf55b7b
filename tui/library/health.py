"""Finds out whether the library is sound, and makes its counters true again."""

from tui.library.marks import Marks

_WRONG = {
    "category counters": (
        "SELECT count(*) FROM category c LEFT JOIN (SELECT category, count(*) AS total,"
        " sum(unread) AS unread FROM member GROUP BY category) m ON m.category = c.id"
        " WHERE c.total <> coalesce(m.total, 0) OR c.unread <> coalesce(m.unread, 0)"
    ),
    "day counters": (
        "WITH true_day AS (SELECT category, published / 86400, count(*), sum(unread)"
        " FROM member GROUP BY 1, 2) SELECT"
        " (SELECT count(*) FROM (SELECT * FROM day EXCEPT SELECT * FROM true_day)) +"
        " (SELECT count(*) FROM (SELECT * FROM true_day EXCEPT SELECT * FROM day))"
    ),
    "entries that no list has": (
        "SELECT count(*) FROM entry e WHERE NOT gone AND NOT EXISTS (SELECT 1"
        " FROM member WHERE category = 1 AND published = e.published AND entry = e.id)"
    ),
    "list rows without an entry": (
        "SELECT count(*) FROM member m LEFT JOIN entry e ON e.id = m.entry"
        " WHERE e.id IS NULL OR e.gone OR e.published <> m.published"
    ),
    "read marks that the lists do not show": (
        "SELECT count(*) FROM member m LEFT JOIN mark r ON r.entry = m.entry"
        " WHERE m.unread = coalesce(r.read, 0)"
    ),
}


class Health(Marks):
    """The part of the library that looks after itself."""

    def data_version(self) -> int:
        """Return a number that changes when another connection has written.

        What this thread's connection wrote itself does not change it.
        """
        version: int = self.one("PRAGMA data_version")[0]
        return version

    def check(self) -> list[str]:
        """Return what is wrong with the file; nothing where it is sound."""
        found = [row[0] for row in self.rows("PRAGMA integrity_check(10)")]
        problems = [text for text in found if text != "ok"]
        for what, query in _WRONG.items():
            count = self.one(query)[0]
            if count:
                problems.append(f"{count:,} wrong: {what}")
        return problems

    def repair(self) -> None:
        """Count everything anew."""
        with self.transaction() as connection:
            connection.execute("REINDEX")
            connection.execute("DELETE FROM day")
            connection.execute(
                "UPDATE member SET unread = 1 - coalesce((SELECT read FROM mark"
                " WHERE mark.entry = member.entry), 0)"
            )
            connection.execute("DELETE FROM day")
            connection.execute(
                "INSERT INTO day SELECT category, published / 86400, count(*),"
                " sum(unread) FROM member GROUP BY 1, 2"
            )
            connection.execute(
                "UPDATE category SET total = coalesce((SELECT sum(total) FROM day"
                " WHERE category = id), 0), unread = coalesce((SELECT sum(unread)"
                " FROM day WHERE category = id), 0)"
            )

    def statistics(self) -> dict[str, int]:
        """Return how much of what the library has; sizes in bytes."""
        total, unread = self.one("SELECT total, unread FROM category WHERE id = 1")
        starred = self.one(
            "SELECT total FROM category WHERE parent = 1 AND kind = 'starred'"
        )
        problems = self.one(
            "SELECT count(*) FROM entry WHERE problems <> '[]' AND NOT gone"
        )
        named = self.one("SELECT count(*) FROM category WHERE kind = 'category'")
        return {
            "sources": len(self.rows("SELECT id FROM source")),
            "categories": named[0],
            "entries": total,
            "unread": unread,
            "starred": starred[0],
            "problems": problems[0],
            "size": self.path.stat().st_size,
        }
