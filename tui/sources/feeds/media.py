"""Finds what goes with an item besides its text, and writes it as HTML for the reader."""

import html
import mimetypes
from collections.abc import Iterable, Iterator
from itertools import islice
from xml.etree.ElementTree import Element

from tui.sources.feeds.feed import Medium
from tui.sources.feeds.fields import Fields
from tui.sources.feeds.places import web
from tui.text import line

_MOST = 50
THUMBNAIL = "thumbnail"
"""The kind of a picture that only stands for an item."""
_MEDIA = frozenset({"audio", "video"})
_RSS = frozenset(
    {"enclosure", "media:group", "media:content", "media:thumbnail", "itunes:image"}
    | {"image", "content", "atom:content", "atom:link"}
)
_ATOM = _RSS | {"link"}


def media_of(fields: Fields) -> tuple[Medium, ...]:
    """Return the media of an item, each address once.

    Of a ``media:group``, which holds one thing in several forms, the default or the
    first is taken. Pictures that only stand for the item come last.
    """
    if not fields.has(_ATOM if fields.atom else _RSS):
        return ()
    found = {medium.url: medium for medium in islice(_found(fields), _MOST)}
    return tuple(found.values())


def written(media: Iterable[Medium], body: str) -> str:
    """Return the HTML of the media that a body does not show itself.

    Pictures are left out where the body has some: they are the same in another size.
    A thumbnail is shown only where nothing else is to be seen.
    """
    pictured = "<img" in body
    seen = pictured
    pieces = []
    for medium in media:
        if medium.url in body or html.escape(medium.url) in body:
            continue
        kind = medium.kind.partition("/")[0]
        if (kind == THUMBNAIL and seen) or (kind == "image" and pictured):
            continue
        pieces.append(_element(kind, medium))
        seen = seen or kind in (THUMBNAIL, "image")
    return "\n".join(pieces)


def _element(kind: str, medium: Medium) -> str:
    url, title = html.escape(medium.url), html.escape(medium.title)
    if kind in (THUMBNAIL, "image"):
        return f'<p><img src="{url}" alt="{title}"></p>'
    if kind in _MEDIA:
        return f'<{kind} src="{url}" title="{title}"></{kind}>'
    label = title or html.escape(medium.url.rstrip("/").rpartition("/")[2])
    return f'<p><a href="{url}">{label}</a></p>'


def kind_of(url: str, said: str = "", medium: str = "") -> str:
    """Return a media type from what is said of it, else from the address."""
    said = said.strip().lower()
    if medium in ("image", "audio", "video"):
        return said if said.startswith(f"{medium}/") else medium
    if said and said != "application/octet-stream":
        return said
    guess, _ = mimetypes.guess_type(url.partition("?")[0].partition("#")[0])
    return guess or said


def _found(fields: Fields) -> Iterator[Medium]:
    groups = [fields.below(group) for group in fields.all("media:group")]
    contents = [fields.below(child) for child in fields.all("media:content")]
    yield from _enclosed(fields)
    for group in groups:
        forms = sorted(
            group.all("media:content"), key=lambda form: form.get("isDefault") != "true"
        )
        for form in forms[:1]:
            yield from _medium(group, form, form.get("url"))
    for content in contents:
        yield from _medium(content, content.element, content.element.get("url"))
    for place in (fields, *groups, *contents):
        yield from _thumbnails(place)


def _enclosed(fields: Fields) -> Iterator[Medium]:
    for element in fields.all("enclosure"):
        yield from _medium(fields, element, element.get("url") or element.text)
    for element in fields.all("link", "atom:link"):
        if (element.get("rel") or "").lower() == "enclosure":
            yield from _medium(fields, element, element.get("href") or element.text)
    for element in fields.all("content", "atom:content"):
        yield from _medium(fields, element, element.get("src"))


def _thumbnails(place: Fields) -> Iterator[Medium]:
    for element in place.all("media:thumbnail", "itunes:image", "image"):
        url = element.get("url") or element.get("href")
        url = url or place.below(element).text("url") or element.text
        if found := web(place.base, url):
            yield Medium(found, THUMBNAIL)


def _medium(fields: Fields, element: Element, address: str | None) -> Iterator[Medium]:
    url = web(fields.base, address)
    if url:
        kind = kind_of(url, element.get("type") or "", element.get("medium") or "")
        title = element.get("title") or fields.text("media:title", "media:description")
        yield Medium(url, kind, line(title)[:500])
