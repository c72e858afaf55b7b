"""Finds out which protocol a server speaks, and where, by trying; it parses nothing."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from msgspec.structs import replace

from tui.errors import BusyError, LoginError, SourceError
from tui.sources import reach
from tui.sources.http import Client, Response
from tui.sources.servers import hexo
from tui.sources.servers.base import Login, Server
from tui.sources.servers.fever_large import LargeFever
from tui.sources.servers.greader import HOSTS
from tui.sources.servers.greader_large import LargeGReader
from tui.sources.servers.hexo import Hexo
from tui.sources.servers.miniflux_large import LargeMiniflux
from tui.sources.servers.nextcloud import Nextcloud
from tui.sources.servers.sites import wordpress_places
from tui.sources.servers.ttrss_large import LargeTinyTinyRss
from tui.sources.servers.wordpress import WordPress
from tui.sources.servers.wordpress_answers import root_of

KINDS: Final[Mapping[str, Callable[[Client, str, Login], Server]]] = {
    "miniflux": LargeMiniflux,
    "greader": LargeGReader,
    "ttrss": LargeTinyTinyRss,
    "nextcloud": Nextcloud,
    "fever": LargeFever,
    "wordpress": WordPress,
    "hexo": Hexo,
}
"""The protocols, the best first, where a server speaks several."""
_PLACES: Final = (
    ("miniflux", ""),
    ("greader", "/api/greader.php"),
    ("greader", "/p/api/greader.php"),
    ("greader", ""),
    ("greader", "/api/greader"),
    ("greader", "/rest/googlereader"),
    ("ttrss", ""),
    ("ttrss", "/tt-rss"),
    ("nextcloud", ""),
    ("nextcloud", "/nextcloud"),
    ("fever", ""),
    ("fever", "/fever/"),
    ("fever", "/api/fever.php"),
    ("fever", "/p/api/fever.php"),
    ("fever", "/api/fever"),
)
"""Where servers have them, below the address that people know them by."""
_shown = re.compile(
    r"(?:/p)?/i$|/index\.(?:php|html)$"
    r"|/(?:unread|starred|history|categories|feeds|settings|login)(?:/[^/]*)*$"
)
"""Where FreshRSS, Tiny Tiny RSS and Miniflux show themselves."""
_KEYS: Final = frozenset({"miniflux", "wordpress"})
"""Those that a name is not needed for."""
_MOST_BYTES: Final = 64_000_000


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
    page = await _reached(client, address)
    if protocol == "hexo" and (site := await hexo.found_at(client, page, sure=True)):
        return site
    refused: LoginError | None = None
    for kind, where in _ways(page, protocol):
        if kind != (protocol or kind) or not (login.user or kind in _KEYS):
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
        " Miniflux's API nor that of Google Reader, Tiny Tiny RSS, Nextcloud News, Fever"
        " or WordPress. Give the address of its API, and look whether that is switched"
        " on."
        if protocol != "hexo"
        else f"{reach.shown(address)} has neither content.json, search.xml"
        " nor search.json of Hexo's. Give its address, or add the site's feed."
    )


def _ways(page: Response, protocol: str) -> Iterator[tuple[str, str]]:
    """Yield what to try; a page that says that WordPress made it needs no guesses."""
    if protocol == "wordpress" or root_of(page):
        yield from (("wordpress", place) for place in wordpress_places(page))
    else:
        yield from candidates(page.url)


def candidates(address: str) -> Iterator[tuple[str, str]]:
    """Yield the protocols to be tried with the address for each, the likeliest first."""
    base = address.rstrip("/")
    if shown := _shown.search(base):
        # What the browser shows of a server; its API stands beside that.
        yield from candidates(base[: shown.start()] + "/")
    if any(domain in HOSTS for domain in reach.domains(base)):
        yield "greader", base.removesuffix("/reader/api/0")
    elif base.endswith(("/greader.php", "/reader/api/0")):
        yield "greader", base
    elif "/apps/news" in base:
        yield "nextcloud", base
    elif base.endswith(("/fever.php", "/fever")):
        yield from (("fever", address), ("fever", base + "/"))
    else:
        for kind, place in _PLACES:
            yield kind, (base if place else address) + place


async def _reached(client: Client, address: str) -> Response:
    """Return what is there, with the address as it is asked.

    That is the one that was named, after a redirect to another scheme.

    Raises:
        SourceError: It cannot be reached, or leads to another host.
    """
    asked = reach.checked(address)
    answer = await client.fetch(asked, most_bytes=_MOST_BYTES)
    parts, there = urlsplit(asked), urlsplit(answer.url)
    if reach.host(answer.url) != reach.host(address):
        raise SourceError(
            f"{reach.shown(address)} leads to {reach.shown(answer.url)}. If that is the"
            " server, give its address."
        )
    route = parts.query if parts.query.startswith("rest_route=") else ""
    place = urlunsplit((there.scheme, there.netloc, parts.path, route, ""))
    return replace(answer, url=place)
