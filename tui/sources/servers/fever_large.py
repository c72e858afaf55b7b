"""A Fever API with more items than anyone keeps: its newest, and pages by their ids.

It lists items by id only, which is about the order in which they came; what is unread
or starred by all their ids at once, and no feed by itself.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tui.news import Batch, Count, Counts, Item, Marks, Scope
from tui.sources.servers import places
from tui.sources.servers.fever import Fever
from tui.sources.servers.fields import number
from tui.sources.servers.large import Here, ItemPage, PageAsked, begun

_TOP: Final = 2**53
"""Above all ids; FreshRSS counts microseconds."""
_PAGE: Final = 50
_MOST_NEW: Final = 500
"""So many new ones, or as many as are kept, are gone through; of more, only the newest."""
_LAST: Final = 5
"""So many at the end of a page say how far it reaches: one alone may have any date."""


@dataclass
class LargeFever(Fever):
    """An account at a server that speaks the Fever API, however much that has."""

    searches: bool = False
    _there: places.Places = field(init=False, default_factory=dict)

    async def is_large(self, most: int) -> bool:
        told = await self._ask(f"&items&max_id={_TOP}")
        return number(told.get("total_items")) > most

    async def recent(
        self, state: Mapping[str, Any], here: Here, newest: int
    ) -> AsyncIterator[Batch]:
        self._there = there = await self._standing()
        changed = places.changes(places.read(state.get("places")), there)
        now = {"wanted": newest, **state, "large": True, "places": places.kept(there)}
        unread, starred = await self._ids("unread"), await self._ids("saved")
        yield Batch({**now}, changed.moved, (Marks(unread, starred),), changed.gone)
        async for batch in self._news(now, there, newest):
            yield batch
        # Ids need not become visible in their order.
        least = number(now.get("least"))
        missed = {key for key in unread | starred if number(key) > least}
        lacking = await here.lacking([*missed]) if least else ()
        async for items in self._named(sorted(lacking, key=number), there):
            yield Batch({**now}, items=items)
        # How many of a feed are unread is not told, nor how many there are.
        feeds = (Count(at, 0, None) for at in there.values())
        every = Count(((),), len(unread), None)
        both = len(starred), len(starred & unread)
        yield Batch({**now}, counts=Counts((every, *feeds), both))

    async def _news(
        self, now: dict[str, Any], there: places.Places, newest: int
    ) -> AsyncIterator[Batch]:
        taken, most = 0, max(newest, _MOST_NEW)
        while number(now.get("last")):
            items = await self._items(f"&since_id={now['last']}", there)
            highest = max((number(one.entry.key) for one in items), default=0)
            if highest <= number(now["last"]):
                break
            taken += len(items)
            if taken > most:
                now |= {"last": 0, "wanted": newest, "more": None}
                break
            now["last"] = highest
            yield Batch({**now}, items=items)
        if not number(now.get("last")):
            top = await self._items(f"&max_id={_TOP}", there)
            now["last"] = max((number(one.entry.key) for one in top), default=0)
        async for batch in begun(self, now):
            keys = [number(one.entry.key) for one in batch.items]
            now["least"] = min(keys, default=number(now.get("least")))
            yield batch

    def covering(self, scope: Scope) -> Scope:
        return Scope((), scope.which)

    async def page(self, asked: PageAsked) -> ItemPage:
        there = await self._places()
        at = number((asked.more or {}).get("id"))
        if asked.scope.which == "all":
            items = await self._by_id(at, there, oldest=asked.oldest)
        else:
            which = "unread" if asked.scope.which == "unread" else "saved"
            ids = sorted(await self._ids(which), key=number, reverse=not asked.oldest)
            left = [
                key
                for key in ids
                if not at or (number(key) > at if asked.oldest else number(key) < at)
            ]
            found = [one async for one in self._named(left[:_PAGE], there)]
            items = tuple(one for some in found for one in some)
            if left and not items:  # these are gone
                return ItemPage((), {"id": number(left[:_PAGE][-1])})
        keys = [number(one.entry.key) for one in items]
        if not keys:
            return ItemPage((), None)
        more = {"id": max(keys) if asked.oldest else min(keys)}
        return ItemPage(_reaching(items, oldest=asked.oldest), more)

    async def _by_id(
        self, at: int, there: places.Places, *, oldest: bool
    ) -> Sequence[Item]:
        if not oldest:
            return await self._items(f"&max_id={at or _TOP}", there)
        items = await self._items(f"&since_id={at or 1}", there)
        # Of the first id, which nothing is after.
        return (*(await self._items("&max_id=2", there) if not at else ()), *items)

    async def _places(self) -> places.Places:
        if not self._there:
            self._there = await self._standing()
        return self._there


def _reaching(items: Sequence[Item], *, oldest: bool) -> tuple[Item, ...]:
    """Let a page end with that of its last items which reaches least far."""

    def published(one: Item) -> float:
        date = one.entry.published
        return date.timestamp() if date else 0

    ids = sorted(items, key=lambda one: number(one.entry.key), reverse=not oldest)
    last = sorted(ids[-_LAST:], key=published, reverse=oldest)
    return (*ids[:-_LAST], *last)
