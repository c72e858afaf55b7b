"""Miniflux's own API, version 1 (https://miniflux.app/docs/api.html).

Entries are followed by when they changed, which covers new ones and marks alike; a
walk down the ids brings what was there before. Its clock is the server's own.
"""

import asyncio
from base64 import b64encode
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tui.errors import RefusedError
from tui.news import Batch, Field, Remaining
from tui.sources.http import Client
from tui.sources.reach import host
from tui.sources.servers import asking, making, places
from tui.sources.servers.asking import Asking
from tui.sources.servers.base import Lacking, Login
from tui.sources.servers.fields import document, mapping, number, strange, text
from tui.sources.servers.miniflux_answers import Page, page_of, places_of

_PAGE: Final = 100
_MARGIN: Final = 3
"""Seconds that are asked for again: changes are not seen in the order of their times."""
_AT_ONCE: Final = 500
_MOST_IDS: Final = 100_000
_FAILED: Final = 500
_GONE: Final = frozenset({404})


@dataclass
class _Known:
    """What is kept between two visits."""

    since: int
    """Changes from here on are news, seconds since 1970 by the server's clock; 0: none
    was seen yet."""
    oldest: int
    """History is known down to this id; 0: nothing yet, 1: all of it."""
    places: places.Places
    counts: Counter[str]
    """How many entries of each feed the library was given and has."""

    def kept(self) -> Mapping[str, Any]:
        return {
            "since": self.since,
            "oldest": self.oldest,
            "places": places.kept(self.places),
            "counts": dict(self.counts),
        }


