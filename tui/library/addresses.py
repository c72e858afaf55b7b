"""Finds the entry that a web address belongs to."""

from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

from tui.library.database import Database

_TAIL = 40
"""How many of an address's last characters are indexed (schema.py says the same)."""


class Addresses(Database):
    """The part of the library that knows where entries are on the web."""

    def entry_at(self, url: str) -> int | None:
        """Return the id of the newest entry at ``url``, if there is one.

        Where it is looked for, ``http`` is ``https``, a slash at the end is nothing, and
        the fragment is left out.
        """
        for form in _forms(url):
            found = self.one(
                "SELECT id FROM entry WHERE substr(url, -40) = ?"
                # The plus keeps SQLite from putting the value into substr, too.
                " AND +url = ? AND url <> '' AND NOT gone"
                " ORDER BY id DESC LIMIT 1",
                (form[-_TAIL:], form),
            )
            if found:
                return int(found[0])
        return None


def _forms(url: str) -> Iterator[str]:
    try:
        scheme, host, path, query, _ = urlsplit(url)
    except ValueError:
        return
    if scheme not in {"http", "https"}:
        return
    other = path.removesuffix("/") if path.endswith("/") else f"{path}/"
    for way in (scheme, "http" if scheme == "https" else "https"):
        for end in (path, other):
            yield urlunsplit((way, host, end, query, ""))
