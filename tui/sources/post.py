"""Makes an Entry, and its body, of a post's bytes; it touches no disk."""

import html
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from tui.model import Body, Entry, Stamp
from tui.sources.dates import date_in_name, read_date
from tui.sources.encoding import decode
from tui.sources.front_matter import FrontMatter, split
from tui.sources.shortcodes import without_shortcodes
from tui.sources.site import Site
from tui.sources.taxonomy import categories, tags
from tui.text import line

_LONGEST_TITLE, _LONGEST = 2_000, 1_000
_DATES = (
    "date",
    "published",
    "pubDate",
    "publishDate",
    "created",
    "lastmod",
    "updated",
)
_URLS = ("link", "url", "permalink", "canonical_url", "source")
_HAN = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_named_date = re.compile(r"\A\d{4}-?\d\d-?\d\d[-_ ]?")
_heading = re.compile(
    r"\A\s*(?:#[ \t]+(.+)|<h1[^>]*>(.+?)</h1>|.{0,400}?<title>(.+?)</title>)", re.DOTALL
)
_seen = re.compile(r"[^\s\u00ad\u034f\u115f\u1160\u200b-\u200d\u2060-\u2064\u3164]")
_first_line = re.compile(r"[^\n]+")
_tag = re.compile(r"<[^>]*>")
_BLOCK = (
    "div|p|section|article|h[1-6]|table|ul|ol|dl|figure|blockquote|img|iframe|center|"
    "span|a|br|hr|pre|style|script|video|audio|main|header|html|head|body|strong|em|b|i|"
    "font|picture|details|noscript|aside|nav|form|embed|object|svg|address"
)
_html_start = re.compile(
    rf"\s*(?:<!--|<!doctype|<\?xml|</?(?:{_BLOCK})\b)", re.IGNORECASE
)
_braces = re.compile(r"{%.{0,2000}?%}|{{.{0,2000}?}}", re.DOTALL)
_markdown_sign = re.compile(
    r"^(?:#{1,6} \S|```|~~~|[-*+] \S|\d+\. \S|> \S|\|.*\|\s*$|\[[^\]\n]+\]:\s)"
    r"|!?\[[^\]\n]*\]\([^)\s]+[^)\n]*\)|\*\*\S",
    re.MULTILINE,
)


class Post(Struct, frozen=True):
    """A post taken apart."""

    matter: FrontMatter
    encoding: str
    """The encoding's name where it was not plain UTF-8."""


def take_apart(data: bytes) -> Post:
    """Decode a post and split it."""
    text, encoding = decode(data)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Post(split(text.removeprefix("\ufeff")), encoding)


def entry_of(post: Post, key: str, stamp: Stamp, site: Site) -> Entry:
    """Return what a post says of itself, made safe; problems name file and line."""
    matter = post.matter
    fields = matter.fields
    published, certain = _date(matter, key, stamp, site)
    problems = [f"{key}:{number}: {what}" for number, what in matter.problems]
    if post.encoding:
        problems.append(f"{key}:1: not UTF-8; read as {post.encoding}")
    return Entry(
        key=key,
        title=_title(matter, key),
        published=published,
        date_certain=certain,
        author=_author(fields),
        url=_url(fields),
        categories=categories(fields, _folders(key, site), nested=site.nested),
        tags=tags(fields),
        digest=digest(matter.body),
        stamp=stamp,
        problems=tuple(line(problem)[:_LONGEST] for problem in problems),
    )


def digest(body: str) -> bytes:
    """Return the hash by which a changed body is noticed."""
    data = body.encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=16).digest()


def unreadable(key: str, stamp: Stamp, cause: str) -> Entry:
    """Return the entry of a file that could not be read, so that it is seen."""
    return Entry(
        key=key,
        title=_name(key),
        published=_file_time(stamp),
        date_certain=False,
        # No file has this stamp, so it is tried again each time.
        stamp=replace(stamp, reader=-1),
        problems=(line(f"{key}: {cause}"),),
    )


def body_of(post: Post, key: str) -> Body:
    """Return a post's text, and in which language it is written."""
    text = without_shortcodes(post.matter.body)
    base = _url(post.matter.fields)
    if key.lower().endswith((".html", ".htm")):
        return Body(text, markdown=False, base=base)
    bare = _braces.sub("", post.matter.body) if "{" in post.matter.body else text
    is_html = _html_start.match(bare) and not _markdown_sign.search(_tag.sub("", bare))
    return Body(text, markdown=not is_html, base=base)


def _folders(key: str, site: Site) -> tuple[str, ...]:
    *folders, name = key.removeprefix(f"{site.posts}/").split("/")
    if name.rpartition(".")[0] == "index":
        folders = folders[:-1]
    return tuple(filter(None, map(line, folders)))


def _title(matter: FrontMatter, key: str) -> str:
    value = matter.fields.get("title", "")
    title = line(html.unescape(_flat(value)))[:_LONGEST_TITLE]
    if not title and not matter.fields:
        found = _heading.match(matter.body[:4_096])
        text = next(filter(None, found.groups()), "") if found else ""
        first = _first_line.search(text)
        title = line(html.unescape(_tag.sub("", first[0] if first else "")))
    return title if _seen.search(title) else _name(key)


def _name(key: str) -> str:
    """Return a file's name as a title."""
    path = PurePosixPath(key)
    stem = path.stem
    if stem in {"index", "_index"} and path.parent.name:
        stem = path.parent.name
    return line(_named_date.sub("", stem)) or line(stem) or line(path.name) or "?"


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, list):
        return " ".join(_flat(item) for item in value[:100])
    return str(value)


def _author(fields: Mapping[str, Any]) -> str:
    value = fields.get("author") or fields.get("authors") or ""
    items = value if isinstance(value, list) else [value]
    names = [line(_person(item)) for item in items[:50]]
    joined = "".join(names)
    return ("、" if _HAN.search(joined) else ", ").join(filter(None, names))[:_LONGEST]


def _person(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("name") or _flat(value))
    return _flat(value)


def _url(fields: Mapping[str, Any]) -> str:
    for key in _URLS:
        value = line(str(fields[key])) if key in fields else ""
        if value.startswith(("http://", "https://")) and " " not in value:
            return value[:_LONGEST_TITLE]
    return ""


def _date(
    matter: FrontMatter, key: str, stamp: Stamp, site: Site
) -> tuple[datetime, bool]:
    for name in _DATES:
        value = matter.fields.get(name)
        if value and (found := read_date(value, site.zone)):
            return found, True
    named = date_in_name(PurePosixPath(key).name) or date_in_name(
        str(matter.fields.get("path") or matter.fields.get("permalink") or "")
    )
    if wrong := matter.fields.get("date"):
        used = "the one in its name is used" if named else "the file's time is used"
        where = matter.lines.get("date", 1)
        matter.problems.append(
            (where, f"“{line(_flat(wrong))[:80]}” is no date; {used}")
        )
    return (named, True) if named else (_file_time(stamp), False)


def _file_time(stamp: Stamp) -> datetime:
    try:
        return datetime.fromtimestamp(stamp.mtime_ns // 1_000_000_000, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime(1970, 1, 1, tzinfo=UTC)
