"""Makes a tree of a feed's XML: by expat where it is XML, by a tolerant scan where not.

No document type definition ever reaches expat, so that there are no entities to expand
without end, and none outside the document. What it declares in plain text is kept, and
HTML's own entities are known whether declared or not.
"""

import html
import re
from collections.abc import Mapping
from html.entities import html5
from itertools import islice
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, XMLParser

from tui.sources.feeds.names import USUAL, prefix_of
from tui.sources.feeds.tolerant import Tolerant

_entity = re.compile(
    r"<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(?:\"([^\"<]*)\"|'([^'<]*)')\s*>"
)
_reference = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z_][\w.-]{0,63});")
_old_control = re.compile(r"&#(?:1[2-5]\d|[xX][89][0-9a-fA-F]);")
_bracket = re.compile(r"\]\s*>")
_space = re.compile(r"\bxmlns:(\w{1,12})\s*=\s*(\"[^\"<]*\"|'[^'<]*')")
_HEAD = 8_000
_MOST_ENTITIES, _LONGEST_ENTITY = 1_000, 1_000


class Tree(NamedTuple):
    """A document, and why it was no XML; the reason is empty if it was."""

    root: Element
    broken: str


class Prolog(NamedTuple):
    """What stands before the first element."""

    end: int
    """Where that element begins."""
    doctype: str
    """The document type definition; empty if there is none."""


def tree_of(text: str) -> Tree:
    """Parse a document. Takes time in proportion to its length, whatever it holds."""
    start, doctype = prolog(text)
    before, text = text.count("\n", 0, start), _usual_spaces(text[start:])
    if _old_control.search(text):
        # Windows' characters, written as if Unicode had them at these places.
        text = _old_control.sub(lambda number: html.unescape(number[0]), text)
    try:
        return Tree(_strict(text), "")
    except ParseError as error:
        replaced = References(_declared(doctype)).replaced
        reason = str(error).partition(":")[0]
        number = error.position[0] + before
        return Tree(Tolerant(text, replaced).root(), f"{reason} in line {number}")


def _usual_spaces(text: str) -> str:
    """Let a usual prefix mean what it usually does where its namespace is unknown."""
    head = text[:_HEAD]
    named = _space.sub(_usual_space, head)
    return text if named == head else named + text[_HEAD:]


def _usual_space(found: re.Match[str]) -> str:
    known = found[1] not in USUAL or prefix_of(found[2][1:-1]) != "?:"
    return found[0] if known else f'xmlns:{found[1]}="{USUAL[found[1]]}"'


def _strict(text: str) -> Element:
    """Return the tree of what is XML from its first element on.

    Raises:
        ParseError: It is not; nor is it where another declaration comes first.
    """
    if text.startswith(("<!", "<?")):
        error = ParseError("misplaced declaration")
        error.position = (1, 0)
        raise error
    parser = XMLParser(encoding="utf-8")  # noqa: S314 - no declaration is left in it
    parser.feed(text.encode("utf-8", "replace"))
    return parser.close()


class References:
    """Replaces references to characters and entities, as a document declares them."""

    def __init__(self, entities: Mapping[str, str]) -> None:
        self._entities = entities

    def replaced(self, text: str) -> str:
        """Return ``text`` with each reference that is known replaced."""
        return _reference.sub(self._one, text) if "&" in text else text

    def _one(self, found: re.Match[str]) -> str:
        name = found[1]
        if name.startswith("#"):
            return html.unescape(found[0])
        return self._entities.get(name) or html5.get(f"{name};", found[0])


def prolog(text: str) -> Prolog:
    """Return what stands before the first element; comments are skipped."""
    at, doctype = 0, ""
    while True:
        at = text.find("<", at)
        if at < 0:
            return Prolog(len(text), doctype)
        end = -1
        if text.startswith("<!--", at):
            end = _after(text, "-->", at)
        elif text.startswith("<?", at):
            end = _after(text, "?>", at)
        elif not doctype and text[at : at + 9].upper() == "<!DOCTYPE":
            end = _end_of_doctype(text, at)
            doctype = text[at:end]
        if end < 0:
            return Prolog(at, doctype)
        at = end


def _after(text: str, mark: str, start: int) -> int:
    """Return where the text goes on behind ``mark``, or -1 if it never comes."""
    found = text.find(mark, start)
    return found + len(mark) if found >= 0 else -1


def _end_of_doctype(text: str, start: int) -> int:
    """Return where the document type ends, with the declarations in its brackets."""
    bracket, end = text.find("[", start), text.find(">", start)
    if 0 <= bracket < end and (closed := _bracket.search(text, bracket)):
        return closed.end()
    return end + 1 if end >= 0 else -1


def _declared(doctype: str) -> dict[str, str]:
    """Return the entities that a document type declares as plain text."""
    found = islice(_entity.finditer(doctype), _MOST_ENTITIES)
    return {
        one[1]: html.unescape(one[2] or one[3] or "")[:_LONGEST_ENTITY] for one in found
    }
