"""What a tag of a site generator stands for, as HTML; finds none of them in a text."""

import html
import re
from collections.abc import Mapping
from types import MappingProxyType

from tui.sources.template_tag import Tag, addresses, is_styling

_ADDRESSES = {
    *("ref", "relref", "link", "post_url", "post_path", "asset_path", "asset-static"),
    *("url_for", "get_url"),
}
_QUOTES = {"blockquote", "quote", "pullquote", "centerquote", "cq", "epigraph"}
_BOXES = {
    *("note", "notice", "admonition", "alert", "callout", "hint", "tip", "info"),
    *("warning", "warn", "danger", "caution", "important", "success", "error", "box"),
    *("message", "panel", "attention", "noteblock", "aside", "question", "example"),
}
_FOLDINGS = {
    *("details", "hidetoggle", "hideblock", "folding", "fold", "expand", "spoiler"),
    *("collapse", "accordion", "toggle", "collapsible", "hidden", "disclose"),
}
_BUTTONS = {"btn", "button", "linkcard", "cell", "link", "a", "href", "cta", "linkgrid"}
_INLINE: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(
        ("label", "span", "p", "wavy", "psw", "text", "typeit", "hideinline"), ""
    )
    | dict.fromkeys(("badge", "highlight_text", "keyword", "blur"), "")
    | {"u": "u", "del": "del", "s": "del", "kbd": "kbd", "emp": "em", "mark": "mark"}
    | {"sub": "sub", "sup": "sup", "spoiler": "", "checkbox": "", "radio": ""}
)
_PLAYERS: Mapping[str, str] = MappingProxyType(
    {
        "youtube": "https://www.youtube.com/watch?v={}",
        "vimeo": "https://vimeo.com/{}",
        "bilibili": "https://www.bilibili.com/video/{}",
        "gist": "https://gist.github.com/{}",
        "tweet": "https://x.com/i/status/{}",
        "twitter": "https://x.com/i/status/{}",
        "x": "https://x.com/i/status/{}",
        "instagram": "https://www.instagram.com/p/{}",
        "jsfiddle": "https://jsfiddle.net/{}",
        "ghcard": "https://github.com/{}",
        "github": "https://github.com/{}",
    }
)
_FILMS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("video", "videos", "dplayer"), "video")
    | dict.fromkeys(("audio", "aplayer", "music"), "audio")
    | dict.fromkeys(("iframe", "pdf", "embed"), "iframe")
)
_TABS = {"tab", "tabitem", "subtab", "codetab"}
_PICTURE = "src", "path", "image_path", "image", "file", "url", "img", "source", "link"
_TITLE = "title", "summary", "header", "caption", "label", "name", "heading"
_file = re.compile(r"[./]")
_marked = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\[([^]]+)\]\(([^)\s]+)\)")


def alone(tag: Tag) -> str:
    """Return what a tag without a text of its own stands for; empty for nothing."""
    for way in (_reference, _link, _player, _picture, _phrase):
        if found := way(tag):
            return found
    text = tag.said("content", "text", "body") or (
        tag.words() if tag.name in _BOXES else ""
    )
    return f"\n\n{_boxed(tag, _inline(text))}\n\n" if text else ""


def around(tag: Tag, text: str) -> str:
    """Return what a pair of tags makes of the text between them."""
    if tag.name in _BUTTONS and (url := _target(tag)):
        return f'<a href="{html.escape(url)}">{text.strip() or _title(tag)}</a>'
    if mark := _INLINE.get(tag.name):
        return f"<{mark}>{text}</{mark}>"
    if block := _block(tag, text):
        return f"\n\n{block}\n\n"
    return alone(tag) + text if tag.name in {"figure", "imgproc"} else text


def _block(tag: Tag, text: str) -> str:
    if tag.name in _QUOTES:
        return f"<blockquote>\n\n{text}\n\n{_attribution(tag)}</blockquote>"
    if tag.name in _FOLDINGS:
        title = _title(tag) or "…"
        return f"<details><summary>{title}</summary>\n\n{text}\n\n</details>"
    if tag.name in _BOXES:
        return _boxed(tag, text)
    if tag.name in _TABS or tag.said(*_TITLE[:5]):
        title = _title(tag)
        return f"<p><strong>{title}</strong></p>\n\n{text}" if title else text
    return ""


def _inline(text: str) -> str:
    """Return an argument as HTML, with the little Markdown that arguments have."""
    return _marked.sub(_emphasized, html.escape(text, quote=False))


def _emphasized(match: re.Match[str]) -> str:
    code, bold, label, url = match.groups()
    if label:
        return f'<a href="{html.escape(url)}">{label}</a>'
    return f"<code>{code}</code>" if code else f"<strong>{bold}</strong>"


def _title(tag: Tag) -> str:
    return _inline(tag.said(*_TITLE, "text") or " ".join(tag.phrases()[:1]))


def _boxed(tag: Tag, text: str) -> str:
    words = [word for word in tag.rest if not is_styling(word)]
    words = [] if tag.name == "alert" else words  # the name of an icon
    kind = tag.said("type", "kind", "style")
    if words and words[0].lower() in _BOXES:
        kind = words.pop(0)
    title = tag.said(*_TITLE) or " ".join(words)
    title = _inline(title or (kind.capitalize() if kind.lower() in _BOXES else ""))
    head = f"<p><strong>{title}</strong></p>\n\n" if title else ""
    return f'<div class="callout">\n\n{head}{text}\n\n</div>'


