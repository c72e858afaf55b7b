"""A Hexo site that has its posts as a file of JSON; it is no server, and keeps no marks."""

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
from tui.sources.servers.hexo_answers import posts_of

_MOST_BYTES: Final = 64_000_000
_BATCH: Final = 200
_UNCHANGED: Final = 304
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
        posts = await asyncio.to_thread(posts_of, answer)
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
    if site := _site(client, page):
        return site
    if not sure and not _generator.search(page.body):
        return None
    beside = urljoin(page.url, "content.json"), urljoin(page.url, "/content.json")
    for place in dict.fromkeys(beside):
        try:
            answer = await client.fetch(place, most_bytes=_MOST_BYTES)
        except SourceError:
            continue
        if answer.status < 400 and (site := _site(client, answer)):  # noqa: PLR2004 - RFC 9110
            return site
    return None


def _site(client: Client, answer: Response) -> Hexo | None:
    posts = posts_of(answer)
    if posts is None:
        return None
    where, number = reach.shown(answer.url), len(posts.items)
    told = "1 post" if number == 1 else f"{number:,} posts"
    only = "" if posts.full else ", as plain text: w fetches the page of an article"
    found = f"Hexo at {where}, {told}{only}"
    return Hexo(
        client,
        answer.url,
        Login("", ""),
        "hexo",
        posts.site or reach.host(answer.url),
        found,
    )
