"""Finds out which protocol a server speaks, and where, by trying; it parses nothing."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from tui.errors import BusyError, LoginError, SourceError
from tui.sources import reach
from tui.sources.http import Client
from tui.sources.servers.base import Login, Server
from tui.sources.servers.fever import Fever
from tui.sources.servers.greader import HOSTS
from tui.sources.servers.greader_large import LargeGReader
from tui.sources.servers.miniflux_large import LargeMiniflux
from tui.sources.servers.ttrss import TinyTinyRss

KINDS: Final[Mapping[str, Callable[[Client, str, Login], Server]]] = {
    "miniflux": LargeMiniflux,
    "greader": LargeGReader,
    "ttrss": TinyTinyRss,
    "fever": Fever,
}
"""The protocols, the best first, where a server speaks several."""
_PLACES: Final = (
    ("miniflux", ""),
    ("greader", "/api/greader.php"),
    ("greader", "/p/api/greader.php"),
    ("greader", ""),
    ("greader", "/api/greader"),
    ("ttrss", ""),
    ("ttrss", "/tt-rss"),
    ("fever", ""),
    ("fever", "/fever/"),
    ("fever", "/api/fever.php"),
    ("fever", "/p/api/fever.php"),
    ("fever", "/api/fever"),
)
"""Where servers have them, below the address that people know them by."""
_MOST_BYTES: Final = 5_000_000


async def detect(
    client: Client, address: str, login: Login, protocol: str = ""
) -> Server:
    """Return the account that ``login`` has at ``address``, opened.

    Args:
        client: Its home is ``address``.
        address: The server's, or that of its API.
        login: It is sent to no other server than that of ``address``.
        protocol: One of ``KINDS``, where only that is to be tried.

    Raises:
        LoginError: A server is there and does not accept the login.
        SourceError: Nothing is there that can be reached and is known.
    """
    base = await _reached(client, address)
    refused: LoginError | None = None
    for kind, where in candidates(base):
        if kind != (protocol or kind) or not (login.user or kind == "miniflux"):
            continue
        server = KINDS[kind](client, where, login)
        try:
            await server.open()
        except LoginError as error:
            refused = refused or error
        except BusyError:
            raise
        except SourceError:
            continue
        else:
            return server
    if refused:
        raise refused
    raise SourceError(
        f"{reach.shown(address)} is no server that is known: it speaks neither"
        " Miniflux's API nor that of Google Reader, Tiny Tiny RSS or Fever. Give the"
        " address of its API, and look whether that is switched on."
    )


def candidates(address: str) -> Iterator[tuple[str, str]]:
    """Yield the protocols to be tried with the address for each, the likeliest first."""
    base = address.rstrip("/")
    if any(domain in HOSTS for domain in reach.domains(base)):
        yield "greader", base.removesuffix("/reader/api/0")
    elif base.endswith(("/greader.php", "/reader/api/0")):
        yield "greader", base
    elif base.endswith(("/fever.php", "/fever")):
        yield from (("fever", address), ("fever", base + "/"))
    else:
        for kind, place in _PLACES:
            yield kind, (base if place else address) + place


async def _reached(client: Client, address: str) -> str:
    """Return the address as it is asked, after a redirect to another scheme.

    Raises:
        SourceError: It cannot be reached, or leads to another host.
    """
    asked = reach.checked(address)
    answer = await client.fetch(asked, most_bytes=_MOST_BYTES)
    path, there = urlsplit(asked).path, urlsplit(answer.url)
    if reach.host(answer.url) != reach.host(address):
        raise SourceError(
            f"{reach.shown(address)} leads to {reach.shown(answer.url)}. If that is the"
            " server, give its address."
        )
    return urlunsplit((there.scheme, there.netloc, path, "", ""))