def _attribution(tag: Tag) -> str:
    url = next(addresses(tag.rest), "") or tag.said("url", "link", "cite")
    before = tag.rest[: tag.rest.index(url)] if url in tag.rest else tag.rest
    after = tag.rest[len(before) + 1 :]
    said = [tag.said("author"), tag.said("source", "title"), " ".join(after)]
    if tag.name in {"blockquote", "quote"}:
        phrases = (part.partition(url)[0] if url else part for part in tag.parts)
        said = [*map(str.strip, phrases), *said] if before else said
    who = ", ".join(filter(None, dict.fromkeys(said)))
    if not who:
        return ""
    text = f'<a href="{html.escape(url)}">{_inline(who)}</a>' if url else _inline(who)
    return f"<p>— {text}</p>\n\n"


def _target(tag: Tag) -> str:
    return tag.said("href", "url", "link", "relref", "cta_link", "to") or next(
        addresses(tag.rest), ""
    )


def _reference(tag: Tag) -> str:
    """Return an address, or a whole link where the tag makes one."""
    target = tag.rest[0] if tag.rest else tag.said("path", "src")
    if tag.name in {"post_link", "asset_link"} and target:
        words = [word for word in tag.rest[1:] if word not in {"true", "false"}]
        return _anchor(target, " ".join(words) or target)
    if tag.name in _ADDRESSES and target and "://" not in "".join(tag.rest[1:]):
        return "" if tag.named.get("href") else html.escape(target)
    return ""


def _anchor(url: str, text: str) -> str:
    return f'<a href="{html.escape(url)}">{_inline(text)}</a>'


def _link(tag: Tag) -> str:
    if tag.name not in _BUTTONS or not (url := _target(tag)):
        return ""
    text = tag.said("content", "text", "name", "title", "cta_text")
    phrases = (part.replace(url, "").strip() for part in tag.phrases())
    phrases = (part.removesuffix(" true").removesuffix(" false") for part in phrases)
    return _anchor(url, text or next(filter(None, phrases), "") or url)


def _player(tag: Tag) -> str:
    film = _FILMS.get(tag.name)
    kind = tag.said("provider") or tag.name.replace("player", "").replace("-lite", "")
    url = tag.said("src", "url", "link", "file") or next(addresses(tag.rest), "")
    if film and (url or tag.rest) and kind not in _PLAYERS:
        url = url or next(filter(_file.search, tag.rest), "").removeprefix("url=")
        url = html.escape(url)
        title = html.escape(tag.said("title", "name"))
        return f'\n\n<{film} src="{url}" title="{title}"></{film}>\n\n' if url else ""
    if kind not in _PLAYERS:
        return ""
    words = tag.rest[:2] if kind == "gist" else tag.rest[:1]  # a gist has an owner
    number = tag.said("id", "video") or "/".join(words)
    url = number if "://" in number else _PLAYERS[kind].format(number)
    title = html.escape(tag.named.get("title", ""))
    if not number or _unfilled(number):
        return ""
    return f'<iframe src="{html.escape(url)}" title="{title}"></iframe>'


def _unfilled(value: str) -> bool:
    """Whether a value is what only the site's program could fill in."""
    return value.startswith(("page.", "include.", "site.", "post.", "{"))


def _picture(tag: Tag) -> str:
    if tag.name != "figure" and "im" not in tag.name and "pic" not in tag.name:
        return ""
    src = tag.said(*_PICTURE)
    words = list(tag.rest)
    if not src and words:
        src = next(filter(_file.search, words), words[0])
        words = words[words.index(src) + 1 :]
    if not src or _unfilled(src):
        return ""
    caption = tag.said("caption")
    words = [word for word in words if not is_styling(word)]
    alt = tag.said("alt", "title") or " ".join(words) or caption
    picture = f'<img src="{html.escape(src)}" alt="{html.escape(alt)}">'
    if not caption:
        return picture
    return f"<figure>{picture}<figcaption>{_inline(caption)}</figcaption></figure>"


def _phrase(tag: Tag) -> str:
    """Return the words in a tag that only gives them a look."""
    if tag.name == "ruby" and len(tag.rest) == 2:  # noqa: PLR2004 - a text and its reading
        base, reading = map(html.escape, tag.rest)
        return f"<ruby>{base}<rt>{reading}</rt></ruby>"
    if tag.name not in _INLINE:
        return ""
    text = tag.said("content", "text")
    if not text:
        phrases = tag.phrases()
        text = phrases[0 if tag.name == "hideinline" else -1] if phrases else ""
        text = text or next(iter(tag.rest), "")
        text = " ".join(w for w in text.split() if not is_styling(w)) or text
    if tag.name in {"checkbox", "radio"}:
        done = "checked" in " ".join(tag.parts).split()
        text = text.removeprefix("checked").strip()
        return f"{'☑' if done else '☐'} {_inline(text)}<br>"
    text = text.partition("@")[2].strip() or text if tag.name == "label" else text
    mark = _INLINE[tag.name]
    return f"<{mark}>{_inline(text)}</{mark}>" if mark else _inline(text)
