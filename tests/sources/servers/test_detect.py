"""Which protocol a server speaks is found out, and what was found is said."""

import re
from typing import Any

import pytest
from typing_extensions import override

from tests.sources.server import Site
from tests.sources.servers.conftest import LOGIN
from tests.sources.servers.fever_server import FeverServer
from tests.sources.servers.greader_server import GReaderServer
from tests.sources.servers.miniflux_server import MinifluxServer
from tests.sources.servers.nextcloud_server import NextcloudServer
from tests.sources.servers.shelf import Shelf
from tests.sources.servers.talking import KEY, Program, refusing
from tests.sources.servers.ttrss_server import TtrssServer
from tui.errors import BusyError, LoginError, SourceError
from tui.sources.http import Client, Response
from tui.sources.servers.base import Login
from tui.sources.servers.detect import candidates, detect

SPOKEN: dict[str, tuple[Program, str]] = {
    "/": (
        refusing(MinifluxServer(Shelf(), old=True)),
        "Miniflux 2.2.6 at .* as 爱丽丝",
    ),
    "/v1/": (refusing(MinifluxServer(Shelf(), old=False)), "Miniflux 2.3.4 at"),
    "/api/greader.php": (
        refusing(GReaderServer(Shelf(), "/api/greader.php")),
        "Google Reader API of FreshRSS",
    ),
    "": (
        refusing(GReaderServer(Shelf(), "/api/greader.php")),
        "Google Reader API of FreshRSS at .*/api/greader.php",
    ),
    "/reader/api/0/": (refusing(GReaderServer(Shelf())), "Google Reader API at"),
    "/api/greader": (refusing(GReaderServer(Shelf(), "/api/greader")), "Google Reader"),
    "/fever": (
        refusing(FeverServer(Shelf(), toggling=True)),
        "Fever API 3 at .*/fever/",
    ),
    "/nextcloud/": (
        refusing(NextcloudServer(Shelf(), "/nextcloud")),
        "Nextcloud News 25.0.1 at .*/nextcloud as 爱丽丝",
    ),
    "/index.php/apps/news/": (
        refusing(NextcloudServer(Shelf())),
        "Nextcloud News 25.0.1 at .*\\d as 爱丽丝",
    ),
    "/api/": (refusing(TtrssServer(Shelf())), "Tiny Tiny RSS 21 at .*\\d as 爱丽丝"),
}


@pytest.mark.parametrize("path", SPOKEN)
async def test_a_server_is_found_by_its_address_or_that_of_its_api(
    client: Client, site: Site, path: str
) -> None:
    site.program, words = SPOKEN[path]
    server = await detect(client, site.url + path, LOGIN)
    assert re.search(words, server.found)
    assert "127.0.0.1" in server.name


async def test_a_key_is_enough_for_miniflux(client: Client, site: Site) -> None:
    site.program = refusing(MinifluxServer(Shelf(), old=False))
    server = await detect(client, site.url, Login("", KEY))
    assert server.kind == "miniflux"
    assert {headers.get("x-auth-token") for _, headers in site.asked[1:]} == {KEY}


async def test_only_the_protocol_that_was_named_is_tried(
    client: Client, site: Site
) -> None:
    site.program = refusing(MinifluxServer(Shelf(), old=False))
    with pytest.raises(SourceError, match="no server that is known"):
        await detect(client, site.url, LOGIN, "fever")


async def test_a_wrong_login_is_told_as_such(client: Client, site: Site) -> None:
    site.program = refusing(TtrssServer(Shelf()))
    with pytest.raises(LoginError, match="/api/ does not accept the login"):
        await detect(client, site.url, Login("a", "wrong"))


async def test_a_key_that_no_header_can_carry_is_told(
    client: Client, site: Site
) -> None:
    site.put("/", b"")
    for key in ("a\nX-Other: b", "schlüssel"):
        with pytest.raises(LoginError, match="characters that cannot be sent") as told:
            await detect(client, site.url, Login("", key))
        assert key not in str(told.value)


async def test_no_login_is_sent_to_where_an_address_leads() -> None:
    class Leading(Client):
        @override
        async def fetch(self, url: str, **more: Any) -> Response:
            assert "headers" not in more
            return Response("https://other.example/login", 200, {}, b"")

    with pytest.raises(SourceError, match=r"leads to https://other\.example/login"):
        await detect(Leading(), "https://reader.example", LOGIN)


async def test_a_page_is_no_server(client: Client, site: Site) -> None:
    site.put("/", b"<html><title>A page</title></html>")
    with pytest.raises(SourceError, match="is no server that is known"):
        await detect(client, site.url, LOGIN)


async def test_a_busy_server_is_not_asked_on(client: Client, site: Site) -> None:
    site.program = lambda _: (503, {"Retry-After": "7"}, b"")
    with pytest.raises(BusyError):
        await detect(client, site.url, LOGIN)
    assert len(site.asked) == 2


@pytest.mark.parametrize(
    "address",
    [
        "https://theoldreader.com",
        "https://www.bazqux.com/",
        "https://www.inoreader.com",
    ],
)
def test_servers_that_are_known_are_asked_for_what_they_speak(address: str) -> None:
    assert [*candidates(address)] == [("greader", address.rstrip("/"))]
