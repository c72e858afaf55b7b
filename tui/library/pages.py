"""Keeps the full page of an entry beside what its source says, to be read offline."""

import time

from msgspec import Struct

from tui.library.bodies import pack, unpacked
from tui.library.database import Database
from tui.library.packs import MOST_KEPT, make_room
from tui.model import Body


class KeptPage(Struct, frozen=True):
    """The article of an entry's page."""

    body: Body
    shown: bool
    """Whether it is read instead of the source's text."""


class Pages(Database):
    """The part of the library that has the pages which were fetched."""

    def page(self, entry: int) -> KeptPage | None:
        """Return the page of an entry, None if there is none that can be read."""
        found = self.one("SELECT html, base, shown FROM page WHERE entry = ?", (entry,))
        if not found:
            return None
        packed, base, shown = found
        html = unpacked(packed)
        if html is None:  # a rescued one; it is fetched again
            return None
        return KeptPage(Body(html, markdown=False, base=base), bool(shown))

    def keep_page(
        self,
        entry: int,
        body: Body,
        shown: bool = True,
        at: int | None = None,
        *,
        most: int = MOST_KEPT,
    ) -> None:
        """Keep the page of an entry that is still there; it is ``shown`` from now on.

        ``at`` is when, in seconds since 1970; now if it is not said. Others go where
        there is more than ``most`` bytes in all.
        """
        packed, now = pack(body).packed, int(time.time()) if at is None else at
        with self.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO page (entry, html, base, shown, at)"
                " SELECT id, ?, ?, ?, ? FROM entry WHERE id = ?",
                (packed, body.base, shown, now, entry),
            )
            make_room(connection, most, but={entry})

    def show_page(self, entry: int, shown: bool) -> None:
        """Remember whether the page or the source's text is read."""
        with self.transaction() as connection:
            connection.execute(
                "UPDATE page SET shown = ? WHERE entry = ?", (shown, entry)
            )
