"""Finds the feeds that a web page names, and where feeds usually are; fetches nothing."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from tui.sources.feeds.characters import text_of
from tui.sources.feeds.places import base_within, web
from tui.sources.feeds.tags import Tag, tags_in
from tui.text import line

_TYPES = re.compile(
    r"(?:application|text)/(?:(?:rss|atom|rdf|x\.atom|x-rss)\+xml|xml|rss|atom"
    r"|feed\+json|x-atom\+xml|rdf)\s*(?:;.*)?\Z",
    re.IGNORECASE,
)
_place = re.compile(
    r"/(?:feed|feeds|rss|rss2?\.xml|atom|atom\.xml|feed\.(?:xml|json|atom|rss)|index\.rdf)/?"
    r"(?:\?[^#]*)?\Z|\.(?:rss|atom|rdf)(?:\?[^#]*)?\Z",
    re.IGNORECASE,
)
_comments = re.compile(r"comment|评论|kommentar|trackback", re.IGNORECASE)
_USUAL = (
    "feed",
    "feed.xml",
    "rss.xml",
    "atom.xml",
    "index.xml",
    "rss",
    "feed.json",
    "rss2.xml",
)
_TAGS = frozenset({"a", "base", "link"})
_MOST, _LONGEST = 100, 200


class FeedLink(Struct, frozen=True):
    """A feed that a page names."""

    address: str
    title: str = ""


def feeds_in(
    data: bytes, content_type: str = "", address: str = ""
) -> tuple[FeedLink, ...]:
    """Return the feeds that a page names, the likeliest first and each once.

    Those that it declares count before those that it merely links to, and feeds of
    articles before feeds of comments.

    Args:
        data: The page, decompressed.
        content_type: The header of that name.
        address: Where it came from after all redirects.
    """
    text, _ = text_of(data, content_type)
    tags = [*tags_in(text, _TAGS)]
    bases = (tag.attributes.get("href") for tag in tags if tag.name == "base")
    base = base_within(address, next(filter(None, bases), None))
    found = [*_declared(tags, base)] or [*_linked(tags, base)]
    found.sort(key=lambda link: bool(_comments.search(f"{link.address} {link.title}")))
    once: dict[str, FeedLink] = {}
    for link in found:
        once.setdefault(link.address, link)
    return tuple(once.values())[:_MOST]


def usual_places(address: str) -> tuple[str, ...]:
    """Return where a site's feed usually is, to be tried where its page names none.

    Beside the page first, then at the top of the site.
    """
    beside = web(address, ".")
    places = [beside, web(address, "/")]
    found = (
        f"{place.rstrip('/')}/{name}" for place in places if place for name in _USUAL
    )
    return tuple(dict.fromkeys(found))


def _declared(tags: Iterable[Tag], base: str) -> Iterator[FeedLink]:
    for tag in tags:
        relations = tag.attributes.get("rel", "").lower().split()
        kind = tag.attributes.get("type", "").strip()
        of_a_feed = "feed" in relations or (
            "alternate" in relations and _TYPES.match(kind)
        )
        url = web(base, tag.attributes.get("href"))
        if tag.name == "link" and of_a_feed and url:
            yield FeedLink(url, line(tag.attributes.get("title", ""))[:_LONGEST])


def _linked(tags: Iterable[Tag], base: str) -> Iterator[FeedLink]:
    for tag in tags:
        url = web(base, tag.attributes.get("href"))
        if tag.name == "a" and url and _place.search(url):
            yield FeedLink(url, line(tag.attributes.get("title", ""))[:_LONGEST])
