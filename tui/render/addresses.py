"""Which addresses of a page may be opened, and how they are written; opens nothing."""

import re
from functools import lru_cache
from urllib.parse import quote, unquote, urljoin, urlsplit

from tui.render.carried import kind
from tui.text import clean, turned

_OPENABLE = frozenset({"http", "https", "mailto", "ftp", "magnet", "tel"})
_LONGEST = 8192
# What is safe and whole as it is, as most addresses are.
_ordinary = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+")
# What begins at the root of a site, as most other addresses do, and has no turns.
_rooted = re.compile(
    r"/(?:[\w~%!$&()*+,=:@-][\w.~%!$&()*+,=:@-]*+/?)*+(?:\?[\w.~%!$&()*+,=:@/-]+)?",
    re.ASCII,
)
_scheme = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
_dropped = re.compile("[\x00-\x1f\x7f]")
# Where an address stands in HTML, and in Markdown.
_place = re.compile(
    r"""\b(?:href|src)\s{0,9}=\s{0,9}(?:"[^"]*"|'[^']*'|[^\s>]+)|\]\([^\s()]+|<https?:[^\s<>]+""",
    re.IGNORECASE,
)
_escaped = re.compile(r"[\s<>\"`{}|\\^\u00ad\u034f\u115f\u1160\u200b-\u200d\u2060]")


def safe(address: str | None, base: str = "") -> str:
    """Return an address that can be shown and opened, or ``""`` if there is none.

    Relative addresses are resolved against ``base`` (RFC 3986) where it is given.
    Control characters are dropped as browsers do (WHATWG URL); white space, what is
    invisible and what turns the direction of text are percent-encoded.
    """
    if not address or len(address) > _LONGEST:
        return ""
    if _ordinary.fullmatch(address):
        return address
    if base and _rooted.fullmatch(address) and (root := _root(base)):
        return root + address[1:]
    text = clean(_dropped.sub("", _spelled(address))).strip()
    text = _escaped.sub(lambda match: quote(match[0]), text)
    if not _allowed(text):
        return ""
    return _resolved(text, base) if base else text


@lru_cache
def _root(base: str) -> str:
    """Return the address of the root of the site that ``base`` is in, or ``""``."""
    root = _resolved("/", base)
    return root if root.endswith("/") else ""


def laid_bare(page: str) -> str:
    """Return HTML or Markdown with what turns the direction of addresses spelled out.

    The rest of it stays, so that the whole can be cleaned.
    """
    if not turned.search(page):
        return page
    return _place.sub(lambda match: _spelled(match[0]), page)


def _spelled(address: str) -> str:
    return turned.sub(lambda match: quote(match[0]), address)


def host(address: str) -> str:
    """Return the name of the server in an address, or ``""``."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def file_name(address: str) -> str:
    """Return the last part of an address's path without escapes, or ``""``.

    It may hold any character and is no text to be shown yet. What is carried in
    ``data:`` is named by its format.
    """
    if carried := kind(address):
        return f"image.{carried}"
    try:
        # Where pictures are made smaller the whole address of one is the last part.
        name = unquote(urlsplit(address).path.rstrip("/").rpartition("/")[2])
        return name.rstrip("/").rpartition("/")[2] if "://" in name else name
    except ValueError:
        return ""


def _allowed(address: str) -> bool:
    scheme = _scheme.match(address)
    return scheme is None or scheme[1].lower() in _OPENABLE


def _resolved(address: str, base: str) -> str:
    try:
        resolved = clean(urljoin(base, address))
    except ValueError:  # a broken IPv6 host, on either side
        return address
    return resolved if _allowed(resolved) else ""
