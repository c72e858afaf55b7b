"""Reads what Miniflux answers; asks nothing."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from tui.news import Item
from tui.sources.http import Response
from tui.sources.servers import making
from tui.sources.servers.fields import (
    document,
    mapping,
    moment,
    number,
    records,
    strange,
    text,
)
from tui.sources.servers.places import Places


class Page(Struct, frozen=True):
    """Entries as Miniflux lists them."""

    items: tuple[Item, ...]
    feeds: tuple[str, ...]
    """Of each item, the id of its feed."""

    @property
    def oldest(self) -> int:
        """The smallest id."""
        return min((number(item.entry.key) for item in self.items), default=0)


def page_of(answer: Response) -> Page:
    """Read a list of entries.

    Raises:
        SourceError: It is none.
    """
    found = mapping(document(answer))
    if "entries" not in found:
        raise strange(answer.url, "no list of entries")
    made = [
        (_item(told), text(told.get("feed_id"))) for told in records(found["entries"])
    ]
    good = [(item, feed) for item, feed in made if number(item.entry.key) > 0]
    return Page(tuple(item for item, _ in good), tuple(feed for _, feed in good))


def _item(told: Mapping[str, Any]) -> Item:
    tags = told.get("tags")
    return making.make(
        text(told.get("id")),
        title=text(told.get("title")),
        text=text(told.get("content")),
        published=moment(told.get("published_at")),
        author=text(told.get("author")),
        url=text(told.get("url")),
        places=(place_of(mapping(told.get("feed"))),),
        tags=map(text, tags if isinstance(tags, list) else ()),
        media=making.media(told.get("enclosures"), "url", "mime_type"),
        read=told.get("status") == "read",
        starred=told.get("starred") is True,
    )


def place_of(feed: Mapping[str, Any]) -> tuple[str, ...]:
    """Return where a feed stands."""
    folder = text(mapping(feed.get("category")).get("title"))
    return making.place([folder], text(feed.get("title")), text(feed.get("feed_url")))


def places_of(answer: Response) -> Places:
    """Read where the feeds stand.

    Raises:
        SourceError: It is no list of feeds.
    """
    found = document(answer)
    if found is not None and not isinstance(found, list):
        raise strange(answer.url, "no list of feeds")
    return {text(feed.get("id")): (place_of(feed),) for feed in records(found)}
