"""Makes a tree of what is nearly XML, in one pass; knows no feed but where items end."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder

from tui.sources.feeds.names import USUAL
from tui.sources.feeds.tags import TAG, attributes_in

_DEEPEST = 200
_ITEMS = frozenset({"item", "entry", "atom:entry"})
_HOLD_ITEMS = frozenset(
    {"channel", "items", "rss", "rdf", "rdf:rdf", "feed", "atom:feed"}
)
_FIELDS = frozenset(
    {"title", "link", "description", "pubdate", "guid", "category", "author", "summary"}
    | {"comments", "dc:creator", "dc:date", "content:encoded", "published", "updated"}
    | {"id", "content", "enclosure"}
)
_LEAVES = _FIELDS - {"author"}


class _Open(NamedTuple):
    """An element that has begun."""

    written: str
    """Its name as written, in lower case."""
    tag: str
    spaces: Mapping[str, str]
    """What each prefix stands for within it; the empty one is the default."""


class Tolerant:
    """One pass over a document.

    An end closes the nearest element of its name, and what is open within; one without
    a beginning is passed over. A new item ends the one before, a new field of an item
    the field before. What is no tag is text.
    """

    def __init__(self, text: str, replaced: Callable[[str], str]) -> None:
        self._text = text
        self._replaced = replaced
        self._builder = TreeBuilder()
        self._open = [_Open("", "", USUAL)]
        self._counts: Counter[str] = Counter()
        self._never: set[str] = set()

    def root(self) -> Element:
        """Return a nameless element with all that was found in it."""
        self._builder.start("", {})
        text, at = self._text, 0
        while (found := text.find("<", at)) >= 0:
            if found > at:
                self._builder.data(self._replaced(text[at:found]))
            at = self._markup(found)
        self._builder.data(self._replaced(text[at:]))
        while self._open:
            self._end()
        return self._builder.close()

    def _markup(self, at: int) -> int:
        """Take what begins at ``at`` and return where the text goes on."""
        text = self._text
        if text.startswith("<![CDATA[", at):
            end = self._find("]]>", at + 9)
            self._builder.data(text[at + 9 : end])
            return end + 3
        for start, close in (("<!--", "-->"), ("<?", "?>"), ("<!", ">")):
            if text.startswith(start, at):
                end = self._find(close, at + len(start))
                return end + len(close) if end < len(text) else at + len(start)
        found = TAG.match(text, at)
        if not found:
            self._builder.data("<")
            return at + 1
        closing, written, attributes = found.groups()
        if closing:
            self._close(written.lower())
        else:
            self._start(written, attributes)
            if attributes.endswith("/"):
                self._close(written.lower())
        return found.end()

    def _find(self, mark: str, start: int) -> int:
        """Return where ``mark`` is, or the end; what was sought in vain stays unsought."""
        if mark not in self._never:
            found = self._text.find(mark, start)
            if found >= 0:
                return found
            self._never.add(mark)
        return len(self._text)

    def _start(self, written: str, attributes: str) -> None:
        if len(self._open) > _DEEPEST:
            return
        key = written.lower()
        if key in _ITEMS:
            self._close(key)
            self._unwind()
        elif key in _FIELDS and self._open[-1].written in _LEAVES:
            self._end()
        pairs = dict(attributes_in(attributes, self._replaced))
        spaces = self._open[-1].spaces
        declared = {
            name[6:]: uri
            for name, uri in pairs.items()
            if name[:6] in ("xmlns", "xmlns:")
        }
        if declared:
            spaces = {**spaces, **declared}
        tag = _expanded(written, spaces, spaces.get("", ""))
        self._builder.start(
            tag,
            {
                _expanded(name, spaces, ""): value
                for name, value in pairs.items()
                if name[:5] != "xmlns"
            },
        )
        self._open.append(_Open(key, tag, spaces))
        self._counts[key] += 1

    def _unwind(self) -> None:
        """End what was never ended before an item, as far as what holds items."""
        if any(self._counts[key] for key in _HOLD_ITEMS):
            while self._open[-1].written not in _HOLD_ITEMS:
                self._end()

    def _close(self, key: str) -> None:
        if self._counts[key]:
            while self._open[-1].written != key:
                self._end()
            self._end()

    def _end(self) -> None:
        element = self._open.pop()
        self._counts[element.written] -= 1
        self._builder.end(element.tag)


def _expanded(written: str, spaces: Mapping[str, str], default: str) -> str:
    """Return a name as the strict parser gives it; an unknown prefix stays."""
    prefix, colon, name = written.rpartition(":")
    if not colon:
        return f"{{{default}}}{name}" if default else name
    uri = spaces.get(prefix) or spaces.get(prefix.lower())
    return f"{{{uri}}}{name}" if uri else written
