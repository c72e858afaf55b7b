"""Reads what WordPress answers; asks nothing."""

import html
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from msgspec import Struct

from tui.model import CategoryPath
from tui.news import Item, Move
from tui.sources.feeds.feed import Medium
from tui.sources.feeds.tags import tags_in
from tui.sources.http import Response
from tui.sources.reach import host
from tui.sources.servers import making
from tui.sources.servers.fields import document, mapping, number, records, strange, text
from tui.sources.servers.places import Places, changes

FIELDS: Final = (
    "id,date,date_gmt,modified,link,title,content,excerpt,author,featured_media"
    ",categories,tags"
)
_RELATION: Final = "https://api.w.org/"
_DEEPEST: Final = 16
_YEARS: Final = range(1_000, 9_999)
_MOST_BYTES: Final = 200_000


class Post(Struct, frozen=True):
    """A post as WordPress tells it."""

    key: str
    date: str
    """When it was published by the site's own clock, which names no zone."""
    modified: str
    told: Mapping[str, Any]

    def when(self, what: str) -> str:
        """Return its ``date``, or when it was ``modified``."""
        return self.date if what == "date" else self.modified


class Known(Struct, frozen=True):
    """What the numbers in posts stand for."""

    places: Places
    tags: Mapping[str, str]
    authors: Mapping[str, str]
    pictures: Mapping[str, Medium]


def root_of(page: Response) -> str:
    """Return where a page of a WordPress says that the API is; ``""`` if it does not.

    It says so in a header (RFC 8288) or in an element of the page.
    """
    for link in page.headers.get("link", "").split(","):
        target, _, rest = link.partition(">")
        if _RELATION in rest:
            return _root(target.strip().removeprefix("<"), page)
    if _RELATION.encode() not in page.body[:_MOST_BYTES]:
        return ""
    written = page.body[:_MOST_BYTES].decode("utf-8", "replace")
    for tag in tags_in(written, frozenset({"link"})):
        if tag.attributes.get("rel") == _RELATION:
            return _root(tag.attributes.get("href", ""), page)
    return ""


def _root(written: str, page: Response) -> str:
    """Return an address of the API; asked as safely as the page was, if it is there."""
    root = making.address(written)
    same = host(root) == host(page.url)
    if same and page.url.startswith("https:") and root.startswith("http:"):
        return "https:" + root.removeprefix("http:")
    return root


def posts_of(answer: Response) -> list[Post]:
    """Read a list of posts.

    Raises:
        SourceError: It is none.
    """
    return [
        Post(
            text(told.get("id")),
            _time(told.get("date")),
            _time(told.get("modified")),
            told,
        )
        for told in listed(answer)
        if number(told.get("id")) > 0
    ]


def listed(answer: Response) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a list.

    Raises:
        SourceError: It is none.
    """
    found = document(answer)
    if not isinstance(found, list):
        raise strange(answer.url, "no list")
    return records(found)


def later(time: str, seconds: int) -> str:
    """Return a time of a post moved by some seconds."""
    return (datetime.fromisoformat(time) + timedelta(seconds=seconds)).isoformat()


def places_of(categories: Iterable[Mapping[str, Any]]) -> Places:
    """Return where each category stands, by its id, from a list with ``parent``."""
    told = {text(one.get("id")): one for one in categories}

    def path(one: Mapping[str, Any], depth: int = _DEEPEST) -> CategoryPath:
        above = told.get(text(one.get("parent")))
        inside = path(above, depth - 1) if above and depth else ()
        return (*inside, making.name(html.unescape(text(one.get("name")))) or "?")

    return {key: (path(one),) for key, one in told.items()}


def moves(before: Places, now: Places) -> tuple[Move, ...]:
    """Return how the entries of categories move; those of one that is gone stay known."""
    changed = changes(before, now)
    return (*changed.moved, *(Move(gone.place, ()) for gone in changed.gone))


def item_of(post: Post, known: Known) -> Item:
    """Return a post as an item; it has no marks."""
    told = post.told
    written = _rendered(told.get("content")) or _rendered(told.get("excerpt"))
    picture = known.pictures.get(text(told.get("featured_media")))
    return making.make(
        post.key,
        title=making.plain(_rendered(told.get("title"))),
        text=written,
        published=_moment(told, post),
        author=known.authors.get(text(told.get("author")), ""),
        url=text(told.get("link")),
        places=_innermost(
            place
            for one in ids(told, "categories")
            for place in known.places.get(one, ())
        ),
        tags=[known.tags.get(one, "") for one in ids(told, "tags")],
        media=[picture] if picture else [],
        read=None,
        starred=None,
    )


def ids(told: Mapping[str, Any], what: str) -> list[str]:
    """Return the ids that a post names, those of one thing or of several."""
    found = told.get(what)
    every = found if isinstance(found, list) else [found]
    return [text(one) for one in every if number(one) > 0]


def _innermost(found: Iterable[CategoryPath]) -> list[CategoryPath]:
    """Leave out what stands above another: whoever is below is there too."""
    every = [*found]
    return [
        one
        for one in every
        if not any(other != one and other[: len(one)] == one for other in every)
    ]


def _rendered(told: Any) -> str:
    return text(mapping(told).get("rendered"))


def _time(told: Any) -> str:
    """Return a time as it was written; ``""`` where it is none."""
    try:
        found = datetime.fromisoformat(text(told))
    except ValueError:
        return ""
    return (
        found.replace(tzinfo=None, microsecond=0).isoformat()
        if found.year in _YEARS
        else ""
    )


def _moment(told: Mapping[str, Any], post: Post) -> datetime | None:
    written = _time(told.get("date_gmt")) or post.date
    return datetime.fromisoformat(written).replace(tzinfo=UTC) if written else None
