"""What a list of feeds says of each feed, whatever program wrote the list."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from tui.model import CategoryPath


class Subscription(Struct, frozen=True):
    """A feed in a list of feeds; every text is safe to print."""

    address: str
    title: str = ""
    """What the reader calls it; empty to call it as it calls itself."""
    site: str = ""
    """The address of its site."""
    paths: tuple[CategoryPath, ...] = ()
    """The folders that it is in; empty means at the top."""
    attributes: tuple[tuple[str, str], ...] = ()
    """What else the list says of it, for the next program that reads it."""


class Subscriptions(Struct, frozen=True):
    """A list of feeds."""

    feeds: tuple[Subscription, ...]
    """In the list's order, each address once."""
    title: str = ""
    problems: tuple[str, ...] = ()
    """What was left out, and why."""


def merged(feeds: Iterable[Subscription]) -> tuple[Subscription, ...]:
    """Return each feed once, in all the folders that the list has it in."""
    found: dict[str, Subscription] = {}
    paths: dict[str, dict[CategoryPath, None]] = {}
    for feed in feeds:
        found.setdefault(feed.address, feed)
        paths.setdefault(feed.address, {}).update(dict.fromkeys(feed.paths))
    return tuple(
        replace(feed, paths=tuple(paths[address])) for address, feed in found.items()
    )
