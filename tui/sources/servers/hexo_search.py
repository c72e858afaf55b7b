"""Reads the index that a Hexo site's own search looks through, as XML; asks nothing.

hexo-generator-search and hexo-generator-searchdb write all posts, the newest first, with
their texts as HTML, but no dates. Where posts have their day in their address, as Hexo has
it unless told otherwise, that is their date.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

from msgspec.structs import replace

from tui.news import Item
from tui.sources.feeds.characters import text_of
from tui.sources.feeds.markup import html_in, text_in
from tui.sources.feeds.names import local
from tui.sources.feeds.tree import tree_of
from tui.sources.http import Response
from tui.sources.servers import making
from tui.sources.servers.hexo_answers import Posts, places_of
from tui.text import line

_YEARS: Final = range(1990, 2100)
_day = re.compile(r"(?<!\d)(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?!\d)")
_begin = re.compile(rb"[\s\xef\xbb\xbf]*(?:<\?xml[^>]*>\s*)?<search[\s>]")


def search_posts_of(answer: Response, *, sure: bool = False) -> Posts | None:
    """Read such an index; None where it is none.

    Nor is it of use where most posts do not tell their day, unless it is ``sure`` to be
    wanted.
    """
    if not _begin.match(answer.body):
        return None
    text, _ = text_of(answer.body, answer.headers.get("content-type", ""))
    root = tree_of(text).root
    entries = [node for node in root.iter() if local(node.tag).lower() == "entry"]
    items = [*_items(entries, answer.url)]
    dated = sum(item.entry.published is not None for item in items)
    if not items or (not sure and dated * 2 < len(items)):
        return None
    full = any(item.body.text for item in items)
    return Posts("", tuple(items), full)


def _items(entries: list[Element], address: str) -> Iterator[Item]:
    """Yield a post for each entry; those of one day stay in their order."""
    left = Counter(_date(_path(entry)) for entry in entries)
    for entry in entries:
        path = _path(entry)
        if not path:
            continue
        own, day = making.address(urljoin(address, path)), _date(path)
        left[day] -= 1
        item = making.make(
            line(unquote(path)).strip("/"),
            title=line(_text(entry, "title")),
            text=_content(entry),
            published=day and day + timedelta(seconds=left[day]),
            url=own,
            base=own,
            places=places_of(_names(entry, "category")),
            tags=_names(entry, "tag"),
            read=None,
            starred=None,
        )
        yield replace(item, entry=replace(item.entry, date_certain=False))


def _path(entry: Element) -> str:
    """Return where a post stands, below the site's address."""
    said = _text(entry, "url").strip()
    for node in () if said else entry:
        if local(node.tag).lower() == "link":
            said = node.get("href", "").strip()
    try:
        parts = urlsplit(said)
    except ValueError:
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _date(path: str) -> datetime | None:
    found = _day.search(path)
    try:
        year, month, day = map(int, found.groups()) if found else (0, 0, 0)
        return datetime(year, month, day, tzinfo=UTC) if year in _YEARS else None
    except ValueError:
        return None


def _text(entry: Element, name: str) -> str:
    found = (text_in(node) for node in entry if local(node.tag).lower() == name)
    return next(found, "")


def _content(entry: Element) -> str:
    nodes = (node for node in entry if local(node.tag).lower() == "content")
    return next((html_in(node).strip() for node in nodes), "")


def _names(entry: Element, name: str) -> list[str]:
    nodes = (node for node in entry.iter() if local(node.tag).lower() == name)
    return [found for node in nodes if (found := line(text_in(node)).strip())]
