"""Reads an item of RSS or an entry of Atom, with the modules that both may have."""

import html
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tui.sources.feeds.feed import Item
from tui.sources.feeds.fields import Fields
from tui.sources.feeds.markup import html_in, looks_like_html, plain
from tui.sources.feeds.media import media_of
from tui.sources.feeds.names import ABOUT
from tui.sources.feeds.places import web
from tui.text import line

_TITLES = ("title", "atom:title", "dc:title", "media:title", "itunes:title")
_BODIES = (
    "content:encoded",
    "content",
    "xhtml:body",
    "body",
    "fullitem",
    "description",
    "atom:content",
    "summary",
    "atom:summary",
    "media:text",
    "dc:description",
)
_PLAIN_BODIES = ("media:description", "itunes:summary")
_DATES = (
    "pubdate",
    "published",
    "atom:published",
    "issued",
    "dcterms:issued",
    "dc:date",
    "date",
    "created",
    "dcterms:created",
    "updated",
    "atom:updated",
    "modified",
    "dcterms:modified",
    "lastmod",
)
_mail_first = re.compile(r"\A\s*(?:mailto:)?[^\s@()<>]+@[^\s@()<>]+\s*\((.+)\)\s*\Z")
_mail_last = re.compile(r"\A(.+?)\s*[(<](?:mailto:)?[^\s@()<>]+@[^\s@()<>]+[)>]\s*\Z")
_LONGEST = 200


def item_of(fields: Fields, address: str, site: str) -> Item:
    """Return what an item says; fields that are missing or broken are empty.

    Args:
        fields: The item.
        address: The feed's own address, which is the base where it names none.
        site: The address of its site, if it has one.
    """
    titles = (fields.line(child) for child in fields.all(*_TITLES))
    link = link_of(fields)
    body, base = _body(fields, address, site, link)
    return Item(
        guid=line(
            fields.text("guid", "id", "atom:id") or fields.element.get(ABOUT, "")
        ),
        link=link,
        title=next(filter(None, titles), ""),
        authors=authors_of(fields),
        dates=tuple(fields.texts(*_DATES)),
        tags=tuple(_tags(fields)),
        body=body,
        base=base,
        media=media_of(fields),
    )


def authors_of(fields: Fields) -> tuple[str, ...]:
    """Return the names of the authors, or their mail addresses where there is no name."""
    for key in ("dc:creator", "author", "atom:author", "itunes:author", "media:credit"):
        found = tuple(filter(None, (_person(fields, key))))
        if found:
            return found
    return ()


def _person(fields: Fields, key: str) -> Iterator[str]:
    for child in fields.all(key):
        text = child.text or ""
        if len(child):
            inner = fields.below(child)
            text = inner.text("name", "atom:name", "email", "atom:email")
        found = _mail_first.match(text[:_LONGEST]) or _mail_last.match(text[:_LONGEST])
        yield plain(found[1] if found else text, certain=False).strip("\"'")[:_LONGEST]


def links(fields: Fields, relation: str) -> Iterator[str]:
    """Yield where the links of a relation lead; Atom's are, in RSS too."""
    for child in fields.all("link", "atom:link"):
        if (child.get("rel") or "alternate").lower().strip() == relation:
            yield from filter(None, [_target(fields, child)])


def _target(fields: Fields, link: Element) -> str:
    """Return where a link of Atom leads; drafts of 0.3 have it as text."""
    return web(fields.base_of(link), link.get("href") or link.text)


def link_of(fields: Fields) -> str:
    """Return the page that an item or a feed is about, or an empty text."""

    def found() -> Iterator[str]:
        yield from (web("", text) for text in fields.texts("feedburner:origlink"))
        if not fields.atom:
            yield from (web(fields.base, text) for text in fields.texts("link"))
        pages = (
            _target(fields, child)
            for child in fields.all("link", "atom:link")
            if (child.get("rel") or "alternate").lower() == "alternate"
            and "html" in (child.get("type") or "html")
        )
        yield from pages
        yield from links(fields, "alternate")
        for child in fields.all("guid"):
            if (child.get("isPermaLink") or "true").lower() != "false":
                yield web("", child.text)
        yield web("", fields.text("id", "dc:identifier") or fields.element.get(ABOUT))
        yield from links(fields, "related")

    return next(filter(None, found()), "")


def _body(fields: Fields, address: str, site: str, link: str) -> tuple[str, str]:
    """Return the text and what its links are relative to.

    That is the base the feed names; else the item's page, where the text also stands,
    else the site, else the feed.
    """
    usual = link or site or address
    for child in fields.all(*_BODIES):
        if (found := fields.html(child)) and not found.isspace():
            base = fields.base_of(child)
            return found, usual if base == address else base
    places = (fields, *map(fields.below, fields.all("media:group")))
    for place in places:
        for child in place.all(*_PLAIN_BODIES):
            if text := html_in(child).strip():
                is_html = looks_like_html(text)
                return text if is_html else html.escape(text, quote=False), usual
    return "", usual


def _tags(fields: Fields) -> Iterator[str]:
    for child in fields.all("category", "dc:subject", "media:category"):
        text = (
            child.get("label")
            or child.get("term")
            or ("" if len(child) else child.text)
        )
        yield text or ""
    for child in fields.all("itunes:category"):
        yield child.get("text") or ""
    for text in fields.texts("itunes:keywords", "media:keywords", "tags"):
        yield from text.split(",")
