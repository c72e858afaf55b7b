"""Takes tags out of text that is nearly XML or HTML, in time that its length bounds."""

import html
import re
from collections.abc import Callable, Container, Iterator, Mapping
from typing import NamedTuple

# Nothing in it is tried twice, so that it takes no longer than the next "<" is away.
TAG = re.compile(
    r"<(/?)([A-Za-z_][\w:.-]*+)((?>[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+'|[\"'])*+)>"
)
"""A tag: a slash if it ends an element, the name, and the attributes as written."""
_attribute = re.compile(
    r"([A-Za-z_][\w:.-]*+)(?:\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]++)))?"
)


class Tag(NamedTuple):
    """The beginning of an element, by itself."""

    name: str
    """In lower case."""
    attributes: Mapping[str, str]
    """By name in lower case, references replaced."""


def tags_in(page: str, names: Container[str]) -> Iterator[Tag]:
    """Yield the beginnings of the elements of these names in HTML, outside comments.

    No tree is built: for a page that was made so, building it takes minutes.
    """
    for part in _without_comments(page):
        for closing, written, attributes in TAG.findall(part):
            if not closing and (name := written.lower()) in names:
                pairs = attributes_in(attributes, html.unescape)
                yield Tag(name, {key.lower(): value for key, value in pairs})


def attributes_in(
    written: str, replaced: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """Yield names and values; ``replaced`` replaces the references in a value."""
    for name, double, single, bare in _attribute.findall(written):
        yield name, replaced(double or single or bare)


def _without_comments(page: str) -> Iterator[str]:
    at = 0
    while (found := page.find("<!--", at)) >= 0:
        yield page[at:found]
        end = page.find("-->", found)
        if end < 0:
            return
        at = end + 3
    yield page[at:]
