"""What categories and tags mean, in the three kinds of site that write them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tui.model import CategoryPath
from tui.text import line

_DEEPEST, _MOST, _LONGEST = 16, 64, 200
_comma = re.compile("[,，]")


def categories(
    fields: Mapping[str, Any], folders: CategoryPath, *, nested: bool
) -> tuple[CategoryPath, ...]:
    """Return where a post stands in the tree.

    Args:
        fields: Its front matter.
        folders: The folders it lies in, for a post that names nothing itself.
        nested: Whether a list is one path, as Hexo has it, or several categories, as
            Jekyll and Hugo have it. A list of lists is several paths in either.
    """
    value = _first(fields, "categories", "category")
    found = [*filter(None, _paths(value, nested=nested))] or [
        (tag,) for tag in tags(fields)
    ]
    paths = found or ([folders] if folders else [])
    return tuple(dict.fromkeys(path[:_DEEPEST] for path in paths))[:_MOST]


def tags(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a post's tags."""
    names = _names(_first(fields, "tags", "tag"))
    return tuple(dict.fromkeys(names))[:_MOST]


def _first(fields: Mapping[str, Any], *keys: str) -> Any:
    """Return the first of these fields that says something; Zola nests them."""
    inner = fields.get("taxonomies")
    for place in (fields, inner if isinstance(inner, dict) else {}):
        for key in keys:
            if value := place.get(key):
                return value
    return None


def _paths(value: Any, *, nested: bool) -> Iterator[CategoryPath]:
    if isinstance(value, list) and any(isinstance(item, list) for item in value):
        yield from (tuple(_names(item)) for item in value)
    elif nested:
        yield tuple(_names(value))
    else:
        yield from ((name,) for name in _names(value))


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = [*value]
    if isinstance(value, str):
        value = _comma.split(value)
    for item in value if isinstance(value, Iterable) else ():
        if name := line(_text(item))[:_LONGEST]:
            yield name


def _text(item: Any) -> str:
    """Return the name in an item; some generators write mappings."""
    if isinstance(item, dict):
        return str(item.get("name") or item.get("title") or next(iter(item), ""))
    return " ".join(map(str, item)) if isinstance(item, list) else str(item)
