"""Feeds in words and as JSON objects: where one stands, how it goes, what to do."""

from datetime import UTC, datetime
from typing import Any

from tui import text
from tui.cli.output import rfc3339
from tui.library import Subscription
from tui.model import CategoryPath
from tui.sources import reach
from tui.sources.feed_visit import state_of

_OFTEN = 10


def place(path: CategoryPath) -> str:
    """Return a place in the tree: ``科技 / 少数派``."""
    return text.line(" / ".join(path))


def feed_object(feed: Subscription) -> dict[str, Any]:
    """Return a feed as the JSON object of ``sources``, ``add`` and ``refresh``.

    Times are RFC 3339 in UTC, or null.
    """
    state = state_of(feed.state)
    return {
        "kind": "feed",
        "name": feed.name,
        "folder": list(feed.folder),
        "address": feed.url,
        "site": state.site,
        "format": state.kind,
        "visited": rfc3339(moment(state.visited)) if state.visited else None,
        "due": None if state.ended else rfc3339(moment(feed.due)),
        "trouble": state.trouble,
        "failures": state.failures,
        "since": rfc3339(moment(state.since)) if state.trouble else None,
        "advice": advice(feed),
    }


def failing(feed: Subscription) -> str:
    """Return since when a feed fails, why, and what to do; empty where it does not."""
    state = state_of(feed.state)
    if not state.trouble:
        return ""
    since = f"{moment(state.since).astimezone():%Y-%m-%d}"
    visits = "1 visit" if state.failures == 1 else f"{state.failures:,} visits"
    return f"fails since {since} ({visits}): {text.line(state.trouble)} {advice(feed)}"


def advice(feed: Subscription) -> str:
    """Return what to do about a feed that fails; empty where it does not."""
    state, address = state_of(feed.state), reach.shown(feed.url)
    if not state.trouble:
        return ""
    if state.ended:
        return (
            "It is asked no more; what it brought stays."
            f" “broadsheet remove {address}” takes it out."
        )
    if state.failures >= _OFTEN:
        return (
            "If it has moved, “broadsheet add” its new address"
            f" and “broadsheet remove {address}”."
        )
    again = f"{moment(feed.due).astimezone():%Y-%m-%d %H:%M}"
    return f"It is tried again from {again} on."


def moment(seconds: int) -> datetime:
    """Return a time in seconds since 1970 as what the calendar calls it."""
    return datetime.fromtimestamp(seconds, UTC)


def counted(number: int, word: str) -> str:
    """Return ``1 article``, ``25 articles``, ``no articles``."""
    return f"{f'{number:,}' if number else 'no'} {word}{'' if number == 1 else 's'}"
