"""Nextcloud News, API version 1.3 (https://nextcloud.github.io/news/api/api-v1-3/).

Items are followed by when they changed, which covers new ones and marks alike; a walk
down the ids brings what was there before. Versions exist in which “mark all as read”
changes no times, so the feeds' own counts of what is unread are looked at, too. What is
deleted is not told, but for whole feeds.
"""

import asyncio
from base64 import b64encode
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tui.news import Batch, Field, Item, Marks
from tui.sources.feeds.media import THUMBNAIL
from tui.sources.http import Client, Response
from tui.sources.reach import host
from tui.sources.servers import asking, making, places
from tui.sources.servers.asking import Asking
from tui.sources.servers.base import Lacking, Login
from tui.sources.servers.fields import (
    document,
    mapping,
    moment,
    number,
    records,
    strange,
    text,
)

API: Final = "/index.php/apps/news/api/v1-3"
"""Where it is below a Nextcloud; it is there whatever the server rewrites."""
_PAGE: Final = 100
_MARGIN: Final = 3
"""Seconds that are asked for again: changes are not seen in the order of their times."""
_AT_ONCE: Final = 500
_STARRED, _EVERY = 2, 3
_WAYS: Final[Mapping[tuple[Field, bool], str]] = {
    ("read", True): "read",
    ("read", False): "unread",
    ("starred", True): "star",
    ("starred", False): "unstar",
}


@dataclass
class Nextcloud:
    """An account at a Nextcloud that has the app News."""

    client: Client
    address: str
    """The Nextcloud's own."""
    login: Login
    kind: str = "nextcloud"
    name: str = ""
    found: str = ""
    _asking: Asking = field(init=False)

    def __post_init__(self) -> None:
        self.address = self.address.partition("/index.php")[0]
        self.address = self.address.partition("/apps/news")[0].rstrip("/")
        self.name = self.name or f"Nextcloud {host(self.address)}"
        login = f"{self.login.user}:{self.login.secret}".encode()
        basic = {"Authorization": f"Basic {b64encode(login).decode()}"}
        headers = {**self.login.headers, **basic}
        self._asking = Asking(self.client, self.address + API, headers)

    async def open(self) -> None:
        answer = await self._asking.ask("/version")
        version = making.name(text(mapping(document(answer)).get("version")))
        if not version:
            raise strange(answer.url, "no version")
        who = making.name(self.login.user)
        self.found = f"Nextcloud News {version} at {self.address} as {who}"

    async def news(
        self, state: Mapping[str, Any], lacking: Lacking
    ) -> AsyncIterator[Batch]:
        folders = await self._asking.ask("/folders")
        answer = await self._asking.ask("/feeds")
        clock, there = (
            asking.date(answer.headers.get("date", "")),
            places_of(answer, folders),
        )
        unread, since = unread_of(answer), number(state.get("since"))
        changed = places.changes(places.read(state.get("places")), there)
        now = {**state, "places": places.kept(there)}
        yield Batch({**now}, moved=changed.moved, remaining=changed.gone)
        if since:
            found = await self._changed(since - _MARGIN, there)
            expected = Counter(mapping(state.get("unread")))
            new = await lacking([item.entry.key for item, _ in found])
            silent = {*unread} - {feed for _, feed in found}
            if any(expected[feed] != unread[feed] for feed in silent):
                yield Batch({**now}, marks=(await self._marks(there),))
            older = [item for item, _ in found if item.entry.key not in new]
            fresh = [item for item, _ in found if item.entry.key in new]
            yield Batch({**now}, items=(*fresh, *older))
        now |= {"since": max(clock, since, 1), "unread": dict(unread)}
        yield Batch({**now})
        oldest = number(state.get("oldest"))
        if oldest != 1:
            async for items in self._pages(
                there, _EVERY, getRead="true", offset=oldest
            ):
                now["oldest"] = min(number(item.entry.key) for item in items)
                yield Batch({**now}, items=items, older=True)
            yield Batch({**now, "oldest": 1}, older=True)

    async def mark(self, keys: Sequence[str], what: Field, want: bool) -> None:
        ids = [number(key) for key in keys if number(key) > 0]
        for start in range(0, len(ids), _AT_ONCE):
            some = asking.told({"itemIds": ids[start : start + _AT_ONCE]})
            way = _WAYS[what, want]
            path = f"/items/{way}/multiple"
            asking.done(await self._asking.ask(path, message=some))

    async def _changed(
        self, since: int, there: places.Places
    ) -> list[tuple[Item, str]]:
        query = (("lastModified", since), ("type", _EVERY), ("id", 0))
        answer = await self._asking.ask("/items/updated", query)
        found = await asyncio.to_thread(items_of, answer, there)
        return sorted(found, key=lambda one: number(one[0].entry.key), reverse=True)

    async def _marks(self, there: places.Places) -> Marks:
        """List what is unread and what is starred, of all feeds."""
        unread = [
            item.entry.key
            async for items in self._pages(there, _EVERY, getRead="false")
            for item in items
        ]
        starred = [
            item.entry.key
            async for items in self._pages(there, _STARRED, getRead="true")
            for item in items
        ]
        return Marks(frozenset(unread), frozenset(starred))

    async def _pages(
        self, there: places.Places, kind: int, **asked: str | int
    ) -> AsyncIterator[tuple[Item, ...]]:
        """Yield pages in descending order of the ids, which new items do not shift."""
        before = number(asked.pop("offset", 0))
        query = [("type", kind), ("id", 0), ("batchSize", _PAGE), *asked.items()]
        while True:
            answer = await self._asking.ask("/items", [*query, ("offset", before)])
            told = await asyncio.to_thread(items_of, answer, there)
            # Whether the offset itself is among them is told in two ways.
            items = [item for item, _ in told]
            items = [i for i in items if not before or number(i.entry.key) < before]
            if not items:
                return
            yield tuple(items)
            before = min(number(item.entry.key) for item in items)


