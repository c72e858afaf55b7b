"""Feeds as JSON objects; it decides nothing and prints nothing."""

from typing import Any

from tui.cli.output import rfc3339
from tui.library import Subscription
from tui.sources.feed_state import state_of
from tui.sync.wording import advice, moment


def feed_object(feed: Subscription) -> dict[str, Any]:
    """Return a feed as the JSON object of ``sources``, ``add`` and ``refresh``.

    Times are RFC 3339 in UTC, or null.
    """
    state = state_of(feed.state)
    return {
        "kind": "feed",
        "name": feed.name,
        "folder": list(feed.folder),
        "folders": [list(folder) for folder in feed.folders],
        "address": feed.url,
        "site": state.site,
        "format": state.kind,
        "user": feed.login.get("user", ""),
        "visited": rfc3339(moment(state.visited)) if state.visited else None,
        "due": None if state.ended else rfc3339(moment(feed.due)),
        "trouble": state.trouble,
        "failures": state.failures,
        "since": rfc3339(moment(state.since)) if state.trouble else None,
        "advice": advice(feed),
    }
