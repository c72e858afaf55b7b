"""Turns rows of the entry table into values, and back."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from tui.model import Entry, Row, Stamp

ENTRY = (
    "e.id, e.source, e.key, e.title, e.author, e.url, e.published, e.certain,"
    " e.categories, e.tags, e.problems, e.digest, e.mtime_ns, e.size, e.inode,"
    " e.reader, e.dated, e.updated, coalesce(m.read, 0), coalesce(m.starred, 0),"
    " coalesce(m.later, 0), (SELECT count(*) - 1 FROM copy WHERE story ="
    " (SELECT story FROM copy WHERE entry = e.id))"
)
_COLUMNS = (
    "title, author, url, published, certain, dated, categories, tags, problems, digest,"
    " mtime_ns, size, inode, reader"
)
INSERT = (
    f"INSERT INTO entry (source, key, {_COLUMNS}, link) VALUES"  # noqa: S608 - our own names
    " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
INSERT_AT = (
    f"INSERT INTO entry (id, source, key, {_COLUMNS}, link) VALUES"  # noqa: S608 - our own names
    " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
UPDATE = (
    f"UPDATE entry SET ({_COLUMNS}, link) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?),"  # noqa: S608 - our own names
    " gone = 0, updated = ? WHERE id = ?"
)

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def row_of(values: Sequence[Any]) -> Row:
    """Make a Row of the columns of ``ENTRY``."""
    number, source, key, title, author, url, published, certain = values[:8]
    categories, tags, problems, digest = values[8:12]
    dated, updated, read, starred, later, also = values[16:]
    entry = Entry(
        key=key,
        title=title,
        author=author,
        url=url,
        published=datetime.fromtimestamp(published, UTC) if dated else None,
        date_certain=bool(certain),
        categories=tuple(tuple(path) for path in json.loads(categories)),
        tags=tuple(json.loads(tags)),
        problems=tuple(json.loads(problems)),
        digest=digest,
        stamp=Stamp(*values[12:16]),
    )
    marks = bool(read), bool(starred), bool(later)
    return Row(number, source, entry, *marks, updated=bool(updated), also=max(also, 0))


def columns(entry: Entry) -> tuple[Any, ...]:
    return (
        entry.title,
        entry.author,
        entry.url,
        seconds(entry),
        entry.date_certain,
        entry.published is not None,
        _json(entry.categories),
        _json(entry.tags),
        _json(entry.problems),
        entry.digest,
        entry.stamp.mtime_ns,
        entry.stamp.size,
        entry.stamp.inode,
        entry.stamp.reader,
    )


def _json(value: Sequence[object]) -> str:
    return _encode(value) if value else "[]"


def seconds(entry: Entry) -> int:
    """Return when an entry was published, in seconds since 1970."""
    return int(entry.published.timestamp()) if entry.published else 0
