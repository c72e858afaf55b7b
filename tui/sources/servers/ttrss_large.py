"""Tiny Tiny RSS with more articles than anyone keeps: its newest, and pages in its order.

It counts places in a list, which move on while one reads. So each page begins a little
before the last one ended, and what does not join on is asked for again.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tui.errors import SourceError
from tui.model import CategoryPath
from tui.news import Batch, Count, Counts, Marks, Scope
from tui.sources import reach
from tui.sources.servers import places
from tui.sources.servers.fields import number, text
from tui.sources.servers.large import Here, ItemPage, PageAsked, begun
from tui.sources.servers.ttrss import TinyTinyRss
from tui.sources.servers.ttrss_answers import (
    Headline,
    counts_of,
    folders_of,
    headlines_of,
    places_of,
    starred_of,
)

_PAGE: Final = 200
_OVERLAP: Final = 20
_MOST_NEW: Final = 500
"""So many new ones, or as many as are kept, are gone through; of more, only the newest."""
_OFTEN: Final = 8
"""Each so many visits marks are looked at, whatever the counters say."""
_CHECKED: Final = 100
"""So many of those that are not among the newest are looked at in one visit."""
_ALL: Final = -4
_VIEWS: Final = {"all": "all_articles", "unread": "unread", "starred": "marked"}

_Query = Mapping[str, Any]
_EVERYTHING: Final[_Query] = {"feed_id": _ALL, "view_mode": "all_articles"}


@dataclass
class LargeTinyTinyRss(TinyTinyRss):
    """An account at a Tiny Tiny RSS, however much that has."""

    searches: bool = True
    _where: dict[CategoryPath, _Query] = field(init=False, default_factory=dict)
    """What to ask for a place with."""
    _there: places.Places = field(init=False, default_factory=dict)

    async def is_large(self, most: int) -> bool:
        return bool(await self._heads(_EVERYTHING, most, 1))

    async def recent(
        self, state: Mapping[str, Any], here: Here, newest: int
    ) -> AsyncIterator[Batch]:
        there = await self._tree()
        changed = places.changes(places.read(state.get("places")), there)
        now = {"wanted": newest, **state, "large": True, "places": places.kept(there)}
        yield Batch({**now}, changed.moved, (), changed.gone)
        async for batch in self._news(now, there, newest):
            yield batch
        told = await self._ask("getCounters", output_mode="f")
        counts = counts_of(told)
        now["visit"] = visit = number(now.get("visit")) + 1
        if counts != now.get("counts") or visit % _OFTEN == 0 or now.get("check"):
            async for batch in self._marked(now, there, here, newest):
                yield batch
        now["counts"] = counts
        feeds = (
            Count(at, max(0, counts.get(feed, [0])[0]), None)
            for feed, at in there.items()
        )
        yield Batch({**now}, counts=Counts(tuple(feeds), starred_of(told)))

    async def _news(
        self, now: dict[str, Any], there: places.Places, newest: int
    ) -> AsyncIterator[Batch]:
        since, most = number(now.get("last")), max(newest, _MOST_NEW)
        if since and await self._heads({**_EVERYTHING, "since_id": since}, most, 1):
            since, now["wanted"], now["more"] = 0, newest, None
        if not since:
            some = await self._heads(_EVERYTHING, 0)
            now["last"] = max((one.id for one in some), default=0)
        else:
            async for page in self._pages(there, since, content=True):
                now["last"] = max(number(now["last"]), *(one.id for one in page))
                # Until the last one is kept, the next visit begins here again.
                kept = {**now, "last": since}
                yield Batch(kept, items=tuple(one.item for one in page))
        async for batch in begun(self, now):
            yield batch

    async def _marked(
        self, now: dict[str, Any], there: places.Places, here: Here, newest: int
    ) -> AsyncIterator[Batch]:
        """Compare the marks of the newest with what is here, and of some others."""
        seen: set[str] = set()
        for skip in range(0, newest, _PAGE):
            page = await self._heads(_EVERYTHING, skip, newest_first=True)
            items = {str(one.id): one.item for one in page}
            unread = frozenset(key for key, one in items.items() if not one.read)
            starred = frozenset(key for key, one in items.items() if one.starred)
            yield Batch({**now}, marks=(Marks(unread, starred, frozenset(items)),))
            seen |= items.keys()
            if len(page) < _PAGE:
                break
        last = text(now.get("check"))
        keys = await here.after(last, _CHECKED + len(seen))
        others = [key for key in keys if key not in seen][:_CHECKED]
        now["check"] = others[-1] if len(others) == _CHECKED else ""
        async for batch in self._named(now, there, {*others}):
            yield batch

    def covering(self, scope: Scope) -> Scope:
        known = not self._where or scope.place in self._where
        return scope if known else Scope((), scope.which, scope.words)

    async def page(self, asked: PageAsked) -> ItemPage:
        query = await self._query(asked.scope)
        more = asked.more or {}
        if more.get("titles"):
            query = _by_title(query, asked.scope.words)
        start, oldest = number(more.get("skip")), asked.oldest
        if oldest and not more:
            start = max(0, await self._length(query) - _PAGE)
        step = _OVERLAP
        while True:
            heads = await self._heads(query, start, newest_first=True, content=True)
            if _joins(heads, more, start, oldest=oldest):
                break
            start, step = max(0, start + (step if oldest else -step)), step * 2
        if asked.scope.words and not (heads or more):
            # Where nothing makes an index of the words, titles can still be searched.
            return await self.page(
                PageAsked(asked.scope, more={"titles": True, "skip": 0})
            )
        ended = start == 0 if oldest else len(heads) < _PAGE
        following = start + (_OVERLAP - _PAGE if oldest else len(heads) - _OVERLAP)
        if oldest:
            heads.reverse()
        items = tuple(one.item for one in heads)
        if ended:
            return ItemPage(items, None)
        place = {"key": heads[-1].id, "at": _at(heads[-1])} if heads else {}
        return ItemPage(items, {**more, **place, "skip": max(0, following)})

    async def _length(self, query: _Query) -> int:
        """Return how long a list is, or a little more, by looking at places in it."""
        low, high = 0, _PAGE
        while await self._heads(query, high, 1, newest_first=True):
            low, high = high, high * 4
        while high - low > _PAGE // 2:
            middle = (low + high) // 2
            if await self._heads(query, middle, 1, newest_first=True):
                low = middle
            else:
                high = middle
        return high

    async def _query(self, scope: Scope) -> _Query:
        if not self._where:
            await self._tree()
        query = {"view_mode": _VIEWS[scope.which]}
        if scope.words:
            query |= {"search": scope.words, "search_mode": "all_feeds"}
        if not scope.place:
            return {**query, "feed_id": _ALL}
        if scope.place not in self._where:
            where = reach.shown(self.address)
            raise SourceError(f"{where} has no “{' / '.join(scope.place)}” any more.")
        return {**query, **self._where[scope.place]}

    async def _tree(self) -> places.Places:
        told = await self._ask("getFeedTree", include_empty=False)
        self._there = there = places_of(told)
        self._where = {
            place: {"feed_id": folder, "is_cat": True, "include_nested": True}
            for place, folder in folders_of(told).items()
        }
        self._where |= {at[0]: {"feed_id": int(feed)} for feed, at in there.items()}
        return there

    async def _heads(
        self,
        query: _Query,
        skip: int,
        most: int = _PAGE,
        *,
        newest_first: bool = False,
        content: bool = False,
    ) -> list[Headline]:
        """Return part of a list; by when they were published, or by when they came."""
        told = await self._ask(
            "getHeadlines",
            **query,
            order_by="feed_dates" if newest_first else "",
            limit=most,
            skip=skip,
            show_content=content,
            show_excerpt=False,
            include_attachments=content,
        )
        return await asyncio.to_thread(headlines_of, told, self._there)


def _by_title(query: _Query, words: str) -> _Query:
    return {**query, "search": " ".join(f"title:{word}" for word in words.split())}


def _joins(
    heads: list[Headline], more: Mapping[str, Any], start: int, *, oldest: bool
) -> bool:
    """Tell whether a page, the newest first, leaves nothing out behind the last one."""
    key, at = number(more.get("key")), number(more.get("at"))
    if not key or key in {one.id for one in heads}:
        return True
    if oldest:
        return len(heads) < _PAGE or _at(heads[-1]) < at
    return start == 0 or bool(heads and _at(heads[0]) > at)


def _at(one: Headline) -> int:
    published = one.item.entry.published
    return int(published.timestamp()) if published else 0
