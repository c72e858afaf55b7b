"""Keeps the texts of entries whose source has them only for a while, compressed."""

import zlib
from collections.abc import Iterable
from sqlite3 import Connection
from typing import NamedTuple

from tui.library.database import Database
from tui.model import Body

_LEVEL = 6


class Packed(NamedTuple):
    """A body as it is kept."""

    packed: bytes
    base: str
    markdown: bool


class Bodies(Database):
    """The part of the library that has texts."""

    def body(self, entry: int) -> Body | None:
        """Return the text kept for an entry, None if there is none that can be read."""
        query = "SELECT packed, base, markdown FROM body WHERE entry = ?"
        if not (found := self.one(query, (entry,))):
            return None
        text = unpacked(found[0])
        return None if text is None else Body(text, bool(found[2]), found[1])


def pack(body: Body) -> Packed:
    """Compress a body; do it before the transaction, which others wait for."""
    data = zlib.compress(body.text.encode("utf-8", "replace"), _LEVEL)
    return Packed(data, body.base, body.markdown)


def unpacked(packed: bytes) -> str | None:
    """Return the text; None where it is hurt."""
    try:
        return zlib.decompress(packed).decode()
    except (zlib.error, UnicodeDecodeError):
        return None


def keep(
    connection: Connection, source: int, bodies: Iterable[tuple[str, Packed]]
) -> None:
    """Keep the texts of entries, by their keys, in place of what was kept before."""
    connection.executemany(
        "INSERT OR REPLACE INTO body (entry, packed, base, markdown)"
        " SELECT id, ?, ?, ? FROM entry WHERE source = ? AND key = ?",
        ((*body, source, key) for key, body in bodies),
    )
