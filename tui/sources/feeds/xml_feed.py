"""Reads a feed of RSS 0.9x, 1.0, 1.1 or 2.0, or of Atom 0.3 or 1.0, from its tree."""

from collections.abc import Iterator
from types import MappingProxyType
from xml.etree.ElementTree import Element

from tui.sources.feeds.entries import entries_of
from tui.sources.feeds.feed import Feed
from tui.sources.feeds.fields import Fields
from tui.sources.feeds.names import LANG, local, name
from tui.sources.feeds.places import web
from tui.sources.feeds.xml_item import authors_of, item_of, link_of, links
from tui.text import line

_ROOTS = frozenset(
    {"rss", "rdf:rdf", "rdf", "feed", "atom:feed", "channel", "?:rss", "?:feed"}
)
_HOUR, _DAY = 3_600, 86_400
_PERIODS = MappingProxyType(
    {"hourly": _HOUR, "daily": _DAY, "weekly": 7 * _DAY, "monthly": 30 * _DAY}
    | {"yearly": 365 * _DAY}
)
_LONGEST_TTL = 30 * _DAY
_DIGITS = 9


def feed_in(tree: Element, address: str) -> Feed | None:
    """Return the feed in a tree, or None where there is none.

    Args:
        tree: A document; the feed may be anywhere in it.
        address: Where it came from after all redirects; addresses are relative to it.
    """
    root = next((node for node in tree.iter() if name(node.tag) in _ROOTS), None)
    if root is None:
        return None
    space, _, own_name = name(root.tag).rpartition(":")
    atom = own_name == "feed"
    native = root.tag.partition("}")[0] + "}" if space == "?" else ""
    top = Fields(root, address, atom=atom, native=native)
    channel = next(map(top.below, top.all("channel")), top)
    items = tuple(_items(top, channel))
    site = link_of(channel)
    entries = entries_of(
        (item_of(item, address, site) for item in items),
        authors_of(channel) if atom else (),
    )
    titles = (channel.line(child) for child in channel.all("title", "dc:title"))
    older = (*links(channel, "next"), *links(channel, "prev-archive"))
    return Feed(
        kind=_kind(root, items[0].element if items else channel.element),
        entries=entries,
        title=next(filter(None, titles), ""),
        site=site,
        own=next(links(channel, "self"), ""),
        moved=web(channel.base, channel.text("itunes:new-feed-url")),
        older=next(iter(older), ""),
        hubs=tuple(dict.fromkeys(links(channel, "hub"))),
        ttl=_ttl(channel),
        language=_language(channel, root),
    )


def _items(top: Fields, channel: Fields) -> Iterator[Fields]:
    """Yield the items; in RSS 1.0 they stand beside the channel, elsewhere in it."""
    channels = (channel, *map(top.below, [*top.all("channel")][1:]))
    places = channels if channel is top else (*channels, top)
    for place in places:
        yield from map(place.below, place.all("item", "entry", "atom:entry"))
        for inner in map(place.below, place.all("items")):
            yield from map(inner.below, inner.all("item"))


def _kind(root: Element, inside: Element) -> str:
    uri = root.tag.rpartition("}")[0].lower()
    version = line(root.get("version") or "")[:8]
    if local(root.tag).lower() == "feed":
        old = "2005" not in uri and (version or "purl.org" in uri)
        return f"Atom {version or '0.3'}" if old else "Atom 1.0"
    if name(root.tag) == "rss":
        return f"RSS {version or '2.0'}"
    if name(root.tag) == "channel":
        return "RSS 1.1"
    return "RSS 0.90" if "simple/0.9" in inside.tag else "RSS 1.0"


def _ttl(channel: Fields) -> int:
    """Return the time between changes in seconds, as ``ttl`` or ``sy:`` give it."""
    minutes = _number(channel.text("ttl"))
    period = _PERIODS.get(channel.text("sy:updateperiod").lower(), 0)
    often = max(_number(channel.text("sy:updatefrequency")), 1)
    return min(minutes * 60 or period // often, _LONGEST_TTL)


def _number(text: str) -> int:
    return (
        int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 0
    )


def _language(channel: Fields, root: Element) -> str:
    said = channel.text("language", "dc:language")
    return line(said or channel.element.get(LANG) or root.get(LANG) or "")[:40]
