"""Visits a feed: asks whether it changed, and says when to come again."""

import asyncio
import math
from datetime import UTC
from email.utils import parsedate_to_datetime
from hashlib import blake2b
from typing import NamedTuple

from msgspec.structs import replace

from tui.errors import LoginError, SourceError, UnreachedError
from tui.sources.feed_state import State
from tui.sources.feeds.feed import Feed
from tui.sources.feeds.parse import parse
from tui.sources.http import Client, Response
from tui.sources.login import Login, Question, fetch, hidden, refused
from tui.sources.rsshub.reason import reason, successful

_MOST_BYTES = 50_000_000
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json;q=0.9,"
    " application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1"
)
_MINUTE, _DAY = 60, 86_400
_OFTENEST, _SELDOMEST = 15 * _MINUTE, _DAY
_LONGEST_WISH = 14 * _DAY
_NEVER = 1 << 40
_ADOPTED = 3
"""So often must a feed be found moved for good before its address is changed."""
_NOT_MODIFIED, _REFUSED, _HIDDEN, _GONE = 304, 401, 403, 410
_BUSY = frozenset({429, 503})


class Visit(NamedTuple):
    """How a visit went."""

    state: State
    due: int
    """When to come again, in seconds since 1970."""
    feed: Feed | None = None
    """What it says; None where that is nothing new, or cannot be told."""
    url: str = ""
    """Its address from now on, where that has changed."""
    page: Response | None = None
    """What answered where that is no feed; a web page may name some."""
    refused: bool = False
    """Whether it wants to know who asks, and was not told, or not what it wants."""
    unreached: bool = False
    """Whether nobody answered."""


class Answered(NamedTuple):
    """What a feed answered, which is to be read."""

    state: State
    answer: Response
    now: int


async def visit(  # noqa: PLR0913 - what a visit is made of
    client: Client,
    url: str,
    state: State,
    now: int,
    *,
    home: str = "",
    login: Login | None = None,
) -> Visit:
    """Ask a feed for what is new, as `ask` does, and read what it answers."""
    asked = await ask(client, url, state, now, home=home, login=login)
    return asked if isinstance(asked, Visit) else await asyncio.to_thread(read, asked)


async def ask(  # noqa: PLR0913 - likewise
    client: Client,
    url: str,
    state: State,
    now: int,
    *,
    home: str = "",
    login: Login | None = None,
) -> Visit | Answered:
    """Ask a feed for what is new; return what is to be read, or how it went.

    ``home`` is the address that the person named, where a page of it named this one;
    ``login`` is told to its own host, where that wants to know who asks.

    Conditional requests follow RFC 9110, 13; how soon to come again, its Retry-After
    (10.2.3), ``max-age`` of RFC 9111, the feed's own ``ttl``, and how often it changes.
    """
    state = replace(state, visited=now)
    try:
        question = Question(_MOST_BYTES, _ACCEPT, home or url, _conditions(state))
        answer, way = await fetch(client, url, question, login, state.way)
        if answer.status == _REFUSED:
            raise refused(url, answer, login)
        state = replace(state, way=way)
        if answer.status == _HIDDEN and reason(answer) is None:
            raise hidden(url, answer, login)
        if answer.status == _GONE:
            ended = replace(_failed(state, _told(answer), now), ended=True)
            return Visit(ended, _NEVER)
        if answer.status in _BUSY:
            failed = _failed(state, _told(answer), now)
            return Visit(failed, now + max(_pause(failed), _retry_after(answer, now)))
        if answer.status == _NOT_MODIFIED and answer.url != state.answered:
            # It leads elsewhere than before, and what we have is not from there.
            state = replace(state, answered="")
            return await ask(client, url, state, now, home=home, login=login)
        if answer.status == _NOT_MODIFIED:
            return _unchanged(state, answer, now)
        return Answered(state, successful(answer), now)
    except SourceError as error:
        failed = _failed(state, str(error), now)
        return Visit(
            failed,
            now + _pause(failed),
            refused=isinstance(error, LoginError),
            unreached=isinstance(error, UnreachedError),
        )


def read(asked: Answered) -> Visit:
    """Read what a feed answered, on any thread."""
    state, answer, now = asked
    digest = blake2b(answer.body, digest_size=16).hexdigest()
    headers = answer.headers
    fresh = replace(
        state,
        answered=answer.url,
        etag=headers.get("etag", ""),
        modified=headers.get("last-modified", ""),
        digest=digest,
    )
    if (digest, answer.url) == (state.digest, state.answered):
        return _unchanged(fresh, answer, now)
    kind = headers.get("content-type", "")
    try:
        feed = parse(answer.body, kind, answer.url)
    except SourceError as error:
        failed = _failed(state, str(error), now)
        return Visit(failed, now + _pause(failed), page=answer)
    first = not state.digest
    every = fresh.every if first else max(_OFTENEST, fresh.every // 2)
    well = replace(_well(fresh), every=every, site=feed.site, kind=feed.kind)
    wait = max(every, min(feed.ttl, _LONGEST_WISH), _max_age(answer))
    return _adopted(Visit(well, now + wait, feed), answer.moved)


def _unchanged(state: State, answer: Response, now: int) -> Visit:
    every = min(_SELDOMEST, math.ceil(state.every * 1.5))
    well = replace(_well(state), every=every)
    return _adopted(Visit(well, now + max(every, _max_age(answer))), answer.moved)


def _adopted(visit: Visit, moved: str) -> Visit:
    """Count how often the feed was found moved for good; at last believe it."""
    state = visit.state
    moves = state.moves + 1 if moved and moved == state.moved else int(bool(moved))
    state = replace(state, moved=moved, moves=moves)
    if moves < _ADOPTED:
        return visit._replace(state=state)
    return visit._replace(state=replace(state, moved="", moves=0), url=moved)


def _conditions(state: State) -> dict[str, str]:
    asked = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
    return {name: value for name, value in asked.items() if value and state.answered}


def _well(state: State) -> State:
    return replace(state, failures=0, since=0, trouble="", ended=False)


def _failed(state: State, trouble: str, now: int) -> State:
    return replace(
        state,
        failures=state.failures + 1,
        since=state.since or now,
        trouble=trouble,
        ended=False,
    )


def _told(answer: Response) -> str:
    try:
        successful(answer)
    except SourceError as error:
        return str(error)
    return ""


def _pause(state: State) -> int:
    """Return how long to leave a feed alone that failed: twice as long each time."""
    return min(_SELDOMEST, _OFTENEST << min(state.failures - 1, 10))


def _retry_after(answer: Response, now: int) -> int:
    said = answer.headers.get("retry-after", "").strip()
    if said.isascii() and said.isdecimal():
        return min(int(said[:9]), _LONGEST_WISH)
    try:
        when = parsedate_to_datetime(said)
    except (ValueError, TypeError, OverflowError):
        return 0
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0, min(int(aware.timestamp()) - now, _LONGEST_WISH))


def _max_age(answer: Response) -> int:
    for part in answer.headers.get("cache-control", "").lower().split(","):
        name, _, value = part.strip().partition("=")
        value = value.strip('"')
        if name == "max-age" and value.isascii() and value.isdecimal():
            return min(int(value[:9]), _SELDOMEST)
    return 0
