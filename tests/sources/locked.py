"""A server that wants to know who asks: Basic, Digest or a token."""

import hashlib
from base64 import b64decode
from collections.abc import Callable

from tests.sources.server import Asked, Whole
from tui.sources.challenge import challenges

USER, SECRET = "爱丽丝", "päss: wörd"
Accepts = Callable[[str, str], bool]
"""Whether a header, sent for a path, lets somebody in."""


def locked(offer: str, accepted: Accepts, body: bytes) -> Callable[[Asked], Whole]:
    """Return what answers with ``body`` only who ``accepted`` (header, path) lets in."""

    def answer(asked: Asked) -> Whole:
        path = f"{asked.path}?{asked.query}" if asked.query else asked.path
        if accepted(asked.headers.get("authorization", ""), path):
            return 200, {"Content-Type": "application/rss+xml"}, body
        return 401, {"WWW-Authenticate": offer}, b"no"

    return answer


def by_name(header: str, _: str) -> bool:
    """Basic (RFC 7617)."""
    scheme, _, told = header.partition(" ")
    return scheme == "Basic" and b64decode(told).decode() == f"{USER}:{SECRET}"


def by_token(header: str, _: str) -> bool:
    """Bearer (RFC 6750)."""
    return header == "Bearer t0k3n"


def by_digest(header: str, path: str) -> bool:
    """Digest (RFC 7616), checked as a server does: with what it said itself."""
    for found in challenges(header):
        told = found.parameters
        who = hashed(f"{USER}:news:{SECRET}")
        what = hashed(f"GET:{path}")
        middle = f"n0nce:{told.get('nc')}:{told.get('cnonce')}:auth"
        right = told.get("response") == hashed(f"{who}:{middle}:{what}")
        return right and told.get("uri") == path
    return False


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


BASIC = 'Basic realm="feeds "quoted" realm"'
DIGEST = 'Digest realm="news", nonce="n0nce", algorithm=SHA-256, qop="auth"'
BEARER = "Bearer"
