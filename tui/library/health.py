"""Finds out whether the library is sound, and makes its counters true again."""

from tui.errors import LibraryError
from tui.library.index import empty
from tui.library.places import stand_all
from tui.library.searches import Searches, stand_derived

_WRONG = {
    "category counters": (
        "SELECT count(*) FROM category c LEFT JOIN (SELECT category,"
        " sum(NOT behind) AS total, sum(unread AND NOT behind) AS unread,"
        " sum(behind) AS behind, sum(unread AND behind) AS behind_unread"
        " FROM member GROUP BY category) m ON m.category = c.id"
        " WHERE (c.total, c.unread, c.behind, c.behind_unread) <> (coalesce(m.total, 0),"
        " coalesce(m.unread, 0), coalesce(m.behind, 0), coalesce(m.behind_unread, 0))"
    ),
    "day counters": (
        "WITH true_day AS (SELECT category, published / 86400, count(*), sum(unread)"
        " FROM member WHERE NOT behind GROUP BY 1, 2) SELECT"
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
    "marks that no smart view has": (
        "SELECT count(*) FROM mark r JOIN entry e ON e.id = r.entry AND NOT e.gone"
        " JOIN category c ON c.parent = 1 AND (c.kind = 'starred' AND r.starred"
        " OR c.kind = 'later' AND r.later) WHERE NOT EXISTS (SELECT 1 FROM member"
        " WHERE category = c.id AND published = e.published AND entry = e.id)"
    ),
    "rows of smart views without a mark": (
        "SELECT count(*) FROM category c JOIN member m ON m.category = c.id"
        " LEFT JOIN mark r ON r.entry = m.entry WHERE c.kind IN ('starred', 'later')"
        " AND NOT coalesce(CASE c.kind WHEN 'starred' THEN r.starred ELSE r.later END, 0)"
    ),
    "rows of “Updated” and “With problems”": (
        "WITH due AS (SELECT d.category, e.published, e.id FROM derived d"
        " JOIN category c ON c.id = d.category JOIN entry e JOIN source s"
        " ON s.id = e.source AND d.mount IN (1, s.mount) WHERE d.search = 0"
        " AND NOT e.gone AND CASE c.kind WHEN 'updated' THEN e.updated"
        " ELSE e.problems <> '[]' END), has AS (SELECT m.category, m.published, m.entry"
        " FROM derived d JOIN member m ON m.category = d.category WHERE d.search = 0)"
        " SELECT (SELECT count(*) FROM (SELECT * FROM due EXCEPT SELECT * FROM has)) +"
        " (SELECT count(*) FROM (SELECT * FROM has EXCEPT SELECT * FROM due))"
    ),
    "rows that a saved search has for all sources, or for one, alone": (
        "WITH every AS (SELECT o.category, m.published, m.entry FROM derived d"
        " JOIN member m ON m.category = d.category JOIN entry e ON e.id = m.entry"
        " JOIN source s ON s.id = e.source LEFT JOIN derived o ON o.search = d.search"
        " AND o.mount = s.mount WHERE d.search > 0 AND d.mount = 1), each AS"
        " (SELECT m.category, m.published, m.entry FROM derived d JOIN member m"
        " ON m.category = d.category WHERE d.search > 0 AND d.mount > 1)"
        " SELECT (SELECT count(*) FROM (SELECT * FROM every EXCEPT SELECT * FROM each)) +"
        " (SELECT count(*) FROM (SELECT * FROM each EXCEPT SELECT * FROM every))"
    ),
    "entries that the search does not know": (
        "SELECT count(*) FROM entry e WHERE NOT gone AND NOT EXISTS (SELECT 1 FROM doc"
        " WHERE entry = e.id AND entry > 0 AND published = e.published) AND NOT EXISTS"
        " (SELECT 1 FROM unindexed WHERE published = e.published AND entry = e.id)"
    ),
    "entries that only the search knows": (
        "SELECT (SELECT count(*) FROM doc d LEFT JOIN entry e ON e.id = d.entry"
        " WHERE d.entry > 0 AND (e.id IS NULL OR e.gone)) + (SELECT count(*)"
        " FROM unindexed u LEFT JOIN entry e ON e.id = u.entry WHERE e.id IS NULL"
        " OR e.gone)"
    ),
    "documents without words in the index": (
        "SELECT count(*) FROM doc WHERE NOT EXISTS (SELECT 1 FROM found_docsize f"
        " WHERE f.id = doc.id) OR NOT EXISTS (SELECT 1 FROM opening_docsize o"
        " WHERE o.id = doc.id)"
    ),
    "words in the index without a document": (
        "SELECT (SELECT count(*) FROM found_docsize f WHERE NOT EXISTS"
        " (SELECT 1 FROM doc WHERE id = f.id)) + (SELECT count(*)"
        " FROM opening_docsize o WHERE NOT EXISTS (SELECT 1 FROM doc WHERE id = o.id))"
    ),
    "stories that are not marked as one": (
        "SELECT count(*) FROM (SELECT c.story FROM copy c LEFT JOIN mark m"
        " ON m.entry = c.entry GROUP BY c.story HAVING count(*) < 2"
        " OR min(c.entry) <> c.story OR 0 < max(coalesce(m.read, 0))"
        " - min(coalesce(m.read, 0)) + max(coalesce(m.starred, 0))"
        " - min(coalesce(m.starred, 0)) + max(coalesce(m.later, 0))"
        " - min(coalesce(m.later, 0)))"
    ),
    "stories that a list shows twice, or not at all": (
        "SELECT count(*) FROM (SELECT 1 FROM member m CROSS JOIN copy c"
        " ON c.entry = m.entry GROUP BY m.category, c.story"
        " HAVING sum(NOT m.behind) <> 1 OR min(m.entry) <>"
        " max(CASE WHEN m.behind THEN 0 ELSE m.entry END))"
    ),
    "rows that stand behind no other": (
        "SELECT count(*) FROM member WHERE behind"
        " AND entry NOT IN (SELECT entry FROM copy)"
    ),
    "texts and pages without an entry": (
        "SELECT (SELECT count(*) FROM body b WHERE NOT EXISTS"
        " (SELECT 1 FROM entry WHERE id = b.entry)) + (SELECT count(*) FROM page p"
        " WHERE NOT EXISTS (SELECT 1 FROM entry WHERE id = p.entry))"
    ),
}


class Health(Searches):
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
        try:
            problems += self.wrong_lists()
        except LibraryError as error:  # of a damaged index the others are told too
            problems.append(f"saved searches cannot be compared: {error}")
        return [*problems, *self._check_index()]

    def _check_index(self) -> list[str]:
        wrong = []
        for table in ("found", "opening"):
            check = f"INSERT INTO {table} ({table}) VALUES ('integrity-check')"  # noqa: S608 - one of two words
            try:
                with self.transaction() as connection:
                    connection.execute(check)
            except LibraryError as error:
                wrong.append(f"the search index: {error}")
        return wrong

    def repair(self) -> None:
        """Make the indexes, the lists and their counts anew from entries and marks.

        The index that is searched is emptied; it fills again while the program runs.
        """
        with self.transaction() as connection:
            connection.execute("REINDEX")
            stand_all(connection)
            stand_derived(connection)
            empty(connection)

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
        sources = self.one(
            "SELECT (SELECT count(*) FROM source WHERE mount > 0 AND kind <> 'feeds')"
            " + (SELECT count(*) FROM feed)"
        )
        return {
            "sources": sources[0],
            "categories": named[0],
            "entries": total,
            "unread": unread,
            "starred": starred[0],
            "problems": problems[0],
            "size": self.path.stat().st_size,
        }
