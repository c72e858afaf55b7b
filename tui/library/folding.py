"""Makes one story of the entries that are the same, inside a transaction; it reads no text."""

from collections.abc import Iterator
from sqlite3 import Connection
from typing import NamedTuple

from tui.library.marks import Desk, Field
from tui.story.titles import agree

_MANY = 16
"""A link that more entries have leads to no one article."""
_LARGEST = 64
"""No story has more entries."""
_ENTRY = "SELECT id, source, categories, title, link FROM entry WHERE"
_FIELDS: tuple[Field, ...] = ("read", "starred", "later")
_STATES = "SELECT read, starred, later FROM mark WHERE entry = ?"


class _Live(NamedTuple):
    """An entry that is not kept aside."""

    id: int
    source: int
    categories: str
    title: str
    link: int | None

    @property
    def origin(self) -> tuple[int, str]:
        """Where it comes from: a feed, a folder of posts."""
        return self.source, self.categories


def fold(connection: Connection, most: int, *, wanted: bool) -> None:
    """Let entries that may have come to be the same story, or no longer, stand as they are.

    At most so many; the others wait. ``wanted``: whether a story is to be shown once.
    """
    noted = connection.execute("SELECT entry FROM unfolded LIMIT ?", (most,)).fetchall()
    if not noted:
        return
    folder = _Folder(connection, wanted=wanted)
    for (entry,) in noted:
        folder.fold(entry)
    done = [(entry,) for entry in {*folder.done, *(entry for (entry,) in noted)}]
    connection.executemany("DELETE FROM unfolded WHERE entry = ?", done)


class _Folder:
    """Folds one entry after another, each story once."""

    def __init__(self, connection: Connection, *, wanted: bool) -> None:
        self.connection, self.wanted = connection, wanted
        self.desk = Desk(connection)
        self.done: set[int] = set()
        self._of_link: dict[int, list[_Live]] = {}

    def fold(self, entry: int) -> None:
        """Fold the story of an entry, and those that its former story falls into."""
        waiting = [entry]
        while waiting:
            number = waiting.pop()
            if number in self.done:
                continue
            live = self._live("id = ? AND NOT gone", (number,))
            reached = self._reached(live[0]) if live else {}
            ids = sorted({number, *reached})
            mates = {mate for each in ids for mate in self._mates(each)}
            if live and live[0].link:
                # Those too that have a link in common which is no article's any more.
                mates |= {each.id for each in self._at_link(live[0].link)}
            self.done.update(ids)
            self._put(sorted(reached), ids)
            waiting += mates - self.done

    def _live(self, condition: str, values: tuple[int, ...]) -> list[_Live]:
        rows = self.connection.execute(f"{_ENTRY} {condition}", values)
        return [_Live(*row) for row in rows]

    def _mates(self, entry: int) -> list[int]:
        """Return the entries that were the same story until now."""
        rows = self.connection.execute(
            "SELECT o.entry FROM copy c JOIN copy o ON o.story = c.story"
            " WHERE c.entry = ?",
            (entry,),
        )
        return [number for (number,) in rows]

    def _reached(self, start: _Live) -> dict[int, _Live]:
        """Return all that is the same story as an entry, by one or by several steps."""
        found, waiting = {start.id: start}, [start]
        while waiting and self.wanted and len(found) < _LARGEST:
            for other in self._same(waiting.pop()):
                if other.id not in found:
                    found[other.id] = other
                    waiting.append(other)
        return found

    def _same(self, entry: _Live) -> Iterator[_Live]:
        """Yield what has the same link or the same text, and a title that agrees."""
        others = self._at_link(entry.link) if entry.link else []
        if not _is_of_one_article(others):
            others = []
        twins = self._live(
            "id IN (SELECT other FROM twin WHERE entry = ?) AND NOT gone", (entry.id,)
        )
        for other in (*others, *twins):
            if other.id != entry.id and agree(entry.title, other.title):
                yield other

    def _at_link(self, link: int) -> list[_Live]:
        """Return the entries with a link, one more than too many at most."""
        if link not in self._of_link:
            condition = f"link = ? AND link <> 0 AND NOT gone LIMIT {_MANY + 1}"
            self._of_link[link] = self._live(condition, (link,))
        return self._of_link[link]

    def _put(self, story: list[int], ids: list[int]) -> None:
        """Let live entries be one story, from now on; the rest of ``ids`` is none."""
        execute = self.connection.execute
        query = "SELECT story FROM copy WHERE entry = ?"
        was = {n: (execute(query, (n,)).fetchone() or (0,))[0] for n in ids}
        one = story[0] if len(story) > 1 else 0
        if not one and not any(was.values()):
            return
        for number in ids:
            if number not in story or not one:
                execute("DELETE FROM copy WHERE entry = ?", (number,))
            elif was[number] != one:
                execute("INSERT OR REPLACE INTO copy VALUES (?, ?)", (number, one))
        if one:
            self._mark(story)
        self._stand(story)

    def _mark(self, story: list[int]) -> None:
        """Let what is marked of one be marked of all."""
        ask = self.connection.execute
        marks = [ask(_STATES, (n,)).fetchone() or (0, 0, 0) for n in story]
        for place, field in enumerate(_FIELDS):
            lacking = [n for n, m in zip(story, marks, strict=True) if not m[place]]
            if 0 < len(lacking) < len(story):
                self.desk.put(lacking, field, want=True, change=None)
                self.desk.wish(lacking, field, want=True)

    def _stand(self, story: list[int]) -> None:
        """Let the first of a story stand in each list, and the others behind it."""
        ask = self.connection.execute
        query = "SELECT behind FROM member WHERE category = ? AND published = ? AND entry = ?"
        standing: set[int] = set()
        changes: list[tuple[bool, int, int, int]] = []
        for number in story:
            when, places = self.desk.every_place(number)
            for place in places:
                if row := ask(query, (place, when, number)).fetchone():
                    behind = place in standing
                    standing.add(place)
                    if bool(row[0]) != behind:
                        changes.append((behind, place, when, number))
        self.connection.executemany(
            "UPDATE member SET behind = ?"
            " WHERE category = ? AND published = ? AND entry = ?",
            changes,
        )


def _is_of_one_article(entries: list[_Live]) -> bool:
    """Whether the link of some entries can be that of one article.

    One that a feed gives to several of its entries is that of a site, or of a page that
    goes on and on.
    """
    origins = {each.origin for each in entries}
    return len(origins) == len(entries) <= _MANY
