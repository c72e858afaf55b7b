"""Makes items of what servers tell, safe to print; it knows no protocol."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final

from tui.model import Body, CategoryPath, Entry
from tui.news import Item
from tui.sources.feeds.feed import Medium
from tui.sources.feeds.media import kind_of, written
from tui.sources.post import digest
from tui.sources.servers.fields import records, text
from tui.text import line

_LONGEST_TITLE: Final = 2_000
_LONGEST_AUTHOR: Final = 1_000
_LONGEST_NAME: Final = 200
_MOST_TAGS: Final = 64
_MOST_MEDIA: Final = 50
_FROM_BODY: Final = 80
_WIDE: Final = str.maketrans("＆＜＞", "&<>")
_tag = re.compile(r"<[^>]*>")
_seen = re.compile(r"[^\s\u00ad\u034f\u115f\u1160\u200b-\u200d\u2060-\u2064\u3164]")


def make(  # noqa: PLR0913 - what an item is made of
    key: str,
    *,
    title: str,
    text: str,
    read: bool | None,
    starred: bool | None,
    published: datetime | None = None,
    author: str = "",
    url: str = "",
    base: str = "",
    places: Iterable[CategoryPath] = (),
    tags: Iterable[str] = (),
    media: Iterable[Medium] = (),
) -> Item:
    """Return an item of plain texts and one of HTML, ``text``, all of them hostile.

    Media that the text does not show are written below it.
    """
    url = address(url)
    text = "\n".join(filter(None, (text, written(media, text))))
    entry = Entry(
        key=key,
        title=_title(title, text, url),
        published=published,
        date_certain=published is not None,
        author=line(author)[:_LONGEST_AUTHOR],
        url=url,
        categories=tuple(dict.fromkeys(places)),
        tags=tuple(dict.fromkeys(filter(None, map(name, tags))))[:_MOST_TAGS],
        digest=digest(text),
    )
    body = Body(text, markdown=False, base=url or address(base))
    return Item(entry, body, read, starred)


def media(told: Any, url: str, kind: str) -> Iterator[Medium]:
    """Yield what goes with an item; ``url`` and ``kind`` are the names of its members."""
    for one in islice(records(told), _MOST_MEDIA):
        if there := address(text(one.get(url))):
            title = line(text(one.get("title")))[:_LONGEST_NAME]
            yield Medium(there, kind_of(there, text(one.get(kind))), title)


def name(written: str) -> str:
    """Return the name of a feed, a folder or a label, as one safe line."""
    return line(written)[:_LONGEST_NAME]


def place(folders: Sequence[str], feed: str, otherwise: str = "") -> CategoryPath:
    """Return where a feed stands; one without a title is called ``otherwise``."""
    return (*filter(None, map(name, folders)), name(feed) or name(otherwise) or "?")


def address(written: str) -> str:
    """Return an address of the web, or ``""``."""
    found = line(written)
    web = found.startswith(("http://", "https://")) and " " not in found
    return found if web and len(found) <= _LONGEST_TITLE else ""


def narrow(written: str) -> str:
    """Return text with ``&``, ``<``, ``>`` for ``＆``, ``＜``, ``＞``, as FreshRSS writes."""
    return written.translate(_WIDE)


def plain(written: str) -> str:
    """Return the text of a title that is HTML."""
    return html.unescape(_tag.sub("", written))


def _title(written: str, text: str, url: str) -> str:
    for found in _titles(written, text, url):
        if _seen.search(found):
            return found
    return "?"


def _titles(written: str, text: str, url: str) -> Iterator[str]:
    yield line(written)[:_LONGEST_TITLE]
    words = line(plain(text[:4_096]))
    yield words if len(words) <= _FROM_BODY else words[: _FROM_BODY - 1] + "…"
    yield url
