"""Looks up what is directly inside an element of a feed, by the names of names.py."""

import base64
import html
from collections.abc import Iterator, Set as AbstractSet
from xml.etree.ElementTree import Element

from tui.sources.feeds.markup import (
    html_in,
    html_of_plain,
    looks_like_html,
    plain,
    text_in,
)
from tui.sources.feeds.names import BASE, local, name
from tui.sources.feeds.places import base_within

_HTML = frozenset({"html", "text/html", "xhtml", "application/xhtml+xml"})
_TEXT = frozenset({"text", "text/plain"})


class Fields:
    """An element's children by name; in a feed of Atom its own names need no prefix."""

    def __init__(
        self, element: Element, base: str, *, atom: bool, native: str = ""
    ) -> None:
        """Take an element that stands where ``base`` is the base.

        What is in the ``native`` namespace, written as ``{…}``, needs no prefix.
        """
        self.element = element
        self.atom = atom
        self._native = native
        self.base = base_within(base, element.get(BASE))
        self._named: dict[str, list[Element]] = {}
        for child in element:
            tag = child.tag
            key = local(tag).lower() if native and tag.startswith(native) else name(tag)
            if atom:
                key = key.removeprefix("atom:")
            self._named.setdefault(key, []).append(child)

    def all(self, *names: str) -> list[Element]:
        """Return the children of these names: all of the first name, then the next."""
        named = self._named
        return [child for key in names if key in named for child in named[key]]

    def has(self, names: AbstractSet[str]) -> bool:
        """Return whether there is a child of one of these names."""
        return not self._named.keys().isdisjoint(names)

    def texts(self, *names: str) -> Iterator[str]:
        """Yield what these children say, where they say something."""
        for child in self.all(*names):
            if found := text_in(child).strip():
                yield found

    def text(self, *names: str) -> str:
        """Return the first of these texts, or an empty one."""
        return next(self.texts(*names), "")

    def below(self, child: Element) -> "Fields":
        """Return the children of a child."""
        return Fields(child, self.base, atom=self.atom, native=self._native)

    def base_of(self, child: Element) -> str:
        """Return what addresses in a child are relative to."""
        return base_within(self.base, child.get(BASE))

    def html(self, child: Element) -> str:
        """Return what a child says as HTML."""
        if not self._is_construct(child):
            return html_in(child, self.base_of(child))
        text, is_html = _construct(child, self.base_of(child))
        return text if is_html else html_of_plain(text)

    def line(self, child: Element) -> str:
        """Return what a child says as one line of text."""
        if not self._is_construct(child):
            return plain(text_in(child), certain=False)
        text, is_html = _construct(child, "")
        # Many that call it text have escaped it all the same: “&#8217;” is no title.
        return plain(text) if is_html else plain(html.escape(html.unescape(text)))

    def _is_construct(self, child: Element) -> bool:
        """Whether a child says of itself in which language it is, as Atom's do."""
        key = name(child.tag)
        return key.startswith("atom:") or (self.atom and ":" not in key)


def _construct(element: Element, base: str) -> tuple[str, bool]:
    """Return a text of Atom (RFC 4287, section 3.1; 0.3 too), and whether it is HTML."""
    kind = (element.get("type") or "").lower().partition(";")[0].strip()
    mode = (element.get("mode") or "").lower()
    if len(element):
        inner = element[0] if _wraps(element) else element
        return html_in(inner, base, xhtml=mode != "escaped"), True
    text = element.text or ""
    if mode == "base64" or not _is_text(kind):
        return _decoded(text), kind not in _TEXT
    if kind in _TEXT and mode != "escaped":
        return text, False
    return text, looks_like_html(text) if kind in _TEXT or not kind else kind in _HTML


def _is_text(kind: str) -> bool:
    """Whether what has this type stands there as text, and not in base64."""
    return not kind or kind in _HTML | _TEXT or kind.startswith("text/")


def _wraps(element: Element) -> bool:
    """Whether all of it is in one ``div``, which then is no part of the text."""
    return (
        len(element) == 1
        and name(element[0].tag).removeprefix("xhtml:") == "div"
        and not (element.text or "").strip()
        and not (element[0].tail or "").strip()
    )


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text, validate=False).decode("utf-8", "replace")
    except ValueError:
        return ""
