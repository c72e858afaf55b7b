"""The REST API of WordPress, wp/v2 (https://developer.wordpress.org/rest-api/).

It keeps no marks. Posts are paged by their times, never by page numbers, which drift;
those of one second are told apart by their ids. What is missing or deleted shows in
the number of posts that it counts.
"""

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tui.errors import LoginError, RefusedError
from tui.news import Batch, Field, Remaining
from tui.sources import reach
from tui.sources.http import Client, Response
from tui.sources.servers import making, places
from tui.sources.servers.asking import Asking, Pairs, pieces
from tui.sources.servers.base import Lacking, Login
from tui.sources.servers.fields import document, mapping, number, strange, text
from tui.sources.servers.wordpress_answers import (
    FIELDS,
    Post,
    later,
    listed,
    moves,
    places_of,
    posts_of,
)
from tui.sources.servers.wordpress_names import Names

_PAGE: Final = 50
_MOST: Final = 100
"""So many at once is the most that any WordPress tells."""
_FEW: Final = 5_000
"""Of so many posts all ids are listed where one is missing."""
_OFTEN: Final = 16
"""Each so many visits the categories are looked at, though no post changed."""
_WHOLE: Final = "whole"

_State = dict[str, Any]
_Query = list[tuple[str, str | int]]


@dataclass
class WordPress:
    """A site made by WordPress, as anybody sees it or as one of its people does."""

    client: Client
    address: str
    """The API's: ``https://example.org/wp-json/``, or one with ``?rest_route=/``."""
    login: Login
    kind: str = "wordpress"
    name: str = ""
    found: str = ""
    _statuses: tuple[tuple[str, str], ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        base, _, self._route = self.address.partition("?rest_route=")
        base = base if self._route else base.rstrip("/")
        self._asking = Asking(self.client, base, self._headers())
        self._names = Names(self._ask)

    def _headers(self) -> Mapping[str, str]:
        if not self.login.user:
            return self.login.headers
        login = f"{self.login.user}:{self.login.secret}".encode()
        basic = {"Authorization": f"Basic {b64encode(login).decode()}"}
        return {**self.login.headers, **basic}

    async def open(self) -> None:
        answer = await self._ask("/", [("_fields", "name,namespaces")])
        told = mapping(document(answer))
        spaces = told.get("namespaces")
        if not isinstance(spaces, list) or "wp/v2" not in spaces:
            raise strange(answer.url, "no WordPress")
        title = making.name(making.plain(text(told.get("name"))))
        self.name = self.name or title or f"WordPress {reach.host(self.address)}"
        who = ""
        if self.login.user:
            who = f" as {making.name(self.login.user)}"
            await self._ask("/wp/v2/users/me", [("context", "edit"), ("_fields", "id")])
        _, total = await self._latest()
        posts = "1 post" if total == 1 else f"{total:,} posts"
        where = reach.shown(self.address)
        self.found = f"WordPress “{self.name}” at {where}{who}, {posts}"

    async def news(
        self, state: Mapping[str, Any], lacking: Lacking
    ) -> AsyncIterator[Batch]:
        latest, total = await self._latest()
        there: places.Places = places.read(state.get("places"))
        now: _State = {**state, "visit": number(state.get("visit")) + 1}
        changed = (latest, total) != (state.get("modified"), state.get("total"))
        if changed or now["visit"] % _OFTEN == 0:
            known, there = there, await self._categories()
            now["places"] = places.kept(there)
            yield Batch({**now}, moved=moves(known, there))
        if changed and (since := text(state.get("modified"))):
            expected = number(state.get("total"))
            for what, start in (
                ("modified", since),
                ("date", text(state.get("newest"))),
            ):
                if what == "modified" or expected != total:
                    # What was planned appears without being modified.
                    async for posts in self._walk(what, since=start):
                        expected += len(await lacking([post.key for post in posts]))
                        now["newest"] = _newest(now, posts)
                        yield Batch(
                            {**now}, items=await self._names.items(posts, there)
                        )
            if expected != total <= _FEW and state.get("oldest") == _WHOLE:
                async for batch in self._mended(now, there, lacking):
                    yield batch
        now |= {"modified": latest, "total": total}
        yield Batch({**now})
        oldest = text(state.get("oldest"))
        if oldest != _WHOLE or not state.get("modified"):
            before = oldest if oldest != _WHOLE else ""
            async for posts in self._walk("date", before=before):
                times = [post.date for post in posts if post.date]
                now |= {"newest": _newest(now, posts), "oldest": min(times, default="")}
                yield Batch(
                    {**now}, items=await self._names.items(posts, there), older=True
                )
            yield Batch({**now, "oldest": _WHOLE}, older=True)

    async def mark(self, keys: Sequence[str], what: Field, want: bool) -> None:
        """Do nothing: it keeps no marks."""

    async def _mended(
        self, now: _State, there: places.Places, lacking: Lacking
    ) -> AsyncIterator[Batch]:
        """List all ids, where the count says that posts are gone or were missed."""
        keys: list[str] = []
        totals: set[int] = set()
        while True:
            query: _Query = [("orderby", "id"), ("order", "asc"), ("per_page", _MOST)]
            place: _Query = [("_fields", "id"), ("offset", len(keys))]
            answer = await self._ask("/wp/v2/posts", [*query, *place, *self._statuses])
            found = [post.key for post in posts_of(answer)]
            totals.add(_total(answer))
            new = {*found} - {*keys}
            keys += found
            if len(found) < _MOST or not new:
                break
        if totals != {len({*keys})}:
            return  # it changed meanwhile; the next visit sees it
        for some in pieces(sorted(await lacking(keys), key=number), _PAGE):
            include: _Query = [("include", ",".join(some)), ("per_page", _PAGE)]
            posts = await self._posts(include)
            yield Batch({**now}, items=await self._names.items(posts, there))
        yield Batch({**now}, remaining=(Remaining((), frozenset(keys)),))

    async def _walk(
        self, what: str, *, since: str = "", before: str = ""
    ) -> AsyncIterator[list[Post]]:
        """Yield posts by their ``date`` or when ``modified``, the latest first.

        Those of the very second of ``since`` and ``before`` are among them.
        """
        kind = "modified_" if what == "modified" else ""
        done: set[str] = set()
        edge, there = before, set[str]()
        while True:
            query: _Query = [("orderby", what), ("order", "desc")]
            query += [(f"{kind}after", later(since, -1))] if since else []
            query += [(f"{kind}before", later(edge, 1))] if edge else []
            query += [("exclude", ",".join(sorted(there, key=number)))] if there else []
            page = await self._posts([*query, ("per_page", _PAGE)])
            new = [post for post in page if post.key not in done]
            if not new:
                return
            yield new
            done.update(post.key for post in new)
            last = min((post.when(what) for post in new if post.when(what)), default="")
            # Versions before 5.7 tell all posts, whenever they were modified.
            if len(page) < _PAGE or not last or last < since:
                return
            there = {*(there if last == edge else ())}
            there.update(post.key for post in new if post.when(what) == last)
            edge = last

    async def _posts(self, query: Pairs) -> list[Post]:
        asked = [*query, ("_fields", FIELDS), *self._statuses]
        answer = await self._ask("/wp/v2/posts", asked)
        return await asyncio.to_thread(posts_of, answer)

    async def _categories(self) -> places.Places:
        found: list[Mapping[str, Any]] = []
        for page in range(1, _MOST):
            query: _Query = [
                ("per_page", _MOST),
                ("page", page),
                ("_fields", "id,name,parent"),
            ]
            try:
                told = [*listed(await self._ask("/wp/v2/categories", query))]
            except RefusedError:
                break  # beyond the last page
            found += told
            if len(told) < _MOST:
                break
        return places_of(found)

    async def _latest(self) -> tuple[str, int]:
        """Return when a post was modified last, and how many posts there are."""
        query: _Query = [("orderby", "modified"), ("per_page", 1)]
        query.append(("_fields", "id,modified"))
        private = [("status", "publish,private")]
        if self.login.user and not self._statuses:
            try:
                answer = await self._ask("/wp/v2/posts", [*query, *private])
            except RefusedError:
                pass  # it is not for everybody to see what is private
            else:
                self._statuses = tuple(private)
                return _latest_of(answer)
        return _latest_of(await self._ask("/wp/v2/posts", [*query, *self._statuses]))

    async def _ask(self, route: str, query: Pairs) -> Response:
        try:
            if self._route:
                return await self._asking.ask("", [("rest_route", route), *query])
            return await self._asking.ask(route, query)
        except LoginError as error:
            if self.login.user:
                raise
            raise RefusedError(
                f"{reach.shown(self.address)} is a WordPress that shows its posts to its"
                " own people only. Add its feed, or give --user and --password-command."
            ) from error


def _latest_of(answer: Response) -> tuple[str, int]:
    return next((post.modified for post in posts_of(answer)), ""), _total(answer)


def _total(answer: Response) -> int:
    return number(answer.headers.get("x-wp-total"))


def _newest(state: Mapping[str, Any], posts: Iterable[Post]) -> str:
    return max([text(state.get("newest")), *(post.date for post in posts)])
