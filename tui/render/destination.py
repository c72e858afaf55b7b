"""Says where a link really leads, whatever it looks like; it opens nothing."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

_domain = re.compile(
    r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,})(?=[/:?#]|$)", re.IGNORECASE
)

# What turns the direction of a text (UAX #9) or is not seen, percent-encoded.
_unseen = re.compile(
    r"%E2%80%(?:8[B-F]|A[8-E])|%E2%81%A[06-9]|%D8%9C|%EF%BB%BF|%C2%AD", re.IGNORECASE
)


class Destination(NamedTuple):
    """Where a link leads."""

    host: str
    """The server as the network knows it, in ASCII: ``xn--…`` where it is not Latin."""
    warnings: tuple[str, ...] = ()
    """What may deceive, each a sentence."""


def destination(url: str, text: str = "") -> Destination:
    """Return where ``url`` leads; ``text`` is what the link says.

    Names with other letters are shown in their ASCII form (IDNA 2008, RFC 5891), so that
    аррle.com (Cyrillic) does not look like apple.com.
    """
    try:
        parts = urlsplit(url)
        name = parts.hostname or ""
    except ValueError:
        return Destination("", ("The address is broken.",))
    host, warnings = _ascii(name), []
    if host != name:
        warnings.append(f"The name {name} is not written in plain letters.")
    elif "xn--" in host:
        warnings.append(f"The name stands for {_unicode(host)}.")
    if parts.scheme not in {"http", "https", "mailto"}:
        warnings.append("It is no address of the web, and no article here.")
    if _unseen.search(url):
        warnings.append("The address holds characters that cannot be seen.")
    if parts.username:
        warnings.append(f"What stands before the @ is no server: {parts.username[:60]}")
    told = _domain.match(text.strip())
    if told and not _same(told[1].lower(), name):
        warnings.append(f"The text says {told[1]}, the link leads elsewhere.")
    return Destination(host or parts.scheme, tuple(warnings))


def _same(told: str, name: str) -> bool:
    told, name = told.removeprefix("www."), name.removeprefix("www.")
    return name == told or name.endswith("." + told)


def _ascii(name: str) -> str:
    try:
        return name.encode("ascii").decode()
    except UnicodeEncodeError:
        pass
    try:
        return name.encode("idna").decode()
    except UnicodeError:
        return name.encode("ascii", "backslashreplace").decode()


def _unicode(host: str) -> str:
    try:
        return host.encode().decode("idna")
    except UnicodeError:
        return host
