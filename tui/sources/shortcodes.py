"""Reads what site generators put between braces as the HTML it stands for.

Liquid's and Hexo's tags (``{% image "a.png" %}``), Hugo's and Zola's shortcodes
(``{{< ref "b" >}}``, ``{{ image(src="a.png") }}``) and the filters of links (``{{ "/c" |
url }}``). What only their programs could fill in is left out; what is no template of
theirs, and what stands in code, is left as it is.
"""

import html
import re

from tui.sources.tag_meanings import alone, around
from tui.sources.template_tag import Tag, read_tag

_DEEPEST, _SHORT = 8, 200
_piece = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})"
    r"|(?P<code>(?P<ticks>`+)(?!`)[^\n]{0,500}?[^`\n](?P=ticks)(?!`))"
    r"|<(?P<html>pre|code)\b|(?P<comment>{{/\*.*?\*/}})"
    r"|{{[<%](?P<hugo>(?:[^{>%]|{(?!{)|[>%](?!}})){1,2000}+)[>%]}}"
    r"|{%-?(?P<liquid>(?:[^{%]|{(?!%)|%(?!})){1,2000}+)%}"
    r"|{{-?(?P<value>(?:[^{}]|{(?!{)|}(?!})){1,500}+)}}",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_mark = re.compile(
    r"(?:{%-?\s*end|{{[<%]\s*/\s*)(?P<end>[\w./-]*)\s*(?:-?%}|[>%]}})"
    r"|(?:{%-?|{{[<%])\s*(?P<begin>[^\W\d][\w./-]*)(?P<call>\s*\()?"
)
_raw = re.compile(r"{%-?\s*(?:end)?raw\s*-?%}\n?")
_step = re.compile(r"<!--\s*(?:tab|timeline|node)[ \t]+([^\n]*?)\s*-->")
_icon = re.compile(r"\s*@[\w -]*\Z")
_text = re.compile(r"""["']([^"'<>]*)["']\s*(?:\||$)""")
_unknown = re.compile(
    r"(?:site|page|config|theme|post|include|forloop|layout|paginator)\."
    r"|[\w.-]+\s*\|\s*\w"
)
_call = re.compile(r"[a-z_]\w*\(.*\)\Z", re.DOTALL | re.IGNORECASE)
_assigned = re.compile(r"""assign\s+([\w-]+)\s*=\s*["']([^"']*)["']\s*\Z""")
_markdown = re.compile(r"[^\w\s]")
_LISTINGS = {"highlight", "codeblock", "code", "prism", "mermaid", "plantuml", "chart"}
_FORMULAS = {"math", "katex", "latex", "mathjax"}
_RAW = {"raw", "rawhtml", "verbatim", "rawcode"}
_MIDDLE = {"else", "elsif", "elif", "when", "break", "continue"}
_SILENT = {"comment", "for", "tablerow", "schema", "stylesheet", "javascript", "style"}


def without_shortcodes(text: str) -> str:
    """Return the body of a post, Markdown or HTML, with its shortcodes as HTML."""
    if "{%" not in text and "{{" not in text:
        return text
    return _Reading({}, 0).of(text)


