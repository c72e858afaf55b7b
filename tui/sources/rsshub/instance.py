"""The addresses of one RSSHub instance and of its routes; it asks none.

``rsshub://github/issue/DIYgod/RSSHub`` is a route at whichever instance is configured:
subscriptions are kept so, and follow when the instance changes.
"""

import re
from hashlib import md5
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from msgspec import Struct

from tui.errors import SourceError
from tui.sources import reach
from tui.sources.addresses import Sent
from tui.text import clean, line

PUBLIC = "https://rsshub.app"
"""The instance that ``rsshub:`` means where none is configured."""
SCHEME = "rsshub://"
_SAFE = "/%:@!$&'()*+,;=~"
_LOGIN = frozenset({"key", "code"})
_escaped = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_scheme = re.compile(r"rsshub:/*", re.IGNORECASE)


class Instance(Struct, frozen=True):
    """One RSSHub."""

    address: str = PUBLIC
    """Of the web, without login, query and slash at the end."""

    def web(self, address: str) -> str:
        """Return what a route's address is at this instance; others stay as they are."""
        found = _scheme.match(address)
        return f"{self.address}/{address[found.end() :]}" if found else address

    def identity(self, address: str) -> str:
        """Return the address that a feed is known by, wherever this instance moves.

        It is ``rsshub://…`` for what is at this instance, without access key and format;
        any other address of the web as ``reach.checked`` has it.

        Raises:
            SourceError: It is no address of the web, nor of a route.
        """
        url = reach.checked(self.web(address))
        route = self._route(url)
        if route is None:
            return url
        path, query = route
        if not path and not is_route(address):
            return url
        if not path:
            raise SourceError(f"{line(address)[:200]}: names no route of RSSHub.")
        rest = [(n, v) for n, v in query if n not in _LOGIN and (n, v) != _JSON]
        shown = _escaped.sub(_unescaped, quote(path, safe=_SAFE))
        return SCHEME + shown + (f"?{urlencode(rest)}" if rest else "")

    def sent(self, address: str, key: str = "") -> Sent:
        """Return how a checked address of the web is asked for.

        At this instance with ``format=json``, and with the code that RSSHub makes of the
        path and its access key, so that the key itself is never sent. The code is sent
        to this instance's scheme, host and port only.
        """
        parts = urlsplit(address)
        route = self._route(address) if self.answers(address) else None
        if route is None:
            return Sent(address)
        path, query = route
        encoded = quote(path, safe=_SAFE)
        asked = [(name, value) for name, value in query if name not in _LOGIN]
        if not (path.startswith("api/") or any(name == _JSON[0] for name, _ in asked)):
            asked.append(_JSON)
        code = _code(f"/{encoded}", key) if key else ""
        if code:
            asked.append(("code", code))
        whole = f"{urlsplit(self._checked).path.rstrip('/')}/{encoded}"
        there = (parts.scheme, parts.netloc, whole, urlencode(asked), "")
        return Sent(urlunsplit(there), code)

    def answers(self, address: str) -> bool:
        """Whether a checked address is at this instance: scheme, host, port and path."""
        same = reach.origin(address) == reach.origin(self._checked)
        return same and self._route(address) is not None

    @property
    def _checked(self) -> str:
        return reach.checked(self.address)

    def _route(self, url: str) -> tuple[str, list[tuple[str, str]]] | None:
        """Return path and query of what is at this instance, by either scheme."""
        mine, parts = urlsplit(self._checked), urlsplit(url)
        above = f"{mine.path.rstrip('/')}/"
        if parts.netloc != mine.netloc or not parts.path.startswith(above):
            return None
        path = parts.path[len(above) :].strip("/")
        return path, parse_qsl(parts.query, keep_blank_values=True)


_JSON = ("format", "json")


def is_route(address: str) -> bool:
    """Whether an address is one of a route, at whichever instance."""
    return bool(_scheme.match(address))


def _code(path: str, key: str) -> str:
    """Return RSSHub's access code of a path; MD5 is what RSSHub wants, not our choice."""
    return md5(f"{path}{key}".encode(), usedforsecurity=False).hexdigest()


def _unescaped(found: re.Match[str]) -> str:
    """Return escaped characters as they are read, where they are safe to be shown."""
    try:
        text = bytes.fromhex(found[0].replace("%", "")).decode()
    except UnicodeDecodeError:
        return found[0]
    return text if line(clean(text)) == text else found[0]