def places_of(feeds: Response, folders: Response) -> places.Places:
    """Read where the feeds stand.

    Raises:
        SourceError: These are no lists of feeds and folders.
    """
    told, inside = mapping(document(feeds)), mapping(document(folders))
    if "feeds" not in told or "folders" not in inside:
        raise strange(feeds.url, "no list of feeds")
    names = {
        text(one.get("id")): text(one.get("name")) for one in records(inside["folders"])
    }
    return {
        text(feed.get("id")): (_place(feed, names),) for feed in records(told["feeds"])
    }


def unread_of(feeds: Response) -> Counter[str]:
    """Read how many items of each feed are unread."""
    told = records(mapping(document(feeds)).get("feeds"))
    return Counter(
        {text(feed.get("id")): number(feed.get("unreadCount")) for feed in told}
    )


def _place(feed: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str, ...]:
    folder = names.get(text(feed.get("folderId")), "")
    return making.place([folder], text(feed.get("title")), text(feed.get("url")))


def items_of(answer: Response, there: places.Places) -> list[tuple[Item, str]]:
    """Read a list of items, each with the id of its feed.

    Raises:
        SourceError: It is none.
    """
    told = mapping(document(answer))
    if "items" not in told:
        raise strange(answer.url, "no list of items")
    found = [
        (_item(one, there), text(one.get("feedId"))) for one in records(told["items"])
    ]
    return [(item, feed) for item, feed in found if number(item.entry.key) > 0]


def _item(told: Mapping[str, Any], there: places.Places) -> Item:
    enclosure = {"url": told.get("enclosureLink"), "type": told.get("enclosureMime")}
    thumbnail = {"url": told.get("mediaThumbnail"), "type": THUMBNAIL}
    return making.make(
        text(told.get("id")),
        title=text(told.get("title")),
        text=text(told.get("body")),
        published=moment(told.get("pubDate")),
        author=text(told.get("author")),
        url=text(told.get("url")),
        places=there.get(text(told.get("feedId")), ()),
        media=making.media([enclosure, thumbnail], "url", "type"),
        read=told.get("unread") is False,
        starred=told.get("starred") is True,
    )
