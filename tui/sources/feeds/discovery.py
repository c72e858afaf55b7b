"""Finds the feeds that a web page names, and where feeds usually are; fetches nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tui.sources.feeds.characters import text_of
from tui.sources.feeds.places import joined, web
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
_MOST, _LONGEST = 100, 200


@dataclass(frozen=True, slots=True)
class FeedLink:
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
    page = LexborHTMLParser(text_of(data, content_type)[0])
    base_node = page.css_first("base[href]")
    base = joined(address, _attribute(base_node, "href")) if base_node else address
    declared = [*_declared(page, base)]
    found = declared or [*_linked(page, base)]
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


def _declared(page: LexborHTMLParser, base: str) -> Iterator[FeedLink]:
    for node in page.css("link[href]"):
        relations = _attribute(node, "rel").lower().split()
        kind = _attribute(node, "type")
        of_a_feed = "alternate" in relations and _TYPES.match(kind.strip())
        if (of_a_feed or "feed" in relations) and (
            url := web(base, _attribute(node, "href"))
        ):
            yield FeedLink(url, line(_attribute(node, "title"))[:_LONGEST])


def _linked(page: LexborHTMLParser, base: str) -> Iterator[FeedLink]:
    for node in page.css("a[href]"):
        url = web(base, _attribute(node, "href"))
        if url and _place.search(url):
            yield FeedLink(url, line(node.text())[:_LONGEST])


def _attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""
