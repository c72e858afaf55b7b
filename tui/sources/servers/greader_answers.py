"""Reads what servers of the Google Reader API answer; asks nothing."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

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

LONG: Final = "tag:google.com,2005:reader/item/"
"""What every server takes before an id; the short forms are read in several ways."""
_LARGEST: Final = 2**64
_MILLISECONDS: Final = 1_000
_MICROSECONDS: Final = 1_000_000
_decimal = re.compile(r"-?\d{1,20}")
_hexadecimal = re.compile(r"[0-9a-fA-F]{1,16}")
_padded = re.compile(r"0[0-9a-fA-F]{15}|(?=.*[a-fA-F])[0-9a-fA-F]{16}")
"""Hexadecimal without ``LONG``: no decimal begins with 0, or has letters."""
_label = re.compile(r"user/[^/]*/label/(.+)", re.DOTALL)
_state = re.compile(r"user/[^/]*/state/com\.google/(read|starred)")


class Ids(Struct, frozen=True):
    """Keys as a stream lists them, the newest first."""

    keys: tuple[str, ...]
    more: str
    """What to ask the next ones with; empty at the end."""


def key_of(written: str) -> str:
    """Return an item's key: 16 hexadecimal digits, or an id of another kind as it is.

    Ids are told in decimal (signed or not) or, behind ``LONG``, in hexadecimal. Those
    that are no 64-bit number (The Old Reader has 24 digits) are never converted.
    """
    written = written.strip()
    if written.startswith(LONG):
        written = written.removeprefix(LONG)
        padded = _hexadecimal.fullmatch(written)
        return written.lower().zfill(16) if padded else written
    if _padded.fullmatch(written):
        return written.lower()
    if _decimal.fullmatch(written) and abs(int(written)) < _LARGEST:
        return f"{int(written) % _LARGEST:016x}"
    return written


def ids_of(answer: Response) -> Ids:
    """Read a list of ids.

    Raises:
        SourceError: It is none.
    """
    found = mapping(document(answer))
    if "itemRefs" not in found:
        raise strange(answer.url, "no list of ids")
    keys = (key_of(text(told.get("id"))) for told in records(found["itemRefs"]))
    return Ids(tuple(filter(None, keys)), text(found.get("continuation")))


def places_of(answer: Response, *, wide: bool) -> Places:
    """Read where the feeds stand; ``wide`` as in ``items_of``.

    Raises:
        SourceError: It is no list of subscriptions.
    """
    found = mapping(document(answer))
    if "subscriptions" not in found:
        raise strange(answer.url, "no list of subscriptions")
    feeds: dict[str, tuple[tuple[str, ...], ...]] = {}
    for told in records(found["subscriptions"]):
        feed, title = text(told.get("id")), _plain(told.get("title"), wide=wide)
        folders = [
            _plain(folder.get("label"), wide=wide) or label(text(folder.get("id")))
            for folder in records(told.get("categories"))
        ]
        feeds[feed] = tuple(
            making.place([folder], title, text(told.get("url")) or feed)
            for folder in filter(None, folders)
        ) or (making.place([], title, text(told.get("url")) or feed),)
    return feeds


def items_of(answer: Response, places: Places, *, wide: bool) -> tuple[Item, ...]:
    """Read items; ``wide`` where ``&``, ``<`` and ``>`` are written ``＆``, ``＜``, ``＞``.

    Raises:
        SourceError: It is no list of items.
    """
    found = mapping(document(answer))
    if "items" not in found:
        raise strange(answer.url, "no list of items")
    told = (one for one in records(found["items"]) if text(one.get("id")))
    return tuple(_item(one, places, wide=wide) for one in told)


def label(written: str) -> str:
    """Return the name in a label's id, whoever's it is; ``""`` where it is no label."""
    found = _label.fullmatch(written)
    return found[1] if found else ""


def _item(told: Mapping[str, Any], places: Places, *, wide: bool) -> Item:
    origin = mapping(told.get("origin"))
    there = places.get(text(origin.get("streamId")))
    if there is None:
        there = (making.place([], _plain(origin.get("title"), wide=wide)),)
    categories = [*map(text, _list(told.get("categories")))]
    states = {found[1] for one in categories if (found := _state.fullmatch(one))}
    folders = {name for place in there for name in place[:-1]}
    tags = (tag for tag in _tags(categories) if making.name(tag) not in folders)
    body = mapping(told.get("content")) or mapping(told.get("summary"))
    crawled = number(told.get("crawlTimeMsec")) // _MILLISECONDS
    crawled = crawled or number(told.get("timestampUsec")) // _MICROSECONDS
    return making.make(
        key_of(text(told.get("id"))),
        title=_plain(told.get("title"), wide=wide),
        text=text(body.get("content")),
        published=moment(told.get("published")) or moment(crawled),
        author=text(told.get("author")),
        url=_link(told),
        base=text(origin.get("htmlUrl")),
        places=there,
        tags=tags,
        media=making.media(told.get("enclosure"), "href", "type"),
        read="read" in states,
        starred="starred" in states,
    )


def _tags(categories: list[str]) -> Iterator[str]:
    for one in categories:
        if name := label(one):
            yield name
        elif not one.startswith("user/"):
            yield one


def _link(told: Mapping[str, Any]) -> str:
    for name in ("canonical", "alternate"):
        for link in records(_list(told.get(name))):
            if url := making.address(text(link.get("href"))):
                return url
    return ""


def _plain(value: Any, *, wide: bool) -> str:
    return making.narrow(text(value)) if wide else text(value)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
