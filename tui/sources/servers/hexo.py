"""A Hexo site that has its posts in one file; it is no server, and keeps no marks."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final
from urllib.parse import urljoin

from tui.errors import SourceError
from tui.news import Batch, Field, Remaining
from tui.sources import reach
from tui.sources.http import Client, Response
from tui.sources.servers import asking
from tui.sources.servers.base import Lacking, Login
from tui.sources.servers.fields import strange, text
from tui.sources.servers.hexo_answers import Posts, posts_of
from tui.sources.servers.hexo_search import search_posts_of

_MOST_BYTES: Final = 64_000_000
_BATCH: Final = 200
_UNCHANGED: Final = 304
_FILES: Final = ("content.json", "search.xml", "search.json")
"""The best first: the others have no dates but those in addresses."""
_generator = re.compile(rb"<meta\s[^>]*\bgenerator\b[^>]*\bhexo\b", re.IGNORECASE)


@dataclass
class Hexo:
    """A site of Hexo's, as its own file tells it."""

    client: Client
    address: str
    """That of the file."""
    login: Login
    kind: str = "hexo"
    name: str = ""
    found: str = ""

    async def open(self) -> None:
        """Do nothing: there is only the one file, and ``news`` asks for it."""
        self.name = self.name or reach.host(self.address)
        self.found = f"Hexo at {reach.shown(self.address)}"

    async def news(
        self, state: Mapping[str, Any], lacking: Lacking
    ) -> AsyncIterator[Batch]:
        _ = lacking  # the whole file comes at once
        kept = {"If-None-Match": "etag", "If-Modified-Since": "modified"}
        asked = {name: text(state.get(key)) for name, key in kept.items()}
        answer = await self.client.fetch(
            self.address,
            most_bytes=_MOST_BYTES,
            headers={name: value for name, value in asked.items() if value},
        )
        if answer.status == _UNCHANGED:
            return
        asking.answered(answer)
        now = {
            "etag": answer.headers.get("etag", ""),
            "modified": answer.headers.get("last-modified", ""),
            "digest": blake2b(answer.body, digest_size=16).hexdigest(),
        }
        if now["digest"] == state.get("digest"):
            yield Batch(now)
            return
        posts = await asyncio.to_thread(_posts, answer, sure=True)
        if posts is None:
            raise strange(answer.url, "no posts of Hexo's")
        for start in range(0, len(posts.items), _BATCH):
            yield Batch({**state}, items=posts.items[start : start + _BATCH])
        keys = frozenset(item.entry.key for item in posts.items)
        yield Batch(now, remaining=(Remaining((), keys),))

    async def mark(self, keys: Sequence[str], what: Field, want: bool) -> None:
        """Do nothing: it keeps no marks."""


async def found_at(
    client: Client, page: Response, *, sure: bool = False
) -> Hexo | None:
    """Return the site that a page belongs to, or whose file of posts it is.

    Other files are asked for only where the page says that Hexo made it, or the person
    does (``sure``).
    """
    if site := await asyncio.to_thread(_site, client, page, sure=sure):
        return site
    if not sure and not _generator.search(page.body):
        return None
    beside = (urljoin(page.url, f"{top}{name}") for name in _FILES for top in ("", "/"))
    for place in dict.fromkeys(beside):
        try:
            answer = await client.fetch(place, most_bytes=_MOST_BYTES)
        except SourceError:
            continue
        if answer.status < 400:  # noqa: PLR2004 - RFC 9110
            site = await asyncio.to_thread(_site, client, answer, sure=sure)
            if site:
                return site
    return None


def _posts(answer: Response, *, sure: bool) -> Posts | None:
    return posts_of(answer) or search_posts_of(answer, sure=sure)


def _site(client: Client, answer: Response, *, sure: bool) -> Hexo | None:
    posts = _posts(answer, sure=sure)
    if posts is None:
        return None
    where, number = reach.shown(answer.url), len(posts.items)
    told = "1 post" if number == 1 else f"{number:,} posts"
    some = any(item.body.text for item in posts.items)
    how = "as plain text" if some else "without their texts"
    only = "" if posts.full else f", {how}: w fetches the page of an article"
    found = f"Hexo at {where}, {told}{only}"
    return Hexo(
        client,
        answer.url,
        Login("", ""),
        "hexo",
        posts.site or reach.host(answer.url),
        found,
    )
