"""Finds the routes of RSSHub in the configuration of another program; it follows none."""

import re

from tui.errors import SourceError
from tui.sources import reach
from tui.sources.feeds.characters import text_of
from tui.sources.feeds.subscription import Subscription, Subscriptions
from tui.sources.rsshub.instance import Instance, is_route

SUFFIXES = (".yml", ".yaml", ".json", ".toml")
_address = re.compile(r"(?:rsshub|https?)://[^\s\"'`<>\\,)\]}]+", re.IGNORECASE)
_NAME = "rsshub"


def read_routes(data: bytes, instance: Instance) -> Subscriptions:
    """Return the routes whose addresses stand anywhere in a file of settings.

    There is no format that such files share. So what counts is the address: one of
    ``rsshub:``, one at ``instance``, or one at a host that is called ``rsshub``. Others
    are counted among the problems.
    """
    text, _ = text_of(data)
    found: dict[str, None] = {}
    others = 0
    for match in _address.finditer(text):
        try:
            known = instance.identity(match[0])
        except SourceError:
            continue
        if is_route(known) or _is_one(known):
            found[known] = None
        else:
            others += 1
    what = "1 address that is" if others == 1 else f"{others:,} addresses that are"
    told = (f"left out: {what} none of RSSHub's",)
    feeds = tuple(Subscription(address) for address in found)
    return Subscriptions(feeds, problems=told if others else ())


def _is_one(address: str) -> bool:
    """Whether an address is of a route at an instance that says so by its name."""
    path = address.partition("://")[2].partition("/")[2]
    return _NAME in reach.host(address).split(".") and bool(path)
