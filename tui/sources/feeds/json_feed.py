"""Reads JSON Feed 1.0 and 1.1 (jsonfeed.org), and RSS written as JSON."""

import html
import json
from collections.abc import Iterator, Mapping
from typing import Any

from tui.errors import SourceError
from tui.sources.feeds.entries import entries_of
from tui.sources.feeds.feed import Feed, Item, Medium
from tui.sources.feeds.markup import plain
from tui.sources.feeds.media import THUMBNAIL, kind_of
from tui.sources.feeds.places import web
from tui.text import line

_LINKS = ("url", "link", "permalink", "external_url")
_DATES = ("date_published", "pubDate", "published", "date", "date_modified", "updated")
_TAGS = ("tags", "categories", "category")
_MOST = 64
_decoder = json.JSONDecoder(strict=False)


def feed_in_json(text: str, address: str) -> Feed:
    """Return the feed in a document of JSON.

    Args:
        text: The document; where it is cut off, what stands before is read.
        address: Where it came from after all redirects; addresses are relative to it.

    Raises:
        SourceError: It is no JSON, or no feed; a server's own message is told.
    """
    problems: tuple[str, ...] = ()
    try:
        document = _decoder.decode(text.strip().lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        document = {"items": [*_whole_items(text)]}
        problems = (f"broken JSON: {line(str(error))}; what could be read is shown",)
    if not isinstance(document, Mapping) or not isinstance(document.get("items"), list):
        raise SourceError(f"{address or 'This JSON'} is no feed{_message(document)}.")
    if problems and not document["items"]:
        raise SourceError(f"{address or 'This feed'} cannot be read: {problems[0]}.")
    site = web(address, _text(document, "home_page_url", "link"))
    items = [
        _item(item, site or address)
        for item in document["items"]
        if isinstance(item, Mapping)
    ]
    version = _text(document, "version").rstrip("/").rpartition("/")[2]
    return Feed(
        kind=f"JSON Feed {line(version)[:8] or '1.0'}",
        entries=entries_of(items, _authors(document)),
        title=plain(_text(document, "title"), certain=False),
        site=site,
        own=web(address, _text(document, "feed_url")),
        older=web(address, _text(document, "next_url")),
        hubs=tuple(_hubs(document, address)),
        language=line(_text(document, "language"))[:40],
        problems=problems,
    )


def _whole_items(text: str) -> Iterator[Any]:
    """Yield the items before the place where a document is broken."""
    at = text.find('"items"')
    at = text.find("[", at) + 1 if at >= 0 else 0
    while at:
        at = text.find("{", at)
        try:
            item, at = _decoder.raw_decode(text, at) if at >= 0 else (None, 0)
        except (ValueError, RecursionError):
            return
        if at:
            yield item


def _message(document: Any) -> str:
    """Return what a server says went wrong, as RSSHub does with a status of 200."""
    error = document.get("error") if isinstance(document, Mapping) else None
    said = error.get("message") if isinstance(error, Mapping) else error
    text = plain(said)[:300] if isinstance(said, str) else ""
    return f"; the server says: {text}" if text else ""


def _item(item: Mapping[str, Any], base: str) -> Item:
    link = next(filter(None, (web(base, _text(item, key)) for key in _LINKS)), "")
    title = plain(_text(item, "title"), certain=False)
    body = _text(item, "content_html", "content", "description")
    if not body:
        text = _text(item, "content_text", "summary")
        # RSSHub repeats the title where it has no text.
        body = "" if line(text) == title else html.escape(text, quote=False)
    return Item(
        guid=line(_text(item, "id", "guid")),
        link=link,
        title=title,
        authors=_authors(item),
        dates=tuple(filter(None, (_text(item, key) for key in _DATES))),
        tags=tuple(_tags(item)),
        body=body,
        base=link or base,
        media=tuple({medium.url: medium for medium in _media(item, base)}.values()),
    )


def _text(values: Mapping[str, Any], *keys: str) -> str:
    """Return the first of these that is a text or a number; a guid may be an object."""
    for key in keys:
        value = values.get(key)
        if isinstance(value, Mapping):
            value = value.get("_") or value.get("#text")
        if isinstance(value, float | int) and not isinstance(value, bool):
            value = str(value)
        if value and isinstance(value, str):
            return value.strip()
    return ""


def _many(values: Mapping[str, Any], *keys: str) -> list[Any]:
    for key in keys:
        if value := values.get(key):
            return value[:_MOST] if isinstance(value, list) else [value]
    return []


def _authors(values: Mapping[str, Any]) -> tuple[str, ...]:
    found = _many(values, "authors", "author")
    names = (
        _text(it, "name", "url") if isinstance(it, Mapping) else it for it in found
    )
    return tuple(line(it)[:200] for it in names if it and isinstance(it, str))


def _tags(values: Mapping[str, Any]) -> Iterator[str]:
    for tag in _many(values, *_TAGS):
        text = _text(tag, "name", "term") if isinstance(tag, Mapping) else tag
        if isinstance(text, str):
            yield text


def _hubs(document: Mapping[str, Any], base: str) -> Iterator[str]:
    for hub in _many(document, "hubs"):
        if isinstance(hub, Mapping) and (url := web(base, _text(hub, "url"))):
            yield url


def _media(item: Mapping[str, Any], base: str) -> Iterator[Medium]:
    for attachment in _many(item, "attachments", "enclosure"):
        if isinstance(attachment, Mapping):
            url = web(base, _text(attachment, "url"))
            kind = kind_of(url, _text(attachment, "mime_type", "type"))
            if url:
                yield Medium(url, kind, line(_text(attachment, "title"))[:500])
    for key in ("image", "banner_image"):
        if url := web(base, _text(item, key)):
            yield Medium(url, THUMBNAIL)