@dataclass
class Miniflux:
    """An account at a Miniflux."""

    client: Client
    address: str
    login: Login
    kind: str = "miniflux"
    name: str = ""
    found: str = ""
    _asking: Asking = field(init=False)

    def __post_init__(self) -> None:
        self.address = self.address.rstrip("/").removesuffix("/v1")
        self.name = self.name or f"Miniflux {host(self.address)}"
        login = f"{self.login.user}:{self.login.secret}".encode()
        own = (
            {"Authorization": f"Basic {b64encode(login).decode()}"}
            if self.login.user
            else {"X-Auth-Token": self.login.secret}
        )
        headers = {**self.login.headers, **own}
        by_token = not self.login.user
        self._asking = Asking(self.client, self.address + "/v1", headers, by_token)

    async def open(self) -> None:
        answer = await self._asking.ask("/me")
        user = text(mapping(document(answer)).get("username"))
        if not user:
            raise strange(answer.url, "no user")
        try:
            told = mapping(document(await self._asking.ask("/version")))
        except RefusedError:
            told = {}
        version = making.name(text(told.get("version")))
        words = "Miniflux", version, "at", self.address, "as", making.name(user)
        self.found = " ".join(filter(None, words))

    async def news(
        self, state: Mapping[str, Any], lacking: Lacking
    ) -> AsyncIterator[Batch]:
        known = _known(state)
        answer = await self._asking.ask("/feeds")
        now, found = asking.date(answer.headers.get("date", "")), places_of(answer)
        changed = places.changes(known.places, found)
        known.places = found
        for feed in known.counts.keys() - found.keys():
            del known.counts[feed]
        yield Batch(known.kept(), moved=changed.moved, remaining=changed.gone)
        if known.since:
            since = known.since - _MARGIN
            async for page in self._pages("/entries", changed_after=since):
                await _count(known, page, lacking)
                yield Batch(known.kept(), items=page.items)
        known.since = max(now, known.since, 1)
        if known.oldest == 1:
            async for batch in self._recounted(known):
                yield batch
            yield Batch(known.kept())
            return
        async for page in self._pages("/entries", before_entry_id=known.oldest):
            await _count(known, page, lacking)
            known.oldest = page.oldest
            yield Batch(known.kept(), items=page.items, older=True)
        known.oldest = 1
        yield Batch(known.kept(), older=True)

    async def mark(self, keys: Sequence[str], what: Field, want: bool) -> None:
        ids = [number(key) for key in keys if number(key) > 0]
        if what == "starred":
            await self._star(ids, want)
        else:
            for start in range(0, len(ids), _AT_ONCE):
                await self._read(ids[start : start + _AT_ONCE], want)

    async def _read(self, ids: list[int], want: bool) -> None:
        status = "read" if want else "unread"
        told = asking.told({"entry_ids": ids, "status": status}, "PUT")
        answer = await self._asking.try_("/entries", message=told)
        if answer.status == _FAILED and len(ids) == 1:
            if await self._entry(ids[0]) is None:
                return
        elif answer.status == _FAILED:
            # Some versions fail where none of the entries is there any more.
            for one in ids:
                await self._read([one], want)
            return
        asking.done(answer)

    async def _star(self, ids: list[int], want: bool) -> None:
        """Toggle those that differ: the API has no other way."""
        starred = await self._ids({"starred": "true"})
        for one in ids:
            if starred is None:
                found = await self._entry(one)
                differs = found is not None and bool(found.get("starred")) != want
            else:
                differs = (str(one) in starred) != want
            if differs:
                await self._toggle(one)

    async def _toggle(self, one: int) -> None:
        message = asking.told({}, "PUT")
        answer = await self._asking.try_(f"/entries/{one}/bookmark", message=message)
        if answer.status == _FAILED and await self._entry(one) is None:
            return
        if answer.status not in _GONE:
            asking.done(answer)

    async def _entry(self, one: int) -> Mapping[str, Any] | None:
        answer = await self._asking.try_(f"/entries/{one}")
        if answer.status in _GONE:
            return None
        return mapping(document(asking.answered(answer)))

    async def _pages(self, path: str, **asked: int) -> AsyncIterator[Page]:
        """Yield pages in descending order of the ids, which new entries do not shift."""
        query: list[tuple[str, str | int]] = [
            ("order", "id"),
            ("direction", "desc"),
            ("limit", _PAGE),
        ]
        before = asked.pop("before_entry_id", 0)
        while True:
            below = [("before_entry_id", before)] if before else []
            answer = await self._asking.ask(path, [*query, *asked.items(), *below])
            page = await asyncio.to_thread(page_of, answer)
            # A server that does not know the parameter would begin again and again.
            if not page.items or (before and page.oldest >= before):
                return
            yield page
            before = page.oldest

    async def _ids(self, asked: Mapping[str, str | int]) -> frozenset[str] | None:
        """Return the ids of entries; None where the version cannot list them, or all."""
        query = {**asked, "limit": _MOST_IDS}
        try:
            answer = await self._asking.ask("/entries/ids", query.items())
        except RefusedError:
            return None
        found = mapping(document(answer))
        ids = found.get("entry_ids")
        # Older versions take "ids" for the id of an entry, and answer with any.
        if not isinstance(ids, list) or number(found.get("total")) > len(ids):
            return None
        return frozenset(map(text, ids))

    async def _recounted(self, known: _Known) -> AsyncIterator[Batch]:
        """Find what was deleted, where a feed has fewer entries than were seen."""
        answer = await self._asking.ask("/feeds/counters")
        told = mapping(document(answer))
        if not isinstance(told.get("reads"), dict | None):
            raise strange(answer.url, "no counters")
        counts: Counter[str] = Counter()
        for part in ("reads", "unreads"):
            for feed, count in mapping(told.get(part)).items():
                counts[feed] += number(count)
        fewer = [feed for feed, was in known.counts.items() if counts[feed] < was]
        if not fewer:
            return
        ids = await self._ids({})
        if ids is not None:
            known.counts = counts
            yield Batch(known.kept(), remaining=(Remaining((), ids),))
            return
        for feed in fewer[:_PAGE]:
            async for batch in self._scanned(feed, known):
                yield batch

    async def _scanned(self, feed: str, known: _Known) -> AsyncIterator[Batch]:
        place = known.places.get(feed, ())
        if not place or sum(place == other for other in known.places.values()) > 1:
            return
        keys: set[str] = set()
        async for page in self._pages(f"/feeds/{feed}/entries"):
            keys.update(item.entry.key for item in page.items)
        known.counts[feed] = len(keys)
        remaining = Remaining(place[0], frozenset(keys))
        yield Batch(known.kept(), remaining=(remaining,))


def _known(state: Mapping[str, Any]) -> _Known:
    counts = {feed: number(n) for feed, n in mapping(state.get("counts")).items()}
    return _Known(
        number(state.get("since")),
        number(state.get("oldest")),
        places.read(state.get("places")),
        Counter(counts),
    )


async def _count(known: _Known, page: Page, lacking: Lacking) -> None:
    new = await lacking([item.entry.key for item in page.items])
    known.counts.update(
        feed
        for item, feed in zip(page.items, page.feeds, strict=True)
        if item.entry.key in new
    )
