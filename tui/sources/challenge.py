"""How a server wants to be told who asks, and the header that does it; it sends nothing.

HTTP authentication (RFC 9110, 11): Basic (RFC 7617), Digest (RFC 7616) and Bearer
(RFC 6750), always in UTF-8.
"""

import hashlib
import re
import secrets
from base64 import b64encode
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote

# Real servers leave quotes in a realm as they are, so text in quotes is not skipped.
_scheme = re.compile(
    r"(?:\A|,)\s*([A-Za-z][\w-]*)(?=\s+[\w*-]+\s*=|\s+[\w+/.~=-]+\s*(?:,|\Z)|\s*(?:,|\Z))"
)
_parameter = re.compile(r'([\w*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))')
_escape = re.compile(r"\\(.)")
_HASHES: Mapping[str, str] = MappingProxyType({"MD5": "md5", "SHA-256": "sha256"})


class Challenge(NamedTuple):
    """One way in which a server would be told who asks."""

    scheme: str
    """In lower case: ``basic``, ``digest``, ``bearer``, or one that is not known."""
    parameters: Mapping[str, str]
    """By name in lower case; hostile."""


def challenges(header: str) -> Iterator[Challenge]:
    """Yield the challenges of a WWW-Authenticate header, or of several joined by commas."""
    found = [*_scheme.finditer(header)]
    for number, match in enumerate(found):
        last = number + 1 == len(found)
        end = len(header) if last else found[number + 1].start()
        told = _parameter.findall(header, match.end(), end)
        values = {n.lower(): _escape.sub(r"\1", q) if q else b for n, q, b in told}
        yield Challenge(match[1].lower(), MappingProxyType(values))


def basic(user: str, secret: str) -> str:
    """Return the value of an Authorization header; a secret without user is the name."""
    pair = f"{user}:{secret}" if user else f"{secret}:"
    return f"Basic {b64encode(pair.encode()).decode()}"


def digest(  # noqa: PLR0913 - what the digest is made of
    challenge: Challenge,
    user: str,
    secret: str,
    target: str,
    *,
    method: str = "GET",
    once: str = "",
) -> str:
    """Return the value of an Authorization header; ``""`` where it cannot be made.

    Args:
        challenge: What the server wants.
        user: Whose password it is.
        secret: The password.
        target: What is asked for: path and query, as they are sent.
        method: How it is asked for.
        once: What makes the answer one of a kind; empty to draw it.
    """
    told = challenge.parameters
    name = told.get("algorithm", "MD5").upper()
    hashed = _HASHES.get(name.removesuffix("-SESS"))
    offered = [each.strip().lower() for each in told.get("qop", "").split(",")]
    if hashed is None or "nonce" not in told or not {"", "auth"} & {*offered}:
        return ""
    hash_name, realm, nonce = hashed, told.get("realm", ""), told["nonce"]
    once = once or secrets.token_hex(16)

    def digested(*parts: str) -> str:
        data = ":".join(parts).encode()
        return hashlib.new(hash_name, data, usedforsecurity=False).hexdigest()

    who = digested(user, realm, secret)
    if name.endswith("-SESS"):
        who = digested(who, nonce, once)
    what = digested(method, target)
    count, quality = "00000001", "auth" if "auth" in offered else ""
    middle = (nonce, count, once, quality) if quality else (nonce,)
    fields = {
        **_named(user),
        "realm": _quoted(realm),
        "nonce": _quoted(nonce),
        "uri": _quoted(target),
        "response": _quoted(digested(who, *middle, what)),
        "algorithm": told.get("algorithm", ""),
        "opaque": _quoted(told["opaque"]) if "opaque" in told else "",
        "qop": quality,
        "nc": count if quality else "",
        "cnonce": _quoted(once) if quality or name.endswith("-SESS") else "",
    }
    return "Digest " + ", ".join(
        f"{key}={value}" for key, value in fields.items() if value
    )


def _named(user: str) -> dict[str, str]:
    if user.isascii():
        return {"username": _quoted(user)}
    return {"username*": f"UTF-8''{quote(user, safe='')}"}


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
