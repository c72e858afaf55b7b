"""Reads what site generators put between braces as the HTML it stands for.

Liquid's and Hexo's tags (``{% image "a.png" %}``), Hugo's shortcodes (``{{< ref "b" >}}``)
and the filters of links (``{{ "/c" | url }}``). What only their programs could fill in is
left out; what is no template of theirs, and what stands in code, is left as it is.
"""

import html
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

_code = re.compile(
    r"(^(`{3,}|~{3,}).*?^\2|`[^`\n]+`|<pre\b.*?</pre>|<code\b.*?</code>"
    r"|{%-?\s*raw\s*-?%}.*?{%-?\s*endraw\s*-?%})",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_raw = re.compile(r"{%-?\s*(?:end)?raw\s*-?%}\n?")
_block = re.compile(
    r"{%-?\s*(?:highlight|codeblock)\s*([\w+#.-]*)[^%]*%}(.*?){%-?\s*end(?:highlight|codeblock)\s*-?%}",
    re.DOTALL,
)
_comment = re.compile(r"{%-?\s*comment\b.*?endcomment\s*-?%}|{{/\*.*?\*/}}", re.DOTALL)
_tag = re.compile(
    r"{{[<%]\s*(.{1,2000}?)\s*/?[>%]}}|{%-?\s*(.{1,2000}?)\s*-?%}|{{\s*(.{1,500}?)\s*}}",
    re.DOTALL,
)
_word = re.compile(r"""([\w-]+)\s*=\s*|"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"'=]+)""")
_text = re.compile(r"""["']([^"'<>]*)["']\s*(?:\||$)""")
_unknown = re.compile(r"(?:site|page|config|theme)\.[\w.]+\s*(?:\||$)")
_path = re.compile(r"[./]")
_LINKS = {"post_link", "asset_link"}
_ADDRESSES = {
    *("ref", "relref", "link", "post_url", "post_path", "asset_path", "asset-static"),
}
_QUOTES = {"blockquote", "quote", "pullquote", "centerquote"}
_PLAYERS: Mapping[str, str] = MappingProxyType(
    {
        "youtube": "https://www.youtube.com/watch?v={}",
        "vimeo": "https://vimeo.com/{}",
        "bilibili": "https://www.bilibili.com/video/{}",
        "gist": "https://gist.github.com/{}",
        "tweet": "https://x.com/i/status/{}",
        "x": "https://x.com/i/status/{}",
    }
)


class _Tag(NamedTuple):
    """A tag's name and arguments."""

    name: str
    named: Mapping[str, str]
    rest: tuple[str, ...]
    """The arguments without a name."""


def without_shortcodes(text: str) -> str:
    """Return the body of a post, Markdown or HTML, with its shortcodes as HTML."""
    if "{%" not in text and "{{" not in text:
        return text
    text = _block.sub(r"\n```\1\n\2\n```\n", _comment.sub("", text))
    parts: list[str] = []
    end = 0
    for code in _code.finditer(text):
        parts += (_tag.sub(_meaning, text[end : code.start()]), _raw.sub("", code[0]))
        end = code.end()
    return "".join((*parts, _tag.sub(_meaning, text[end:])))


def _meaning(match: re.Match[str]) -> str:
    if match[3] is not None:
        return _variable(match)
    tag = _read(match[1] or match[2])
    if tag.name.strip("/").removeprefix("end") in _QUOTES:
        return f"\n\n<{'/' * (tag.name[0] in '/e')}blockquote>\n\n"
    return _reference(tag) or _player(tag) or _picture(tag)


def _reference(tag: _Tag) -> str:
    """Return an address, or a whole link where the tag makes one."""
    target = html.escape(tag.rest[0] if tag.rest else tag.named.get("path", ""))
    if tag.name in _ADDRESSES:
        return target
    if tag.name in _LINKS and target:
        title = html.escape(" ".join(tag.rest[1:])) or target
        return f'<a href="{target}">{title}</a>'
    return ""


def _variable(match: re.Match[str]) -> str:
    if text := _text.match(match[3]):
        return html.escape(text[1])
    return "" if _unknown.match(match[3]) else match[0]


def _read(source: str) -> _Tag:
    name, _, rest = source.partition(" ")
    named: dict[str, str] = {}
    values: list[str] = []
    key = ""
    for key_found, double, single, bare in _word.findall(rest):
        if key_found:
            key = key_found.lower()
            continue
        value = html.unescape(double or single or bare)
        if key:
            named[key] = value
        else:
            values.append(value)
        key = ""
    return _Tag(name.strip().lower(), named, tuple(values))


def _player(tag: _Tag) -> str:
    if tag.name not in _PLAYERS:
        return ""
    words = tag.rest[:2] if tag.name == "gist" else tag.rest[:1]  # a gist has an owner
    number = tag.named.get("id") or "/".join(words)
    url = number if "://" in number else _PLAYERS[tag.name].format(number)
    title = html.escape(tag.named.get("title", ""))
    return (
        f'<iframe src="{html.escape(url)}" title="{title}"></iframe>' if number else ""
    )


def _picture(tag: _Tag) -> str:
    names_one = tag.name == "figure" or "im" in tag.name
    if not names_one or tag.name.startswith(("/", "end")):
        return ""
    src = tag.named.get("src") or next(filter(_path.search, tag.rest), "")
    src = src or (tag.rest[0] if tag.rest else "")
    others = [value for value in tag.rest if value != src and not value.isdecimal()]
    alt = tag.named.get("alt") or tag.named.get("title") or " ".join(others)
    if not src:
        return ""
    caption = tag.named.get("caption", "")
    picture = f'<img src="{html.escape(src)}" alt="{html.escape(alt or caption)}">'
    if not caption:
        return picture
    return f"<figure>{picture}<figcaption>{html.escape(caption)}</figcaption></figure>"
