"""Keeps a page from being nested so deep that parsing it takes quadratic time."""

import re
from collections import Counter

_FEW = 1500
_DEEP = 256
_DEEP_STYLE = 24
_tag = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)[^>]*>?")
_STYLES = frozenset(
    [
        "a",
        "b",
        "big",
        "code",
        "em",
        "font",
        "i",
        "nobr",
        "s",
        "small",
        "strike",
        "strong",
        "tt",
        "u",
        "span",
        "mark",
        "sub",
        "sup",
    ]
)
_FREE = frozenset(
    # What has no content, and what the next one of its kind closes.
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "option",
        "optgroup",
        "rt",
        "rp",
        "body",
        "html",
        "head",
    ]
)


def shallow(html: str) -> str:
    """Return ``html`` without the tags that nest deeper than any real page's.

    Pages with few tags are returned as they are; they cannot be slow.
    """
    if html.count("<") < _FEW:
        return html
    depth = 0
    styles = 0
    dropped: Counter[str] = Counter()

    def bounded(match: re.Match[str]) -> str:
        nonlocal depth, styles
        name = match[2].lower()
        if name in _FREE:
            return match[0]
        style = name in _STYLES
        if match[1]:
            if dropped[name]:
                dropped[name] -= 1
                return ""
            depth, styles = max(0, depth - 1), max(0, styles - style)
        elif depth >= _DEEP or (style and styles >= _DEEP_STYLE):
            dropped[name] += 1
            return ""
        else:
            depth, styles = depth + 1, styles + style
        return match[0]

    return _tag.sub(bounded, html)
