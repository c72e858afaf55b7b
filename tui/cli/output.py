"""Entries as words on standard output; it knows no library and no source."""

import json
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tui import text
from tui.errors import QueryError
from tui.model import Entry, Row


def entry_object(  # noqa: PLR0913 - what is told of an entry
    entry: Entry,
    *,
    source: str,
    path: str | None,
    feed: str | None,
    row: Row | None,
    also: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Return an entry as the JSON object of ``list`` and ``show``.

    ``path`` is a post's file, ``feed`` a feed's address; the other is null. ``row`` is
    None for a post that no library has: its id is null. ``published`` is RFC 3339 in
    UTC, or null. ``also`` says of the other entries of its story what they are known by.
    """
    published = entry.published
    return {
        "id": row.id if row else None,
        "title": entry.title,
        "author": entry.author,
        "url": entry.url,
        "published": rfc3339(published) if published else None,
        "date_certain": entry.date_certain,
        "categories": [list(category) for category in entry.categories],
        "source": source,
        "path": path,
        "feed": feed,
        "read": row.read if row else False,
        "starred": row.starred if row else False,
        "problems": list(entry.problems),
        "also": list(also),
    }


def rfc3339(moment: datetime) -> str:
    """Return a moment in UTC to the second: ``2022-03-22T02:59:56Z``."""
    utc = moment.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    return f"{utc.isoformat()}Z"


def path_of(address: str, key: str) -> str:
    """Return where the post of a folder is."""
    return str(Path(address) / key)


def put(*lines: str) -> None:
    """Print lines, each made safe for a terminal by its maker."""
    sys.stdout.writelines(f"{line}\n" for line in lines)


def complain(sentence: str) -> None:
    """Say on standard error what went wrong."""
    sys.stderr.write(f"broadsheet: {text.line(sentence)}\n")


def progress(told: str) -> None:
    """Show in place what is being done, where somebody may be watching; "" wipes it."""
    if sys.stderr.isatty():
        columns = shutil.get_terminal_size().columns
        sys.stderr.write(f"\r\x1b[K{text.cut(text.line(told), columns - 1)}")
        sys.stderr.flush()


def put_json(value: Mapping[str, Any]) -> None:
    """Print an object on one line; it is safe to print and means the same."""
    # Where the terminal is not UTF-8, escapes keep what "?" would lose.
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    put(text.printable_json(json.dumps(value, ensure_ascii=encoding != "utf8")))


def room() -> int | None:
    """Return how many cells a line may have; None where the output is no terminal.

    ``COLUMNS`` counts wherever the output goes.
    """
    if sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdecimal():
        return shutil.get_terminal_size().columns
    return None


def pointed(asked: str, error: QueryError) -> str:
    """Return what is wrong with a query, and below it the place in it."""
    lead = " " * text.width(asked[: error.at])
    said = str(error)
    ends = "" if said.endswith("?") else ":"
    return f"{said}{ends}\n  {asked}\n  {lead}^"
