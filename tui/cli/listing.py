"""``broadsheet list``: prints entries, newest first, a window at a time."""

import argparse
import difflib
import heapq
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from tui import paths, text
from tui.cli import indexing, named, output, searches
from tui.cli.origins import Origins
from tui.errors import BroadsheetError
from tui.library import Library, Subscription
from tui.model import Category, Row, View

_WINDOW = 500
_SHOWN = 5
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def run(given: argparse.Namespace) -> int:
    """Print what is asked for, one line an entry.

    Raises:
        BroadsheetError: The folder or the category is not there, or the word is empty.
    """
    if given.path is not None and not given.path.strip():
        raise BroadsheetError(
            "An empty word names nothing. Leave it out to list all there is."
        )
    with Library(given.library or paths.library()) as library:
        feed = _feed(library, given)
        tree = [] if feed else _folder(library, given)
        saved = None if feed or tree else _saved(library, given)
        known = feed or tree or saved or not given.path
        only = None if known else _source(library, given.path)
        categories = tree or (
            _place(library, feed) if feed else _chosen(library, only, given)
        )
        views = [View(number, given.unread) for number in categories]
        views = [saved] if saved else views
        rows = heapq.merge(
            *(_stream(library, view) for view in views), key=_age, reverse=True
        )
        wanted = (row for row in rows if row.starred or not given.starred)
        put_rows(library, islice(wanted, given.limit), as_json=given.json)
    return 0


def _feed(library: Library, given: argparse.Namespace) -> Subscription | None:
    """Return the feed that is meant, if it is one.

    Raises:
        BroadsheetError: Several have that name, or a category is asked for too.
    """
    if not given.path or Path(given.path).is_dir() or named.repository(given.path):
        return None
    feed = None
    if not given.path.endswith("/") or named.address(given.path):
        feed = named.feed(library, given.path)
    if feed and given.category is not None:
        raise BroadsheetError("--category is not for a feed: it is in one.")
    return feed


def _saved(library: Library, given: argparse.Namespace) -> View | None:
    """Return what a saved search has, if a word is the name of one and of nothing else.

    Raises:
        BroadsheetError: A category is asked for too.
    """
    word = given.path
    if not word or Path(word).is_dir() or named.source(library, word):
        return None
    search = library.saved_search(word)
    if search is None:
        return None
    if given.category is not None:
        raise BroadsheetError("--category is not for a saved search: in: is.")
    searches.settle(library)
    return searches.view(library, search, unread_only=given.unread)


def _folder(library: Library, given: argparse.Namespace) -> list[int]:
    """Return the categories that a word names, in whatever source, if it names some.

    A path such as ``A/B`` begins at the top of a source; the last name alone is enough
    where only one category has it.

    Raises:
        BroadsheetError: Several have that name.
    """
    word = given.path
    if not word or "://" in word or Path(word).is_dir() or named.source(library, word):
        return []
    nodes, wanted = library.categories(), "/".join(named.path_of(word))
    mounts = [row.mount for row in library.sources()]
    below = [(name, number) for m in mounts for name, number in _below(nodes, m)]
    found = [number for name, number in below if name == wanted]
    ends = [(name, number) for name, number in below if name.endswith(f"/{wanted}")]
    if not found and len({name for name, _ in ends}) > 1:
        several = ", ".join(sorted({name for name, _ in ends})[:_SHOWN])
        raise BroadsheetError(
            f"{text.line(word)}: several are named so: {text.line(several)}. Name one."
        )
    found = found or [number for _, number in ends]
    if found and given.category is not None:
        raise BroadsheetError("--category is not for a folder of the tree: it is one.")
    return found


def _source(library: Library, word: str) -> int:
    """Return the id of an account, or of a folder, which is read."""
    there = Path(word).is_dir() and not named.repository(word)
    row = None if there else named.source(library, word)
    if row and row.kind != "folder":
        return row.id
    folder = Path(row.address) if row else named.folder(word)
    return indexing.bring(library, folder)[0]


