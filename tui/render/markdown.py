"""Between Markdown and HTML, in both directions; draws neither."""

import re
from typing import TYPE_CHECKING, Any

from tui.render.addresses import laid_bare
from tui.render.nesting import shallow
from tui.render.tex import formula_at
from tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 300_000
_BLOCKS = (
    "address|article|aside|blockquote|body|center|details|div|dl|dd|dt|fieldset|"
    "figcaption|figure|footer|form|h[1-6]|header|hr|iframe|li|main|nav|ol|p|picture|"
    "section|summary|table|tbody|td|tfoot|th|thead|tr|ul|video|audio|img|br"
)
_block = re.compile(rf"[ \t]*</?(?:{_BLOCKS})(?=[\s/>]|$)", re.IGNORECASE)
_open = re.compile(
    r"<(/?)(?:div|section|article|table|ul|ol|figure|blockquote|main|center)\b",
    re.IGNORECASE,
)
_fence = re.compile(r" {0,3}(```+|~~~+)")
_pre = re.compile(r"<(/?)pre\b", re.IGNORECASE)
_swallowed = re.compile(
    r'<a href="([^"]*)">((?:https?|ftp)://[!-;=?-~]*)([。，、；：！？（）【】《》“”‘’「」…][^<]*)</a>'
)
_task = re.compile(r"<li>(<p>)?\[([ xX])\][ \t]+")


def to_html(text: str) -> str:
    """Return the HTML of CommonMark with tables, strikethrough, tasks and bare links.

    Footnotes and definition lists are read as Pandoc and PHP Markdown Extra write them.
    HTML in the text stays; lines that are only indented HTML do not become code.
    """
    from markdown_it import MarkdownIt  # noqa: PLC0415 - costs 30 ms to import
    from mdit_py_plugins.deflist import deflist_plugin  # noqa: PLC0415 - likewise
    from mdit_py_plugins.footnote import footnote_plugin  # noqa: PLC0415 - likewise

    parser = MarkdownIt("commonmark", {"html": True, "linkify": True})
    parser.enable(["table", "strikethrough", "linkify"])
    parser.use(footnote_plugin, inline=False).use(deflist_plugin)
    parser.inline.ruler.before("escape", "formula", _formula)
    text = clean(laid_bare(text))
    if "<" in text:
        text = "\n".join(_levelled(text))
    html: str = parser.render(text)
    return _swallowed.sub(_cut_short, _task.sub(_checkbox, html))


def to_markdown(html: str) -> str:
    """Return a page as Markdown with lines that are not wrapped, safe to print."""
    from html2text import HTML2Text  # noqa: PLC0415 - only who copies or exports needs it

    page = clean(shallow(html))
    if len(page) > _LONGEST:  # its time grows with the square of the length
        return _plain(page)
    writer = HTML2Text(bodywidth=0)
    writer.unicode_snob = True
    writer.wrap_links = False
    writer.mark_code = False
    try:
        return clean(writer.handle(page)).strip() + "\n"
    except (RecursionError, AssertionError, IndexError, ValueError):
        return _plain(page)  # html2text trips over some broken pages


def _plain(html: str) -> str:
    from tui.render.html import parse  # noqa: PLC0415 - only for pages that are beyond html2text
    from tui.render.typeset import plain_lines  # noqa: PLC0415

    return "\n".join(plain_lines(parse(html))) + "\n"


def _formula(state: Any, silent: bool) -> bool:
    """Keep a formula from being read as Markdown, as a rule of markdown-it."""
    if state.src[state.pos] not in "\\$":
        return False
    found = formula_at(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("text", "", 0).content = state.src[state.pos : found[1]]
    state.pos = found[1]
    return True


def _cut_short(match: re.Match[str]) -> str:
    """End a bare address at Chinese punctuation, unless it was so written."""
    href, address, rest = match.groups()
    if not href.startswith(address):
        return match[0]
    return f'<a href="{address}">{address}</a>{rest}'


def _checkbox(match: re.Match[str]) -> str:
    checked = "" if match[2] == " " else " checked"
    return f'<li>{match[1] or ""}<input type="checkbox"{checked}>'


def _levelled(text: str) -> "Iterator[str]":
    """Yield the lines with those inside of HTML moved to the left.

    Markdown takes what is indented by four spaces after a blank line for code; in
    a page that was written as HTML it is a page that was written neatly.
    """
    fence = ""
    levels = _Levels()
    for row in text.split("\n"):
        mark = None if levels.inside_pre else _fence.match(row)
        if fence or mark:
            if fence and mark and mark[1].startswith(fence):
                fence = ""
            elif not fence and mark:
                fence = mark[1]
            yield row
        else:
            yield levels.moved(row)


class _Levels:
    """How deep in HTML a line of Markdown stands."""

    def __init__(self) -> None:
        self.inside_pre = False
        self._depth = 0
        self._after_markup = False

    def moved(self, row: str) -> str:
        """Return the next line as Markdown should read it."""
        was_pre, was_deep = self.inside_pre, self._depth > 0
        for mark in _pre.finditer(row):
            self.inside_pre = not mark[1]
        if was_pre:  # a blank line would end the block of HTML
            return row if row.strip() else "<!---->"
        if not row.strip():
            return row
        is_markup = _block.match(row) is not None
        if is_markup or was_deep:
            marks = _open.finditer(row)
            self._depth = max(0, self._depth + sum(-1 if m[1] else 1 for m in marks))
        after_markup, self._after_markup = self._after_markup, is_markup
        return row.lstrip() if was_deep and (is_markup or after_markup) else row
