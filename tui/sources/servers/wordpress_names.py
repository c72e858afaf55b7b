"""Learns what the numbers in a WordPress' posts stand for; it knows nothing of paging."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from tui.errors import BusyError, SourceError
from tui.news import Item
from tui.sources.feeds.feed import Medium
from tui.sources.feeds.media import THUMBNAIL
from tui.sources.http import Response
from tui.sources.servers import making, places
from tui.sources.servers.asking import Pairs, pieces
from tui.sources.servers.fields import number, text
from tui.sources.servers.wordpress_answers import Known, Post, ids, item_of, listed

_MOST: Final = 100


class Names:
    """Makes items of posts, and asks for what these name only by number."""

    def __init__(self, ask: Callable[[str, Pairs], Awaitable[Response]]) -> None:
        self._ask = ask
        self._tags: dict[str, str] = {}
        self._authors: dict[str, str] = {}
        self._pictures: dict[str, Medium] = {}
        self._closed: set[str] = set()
        """What the site does not tell to everybody."""

    async def items(
        self, posts: Sequence[Post], there: places.Places
    ) -> tuple[Item, ...]:
        await self._name("tags", "name", _named(posts, "tags") - self._tags.keys())
        await self._name(
            "users", "name", _named(posts, "author") - self._authors.keys()
        )
        pictures = _named(posts, "featured_media") - self._pictures.keys()
        await self._name("media", "source_url,alt_text", pictures)
        known = Known(there, self._tags, self._authors, self._pictures)
        return await asyncio.to_thread(
            lambda: tuple(item_of(post, known) for post in posts)
        )

    async def _name(self, what: str, fields: str, wanted: Iterable[str]) -> None:
        """Learn what some ids stand for; sites need not tell, and posts need it not."""
        for some in pieces(sorted(wanted, key=number), _MOST):
            if what in self._closed:
                return
            query = ("include", ",".join(some)), ("per_page", _MOST)
            try:
                found = await self._ask(
                    f"/wp/v2/{what}", (*query, ("_fields", f"id,{fields}"))
                )
                for told in listed(found):
                    self._learn(what, text(told.get("id")), told)
            except BusyError:
                raise
            except SourceError:
                self._closed.add(what)

    def _learn(self, what: str, key: str, told: Mapping[str, Any]) -> None:
        if what == "media":
            if url := making.address(text(told.get("source_url"))):
                about = making.name(text(told.get("alt_text")))
                self._pictures[key] = Medium(url, THUMBNAIL, about)
            return
        known = self._tags if what == "tags" else self._authors
        known[key] = making.plain(text(told.get("name")))


def _named(posts: Iterable[Post], what: str) -> set[str]:
    return {one for post in posts for one in ids(post.told, what)}
