"""Miniflux with more entries than anyone keeps: its newest, and pages in its order."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from typing_extensions import override

from tui.model import CategoryPath
from tui.news import Batch, Count, Counts, Item, Scope, Stretch
from tui.sources.http import Response
from tui.sources.servers import asking, places
from tui.sources.servers.fields import document, mapping, number, records, strange
from tui.sources.servers.large import Here, ItemPage, PageAsked
from tui.sources.servers.miniflux import Miniflux
from tui.sources.servers.miniflux_answers import Page, page_of, place_of, places_of

_PAGE: Final = 100
_MANY: Final = 250
"""So many at once where nobody waits: it counts all it has for each page."""
_MARGIN: Final = 60
"""Seconds that are asked for again; a page that was on its way may be older."""
_MOST_CHANGES: Final = 500
"""So many changes, or as many as are kept, are gone through one by one; of more, only what
is here is asked for."""
_MOST_CHECKS: Final = 100
"""So many pages of a visit look at what is here."""
_FEW: Final = 20
_LARGEST: Final = 2**62


@dataclass
class _Left:
    """What is kept between two visits."""

    since: int
    """Changes from here on are news, seconds since 1970 by the server's clock."""
    last: int
    """The highest id that there was."""
    wanted: int
    """So many of the newest are still to come."""
    more: Mapping[str, Any] | None
    """What the next of these are asked with."""
    check: int
    """The state of what is here is to be asked for below this id; 0: of nothing."""
    places: places.Places

    def kept(self) -> Mapping[str, Any]:
        return {
            "large": True,
            "since": self.since,
            "last": self.last,
            "wanted": self.wanted,
            "more": self.more,
            "check": self.check,
            "places": places.kept(self.places),
        }


