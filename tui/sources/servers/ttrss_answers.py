"""Reads what Tiny Tiny RSS answers; asks nothing."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from tui.model import CategoryPath
from tui.news import Item
from tui.sources.servers import making
from tui.sources.servers.fields import mapping, moment, number, records, text
from tui.sources.servers.places import Places

_STARRED: Final = -1


class Headline(Struct, frozen=True):
    """An article in a list."""

    id: int
    feed: str
    item: Item


def places_of(tree: Any) -> Places:
    """Read where the feeds stand, at any depth, from a tree of them."""
    top = records(mapping(mapping(tree).get("categories")).get("items"))
    return {feed: (place,) for node in top for feed, place in _feeds(node, ())}


def folders_of(tree: Any) -> dict[CategoryPath, int]:
    """Read which folders there are, at any depth."""
    top = records(mapping(mapping(tree).get("categories")).get("items"))
    return dict(found for node in top for found in _folders(node, ()))


def headlines_of(content: Any, places: Places) -> list[Headline]:
    """Read a list of articles; those of feeds that are gone stand where these did."""
    return [
        Headline(number(told.get("id")), text(told.get("feed_id")), _item(told, places))
        for told in records(content)
        if number(told.get("id")) > 0
    ]


def counts_of(content: Any) -> dict[str, list[int]]:
    """Read how many articles of each feed are unread and starred; -1: not told."""
    return {
        text(told.get("id")): [
            number(told.get("counter")),
            number(told.get("markedcounter", -1)),
        ]
        for told in records(content)
        if number(told.get("id")) > 0 and "kind" not in told
    }


def starred_of(content: Any) -> tuple[int, int] | None:
    """Read how many articles are starred, and how many of these unread; None: not told."""
    for told in records(content):
        if number(told.get("id")) == _STARRED and "kind" not in told:
            each = [starred for _, starred in counts_of(content).values()]
            known = min(each, default=0) >= 0
            return (sum(each), number(told.get("counter"))) if known else None
    return None


def _folders(
    node: Mapping[str, Any], above: CategoryPath
) -> Iterator[tuple[CategoryPath, int]]:
    own = number(node.get("bare_id"))
    if node.get("type") == "category" and own > 0:
        here = making.place(above, text(node.get("name")))
        yield here, own
        for inner in records(node.get("items")):
            yield from _folders(inner, here)


def _feeds(
    node: Mapping[str, Any], folders: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    own, title = number(node.get("bare_id")), text(node.get("name"))
    if node.get("type") == "category":
        # What is below 0 is made by the server; 0 holds the feeds without a folder.
        inside = folders if not own else (*folders, title)
        for inner in records(node.get("items")) if own >= 0 else ():
            yield from _feeds(inner, inside)
    elif own > 0:
        yield text(own), making.place(folders, title)


def _item(told: Mapping[str, Any], places: Places) -> Item:
    labels = told.get("labels")
    names = [
        text(label[1])
        for label in (labels if isinstance(labels, list) else [])
        if isinstance(label, list) and len(label) > 1
    ]
    tags = told.get("tags")
    own = making.place([], text(told.get("feed_title")))
    return making.make(
        text(told.get("id")),
        title=text(told.get("title")),
        text=text(told.get("content")),
        published=moment(told.get("updated")),
        author=text(told.get("author")),
        url=text(told.get("link")),
        places=places.get(text(told.get("feed_id")), (own,)),
        tags=[*names, *map(text, tags if isinstance(tags, list) else [])],
        media=making.media(told.get("attachments"), "content_url", "content_type"),
        read="unread" in told and not number(told["unread"]),
        starred=bool(number(told.get("marked"))),
    )
