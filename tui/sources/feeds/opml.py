"""Reads and writes lists of feeds as OPML 2.0 (opml.org/spec2); fetches no list in a list."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tui.errors import SourceError
from tui.model import CategoryPath
from tui.sources.feeds.characters import text_of
from tui.sources.feeds.markup import text_in
from tui.sources.feeds.names import local
from tui.sources.feeds.subscription import Subscription, Subscriptions, merged
from tui.sources.feeds.tree import tree_of
from tui.text import line

_OWN = frozenset({"text", "title", "xmlurl", "htmlurl"})
_FEEDS = frozenset({"rss", "rss1", "atom", "feed", "pie"})
_DEEPEST, _LONGEST = 16, 200
_name = re.compile(r"(?:\{[^{}]*\})?[A-Za-z_][\w.-]*\Z")


class _Place(NamedTuple):
    """An outline and the folder that it is in."""

    outline: Element
    path: CategoryPath


def read_opml(data: bytes, name: str = "") -> Subscriptions:
    """Return the feeds of an OPML file, well-formed or not, in any encoding.

    Folders nest; a feed in several is one feed. At the top, the ``category`` of a feed
    says its folders. All attributes are kept. Other lists that it names are not followed.

    Args:
        data: The file.
        name: What messages call it: its path or address.

    Raises:
        SourceError: There is no outline in it at all.
    """
    text, _ = text_of(data)
    tree = tree_of(text)
    where = name or "This file"
    places = [*_tops(tree.root)]
    if not places and not any(_is(node, "opml") for node in tree.root.iter()):
        raise SourceError(f"{where} is no list of feeds (OPML).")
    problems = []
    if tree.broken:
        problems.append(f"broken XML: {tree.broken}; what could be read is taken")
    feeds = []
    for outline, path in _walk(places):
        if feed := _subscription(outline, path):
            feeds.append(feed)
        elif link := _value(outline, "url"):
            problems.append(f"“{_title(outline)}” is no feed but a link: {link}")
    titles = (
        line(text_in(child))[:_LONGEST]
        for head in tree.root.iter()
        if _is(head, "head")
        for child in head
        if _is(child, "title")
    )
    return Subscriptions(merged(feeds), next(titles, ""), tuple(problems))


def write_opml(feeds: Iterable[Subscription], title: str = "Broadsheet") -> bytes:
    """Return an OPML file of these feeds, once in each of their folders."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = line(title)
    folders: dict[CategoryPath, Element] = {(): SubElement(root, "body")}
    for feed in feeds:
        attributes = _attributes(feed)
        for path in feed.paths or ((),):
            for depth in range(1, len(path) + 1):
                if path[:depth] not in folders:
                    text = line(path[depth - 1])
                    folders[path[:depth]] = SubElement(
                        folders[path[: depth - 1]], "outline", text=text, title=text
                    )
            SubElement(folders[path], "outline", attributes)
    indent(root)
    found: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return found + b"\n"


def _is(node: Element, name: str) -> bool:
    return local(node.tag).lower() == name


def _tops(root: Element) -> Iterator[_Place]:
    """Yield the outlines at the top; some files have them behind the body."""
    for node in root.iter():
        if _is(node, "opml") or _is(node, "body"):
            yield from (_Place(child, ()) for child in node if _is(child, "outline"))


def _walk(places: list[_Place]) -> Iterator[_Place]:
    """Yield every outline, in the order of the file."""
    todo = places[::-1]
    while todo:
        place = todo.pop()
        yield place
        path = place.path
        if (
            len(place.outline)
            and len(path) < _DEEPEST
            and (name := _title(place.outline))
        ):
            path = (*path, name)
        below = [
            _Place(child, path) for child in place.outline if _is(child, "outline")
        ]
        todo += below[::-1]


def _subscription(outline: Element, path: CategoryPath) -> Subscription | None:
    address = _value(outline, "xmlurl")
    if not address and _value(outline, "type").lower() in _FEEDS:
        address = _value(outline, "url") or _value(outline, "htmlurl")
    if not address:
        return None
    address = address.replace(" ", "%20")
    title = _title(outline)
    paths = (path,) if path else tuple(_categories(_value(outline, "category")))
    return Subscription(
        address=address,
        title=title if title != address else "",
        site=_value(outline, "htmlurl"),
        paths=paths,
        attributes=tuple(
            (key, line(value))
            for key, value in outline.items()
            if local(key).lower() not in _OWN and _name.match(key)
        ),
    )


def _categories(text: str) -> Iterator[CategoryPath]:
    """Yield the paths in ``/News/World,/Press``."""
    for part in text.split(","):
        names = (line(name)[:_LONGEST] for name in part.split("/")[: _DEEPEST * 2])
        if path := tuple(filter(None, names))[:_DEEPEST]:
            yield path


def _title(outline: Element) -> str:
    return (_value(outline, "text") or _value(outline, "title"))[:_LONGEST]


def _value(outline: Element, name: str) -> str:
    """Return an attribute; not every program writes its name as it should be."""
    for key, value in outline.items():
        if key.lower() == name:
            return line(value)
    return ""


def _attributes(feed: Subscription) -> dict[str, str]:
    title = feed.title or feed.address
    found = {"type": "rss", "text": title, "title": title, "xmlUrl": feed.address}
    if feed.site:
        found["htmlUrl"] = feed.site
    kept = {key: value for key, value in feed.attributes if _name.match(key)}
    return {key: line(value) for key, value in {**found, **kept}.items()}
