"""Which pictures a page carries in itself (RFC 2397) can be drawn; decodes none of them."""

import base64
import binascii
import re
from urllib.parse import quote, unquote_to_bytes

_LARGEST = 4_000_000
_HEAD = 200
_LEAST = 16  # less is no picture
_carried = re.compile(r"data:image/(?!svg)([a-z0-9.+-]{1,20})[;,]", re.IGNORECASE)
_payload = re.compile(
    r"(\bdata:[a-z]{1,20}/[\w.+-]{1,60}(?:;[\w=.-]{1,60}){0,4},)[^\"'\s<>)]{200,}",
    re.IGNORECASE,
)
_unfit = re.compile(r"[^!-~]+")


def carried(address: str | None) -> str:
    """Return a ``data:`` address of a picture that can be shown, or ``""``.

    None is what is longer than 4 MB, what is no bitmap, and what is one pixel wide or
    high, as pages use to keep a place free. White space in it goes.
    """
    address = (address or "").strip()
    if len(address) > _LARGEST or not _carried.match(address):
        return ""
    head, comma, body = address.partition(",")
    begin = unquote_to_bytes(body[:_HEAD])
    if head.rstrip().lower().endswith("base64"):
        packed = b"".join(begin.split())
        try:
            begin = base64.b64decode(packed[: len(packed) // 4 * 4], validate=True)
        except binascii.Error:
            return ""
    if min(_size(begin)) <= 1:
        return ""
    return _unfit.sub(_escaped, f"data:{head[5:]}{comma}{body}")


def emptied(html: str) -> str:
    """Return a page with the data of what it carries in itself left out.

    What each is said to be stays: ``src="data:image/png;base64,"``.
    """
    return _payload.sub(r"\1", html) if "data:" in html else html


def kind(address: str) -> str:
    """Return the format that a picture in ``data:`` is said to have, or ``""``."""
    found = _carried.match(address)
    return found[1].lower() if found else ""


def _escaped(match: re.Match[str]) -> str:
    return quote("".join(match[0].split()), errors="replace")


def _size(begin: bytes) -> tuple[int, int]:
    """Return the width and height that a GIF or PNG begins with; others have some."""
    if begin[:3] == b"GIF":
        return int.from_bytes(begin[6:8], "little"), int.from_bytes(
            begin[8:10], "little"
        )
    if begin[1:4] == b"PNG":
        return int.from_bytes(begin[16:20]), int.from_bytes(begin[20:24])
    return (2, 2) if len(begin) > _LEAST else (0, 0)
