"""What is the same story: told, looked for in what is there already, switched on and off."""

from typing_extensions import override

from tui.library.lists import Key
from tui.library.searches import STORIES, Searches
from tui.model import Row

_PIECE = 400
"""So many entries are looked at in one transaction, which others wait for."""
_NOTE_KNOWN = "INSERT OR IGNORE INTO unfolded SELECT entry FROM copy WHERE entry = ?"
_NOTE_SHARED = (
    "INSERT OR IGNORE INTO unfolded SELECT id FROM entry e WHERE id = ? AND (EXISTS"
    " (SELECT 1 FROM entry WHERE link = e.link AND link <> 0 AND id <> e.id)"
    " OR EXISTS (SELECT 1 FROM twin WHERE entry = e.id))"
)


class Stories(Searches):
    """The part of the library that knows what is one story."""

    def story(self, entry: int) -> list[Row]:
        """Return the entries of an entry's story, itself among them, the first first."""
        found = self.rows(
            "SELECT 0, o.entry FROM copy c JOIN copy o ON o.story = c.story"
            " WHERE c.entry = ? ORDER BY o.entry",
            (entry,),
        )
        return self._rows([Key(*row) for row in found] or [Key(0, entry)])

    def want_stories(self, wanted: bool) -> None:
        """Show what is the same story once, or each by itself; `settle` does it."""
        if self.wants_stories() != wanted:
            self.remember(STORIES, {"wanted": wanted, "after": 0})

    @override
    def unsettled(self, now: int) -> bool:
        return self._is_unfolded() or super().unsettled(now)

    @override
    def settle(self, now: int) -> bool:
        if not self._is_unfolded():
            return super().settle(now)
        self._look_at_some()
        return self.unsettled(now)

    def _is_unfolded(self) -> bool:
        return self._after() is not None or bool(self.one("SELECT 1 FROM unfolded"))

    def _after(self) -> int | None:
        """Return the id that entries are to be looked at from; None where all were."""
        state = self.recall(STORIES)
        after = state["after"] if state else None
        return None if after is None else int(after)

    def _look_at_some(self) -> None:
        """Look for stories among some entries that were there before they were wanted.

        It ends them where they are wanted no more. The stories are folded with the end
        of the transaction.
        """
        from tui.library.sweep import write  # noqa: PLC0415 - seldom
        from tui.story.link import link_number  # noqa: PLC0415 - seldom

        with self.transaction() as connection:
            after, wanted = self._after(), self.wants_stories()
            if after is None:
                return
            ask = connection.execute
            rows = ask(
                "SELECT id, url, link FROM entry WHERE id > ? ORDER BY id LIMIT ?",
                (after, _PIECE),
            ).fetchall()
            connection.executemany(
                "UPDATE entry SET link = ? WHERE id = ?",
                [(link_number(url), n) for n, url, link in rows if link is None],
            )
            connection.executemany(
                _NOTE_SHARED if wanted else _NOTE_KNOWN, [(row[0],) for row in rows]
            )
            left = rows[-1][0] if len(rows) == _PIECE else None
            write(connection, STORIES, {"wanted": wanted, "after": left})