@dataclass
class LargeMiniflux(Miniflux):
    """An account at a Miniflux, however much that has."""

    searches: bool = True
    _where: dict[CategoryPath, dict[str, int]] = field(init=False, default_factory=dict)
    """What to ask for a place with."""

    async def is_large(self, most: int) -> bool:
        return sum(total for total, _ in (await self._counted()).values()) > most

    async def recent(
        self, state: Mapping[str, Any], here: Here, newest: int
    ) -> AsyncIterator[Batch]:
        answer = await self._feeds()
        now, found = asking.date(answer.headers.get("date", "")), places_of(answer)
        left = _left(state, newest)
        changed = places.changes(left.places, found)
        left.places = found
        yield Batch(left.kept(), moved=changed.moved, remaining=changed.gone)
        if left.since:
            async for batch in self._news(left, here, newest):
                yield batch
        left.since = max(now, left.since, 1)
        async for batch in self._newest(left):
            yield batch
        async for batch in self._checked(left, here):
            yield batch
        yield Batch(left.kept(), counts=await self._counts(found))

    async def _news(self, left: _Left, here: Here, newest: int) -> AsyncIterator[Batch]:
        most = max(newest, _MOST_CHANGES)
        since = left.since - _MARGIN
        if await self._total([("changed_after", since)]) <= most:
            async for page in self._pages("/entries", changed_after=since):
                left.last = max(
                    left.last, *(number(one.entry.key) for one in page.items)
                )
                yield Batch(left.kept(), items=await _wanted(page.items, here))
            return
        left.check = _LARGEST
        if await self._total([("after_entry_id", left.last)]) > most:
            left.wanted, left.more, left.last = newest, None, 0
            return
        async for page in self._pages("/entries", after_entry_id=left.last):
            yield Batch(left.kept(), items=page.items)

    async def _newest(self, left: _Left) -> AsyncIterator[Batch]:
        if not left.last:
            left.last = (await self._page("/entries", _by_id([], 1))).oldest
        while left.wanted > 0:
            asked = PageAsked(
                Scope(), more=left.more, most=left.wanted if left.more else 0
            )
            page = await self.page(asked)
            begins = left.more is None
            left.more = page.more
            left.wanted = max(0, left.wanted - len(page.items)) if page.more else 0
            edge = page.edge(left.since)
            stretch = Stretch(
                Scope(), oldest=False, edge=edge, more=page.more, begins=begins
            )
            yield Batch(left.kept(), items=page.items, stretch=stretch)

    async def _checked(self, left: _Left, here: Here) -> AsyncIterator[Batch]:
        """Ask for the state of what is here, since too much changed to be told."""
        for _ in range(_MOST_CHECKS):
            if not left.check:
                return
            keys = await here.below(left.check, 1)
            below = number(keys[0]) + 1 if keys else 0
            items: tuple[Item, ...] = ()
            if below:
                query = _by_id([("before_entry_id", below)])
                page = await self._page("/entries", query)
                known = await here.marks([one.entry.key for one in page.items])
                items = tuple(one for one in page.items if one.entry.key in known)
                below = page.oldest if len(page.items) == _PAGE else 0
            left.check = below
            yield Batch(left.kept(), items=items)

    def covering(self, scope: Scope) -> Scope:
        return scope

    async def page(self, asked: PageAsked) -> ItemPage:
        path, query = await self._path(asked.scope)
        more = asked.more or {"at": asked.edge}
        at = number(more.get("at"))
        if "tie" in more:
            return await self._of_a_second(path, query, more, oldest=asked.oldest)
        bound = [("published_after", at - 1), ("published_before", at + 1)]
        most = max(_PAGE, min(asked.most, _MANY))
        query += [("order", "published_at"), ("limit", most)]
        query += [("direction", "asc" if asked.oldest else "desc")]
        query += [bound[not asked.oldest]] if at else []
        page = await self._page(path, query)
        found = ItemPage(page.items, None)
        if len(page.items) < most:
            return found
        edge = found.edge(at)
        # A page of one second alone would come again and again.
        tie = {"tie": 0} if edge == at else {}
        return ItemPage(page.items, {"at": edge, **tie})

    async def _of_a_second(
        self,
        path: str,
        query: Sequence[tuple[str, str | int]],
        more: Mapping[str, Any],
        *,
        oldest: bool,
    ) -> ItemPage:
        """Go through the entries of one second by their ids: their order is no order."""
        at, below = number(more.get("at")), number(more.get("tie"))
        within = [("published_after", at - 1), ("published_before", at + 1)]
        within += [("before_entry_id", below)] if below else []
        page = await self._page(path, [*query, *_by_id(within)])
        if len(page.items) == _PAGE:
            return ItemPage(page.items, {"at": at, "tie": page.oldest})
        return ItemPage(page.items, {"at": at + 1 if oldest else at - 1})

    async def _page(self, path: str, query: Sequence[tuple[str, str | int]]) -> Page:
        return await asyncio.to_thread(page_of, await self._asking.ask(path, query))

    async def _path(self, scope: Scope) -> tuple[str, list[tuple[str, str | int]]]:
        query: list[tuple[str, str | int]] = []
        if scope.which == "unread":
            query.append(("status", "unread"))
        elif scope.which == "starred":
            query.append(("starred", "true"))
        if scope.words:
            query.append(("search", scope.words))
        if not scope.place:
            return "/entries", query
        if not self._where:
            await self._feeds()
        where = self._where.get(scope.place, {})
        if feed := where.get("feed"):
            return f"/feeds/{feed}/entries", query
        if folder := where.get("category"):
            return f"/categories/{folder}/entries", query
        return "/entries", query

    async def _feeds(self) -> Response:
        answer = await self._asking.ask("/feeds")
        self._where = {}
        for feed in records(document(answer)):
            folder = number(mapping(feed.get("category")).get("id"))
            place = place_of(feed)
            shared = place in self._where
            self._where[place] = {"feed": 0 if shared else number(feed.get("id"))}
            self._where[place]["category"] = folder
            self._where.setdefault(place[:-1], {"category": folder})
        return answer

    @override
    async def _star(self, ids: list[int], want: bool) -> None:
        """Look at each of a few; the list of all starred ones may be long."""
        if len(ids) > _FEW:
            await super()._star(ids, want)
            return
        for one in ids:
            found = await self._entry(one)
            if found is not None and bool(found.get("starred")) != want:
                await self._toggle(one)

    async def _counted(self) -> dict[str, tuple[int, int]]:
        """Return how many entries each feed has, and how many of them are unread."""
        answer = await self._asking.ask("/feeds/counters")
        told = mapping(document(answer))
        if not isinstance(told.get("reads"), dict | None):
            raise strange(answer.url, "no counters")
        unread = Counter(
            {feed: number(n) for feed, n in mapping(told.get("unreads")).items()}
        )
        read = Counter(
            {feed: number(n) for feed, n in mapping(told.get("reads")).items()}
        )
        return {
            feed: (read[feed] + unread[feed], unread[feed]) for feed in read | unread
        }

    async def _counts(self, there: places.Places) -> Counts:
        counted = await self._counted()
        feeds = []
        for feed, stands in there.items():
            total, unread = counted.get(feed, (0, 0))
            feeds.append(Count(stands, unread, total))
        starred = await self._total([("starred", "true")])
        unread = await self._total([("starred", "true"), ("status", "unread")])
        return Counts(tuple(feeds), (starred, unread))

    async def _total(self, query: list[tuple[str, str | int]]) -> int:
        answer = await self._asking.ask("/entries", [*query, ("limit", 1)])
        return number(mapping(document(answer)).get("total"))


def _by_id(
    more: Sequence[tuple[str, str | int]], most: int = _PAGE
) -> list[tuple[str, str | int]]:
    return [("order", "id"), ("direction", "desc"), ("limit", most), *more]


def _left(state: Mapping[str, Any], newest: int) -> _Left:
    more = state.get("more")
    return _Left(
        number(state.get("since")),
        number(state.get("last")),
        number(state.get("wanted", newest)),
        more if isinstance(more, dict) else None,
        number(state.get("check")),
        places.read(state.get("places")),
    )


async def _wanted(items: Sequence[Item], here: Here) -> tuple[Item, ...]:
    """Return what is here, or new, or marked; what was read long ago stays there."""
    known = await here.marks([one.entry.key for one in items])
    return tuple(
        one for one in items if one.entry.key in known or one.starred or not one.read
    )
