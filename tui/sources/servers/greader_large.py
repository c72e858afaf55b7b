"""A Google Reader API with more items than anyone keeps: its newest, and pages of ids.

Lists of ids say what there is, never what is marked: two lists asked for one after the
other need not fit together. What seems to differ is asked for itself.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from msgspec import Struct

from tui.errors import BusyError, LoginError, SourceError
from tui.news import Batch, Count, Counts, Item, Scope, Stretch
from tui.sources import reach
from tui.sources.servers import asking, places
from tui.sources.servers.fields import document, mapping, number, records, text
from tui.sources.servers.greader import GReader
from tui.sources.servers.greader_answers import ids_of, places_of
from tui.sources.servers.large import Here, ItemPage, PageAsked

_STATE: Final = "user/-/state/com.google/"
_ALL: Final = _STATE + "reading-list"
_START: Final = MappingProxyType({"c": "", "count": 0})
"""What asks for the first page."""
_IDS: Final = 1_000
"""What every server gives of ids at once."""
_PAGE: Final = 100
_OVERLAP: Final = 50
"""Where a continuation counts items, as many are asked for again: items move on."""
_OFTEN: Final = 8
"""Each so many visits some of what is here is looked at, whatever the counts say."""
_CHECKED: Final = 100
"""So many of those that are not among the newest are looked at in one visit."""


class _Ids(Struct, frozen=True):
    """Keys in the order of the server, and how to go on; None at the end."""

    keys: tuple[str, ...]
    more: Mapping[str, Any] | None


@dataclass
class LargeGReader(GReader):
    """An account at a server of the Google Reader API, however much that has."""

    searches: bool = False
    _there: places.Places | None = None
    _without_labels: bool = False

    async def is_large(self, most: int) -> bool:
        return (await self._first(Scope(), most)).more is not None

    async def recent(
        self, state: Mapping[str, Any], here: Here, newest: int
    ) -> AsyncIterator[Batch]:
        found = await self._feeds()
        changed = places.changes(places.read(state.get("places")), found)
        now = {**state, "large": True, "places": places.kept(found)}
        yield Batch({**now}, changed.moved, (), changed.gone)
        first = await self._first(Scope(), newest)
        known = await here.marks(first.keys)
        async for batch in self._newest(now, first, here, found):
            yield batch
        async for batch in self._marks(now, first.keys, known, found):
            yield batch
        counts = await self._counts(found)
        told = [feed.unread for feed in counts.feeds]
        now["visit"] = visit = number(now.get("visit")) + 1
        if told != now.get("told") or visit % _OFTEN == 0:
            async for batch in self._checked(now, here, {*first.keys}):
                yield batch
        now["told"] = told
        yield Batch({**now}, counts=counts)

    async def _newest(
        self, now: dict[str, Any], first: _Ids, here: Here, there: places.Places
    ) -> AsyncIterator[Batch]:
        new = await here.lacking(first.keys)
        missing = [key for key in first.keys if key in new]
        last = first.keys[-1:]
        # Nothing was here, or more came than these: what is here has no gap from anew.
        fresh = bool(last) and (not now.get("begun") or last[0] in new)
        if fresh and last[0] not in new:
            missing.append(last[0])
        for start in range(0, len(missing), _PAGE):
            some = missing[start : start + _PAGE]
            page = ItemPage(await self._ordered(some, there), None)
            stretch = None
            if fresh:
                ended = start + _PAGE >= len(missing)
                edge, more = page.edge(0), first.more if ended else _START
                stretch = Stretch(
                    Scope(), oldest=False, edge=edge, more=more, begins=not start
                )
                now["begun"] = True
            yield Batch({**now}, items=page.items, stretch=stretch)

    async def _marks(
        self,
        now: Mapping[str, Any],
        keys: Sequence[str],
        known: Mapping[str, tuple[bool, bool]],
        there: places.Places,
    ) -> AsyncIterator[Batch]:
        """Ask for the items among ``keys`` whose marks seem to be others than here."""
        unread = {*(await self._first(Scope((), "unread"), len(keys))).keys}
        starred = {*(await self._first(Scope((), "starred"), len(keys))).keys}
        differ = [
            key
            for key in keys
            if key in known and known[key] != (key not in unread, key in starred)
        ]
        for some in asking.pieces(differ, _PAGE):
            yield Batch({**now}, items=await self._items(some, there))

    async def _checked(
        self, now: dict[str, Any], here: Here, newest: set[str]
    ) -> AsyncIterator[Batch]:
        """Look at some that are here and not among the newest, each time at the next."""
        seen = text(now.get("check"))
        keys = await here.after(seen, _CHECKED + len(newest))
        others = [key for key in keys if key not in newest][:_CHECKED]
        now["check"] = others[-1] if len(others) == _CHECKED else ""
        if others:
            items = await self._items(others, self._there or {})
            yield Batch({**now}, items=items)

    def covering(self, scope: Scope) -> Scope:
        folder = len(scope.place) == 1 and not self._feed(scope)
        wide = scope.which == "starred" or (folder and self._without_labels)
        return Scope((), scope.which) if wide else scope

    async def page(self, asked: PageAsked) -> ItemPage:
        if asked.scope.words:
            where = reach.shown(self.address)
            raise SourceError(f"{where} has no search: its protocol knows none.")
        there = self._there or await self._feeds()
        ids = await self._some(asked.scope, asked.more, _PAGE, oldest=asked.oldest)
        page = ItemPage(await self._ordered(ids.keys, there), ids.more)
        if asked.oldest and not asked.more and ids.more and page.edge(0) >= asked.far:
            where = reach.shown(self.address)
            raise SourceError(f"{where} tells articles only from the newest on.")
        return page

    async def _ordered(
        self, keys: Sequence[str], there: places.Places
    ) -> tuple[Item, ...]:
        """Fetch items in the order of ``keys``."""
        found = (
            {one.entry.key: one for one in await self._items(keys, there)}
            if keys
            else {}
        )
        return tuple(found[key] for key in keys if key in found)

    async def _first(self, scope: Scope, most: int) -> _Ids:
        """Return at least the ``most`` newest ids of a scope, or all."""
        keys: dict[str, None] = {}
        more: Mapping[str, Any] | None = None
        while True:
            ids = await self._some(scope, more, min(_IDS, most), oldest=False)
            before, more = len(keys), ids.more
            keys.update(dict.fromkeys(ids.keys))
            if more is None or len(keys) >= most or len(keys) == before:
                return _Ids(tuple(keys), more)

    async def _some(
        self,
        scope: Scope,
        more: Mapping[str, Any] | None,
        most: int,
        *,
        oldest: bool,
    ) -> _Ids:
        """Return the next ids of a scope."""
        pairs = [*self._stream(scope), ("n", str(most))]
        pairs += [("r", "o")] if oldest else []
        asked = mapping(more)
        before, going_on = number(asked.get("count")), text(asked.get("c"))
        if asked.get("counts") is True:
            # What it counts moves on meanwhile.
            before = max(0, before - _OVERLAP)
            going_on = str(before) if before else ""
        pairs += [("c", going_on)] if going_on else []
        try:
            answer = await self._get("/stream/items/ids", pairs)
        except (LoginError, BusyError):
            raise
        except SourceError:
            # Some fail where a label is asked for.
            self._without_labels = self._without_labels or self._by_label(scope)
            raise
        ids = await asyncio.to_thread(ids_of, answer)
        if not ids.more or not ids.keys:
            return _Ids(ids.keys, None)
        count = before + len(ids.keys)
        counts = ids.more == str(count) and asked.get("counts", True) is True
        return _Ids(ids.keys, {"c": ids.more, "count": count, "counts": counts})

    def _stream(self, scope: Scope) -> list[tuple[str, str]]:
        if scope.which == "starred":
            return [("s", _STATE + "starred")]
        stream = _ALL
        if scope.place:
            feed = self._feed(scope)
            stream = feed or f"user/-/label/{scope.place[0]}"
        only = [("xt", _STATE + "read")] if scope.which == "unread" else []
        return [("s", stream), *only]

    def _feed(self, scope: Scope) -> str:
        """Return the stream of the feed that stands at a place; empty for none."""
        feeds = [feed for feed, at in (self._there or {}).items() if scope.place in at]
        return feeds[0] if len(feeds) == 1 else ""

    def _by_label(self, scope: Scope) -> bool:
        return self._stream(scope)[0][1].startswith("user/-/label/")

    async def _feeds(self) -> places.Places:
        there = await self._get("/subscription/list", [])
        self._there = places_of(there, wide=self._wide)
        return self._there

    async def _counts(self, there: places.Places) -> Counts:
        """Return what is unread; of all that there is no number is told."""
        told = mapping(document(await self._get("/unread-count", [])))
        unread = {
            text(one.get("id")): number(one.get("count"))
            for one in records(told.get("unreadcounts"))
        }
        return Counts(
            tuple(Count(at, unread.get(feed, 0), None) for feed, at in there.items())
        )
