"""Makes entries of items: who they are, when they were, and what their text is."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from tui.model import Body, Entry
from tui.sources.dates import read_date
from tui.sources.feeds.feed import FeedEntry, Item
from tui.sources.feeds.markup import plain
from tui.sources.feeds.media import written
from tui.sources.post import digest
from tui.text import cut, line

_LONGEST_KEY, _LONGEST_TITLE, _LONGEST = 500, 2_000, 200
_MOST_TAGS = 64
_TITLE_CELLS = 80
_HAN = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_seen = re.compile(r"[^\s\u00ad\u034f\u115f\u1160\u200b-\u200d\u2060-\u2064\u3164]")


def entries_of(
    items: Iterable[Item], authors: tuple[str, ...]
) -> tuple[FeedEntry, ...]:
    """Return the entries of a feed whose authors are these where an item names none.

    An item is known by its guid, else by its link, else by its title and date. A guid
    that items with different links share is the identity of none of them.
    """
    items = tuple(items)
    pairs = Counter(guid for guid, _ in {(item.guid, item.link) for item in items})
    found: dict[str, FeedEntry] = {}
    for item in items:
        shared = pairs[item.guid] > 1
        key = _key(item, "" if shared else item.guid)
        if key not in found:
            found[key] = _entry(item, key, authors)
    return tuple(found.values())


def _key(item: Item, guid: str) -> str:
    if key := guid or item.link:
        return key if len(key) <= _LONGEST_KEY else digest(key).hex()
    said = "\n".join((item.title, *item.dates[:1]))
    # Nothing else is left to tell such an item by but its text.
    return digest(said if item.title else f"{said}\n{item.body}").hex()


def _entry(item: Item, key: str, feed_authors: tuple[str, ...]) -> FeedEntry:
    # Formats differ in the white space around a text; its digest does not.
    text = item.body.strip()
    media = written(item.media, text)
    body = f"{text}\n{media}" if media else text
    published, problems = _published(item)
    entry = Entry(
        key=key,
        title=_title(item),
        published=published,
        date_certain=published is not None,
        author=_joined(item.authors or feed_authors),
        url=item.link,
        tags=_tags(item.tags),
        digest=digest(body),
        problems=problems,
    )
    return FeedEntry(entry, Body(body, markdown=False, base=item.base))


def _title(item: Item) -> str:
    if _seen.search(item.title):
        return item.title[:_LONGEST_TITLE]
    first = plain(item.body)
    if _seen.search(first):
        return cut(first, _TITLE_CELLS)
    return item.link or item.guid or "?"


def _published(item: Item) -> tuple[datetime | None, tuple[str, ...]]:
    for text in item.dates:
        if found := read_date(text):
            return found, ()
    if item.dates:
        return None, (f"“{line(item.dates[0])[:80]}” is no date",)
    return None, ()


def _joined(names: tuple[str, ...]) -> str:
    names = tuple(dict.fromkeys(names))
    comma = "、" if _HAN.search("".join(names)) else ", "
    return comma.join(names)[:_LONGEST_TITLE]


def _tags(texts: tuple[str, ...]) -> tuple[str, ...]:
    names = (plain(text, certain=False)[:_LONGEST] for text in texts[: _MOST_TAGS * 4])
    return tuple(dict.fromkeys(filter(None, names)))[:_MOST_TAGS]
