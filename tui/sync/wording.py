"""What is followed, in words: where a feed stands, how it goes, what to do."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui import text
from tui.library import Subscription
from tui.model import CategoryPath
from tui.sources import reach
from tui.sources.feed_state import state_of

if TYPE_CHECKING:
    from tui.sync.feeds import Visited

_OFTEN = 10
_ROUND = 100
"""From here on nobody wants the tenths."""


def place(path: CategoryPath) -> str:
    """Return a place in the tree: ``科技 / 少数派``."""
    return text.line(" / ".join(path))


def found(visited: "Visited", *, known: bool, login: bool = False) -> str:
    """Return what was found: ``RSS 2.0, 25 articles, in 科技 / 少数派``.

    ``known`` is whether it was followed before, ``login`` whether one was given for it.
    """
    feed = visited.feed
    kind = str(feed.state.get("kind") or "feed")
    unused = "; it asks for no login, so yours is not kept"
    needless = unused if login and not (feed.login or visited.trouble) else ""
    if not known:
        articles = counted(visited.new, "article")
        return f"{kind}, {articles}, in {place(feed.place)}{needless}"
    new = f", {visited.new:,} new" if visited.new else ""
    return f"{kind}, followed already, in {place(feed.place)}{new}{needless}"


def failing(feed: Subscription, *, keys: bool = False) -> str:
    """Return since when a feed fails, why, and what to do; empty where it does not.

    ``keys`` is whether keys of the list of sources are at hand, not commands.
    """
    state = state_of(feed.state)
    if not state.trouble:
        return ""
    told = failing_since(state.trouble, state.failures, state.since)
    return f"{told} {advice(feed, keys=keys)}"


def failing_since(trouble: str, failures: int, since: int) -> str:
    """Return why a source fails, how often and since when, in seconds since 1970."""
    day = f"{moment(since).astimezone():%Y-%m-%d}"
    visits = "1 visit" if failures == 1 else f"{failures:,} visits"
    return f"fails since {day} ({visits}): {text.line(trouble)}"


def advice(feed: Subscription, *, keys: bool = False) -> str:
    """Return what to do about a feed that fails; empty where it does not."""
    state = state_of(feed.state)
    remove = "d removes it" if keys else _remove(feed)
    add = "a adds" if keys else "“broadsheet add”"
    if not state.trouble:
        return ""
    if state.ended:
        return f"It is asked no more; what it brought stays. {remove}."
    if state.failures >= _OFTEN:
        return f"If it has moved, {add} its new address; {remove}."
    again = f"{moment(feed.due).astimezone():%Y-%m-%d %H:%M}"
    return f"It is tried again from {again} on."


def _remove(feed: Subscription) -> str:
    return f"“broadsheet remove {reach.shown(feed.url)}” removes it"


def moment(seconds: int) -> datetime:
    """Return a time in seconds since 1970 as what the calendar calls it."""
    return datetime.fromtimestamp(seconds, UTC)


def counted(number: int, word: str) -> str:
    """Return ``1 article``, ``25 articles``, ``no articles``."""
    return f"{f'{number:,}' if number else 'no'} {word}{'' if number == 1 else 's'}"


def sized(size: int) -> str:
    """Return a number of bytes as one reads it: ``3.1 MB``, ``640 kB``, ``12 B``."""
    for power, unit in ((3, "GB"), (2, "MB"), (1, "kB")):
        if size >= 1_000**power:
            number = size / 1_000**power
            return (
                f"{number:.1f} {unit}" if number < _ROUND else f"{number:,.0f} {unit}"
            )
    return f"{size} B"
