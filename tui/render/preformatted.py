"""Takes the text and the language of a page's code; highlights nothing."""

import re

from selectolax.lexbor import LexborNode

from tui.render.document import Code
from tui.text import clean, line

_language = re.compile(
    r"(?:^|\s)(?:language-|lang-|highlight-source-|brush:\s?)([\w+#.-]{1,30})"
)
_PLAIN = frozenset({"", "none", "plain", "plaintext", "text", "txt", "plain_text"})
_ROWS = frozenset({"div", "p", "li", "tr"})
_SILENT = frozenset({"script", "style", "-comment", "template", "button"})
_NUMBERS = ".lineno,.linenos,.line-number,.line-numbers-rows,.hljs-ln-numbers,.ln"
_TAB = 4
_ROW_END = "\n\0"  # a newline that is not doubled; no text holds a NUL


def code_of(node: LexborNode, language: str = "") -> Code:
    """Return the code inside an element.

    Args:
        node: what holds the code, a ``<pre>`` as a rule.
        language: its language, where it is known already.
    """
    text = _text(node)
    if _ROW_END in text:
        text = re.sub("\n?(?:\n\0)+\n?", "\n", text)
    return code_in(text, language or language_of(node))


def code_in(text: str, language: str) -> Code:
    """Return code that reads ``text``, without blank rows around it."""
    rows = [row.rstrip() for row in clean(text).expandtabs(_TAB).split("\n")]
    while rows and not rows[0]:
        del rows[0]
    while rows and not rows[-1]:
        rows.pop()
    name = line(language).lower()
    return Code("\n".join(rows), "" if name in _PLAIN else name)


def _text(node: LexborNode) -> str:
    """Return the text with a newline for each ``<br>`` and around each row."""
    parts: list[str] = []
    waiting: list[LexborNode | str | None] = [node.first_child]
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
        waiting.append(current.next)
        if current.mem_id in silent:
            continue
        tag = current.tag or ""
        if tag == "-text":
            parts.append((current.text_content or "").replace("\0", ""))
        elif tag == "br":
            parts.append("\n")
        elif tag in _ROWS or (lined and tag == "code"):
            parts.append(_ROW_END)
            waiting += [_ROW_END, current.first_child]
        elif tag not in _SILENT:
            waiting.append(current.first_child)
    return "".join(parts)


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
        return found[1]
    return attributes.get("data-lang") or attributes.get("data-language") or ""
