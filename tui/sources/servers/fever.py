"""The Fever API (https://feedafever.com/api), which many servers speak beside theirs.

It has no list of all ids and no deletions. Pages in ascending order of the ids are the
only ones that hardly a server shuffles (CommaFeed does: there, stretches of ids are asked
for); what these miss, the list of unread ids shows.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import md5
from typing import Any, Final

from tui.errors import BusyError, LoginError, RefusedError, SourceError, UnreachedError
from tui.news import Batch, Field, Item, Marks
from tui.sources import reach
from tui.sources.http import Client, Response
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

_PAGE: Final = 50
_FIRST: Final = 100
"""So many of the newest come before history, until all of that is known."""
_CUT: Final = 1_000
"""A list of just so many ids may go on; CommaFeed's ends there."""
_number = re.compile(r"\d{1,20}")


@dataclass
class Fever:
    """An account at a server that speaks the Fever API."""

    client: Client
    address: str
    """What ``?api`` comes after."""
    login: Login
    kind: str = "fever"
    name: str = ""
    found: str = ""
    _asking: Asking = field(init=False)

    def __post_init__(self) -> None:
        self.name = self.name or f"Fever {reach.host(self.address)}"
        self._asking = Asking(self.client, self.address, self.login.headers)

    async def open(self) -> None:
        told = await self._ask("")
        version = making.name(text(told.get("api_version")))
        words = "Fever API", version, "at", self.address
        self.found = " ".join((*words, "as", making.name(self.login.user)))

    async def news(
        self, state: Mapping[str, Any], lacking: Lacking
    ) -> AsyncIterator[Batch]:
        there = await self._standing()
        changed = places.changes(places.read(state.get("places")), there)
        last = number(state.get("last"))
        now = {"places": places.kept(there), "last": last}
        unread, starred = await self._ids("unread"), await self._ids("saved")
        marks = Marks(unread, starred, unread if len(unread) == _CUT else None)
        yield Batch({**now}, changed.moved, (marks,), changed.gone)
        older = not state.get("whole")
        now["whole"] = not older
        if older:
            newest = sorted(await lacking([*unread]), key=number, reverse=True)
            async for items in self._named(newest[:_FIRST], there):
                yield Batch({**now}, items=items)
        if not last:
            # Of the first id, which nothing is after.
            items = await self._items("&max_id=2", there)
            now["last"] = 1
            yield Batch({**now}, items=items, older=True)
        while items := await self._items(f"&since_id={now['last']}", there):
            keys = [number(item.entry.key) for item in items]
            if max(keys) <= number(now["last"]):
                break
            if keys != sorted(keys):
                span = number(now["last"]), max(keys) + 1
                async for some in self._between(*span, len(keys), there):
                    yield Batch({**now}, items=some, older=older)
            now["last"] = max(keys)
            yield Batch({**now}, items=items, older=older)
        now["whole"] = True
        # Ids need not become visible in their order.
        missed = sorted(await lacking([*unread | starred]), key=number, reverse=True)
        async for items in self._named(missed, there):
            yield Batch({**now}, items=items)
        yield Batch({**now})

    async def mark(self, keys: Sequence[str], what: Field, want: bool) -> None:
        saved = await self._ids("saved")
        known = saved if what == "starred" else await self._ids("unread")
        # Some take a second "saved" for its contrary: only what differs is sent.
        there = want if what == "starred" else not want
        ways = {"read": ("unread", "read"), "starred": ("unsaved", "saved")}
        failed: SourceError | None = None
        for key in keys:
            if (key in known) != there and _number.fullmatch(key):
                try:
                    await self._mark(key, ways[what][want])
                except (LoginError, BusyError, UnreachedError):
                    raise
                except SourceError as error:  # the others are told all the same
                    failed = failed or error
        if what == "read" and want and (starred := saved & {*keys}):
            # yarr knows one mark of an article, the last.
            for key in starred - await self._ids("saved"):
                await self._mark(key, "saved")
        if failed:
            raise failed

    async def _mark(self, key: str, way: str) -> None:
        try:
            await self._ask("", (("mark", "item"), ("as", way), ("id", key)))
        except RefusedError:
            if await self._items("&with_ids=" + key, {}):
                raise

    async def _between(
        self, low: int, high: int, most: int, there: places.Places
    ) -> AsyncIterator[tuple[Item, ...]]:
        """Yield what is between two ids where a page has the newest ``most`` of it."""
        todo = [(low, high)]
        while todo:
            low, high = todo.pop()
            items = await self._items(f"&since_id={low}&max_id={high}", there)
            keys = [number(item.entry.key) for item in items]
            obeyed = all(low < key < high for key in keys)
            if len(items) < most or high - low <= most or not obeyed:
                yield items
            else:
                middle = (low + high) // 2
                todo += [(low, middle + 1), (middle, high)]

    async def _standing(self) -> places.Places:
        groups, feeds = await self._ask("&groups"), await self._ask("&feeds")
        if "feeds" not in feeds:
            raise strange(self.address, "no feeds")
        return places_of(groups, feeds)

    async def _named(
        self, keys: Sequence[str], there: places.Places
    ) -> AsyncIterator[tuple[Item, ...]]:
        for some in asking.pieces(keys, _PAGE):
            if items := await self._items("&with_ids=" + ",".join(some), there):
                yield items

    async def _items(self, which: str, there: places.Places) -> tuple[Item, ...]:
        told = await self._ask("&items" + which)
        if "items" not in told:
            raise strange(self.address, "no list of items")
        return await asyncio.to_thread(items_of, told, there)

    async def _ids(self, which: str) -> frozenset[str]:
        name = f"{which}_item_ids"
        told = (await self._ask("&" + name)).get(name)
        ids = numbers(told)
        if ids is None:
            raise strange(self.address, f"no list of {which} items")
        return frozenset(ids)

    async def _ask(
        self, which: str, more: Sequence[tuple[str, str]] = ()
    ) -> Mapping[str, Any]:
        """Ask for one thing; of several, some servers answer only the first."""
        secret = f"{self.login.user}:{self.login.secret}".encode()
        key = md5(secret, usedforsecurity=False).hexdigest()
        sent = asking.form([("api_key", key), *more])
        answer = await self._asking.try_("?api" + which, message=sent)
        asking.answered(asking.switched_on(answer))
        told = await asyncio.to_thread(_told, answer)
        if "auth" not in told:
            raise strange(answer.url, "no Fever")
        if not number(told["auth"]):
            raise LoginError(
                f"{reach.shown(answer.url)} does not accept the login. Look at the user"
                " and the password that its Fever API has."
            )
        return told


