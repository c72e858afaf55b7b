"""Reads the index that a Hexo site's own search looks through, XML or JSON; asks nothing.

hexo-generator-search and hexo-generator-searchdb write all posts, the newest first, with
their texts as HTML, but no dates. Where posts have their day in their address, as Hexo has
it unless told otherwise, that is their date.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

from msgspec.structs import replace

from tui.errors import SourceError
from tui.news import Item
from tui.sources.feeds.characters import text_of
from tui.sources.feeds.markup import html_in, text_in
from tui.sources.feeds.names import local
from tui.sources.feeds.tree import tree_of
from tui.sources.http import Response
from tui.sources.servers import making
from tui.sources.servers.fields import document, mapping, text
from tui.sources.servers.hexo_answers import Posts, places_of
from tui.text import line

_YEARS: Final = range(1990, 2100)
_day = re.compile(r"(?<!\d)(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?!\d)")
_tag = re.compile(r"</?[a-zA-Z]")
_begin = re.compile(rb"[\s\xef\xbb\xbf]*(?:<\?xml[^>]*>\s*)?<search[\s>]")


class _Post(NamedTuple):
    """A post as it is written, whichever the format."""

    path: str
    """Where it stands, below the site's address; empty where that is not told."""
    title: str
    text: str
    categories: list[str]
    tags: list[str]


def search_posts_of(answer: Response, *, sure: bool = False) -> Posts | None:
    """Read such an index; None where it is none.

    Nor is it of use where most posts do not tell their day, unless it is ``sure`` to be
    wanted.
    """
    posts = _in_xml(answer) if _begin.match(answer.body) else _in_json(answer)
    items = [*_items([post for post in posts if post.path], answer.url)]
    dated = sum(item.entry.published is not None for item in items)
    if not items or (not sure and dated * 2 < len(items)):
        return None
    full = any(item.body.text for item in items)
    return Posts("", tuple(items), full)


def _in_xml(answer: Response) -> list[_Post]:
    written, _ = text_of(answer.body, answer.headers.get("content-type", ""))
    nodes = tree_of(written).root.iter()
    return [
        _Post(
            _below(_address(entry)),
            line(_text(entry, "title")),
            _content(entry),
            _names(entry, "category"),
            _names(entry, "tag"),
        )
        for entry in nodes
        if local(entry.tag).lower() == "entry"
    ]


def _in_json(answer: Response) -> list[_Post]:
    """Read a list in which every member is a post; none of another kind of file."""
    try:
        found = document(answer)
    except SourceError:
        return []
    if not isinstance(found, list) or not all(map(_is_post, found)):
        return []
    return [
        _Post(
            _below(text(told["url"])),
            line(text(told.get("title"))),
            _html(text(told.get("content")).strip()),
            _listed(told.get("categories")),
            _listed(told.get("tags")),
        )
        for told in found
    ]


def _is_post(told: Any) -> bool:
    one = mapping(told)
    return all(isinstance(one.get(name), str) for name in ("url", "title"))


def _html(written: str) -> str:
    """Return a text as HTML; some are written without any, with their lines."""
    if not written or _tag.search(written):
        return written
    parts = (part.strip().replace("\n", "<br>") for part in written.split("\n\n"))
    return "".join(f"<p>{part}</p>" for part in parts if part)


def _listed(told: Any) -> list[str]:
    names = told if isinstance(told, list) else []
    return [found for one in names if (found := line(text(one)).strip())]


def _items(posts: list[_Post], address: str) -> Iterator[Item]:
    """Make an item of each post; those of one day stay in their order."""
    left = Counter(_date(post.path) for post in posts)
    for post in posts:
        own, day = making.address(urljoin(address, post.path)), _date(post.path)
        left[day] -= 1
        item = making.make(
            line(unquote(post.path)).strip("/"),
            title=post.title,
            text=post.text,
            published=day and day + timedelta(seconds=left[day]),
            url=own,
            base=own,
            places=places_of(post.categories),
            tags=post.tags,
            read=None,
            starred=None,
        )
        yield replace(item, entry=replace(item.entry, date_certain=False))


def _address(entry: Element) -> str:
    said = _text(entry, "url").strip()
    for node in () if said else entry:
        if local(node.tag).lower() == "link":
            said = node.get("href", "").strip()
    return said


def _below(said: str) -> str:
    try:
        parts = urlsplit(said.strip())
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
