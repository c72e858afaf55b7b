"""Reads the file of posts that a Hexo site has as JSON, in all its shapes; asks nothing.

hexo-generator-json-content writes an object with ``posts``, or their bare list where
nothing else is wanted.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from tui.errors import SourceError
from tui.model import CategoryPath
from tui.news import Item
from tui.sources.http import Response
from tui.sources.reach import host
from tui.sources.servers import making
from tui.sources.servers.fields import document, mapping, moment, records, text
from tui.text import line

_UNSET: Final = frozenset({"", "example.com", "yoursite.com", "yourdomain.com"})
"""The hosts of sites whose makers did not say where they are."""
_TEXTS: Final = ("content", "text", "excerpt")


class Posts(Struct, frozen=True):
    """What such a file has."""

    site: str
    """The name of the site, if it is told."""
    items: tuple[Item, ...]
    """The latest first."""
    full: bool
    """Whether there is more of them than text without any form."""


def posts_of(answer: Response) -> Posts | None:
    """Read such a file; None where it is none."""
    try:
        found = document(answer)
    except SourceError:
        return None
    about = mapping(found)
    told = found if isinstance(found, list) else about.get("posts")
    if not isinstance(told, list) or not all(map(_is_post, told)):
        return None
    if not told and "meta" not in about:
        return None
    meta = mapping(about.get("meta"))
    author = text(meta.get("author"))
    items = [_item(one, answer.url, author) for one in records(told)]
    items.sort(key=lambda item: str(item.entry.published or ""), reverse=True)
    full = any(text(one.get("content")) for one in records(told))
    return Posts(making.name(text(meta.get("title"))), tuple(items), full)


def _is_post(told: Any) -> bool:
    one = mapping(told)
    named = one.get("path") or one.get("permalink")
    return isinstance(named, str) and bool(one.get("title") or one.get("date"))


def _item(told: Mapping[str, Any], address: str, author: str) -> Item:
    own, link = _own_address(told, address), making.address(text(told.get("link")))
    categories = told.get("categories")
    item = making.make(
        line(text(told.get("path"))) or own,
        title=text(told.get("title")),
        text=_text(told),
        published=moment(told.get("date")),
        author=text(told.get("author")) or author,
        # Of a post about another page, that is the address.
        url=link or own,
        places=places_of(categories if isinstance(categories, list) else ()),
        tags=_names(told.get("tags")),
        read=None,
        starred=None,
    )
    return replace(item, body=replace(item.body, base=own))


def _own_address(told: Mapping[str, Any], address: str) -> str:
    """Return where a post stands, on the site that it was read from if it says nothing."""
    said = making.address(text(told.get("permalink")))
    if host(said) not in _UNSET:
        return said
    path = text(told.get("path")) or urlsplit(said).path
    return making.address(urljoin(address, path))


def _text(told: Mapping[str, Any]) -> str:
    for name in _TEXTS:
        if found := text(told.get(name)).strip():
            # All but the first are text that HTML was taken out of, but for entities.
            return found if name == "content" else f"<p>{found}</p>"
    return ""


def places_of(categories: Iterable[Any]) -> tuple[CategoryPath, ...]:
    """Read where a post stands: each category's slug is below that of the one above.

    Where there are only names, they are one way down, as Hexo means a list of them.
    """
    told = [one if isinstance(one, dict) else {"name": one} for one in categories]
    slugs = {text(one.get("slug")): making.name(text(one.get("name"))) for one in told}
    slugs = {slug: name for slug, name in slugs.items() if name}
    if "" in slugs:
        path = tuple(filter(None, (making.name(text(one.get("name"))) for one in told)))
        return (path,) if path else ()
    above = {slug.rpartition("/")[0] for slug in slugs}
    return tuple(_path(slug, slugs) for slug in slugs if slug not in above)


def _path(slug: str, slugs: Mapping[str, str]) -> CategoryPath:
    parts = slug.split("/")
    ways = ("/".join(parts[:length]) for length in range(1, len(parts) + 1))
    return tuple(slugs[way] for way in ways if way in slugs)


def _names(told: Any) -> list[str]:
    every = told if isinstance(told, list) else []
    return [text(one.get("name") if isinstance(one, dict) else one) for one in every]