def _told(answer: Response) -> Mapping[str, Any]:
    told = mapping(document(answer))
    if not answer.url.partition("?")[0].endswith("/fever.php"):
        return told
    # FreshRSS.
    for member in ("groups", "feeds", "items"):
        if isinstance(told.get(member), list):
            told = {**told, member: [*map(_narrow, records(told[member]))]}
    return told


def _narrow(one: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**one, "title": making.narrow(text(one.get("title")))}


def places_of(groups: Mapping[str, Any], feeds: Mapping[str, Any]) -> places.Places:
    """Read where the feeds stand, from the answers about groups and feeds."""
    names = {
        text(group.get("id")): text(group.get("title"))
        for group in records(groups.get("groups"))
    }
    folders: dict[str, list[str]] = {}
    for told in records(groups.get("feeds_groups") or feeds.get("feeds_groups")):
        for feed in numbers(told.get("feed_ids")) or ():
            folder = names.get(text(told.get("group_id")), "")
            folders.setdefault(feed, []).append(folder)
    return {
        text(feed.get("id")): tuple(
            _places(feed, folders.get(text(feed.get("id")), []))
        )
        for feed in records(feeds.get("feeds"))
    }


def numbers(told: Any) -> list[str] | None:
    """Read ids, which are written as a text, as a list, or one alone; None: as neither."""
    if isinstance(told, list):
        return [key for key in map(text, told) if _number.fullmatch(key)]
    known = isinstance(told, str | int) and not isinstance(told, bool)
    return _number.findall(str(told)) if known else None


def items_of(told: Mapping[str, Any], there: places.Places) -> tuple[Item, ...]:
    """Read a list of items."""
    return tuple(
        making.make(
            text(item.get("id")),
            title=text(item.get("title")),
            text=text(item.get("html")),
            published=moment(item.get("created_on_time")),
            author=text(item.get("author")),
            url=text(item.get("url")),
            places=there.get(text(item.get("feed_id")), ()),
            read=bool(number(item.get("is_read"))),
            starred=bool(number(item.get("is_saved"))),
        )
        for item in records(told.get("items"))
        if _number.fullmatch(text(item.get("id")))
    )


def _places(
    feed: Mapping[str, Any], folders: Sequence[str]
) -> Iterator[tuple[str, ...]]:
    for folder in folders or [""]:
        yield making.place([folder], text(feed.get("title")), text(feed.get("url")))