def _place(library: Library, feed: Subscription) -> list[int]:
    """Return the category of a feed; none where it has brought nothing."""
    number = library.feeds().mount
    nodes = library.categories()
    ids = {(node.parent, node.name): node.id for node in nodes if node.is_place}
    for name in feed.place:
        number = ids.get((number, name), 0)
    return [number] if number else []


def _chosen(library: Library, only: int | None, given: argparse.Namespace) -> list[int]:
    """Return the ids of the categories to list."""
    nodes = library.categories()
    mounts = [row.mount for row in library.sources() if only in {None, row.id}]
    if given.category is not None:
        return _named(nodes, mounts, given.category)
    if only is None:
        mounts = [node.id for node in nodes if node.kind == "all"]
    if not given.starred:
        return mounts
    starred = {node.parent: node.id for node in nodes if node.kind == "starred"}
    return [starred[mount] for mount in mounts]


def _named(nodes: Sequence[Category], mounts: Sequence[int], wanted: str) -> list[int]:
    """Return the categories that ``wanted`` names below the mounts.

    Raises:
        BroadsheetError: There is none.
    """
    named = [(name, number) for m in mounts for name, number in _below(nodes, m)]
    found = [number for name, number in named if name == wanted.strip("/")]
    if not found:
        raise BroadsheetError(_unknown(wanted, [name for name, _ in named]))
    return found


def _below(nodes: Sequence[Category], mount: int) -> Iterator[tuple[str, int]]:
    """Yield each category below ``mount`` as ``A/B``, with its id."""
    children: dict[int, list[Category]] = {}
    for node in nodes:
        if node.is_place:
            children.setdefault(node.parent, []).append(node)
    waiting = [("", mount)]
    while waiting:
        above, number = waiting.pop()
        for child in children.get(number, ()):
            name = f"{above}/{child.name}" if above else child.name
            yield name, child.id
            waiting.append((name, child.id))


def _unknown(wanted: str, names: Sequence[str]) -> str:
    ends = [name for name in names if name.rpartition("/")[2] == wanted]
    close = ends or difflib.get_close_matches(wanted, names, 3, 0.4)
    hint = f"; close to it: {', '.join(close[:3])}" if close else ""
    return f"There is no category “{text.line(wanted)}” here{hint}."


def _stream(library: Library, view: View) -> Iterator[Row]:
    start = 0
    while rows := library.window(view, start, _WINDOW):
        yield from rows
        start += len(rows)


def _age(row: Row) -> datetime:
    return row.entry.published or _LONG_AGO


def put_rows(library: Library, rows: Iterator[Row], *, as_json: bool) -> None:
    """Print entries, one line each."""
    origins, room = Origins(library), output.room()
    for row in rows:
        name, path, feed = origins.of(row)
        if as_json:
            output.put_json(
                output.entry_object(
                    row.entry,
                    source=name,
                    path=path,
                    feed=feed,
                    row=row,
                    also=origins.also(row),
                )
            )
        else:
            places = row.entry.categories
            tail = places[0][-1] if path is None and places else ""
            output.put(_fitted(_line(row), tail, room))


def _fitted(line: str, name: str, room: int | None) -> str:
    """Return a line with the name of its feed, if any, behind a title that is cut."""
    tail = f"  · {text.line(name)}" if name else ""
    if room is None:
        return line + tail
    tail = text.cut(tail, room // 4)
    return text.cut(line, room - text.width(tail)) + tail


def _line(row: Row) -> str:
    """Return an entry in columns: id, day, mark, title; ``~`` before a guessed day."""
    published = row.entry.published
    day = f"{published.astimezone():%Y-%m-%d}" if published else ""
    guessed = " " if row.entry.date_certain else "~"
    mark = "★" if row.starred else " " if row.read else "●"
    return f"{row.id:>7} {guessed}{day:10}  {mark} {text.line(row.entry.title)}"
