"""Reads a feed from bytes, whatever it is and whatever it is said to be; fetches nothing."""

import re

from msgspec.structs import replace

from tui.errors import SourceError
from tui.sources.feeds.characters import text_of
from tui.sources.feeds.feed import Feed
from tui.sources.feeds.json_feed import feed_in_json
from tui.sources.feeds.tree import prolog, tree_of
from tui.sources.feeds.xml_feed import feed_in
from tui.text import line

_first = re.compile(
    r"<(?:[A-Za-z_][\w.-]{0,30}:)?(rss|rdf|feed|channel|opml|html)(?=[\s>/])",
    re.IGNORECASE,
)
_html = re.compile(r"<!doctype\s+html", re.IGNORECASE)
_end = re.compile(
    r"</(?:[A-Za-z_][\w.-]{0,30}:)?(?:rss|rdf|feed|channel)\s*>", re.IGNORECASE
)
_TAIL = 2_000
_FEEDS = frozenset({"rss", "rdf", "feed", "channel"})
_SAMPLE = 65_536


def parse(data: bytes, content_type: str = "", address: str = "") -> Feed:
    """Return the feed in ``data``: RSS, Atom or JSON Feed, well-formed or not.

    Args:
        data: A response's body, decompressed. Time and memory grow with its length,
            whatever it holds.
        content_type: The header of that name. Only its charset is believed.
        address: Where the feed came from after all redirects; addresses in it are
            relative to it.

    Raises:
        SourceError: It is no feed. The message says what it is instead.
    """
    text, encoding = text_of(data, content_type)
    kind = kind_of(text)
    where = address or "This"
    if kind == "json":
        return feed_in_json(text, address)
    if kind in ("html", "opml"):
        what = "a web page" if kind == "html" else "a list of feeds (OPML)"
        raise SourceError(f"{where} is {what}, no feed.")
    tree = tree_of(text)
    feed = feed_in(tree.root, address)
    if feed is None:
        what = "is empty" if not text.strip() else "is no feed"
        raise SourceError(f"{where} {what}.")
    problems = []
    if encoding:
        problems.append(f"not UTF-8; read as {encoding}")
    if tree.broken:
        problems.append(f"broken XML: {line(tree.broken)}; what could be read is shown")
    cut = bool(tree.broken) and not _end.search(text[-_TAIL:])
    return replace(feed, problems=tuple(problems), cut=cut) if problems else feed


def kind_of(text: str) -> str:
    """Return what a document begins like: feed, json, html, opml, or nothing known."""
    if text[:_SAMPLE].lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return "json"
    start, doctype = prolog(text)
    if _html.match(doctype):
        return "html"
    found = _first.search(text, start, start + _SAMPLE)
    if not found:
        return ""
    name = found[1].lower()
    return "feed" if name in _FEEDS else name
