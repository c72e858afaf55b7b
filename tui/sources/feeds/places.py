"""Puts addresses together; asks nobody whether they are there."""

import re
from urllib.parse import urljoin

from tui.text import line

_LONGEST = 4_000
_ampersand = re.compile("&(?:amp|#0*38);", re.IGNORECASE)
_WEB = ("http://", "https://")


def joined(base: str, address: str) -> str:
    """Return an address relative to ``base`` in full; as it is, if that cannot be."""
    address = address.strip()
    if address.startswith(_WEB) or not base:
        return address
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def web(base: str, address: str | None) -> str:
    """Return an address of the web in full, or an empty text if it is none."""
    if not address:
        return ""
    # Escaped once too often, as it often is; no address means these.
    address = _ampersand.sub("&", line(address))
    found = joined(base, address).replace(" ", "%20")
    return (
        found if found[:8].lower().startswith(_WEB) and len(found) <= _LONGEST else ""
    )


def base_within(base: str, own: str | None) -> str:
    """Return the base inside an element that has this ``xml:base``, or none of its own."""
    found = joined(base, own) if own else base
    return found if len(found) <= _LONGEST else base