class _Reading:
    """A text as far as it was read, with what it keeps under names."""

    def __init__(self, kept: dict[str, str], depth: int) -> None:
        self._kept = kept
        self._depth = depth
        self._ends: dict[int, re.Match[str]] = {}
        self._endless: set[str] = set()

    def of(self, text: str) -> str:
        """Return a text with its shortcodes as HTML."""
        self._ends = _pairs(text)
        parts: list[str] = []
        at = 0
        while found := _piece.search(text, at):
            parts.append(text[at : found.start()])
            said, at = self._said(text, found)
            parts.append(said)
        parts.append(text[at:])
        return "".join(parts)

    def _said(self, text: str, found: re.Match[str]) -> tuple[str, int]:
        """Return what a piece stands for, and where the text goes on."""
        if found["code"] or found["comment"]:
            return found["code"] or "", found.end()
        if mark := found["fence"] or found["html"]:
            end = rf"^[ \t>]*{mark}" if found["fence"] else rf"</{mark}>"
            stop = self._find(end, text, found.end())
            if stop is None:
                return found[0], found.end()
            return _raw.sub("", text[found.start() : stop.end()]), stop.end()
        if value := (found["value"] or "").strip(" \t\n-"):
            if not _call.match(value):
                return self._value(value, found[0]), found.end()
            return alone(read_tag(value)), found.end()
        source = (found["liquid"] or "").rstrip(" \t\n-")
        source = source or (found["hugo"] or "").rstrip(" \t\n/")
        source = source.lstrip(" \t\n-")
        return self._tag(text, found, source) if source else (found[0], found.end())

    def _find(self, pattern: str, text: str, start: int) -> re.Match[str] | None:
        """Return the next match; what was not there once is not looked for again."""
        if pattern in self._endless:
            return None
        found = re.compile(pattern, re.MULTILINE | re.IGNORECASE).search(text, start)
        if found is None:
            self._endless.add(pattern)
        return found

    def _value(self, value: str, written: str) -> str:
        if text := _text.match(value):
            return html.escape(text[1])
        name = value.partition("|")[0].strip()
        if kept := self._kept.get(name):
            # What is long is said once, so that a text cannot grow without end.
            return kept if len(kept) <= _SHORT else self._kept.pop(name)
        return "" if _unknown.match(value) else written

    def _tag(self, text: str, found: re.Match[str], source: str) -> tuple[str, int]:
        tag = read_tag(source)
        if assigned := _assigned.match(source):
            self._kept[assigned[1]] = html.escape(assigned[2])
        if tag.closing or tag.name in _MIDDLE:
            return "", found.end()
        whole = found[0].endswith(("/>}}", "/%}}"))
        end = None if whole else self._ends.get(found.start())
        if end is None or end.start() < found.end():
            return alone(tag), found.end()
        inside = text[found.end() : end.start()]
        begin = text.rfind("\n", max(0, found.start() - 200), found.start()) + 1
        return self._pair(tag, inside, text[begin : found.start()]), end.end()

    def _pair(self, tag: Tag, inside: str, before: str) -> str:
        """Return what two tags and the text between them stand for."""
        if tag.name in _SILENT:
            return inside if tag.name == "for" and "{" not in inside else ""
        if tag.name in _RAW:
            return inside
        if tag.name in _LISTINGS:
            return _listing(tag, inside, before)
        if tag.name in _FORMULAS:
            return _formula(inside)
        if tag.name in {"tabs", "timeline"}:
            inside = _step.sub(_headed, inside)
        if self._depth < _DEEPEST:
            inside = _Reading(self._kept, self._depth + 1).of(inside)
        if tag.name == "capture" and tag.rest:
            self._kept[tag.rest[0]] = inside
            return ""
        return around(tag, inside)


def _pairs(text: str) -> dict[int, re.Match[str]]:
    """Return the tag that ends a pair for each place where one begins, in one pass."""
    open_at: dict[str, list[int]] = {}
    ends: dict[int, re.Match[str]] = {}
    for found in _mark.finditer(text):
        name = found["begin"] or found["end"] or ""
        if found["begin"]:
            open_at.setdefault("" if found["call"] else name, []).append(found.start())
        elif open_at.get(name):
            ends[open_at[name].pop()] = found
    return ends


def _headed(match: re.Match[str]) -> str:
    title = html.escape(_icon.sub("", match[1]))
    return f"\n\n<p><strong>{title}</strong></p>\n\n" if title else ""


def _listing(tag: Tag, code: str, before: str) -> str:
    """Return code under its title, or within its line if there is text before it."""
    words = [word for word in tag.rest if ":" not in word or "://" in word]
    language = tag.said("lang", "language") or next(
        (word[5:] for word in tag.rest if word.startswith("lang:")), ""
    )
    if tag.name in {"mermaid", "plantuml"}:
        language = tag.name
        code = f"{' '.join(tag.rest)}\n{code}" if tag.rest else code
    elif tag.name != "codeblock" and words and not language:
        language = words[0]
    if before.strip(" \t>"):
        shown = _markdown.sub(lambda sign: f"&#{ord(sign[0])};", code.strip())
        return f"<code>{shown.replace(chr(10), '<br>')}</code>"
    title = ""
    if tag.name == "codeblock" and words:
        title = f"<p>{html.escape(' '.join(words))}</p>\n\n{before}"
    shown = html.escape(code.strip("\n"), quote=False)
    kind = f' class="language-{html.escape(language)}"' if language else ""
    return f"{title}<pre><code{kind}>{shown}\n</code></pre>\n"


def _formula(tex: str) -> str:
    if "$" in tex or "\\(" in tex or "\\[" in tex:
        return tex
    tex = tex.strip()
    return f"\n\n$$\n{tex}\n$$\n\n" if "\n" in tex else f"${tex}$"
