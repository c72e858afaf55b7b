"""Reads what Tiny Tiny RSS answers; asks nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from tui.news import Item
from tui.sources.servers import making
from tui.sources.servers.fields import mapping, moment, number, records, text
from tui.sources.servers.places import Places


class Headline(Struct, frozen=True):
    """An article in a list."""

    id: int
    feed: str
    item: Item


def places_of(tree: Any) -> Places:
    """Read where the feeds stand, at any depth, from a tree of them."""
    top = records(mapping(mapping(tree).get("categories")).get("items"))
    return {feed: (place,) for node in top for feed, place in _feeds(node, ())}


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
        read=told.get("unread") is False,
        starred=told.get("marked") is True,
    )
