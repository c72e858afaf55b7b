"""``broadsheet show``: prints one article; it leaves its marks alone."""

import argparse
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from tui import paths
from tui.cli import output
from tui.cli.origins import Origin, Origins
from tui.errors import BroadsheetError, SourceError
from tui.library import Library
from tui.model import Body, Entry, Row, Stamp
from tui.render import read
from tui.render.carried import emptied
from tui.render.document import Link
from tui.sources.folder import Folder
from tui.sources.post import entry_of, take_apart

_MEASURE = 80
_LONGEST_ID = 19


class _Article(Struct, frozen=True):
    """An entry with its text."""

    entry: Entry
    body: Body
    origin: Origin
    row: Row | None
    """What the library knows of it; None for a file that was only named."""
    also: Sequence[Mapping[str, Any]] = ()
    """Where else it came from."""


def run(given: argparse.Namespace) -> int:
    """Print the article of an id, or any post by its path.

    Raises:
        BroadsheetError: There is no such entry, or its text is gone.
    """
    word: str = given.what
    if word.isascii() and word.isdecimal() and len(word) < _LONGEST_ID:
        article = _by_id(given.library or paths.library(), int(word))
    else:
        article = _by_path(Path(word))
    match given.form:
        case "text":
            room = min(shutil.get_terminal_size().columns, _MEASURE)
            output.put(*_lines(article, given.width or room, links=given.links))
        case "markdown":
            output.put(read.markdown(article.body).rstrip("\n"))
        case "html":
            output.put(read.html(article.body))
        case "json":
            output.put_json(_object(article, given.width or _MEASURE))
    return 0


def _by_id(library_path: Path, number: int) -> _Article:
    with Library(library_path) as library:
        row = library.entry(number)
        if row is None:
            raise BroadsheetError(
                f"There is no entry {number}; “broadsheet list” has ids."
            )
        origins = Origins(library)
        source, origin = origins.source(row), origins.of(row)
        folder = Folder(Path(source.address)) if source.kind == "folder" else None
        body = folder.body(row.entry.key) if folder else library.body(number)
        also = origins.also(row)
    if body is None:
        raise BroadsheetError(
            f"The text of entry {number} is not kept. “broadsheet refresh --all” asks"
            " its feed for it."
        )
    return _Article(row.entry, body, origin, row, also)


def _by_path(path: Path) -> _Article:
    real = path.resolve()  # a link is read where it leads
    try:
        found = real.stat()
        if not real.is_file():
            raise SourceError(f"{path}: is no post; “broadsheet list” lists a folder.")
        data = real.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}.") from error
    folder = Folder(real.parent)
    body = folder.body(real.name)
    stamp = Stamp(found.st_mtime_ns, found.st_size, found.st_ino)
    # A page that lies beside the posts of a site is shown all the same.
    site = replace(folder.site, posts="")
    entry = entry_of(take_apart(data), real.name, stamp, site)
    return _Article(entry, body, Origin(folder.name, str(path), None), None)


def _lines(article: _Article, width: int, *, links: bool = False) -> list[str]:
    """Return the article as the reader sets it, at most ``width`` cells wide.

    With ``links`` each has its number, and their addresses follow, each on one line
    however long it is: an address in parts could neither be clicked nor copied.
    """
    from tui.render.page import Page, lines_of  # noqa: PLC0415 - only for text
    from tui.render.typeset import Setting  # noqa: PLC0415

    page = Page(article.entry, article.body, _day(article.entry))
    setting = Setting(width=width, fold_code=True, link_numbers=links)
    lines = [line.text.rstrip() for line in lines_of(page, setting)]
    return [*lines, *_addresses(page.document.links)] if links else lines


def _addresses(links: Sequence[Link]) -> Iterator[str]:
    if links:
        yield ""
    for number, link in enumerate(links, 1):
        yield f"[{number}] {link.url}"


def _day(entry: Entry) -> str:
    if entry.published is None:
        return ""
    local = entry.published.astimezone()
    return f"{local:%Y-%m-%d %H:%M}" if entry.date_certain else f"~{local:%Y-%m-%d}"


def _object(article: _Article, width: int) -> dict[str, object]:
    entry = output.entry_object(
        article.entry,
        source=article.origin.name,
        path=article.origin.path,
        feed=article.origin.feed,
        row=article.row,
        also=article.also,
    )
    return {
        **entry,
        "html": emptied(read.html(article.body)),
        "text": "\n".join(_lines(article, width)),
    }
