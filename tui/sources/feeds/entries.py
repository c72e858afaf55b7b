"""Makes entries of items: who they are, when they were, and what their text is."""

import re
from collections import defaultdict
from collections.abc import Iterable, Set as AbstractSet
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
_VERSIONS = 2
_HAN = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_seen = re.compile(r"[^\s\u00ad\u034f\u115f\u1160\u200b-\u200d\u2060-\u2064\u3164]")


def entries_of(
    items: Iterable[Item], authors: tuple[str, ...]
) -> tuple[FeedEntry, ...]:
    """Return the entries of a feed whose authors are these where an item names none.

    An item is known by its guid, else by its link, else by its title and date. A guid
    that items with different links share is the identity of none of them, nor is one
    that several items with titles of their own share, nor the link of two such items.
    """
    items = tuple(items)
    guids, links = _shared(items)
    found: dict[str, FeedEntry] = {}
    for item in items:
        guid = "" if item.guid in guids else item.guid
        key = _key(item, guid or ("" if item.link in links else item.link))
        if key not in found:
            found[key] = _entry(item, key, authors)
    return tuple(found.values())


def _shared(items: Iterable[Item]) -> tuple[AbstractSet[str], AbstractSet[str]]:
    """Return the guids, and the links without one, that are not of one item alone.

    Some feeds list an item in two versions, by one guid; there, two titles are too few.
    """
    places: dict[str, set[str]] = defaultdict(set)
    tellings: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for item in items:
        places[item.guid].add(item.link)
        tellings[item.guid].add(_what(item))
    guids = {
        guid
        for guid, links in places.items()
        if len(links) > 1 or len(tellings[guid]) > _VERSIONS
    }
    at: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for item in items:
        if not item.guid or item.guid in guids:
            at[item.link].add(_what(item))
    return guids, {link for link, found in at.items() if len(found) > 1}


def _what(item: Item) -> tuple[str, ...]:
    """Return what tells an item from another at the same address."""
    return (item.title, *(medium.url for medium in item.media[:1]))


def _key(item: Item, name: str) -> str:
    if name:
        return name if len(name) <= _LONGEST_KEY else digest(name).hex()
    known = _what(item) if item.guid or item.link else (item.title,)
    said = "\n".join((*known, *item.dates[:1]))
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
