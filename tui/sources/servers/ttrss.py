"""The JSON API of Tiny Tiny RSS (https://tt-rss.org/ApiReference), from level 8 on.

New articles are told by their ids. Marks are told by the counters of the feeds, and
where these do not come out, by lists of what is unread and starred there.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, Final

from tui.errors import LoginError, RefusedError
from tui.news import Batch, Field, Marks
from tui.sources import reach
from tui.sources.http import Client
from tui.sources.servers import asking, making, places
from tui.sources.servers.asking import Asking
from tui.sources.servers.base import Lacking, Login
from tui.sources.servers.fields import document, mapping, number, strange, text
from tui.sources.servers.ttrss_answers import (
    Headline,
    counts_of,
    headlines_of,
    places_of,
)

_PAGE, _STEP = 200, 180
"""Pages overlap, since articles of one second are in no order."""
_SOME: Final = 50
_ROUNDS: Final = 8
_MOST_MARKS: Final = 20_000
_FEW: Final = 8
_OFTEN: Final = 16
"""Each so many visits every mark is looked at, whatever the counters say."""
_ALL, _ARCHIVED = -4, 0
_NEWEST, _OLDEST = "", "date_reverse"
_FIELDS: Final[Mapping[Field, int]] = {"starred": 0, "read": 2}
_LOGIN: Final = frozenset({"LOGIN_ERROR", "NOT_LOGGED_IN", "API_DISABLED"})

_State = dict[str, Any]
_Counts = dict[str, list[int]]


@dataclass
class TinyTinyRss:
    """An account at a Tiny Tiny RSS."""

    client: Client
    address: str
    login: Login
    kind: str = "ttrss"
    name: str = ""
    found: str = ""
    _asking: Asking = field(init=False)
    _session: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self.address = self.address.rstrip("/").removesuffix("/api")
        self._asking = Asking(self.client, self.address, self.login.headers)
        self.name = self.name or f"Tiny Tiny RSS {reach.host(self.address)}"

    async def open(self) -> None:
        await self._log_in()
        version = mapping(await self._ask("getVersion")).get("version")
        words = "Tiny Tiny RSS", making.name(text(version)), "at", self.address
        self.found = " ".join(
            filter(None, (*words, "as", making.name(self.login.user)))
        )

    async def news(
        self, state: Mapping[str, Any], lacking: Lacking
    ) -> AsyncIterator[Batch]:
        there = places_of(await self._ask("getFeedTree", include_empty=False))
        changed = places.changes(places.read(state.get("places")), there)
        counts = counts_of(await self._ask("getCounters", output_mode="f"))
        visit = number(state.get("visit")) + 1
        now = {**state, "places": places.kept(there), "visit": visit}
        before = {} if visit % _OFTEN == 0 else mapping(state.get("counts"))
        yield Batch({**now}, changed.moved, (), changed.gone)
        expected = {feed: list(was) for feed, was in before.items()}
        if number(now.get("last")):
            async for batch in self._arrived(now, there, expected, lacking):
                yield batch
        if number(now.get("skip")) >= 0:
            if state.get("last"):
                # Marks do not wait for all of history.
                marks = [one async for one in self._marks(there, {}, {**counts})]
                yield Batch({**now}, marks=tuple(marks))
            async for batch in self._walk(now, there, expected, lacking):
                yield batch
        marks = [one async for one in self._marks(there, expected, counts)]
        for one in marks:
            # Ids need not become visible in their order.
            async for batch in self._named(now, there, await lacking([*one.unread])):
                yield batch
        now["counts"] = counts
        yield Batch({**now}, marks=tuple(marks))

    async def mark(self, keys: Sequence[str], what: Field, want: bool) -> None:
        mode = int(want if what == "starred" else not want)
        for some in asking.pieces(keys, _PAGE):
            await self._ask(
                "updateArticle",
                article_ids=",".join(some),
                mode=mode,
                field=_FIELDS[what],
            )

    async def _arrived(
        self, now: _State, there: places.Places, expected: _Counts, lacking: Lacking
    ) -> AsyncIterator[Batch]:
        """Bring what has a larger id than all that were known."""
        since, newest, pages = number(now["last"]), 0, 0
        async for page in self._pages(there, since, content=True):
            await _expect(expected, page, lacking)
            newest, pages = newest or max(one.id for one in page), pages + 1
            yield Batch({**now}, items=tuple(one.item for one in page))
        if pages > 1:
            async for batch in self._missed(now, there, since, lacking):
                yield batch
        now["last"] = max(since, newest)

    async def _walk(
        self, now: _State, there: places.Places, expected: _Counts, lacking: Lacking
    ) -> AsyncIterator[Batch]:
        """Bring history; ``now["skip"]`` says how far it is, -1 for all of it."""
        skip = first = number(now.get("skip"))
        async for page in self._pages(there, 0, content=True, skip=skip):
            await _expect(expected, page, lacking)
            now["last"] = number(now.get("last")) or max(one.id for one in page)
            skip += _STEP
            now["skip"] = skip
            items = tuple(one.item for one in page)
            yield Batch({**now}, items=items, older=skip > _STEP)
        if first or skip > _STEP:
            async for batch in self._missed(now, there, 0, lacking):
                yield batch
        now["skip"] = -1

    async def _missed(
        self, now: _State, there: places.Places, since: int, lacking: Lacking
    ) -> AsyncIterator[Batch]:
        """Look at each feed, for what may have been lost between the pages of all.

        A feed is mostly one page, which loses nothing; more are read until they bring
        nothing new.
        """
        for feed in (_ARCHIVED, *map(number, there)):
            for _ in range(_ROUNDS):
                pages, found = 0, False
                async for page in self._pages(there, since, feed=feed):
                    keys = await lacking([str(one.id) for one in page])
                    pages, found = pages + 1, found or bool(keys)
                    async for batch in self._named(now, there, keys):
                        yield batch
                if pages < 2 or not found:  # noqa: PLR2004 - more than one
                    break

    async def _named(
        self, now: _State, there: places.Places, keys: AbstractSet[str]
    ) -> AsyncIterator[Batch]:
        wanted = sorted(keys, key=number, reverse=True)
        for some in asking.pieces(wanted, _SOME):
            content = await self._ask("getArticle", article_id=",".join(some))
            found = await asyncio.to_thread(headlines_of, content, there)
            yield Batch({**now}, items=tuple(one.item for one in found))

    async def _marks(
        self,
        there: places.Places,
        expected: _Counts,
        counts: _Counts,
    ) -> AsyncIterator[Marks]:
        """List what is marked at the feeds whose counters changed.

        A feed whose lists did not come out is taken out of ``counts``, for another time.
        """
        differ = [feed for feed, told in counts.items() if expected.get(feed) != told]
        sole = Counter(there.values())
        if len(differ) > _FEW or any(sole[there.get(feed, ())] != 1 for feed in differ):
            told = [*map(sum, zip(*counts.values(), strict=True))]
            some = min(starred for _, starred in counts.values())
            whole: tuple[str, ...] = ()
            lists = [(_ALL, whole, [told[0], told[1] if some >= 0 else some])]
        else:
            lists = [(int(feed), there[feed][0], counts[feed]) for feed in differ]
        for feed, place, (unread, starred) in lists:
            if max(unread, starred) > _MOST_MARKS:
                continue
            there_unread = await self._listed(there, feed, "unread", unread)
            there_starred = await self._listed(there, feed, "marked", starred)
            if there_unread is not None and there_starred is not None:
                yield Marks(there_unread, there_starred, place=place)
            else:
                for one in [*counts] if feed == _ALL else [str(feed)]:
                    del counts[one]

    async def _listed(
        self, there: places.Places, feed: int, view: str, least: int
    ) -> frozenset[str] | None:
        """Return the keys in a view of a feed; None where they are fewer than ``least``.

        What is lost between pages is looked for once more from the other end.
        """
        keys: set[str] = set()
        for order in (_NEWEST, _OLDEST):
            pages = 0
            async for page in self._pages(there, order=order, feed=feed, view=view):
                keys.update(str(one.id) for one in page)
                pages += 1
            if pages < 2 or len(keys) >= least >= 0:  # noqa: PLR2004 - more than one
                break
        return frozenset(keys) if len(keys) >= least else None

    async def _pages(  # noqa: PLR0913 - what the API takes
        self,
        there: places.Places,
        since: int = 0,
        *,
        order: str = _NEWEST,
        skip: int = 0,
        feed: int = _ALL,
        view: str = "all_articles",
        content: bool = False,
    ) -> AsyncIterator[list[Headline]]:
        seen: set[int] = set()
        for start in range(skip, 2**31, _STEP):
            told = await self._ask(
                "getHeadlines",
                feed_id=feed,
                view_mode=view,
                since_id=since,
                order_by=order,
                limit=_PAGE,
                skip=start,
                show_content=content,
                show_excerpt=False,
                include_attachments=content,
            )
            page = await asyncio.to_thread(headlines_of, told, there)
            new = [one for one in page if one.id not in seen]
            if not new:
                return
            seen.update(one.id for one in new)
            yield new
            if len(page) < _STEP:
                return

    async def _log_in(self) -> None:
        user, secret = self.login.user, self.login.secret
        told = mapping(await self._told("login", user=user, password=secret))
        self._session = text(told.get("session_id"))

    async def _ask(self, op: str, **asked: Any) -> Any:
        if self._session:
            try:
                return await self._told(op, sid=self._session, **asked)
            except LoginError:
                self._session = ""
        await self._log_in()
        return await self._told(op, sid=self._session, **asked)

    async def _told(self, op: str, **asked: Any) -> Any:
        message = asking.told({"op": op, **asked})
        answer = await self._asking.ask("/api/", message=message)
        found = mapping(await asyncio.to_thread(document, answer))
        if "status" not in found or "content" not in found:
            raise strange(answer.url, "no Tiny Tiny RSS")
        if text(found["status"]) == "0":
            return found["content"]
        error = making.name(text(mapping(found["content"]).get("error")))
        where = reach.shown(answer.url)
        if error in _LOGIN:
            raise LoginError(
                f"{where} does not accept the login ({error}). Look at the user and the"
                " password, and whether the API is switched on in its preferences."
            )
        raise RefusedError(f"{where} refuses what it was asked ({error}).")


async def _expect(counts: _Counts, page: list[Headline], lacking: Lacking) -> None:
    """Count what is new into what the counters should say."""
    new = await lacking([str(one.id) for one in page])
    for one in page:
        if str(one.id) in new:
            unread, starred = counts.get(one.feed, (0, 0))
            more = int(one.item.starred is True and starred >= 0)
            counts[one.feed] = [unread + (not one.item.read), starred + more]
