"""The one HTTP client: asks for an address within bounds; it knows no format.

It keeps no cookies, sends no Referer and no login that is part of an address, and goes
only where ``tui.sources.reach`` allows. Proxies are those of the environment.
"""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.metadata import version
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

from msgspec import Struct
from msgspec.structs import replace

from tui.errors import SourceError
from tui.sources import reach
from tui.sources.addresses import Addresses, AsTheyAre
from tui.sources.message import Message, Response
from tui.sources.unanswered import why
from tui.sources.unpack import ACCEPTED, Unpacker
from tui.text import line

if TYPE_CHECKING:
    import httpx

__all__ = ["Client", "Message", "Patience", "Response"]

_REDIRECTS = 8
_AT_ONCE = 6
_REDIRECTED = frozenset({301, 302, 303, 307, 308})
_SEE_OTHER = 303
_SEE = Message()


class Patience(Struct, frozen=True):
    """How long is waited, in seconds."""

    connect: float = 10
    """For the connection to a server."""
    read: float = 20
    """For the next part of an answer."""
    total: float = 60
    """For the whole of it, redirects included."""


@dataclass
class Client:
    """Asks servers on behalf of one source; use it in one event loop and close it."""

    home: str = ""
    """The address that the person named. Only its host may be in a private network."""
    patience: Patience = field(default_factory=Patience)
    at_once: int = _AT_ONCE
    """How many answers are waited for at a time."""
    addresses: Addresses = field(default_factory=AsTheyAre)
    """Knows what stands for another address, and what needs a secret."""
    _client: "httpx.AsyncClient | None" = None
    _opening: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self._turn = asyncio.Semaphore(self.at_once)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections that are kept open."""
        if self._client:
            await self._client.aclose()
        self._client = None

    async def fetch(  # noqa: PLR0913 - what a request is made of
        self,
        url: str,
        *,
        most_bytes: int,
        accept: str = "*/*",
        headers: Mapping[str, str] = MappingProxyType({}),
        home: str = "",
        message: Message = _SEE,
    ) -> Response:
        """Return what is at ``url``, whatever its status is.

        ``home`` is the address that the person named, where it is another one than the
        client's. The body has at most ``most_bytes`` when unpacked. ``headers`` (a login,
        the conditions of RFC 9110, 13) go to the server asked first, by https where it
        leads there, not to another one that it names. A ``message`` other than GET is
        only for that server: it is repeated where a redirect stays there (but for 303),
        and goes nowhere else.

        Raises:
            SourceError: It may not be asked, cannot be reached, takes too long, or
                answers with too much or with nonsense.
        """
        asked = _Asked(
            reach.checked(self.addresses.web(url)),
            most_bytes,
            {"Accept": accept},
            headers,
            self.addresses.web(home or self.home),
            message,
        )
        async with self._turn:
            client = await self._opened()
            try:
                async with asyncio.timeout(self.patience.total):
                    answer = await self._follow(client, asked)
                    there = self.addresses.moved(url, answer.moved)
                    return replace(answer, moved=there)
            except TimeoutError:
                raise SourceError(
                    f"{reach.shown(url)} takes longer than {self.patience.total:g}"
                    " seconds. Try again later."
                ) from None

    async def _opened(self) -> "httpx.AsyncClient":
        async with self._opening:
            if self._client is None:
                self._client = await asyncio.to_thread(_open, self.patience)
            return self._client

    async def _follow(self, client: "httpx.AsyncClient", asked: "_Asked") -> Response:
        url, moved, forever, message = asked.url, "", True, asked.message
        for _ in range(_REDIRECTS + 1):
            response = await self._ask(client, url, asked, message)
            if response.status not in _REDIRECTED or "location" not in response.headers:
                return Response(
                    url, response.status, response.headers, response.body, moved
                )
            forever = forever and response.status in {301, 308}
            url = reach.checked(response.headers["location"], url)
            moved = url if forever else moved
            message = _SEE if response.status == _SEE_OTHER else message
            if message.method != "GET" and not reach.stays(asked.url, url):
                raise SourceError(
                    f"{reach.shown(asked.url)} has moved to {reach.shown(url)}, which"
                    " gets nothing that was meant for it. Use the new address."
                )
        raise SourceError(
            f"{reach.shown(asked.url)} leads round and round. Open it in the browser."
        )

    async def _ask(
        self, client: "httpx.AsyncClient", url: str, asked: "_Asked", message: Message
    ) -> Response:
        import httpx  # noqa: PLC0415 - loaded already, off the event loop

        same = reach.stays(asked.url, url)
        wanted = {**asked.always, **(asked.first if same else {})}
        if message.type:
            wanted["Content-Type"] = message.type
        headers = {name.encode(): value.encode() for name, value in wanted.items()}
        sent, secret = await self.addresses.sent(url)
        while True:
            guard = _Guard(url, asked.home)
            try:
                async with client.stream(
                    message.method,
                    sent,
                    content=message.body or None,
                    headers=headers,
                    extensions={"trace": guard},
                ) as response:
                    body = await _read(response, asked.most)
            except SourceError as error:
                raise SourceError(f"{reach.shown(url)}: {error}.") from error
            except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
                gone = isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError)
                if gone and guard.hung_up and message.method == "GET":
                    continue
                patience = self.patience
                raise why(url, error, patience.connect, patience.read) from error
            names = {
                name.lower(): value.replace(secret, "") if secret else value
                for name, value in response.headers.items()
            }
            body = body.replace(secret.encode(), b"") if secret else body
            return Response(url, response.status_code, names, body)


class _Guard:
    """Looks at each connection before anything is sent over it.

    It looks at the IP address that the name really led to, so that a name whose
    address changes between two questions (DNS rebinding) gains nothing.
    """

    def __init__(self, url: str, home: str) -> None:
        self._name = reach.host(url)
        self._own = self._name == reach.host(home)
        self._asked = ""
        self._kept = True
        self._answered = False

    @property
    def hung_up(self) -> bool:
        """Whether the server had left a connection kept from before, and said nothing.

        Such a question may be asked again (RFC 9112, 9.3.1). That ends: each time one
        kept connection is dropped, and a new one is not asked again.
        """
        return self._kept and not self._answered

    async def __call__(self, event: str, facts: dict[str, Any]) -> None:
        if event == "connection.connect_tcp.started":
            self._kept = False
            self._asked = str(facts["host"])
        elif event == "http11.receive_response_headers.complete":
            self._answered = True
        elif event == "connection.connect_tcp.complete" and not self._own:
            stream = facts["return_value"]
            there = str(stream.get_extra_info("server_addr")[0])
            direct = self._asked.strip("[]").rstrip(".").lower() == _ascii(self._name)
            # A proxy is the person's own; it resolves the name, we cannot.
            allowed = reach.public(there) if direct else reach.public_name(self._name)
            if not allowed:
                await stream.aclose()
                raise SourceError(
                    "it leads into a private network, where only the sources that"
                    " you named are asked"
                )


class _Asked(Struct, frozen=True):
    url: str
    most: int
    always: Mapping[str, str]
    first: Mapping[str, str]
    home: str
    message: Message


def _ascii(name: str) -> str:
    """Return a host as it is asked for (IDNA 2008, as httpx encodes it)."""
    import httpx  # noqa: PLC0415 - loaded already

    return httpx.URL(scheme="http", host=name).raw_host.decode("ascii")


def _open(patience: Patience) -> "httpx.AsyncClient":
    """Load httpx and the certificates, which takes long."""
    import httpx  # noqa: PLC0415 - not before something is fetched

    jar = CookieJar(DefaultCookiePolicy(allowed_domains=()))
    try:
        return httpx.AsyncClient(
            headers={
                "User-Agent": f"Broadsheet/{version('broadsheet')}",
                "Accept-Encoding": ACCEPTED,
            },
            cookies=jar,
            timeout=httpx.Timeout(patience.read, connect=patience.connect, pool=None),
            limits=httpx.Limits(max_keepalive_connections=_AT_ONCE),
        )
    except (ImportError, ValueError, ssl.SSLError, OSError) as error:
        raise SourceError(
            f"The network cannot be used: {line(str(error))}. Look at the variables"
            " HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE."
        ) from error


async def _read(response: "httpx.Response", most: int) -> bytes:
    """Return the body of at most ``most`` bytes; a redirect's is left unread."""
    if response.status_code in _REDIRECTED and "location" in response.headers:
        return b""
    unpacker = Unpacker(response.headers.get("content-encoding", ""), most)
    said = response.headers.get("content-length", "")
    too_much = said.isascii() and said.isdecimal() and int(said[:18]) > most
    if not too_much:
        async for part in response.aiter_raw():
            unpacker.take(part)
            if unpacker.full:
                too_much = True
                break
    if too_much:
        raise SourceError(f"it is larger than {most:,} bytes; open it in the browser")
    return unpacker.body()
