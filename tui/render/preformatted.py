"""Takes the text, the links and the language of a page's code; highlights nothing."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from tui.render.document import Code, Linked
from tui.render.walker import Walker
from tui.text import clean, line

_language = re.compile(
    r"(?:^|\s)(?:language-|lang-|highlight-source-|brush:\s?)([\w+#.-]{1,30})"
    r"|^(?=.*\bblob-wrapper\b).*\btype-([\w+#.-]{1,30})"  # GitHub
)
_TOLD = ("data-lang", "data-language", "data-tagsearch-lang")
_PLAIN = frozenset({"", "none", "plain", "plaintext", "text", "txt", "plain_text"})
_ROWS = frozenset({"div", "p", "li", "tr"})
_SILENT = frozenset({"script", "style", "-comment", "template", "button"})
_NUMBERS = ".lineno,.linenos,.line-number,.line-numbers-rows,.hljs-ln-numbers,.ln"
_TAB = 4
_ROW_END = "\n\0"  # a newline that is not doubled; no text holds a NUL
_word = re.compile(r"\S+")


class _Anchor(NamedTuple):
    """A link and the parts of the text that it is made of, or begins with."""

    url: str
    first: int
    end: int = 0


def code_of(walker: Walker, node: LexborNode, language: str = "") -> Code:
    """Return the code inside an element; its links become links of the page.

    Args:
        walker: what gathers the page's links.
        node: what holds the code, a ``<pre>`` as a rule.
        language: its language, where it is known already.
    """
    parts, anchors = _parts(walker, node)
    text = "".join(parts)
    if _ROW_END in text:
        text = re.sub("\n?(?:\n\0)+\n?", "\n", text)
    code = code_in(text, language or language_of(node))
    if not anchors:
        return code
    return replace(code, links=tuple(_linked(walker, code.text, parts, anchors)))


def _linked(
    walker: Walker, code: str, parts: Sequence[str], anchors: Sequence[_Anchor]
) -> Iterator[Linked]:
    """Register the links that say something and yield where in the code they are.

    What became of white space is no matter: only what is seen is counted.
    """
    words = list(_word.finditer(code))
    before = [0, *accumulate(len(word[0]) for word in words)]
    counts = [0, *accumulate(map(_seen, parts))]

    def place(number: int) -> int:
        word = bisect_right(before, number) - 1
        return words[word].start() + number - before[word]

    for url, first, end in anchors:
        start, stop = counts[first], counts[end]
        if start < stop <= before[-1]:
            begin, after = place(start), place(stop - 1) + 1
            yield Linked(begin, after, walker.link(url, code[begin:after]))


def code_in(text: str, language: str) -> Code:
    """Return code that reads ``text``, without blank rows around it."""
    rows = [row.rstrip() for row in clean(text).expandtabs(_TAB).split("\n")]
    while rows and not rows[0]:
        del rows[0]
    while rows and not rows[-1]:
        rows.pop()
    name = line(language).lower()
    return Code("\n".join(rows), "" if name in _PLAIN else name)


def _seen(part: str) -> int:
    """Return how many characters are no white space; the end of a row is none."""
    return 0 if part == _ROW_END else len("".join(part.split()))


def _parts(walker: Walker, node: LexborNode) -> tuple[list[str], list[_Anchor]]:
    """Return the text, a newline for each ``<br>`` and around each row, and its links."""
    parts: list[str] = []
    anchors: list[_Anchor] = []
    waiting: list[LexborNode | _Anchor | str | None] = [node.first_child]
    silent = {number.mem_id for number in node.css(_NUMBERS)}
    codes = node.css("code")
    # WeChat puts each line into an element of its own.
    lined = len(codes) > 1 and "\n" not in (node.text_content or "").strip()
    while waiting:
        current = waiting.pop()
        if current is None:
            continue
        if isinstance(current, str):
            parts.append(current)
            continue
        if isinstance(current, _Anchor):
            anchors.append(current._replace(end=len(parts)))
            continue
        waiting.append(current.next)
        tag = current.tag or ""
        if current.mem_id in silent or tag in _SILENT:
            continue
        if tag == "-text":
            parts.append(clean(current.text_content or ""))
        elif tag == "br":
            parts.append("\n")
        elif tag in _ROWS or (lined and tag == "code"):
            parts.append(_ROW_END)
            waiting += [_ROW_END, current.first_child]
        else:
            if tag == "a" and (url := walker.target(current.attributes.get("href"))):
                waiting.append(_Anchor(url, len(parts)))
            waiting.append(current.first_child)
    return parts, anchors


def language_of(node: LexborNode) -> str:
    """Return the language that the classes in or around the code tell."""
    code = node.css_first("code")
    around: LexborNode | None = node
    for element in (code, node):
        if element is not None and (name := _of(element)):
            return name
    for _ in range(4):
        around = around.parent if around is not None else None
        if around is None or around.tag not in ("div", "figure", "td", "tr", "table"):
            break
        if name := _of(around):
            return name
    return ""


def _of(element: LexborNode) -> str:
    attributes = element.attributes
    found = _language.search(attributes.get("class") or "")
    if found:
        return found[1] or found[2]
    return next(filter(None, map(attributes.get, _TOLD)), None) or ""
