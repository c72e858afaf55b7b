"""A server is believed by its certificate alone; one that cannot be is told plainly."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources.server import Site, serving
from tui.errors import SourceError, UnreachedError
from tui.sources.http import Client

OWN = Path(__file__).parents[1] / "data/tls/self_signed.pem"
"""The certificate of localhost and 127.0.0.1, signed by itself, and its key."""


@pytest.fixture
def secure() -> Iterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(OWN)
    with serving(context) as site:
        yield site


async def asked(url: str) -> bytes:
    async with Client(url) as client:
        return (await client.fetch(url, most_bytes=100)).body


async def test_one_that_nobody_signed_is_refused_and_the_way_out_is_named(
    secure: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = secure.put("/", b"hello")
    with pytest.raises(SourceError, match=r"not trusted.*self.signed.*SSL_CERT_FILE"):
        await asked(url)
    monkeypatch.setenv("SSL_CERT_FILE", str(OWN))
    assert await asked(url) == b"hello"


async def test_a_server_without_tls_is_not_there_by_https() -> None:
    with serving() as site:
        url = site.put("/", b"hello").replace("http:", "https:")
        with pytest.raises(UnreachedError, match="cannot be reached"):
            await asked(url)
