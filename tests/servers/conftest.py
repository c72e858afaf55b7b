"""The real servers that ``BROADSHEET_TEST_SERVERS`` names, each with 84 articles.

It has the accounts with spaces between them, each as KIND,ADDRESS,USER,SECRET:
``miniflux,http://127.0.0.1:18086,alice,secret greader,http://127.0.0.1:18086,alice,other``.
Sites stand among them, with or without a login:
``wordpress,http://127.0.0.1:18083,admin,secret hexo,http://127.0.0.1:18085,,``.
An RSSHub, ``rsshub,http://127.0.0.1:18084,,``, has no user, and a key or none.
"""

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from shlex import quote

import pytest

from tests.sources.servers.conftest import Counting
from tui.news import UNMARKED
from tui.sources.rsshub.hub import Hub
from tui.sources.rsshub.instance import Instance
from tui.sources.servers.base import Login, Server
from tui.sources.servers.detect import detect

RSSHUB = "rsshub"


@dataclass(frozen=True)
class Real:
    """An account at a real server."""

    kind: str
    address: str
    login: Login

    @property
    def name(self) -> str:
        """What a test calls it; a site may be there with a login and without."""
        who = "" if self.login.user or self.login.secret else "-anybody"
        return f"{self.kind}-{self.place.rpartition(':')[2]}{who}"

    @property
    def place(self) -> str:
        """Where its server is, whatever protocol is spoken."""
        return "/".join(self.address.split("/")[:3])


@dataclass
class Opened:
    real: Real
    server: Server
    client: Counting


def named() -> list[Real]:
    words = os.environ.get("BROADSHEET_TEST_SERVERS", "").split()
    parts = (word.split(",", 3) for word in words)
    return [
        Real(kind, there, Login(user, secret))
        for kind, there, user, secret in parts
        if kind != RSSHUB
    ]


def instances() -> list[Hub]:
    """The RSSHubs: ``rsshub,ADDRESS,,KEY``, the key being empty where none is needed."""
    words = os.environ.get("BROADSHEET_TEST_SERVERS", "").split()
    parts = (word.split(",", 3) for word in words)
    return [
        Hub(Instance(there), f"printf %s {quote(key)}" if key else "")
        for kind, there, _, key in parts
        if kind == RSSHUB
    ]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "hub" in metafunc.fixturenames:
        hubs = instances()
        metafunc.parametrize("hub", hubs, ids=[hub.instance.address for hub in hubs])
    for name in {"real", "opened", "site"} & {*metafunc.fixturenames}:
        reals = [r for r in named() if (r.kind in UNMARKED) is (name == "site")]
        names = [real.name for real in reals]
        metafunc.parametrize(name, reals, ids=names, indirect=name != "real")


@pytest.fixture
async def site(request: pytest.FixtureRequest) -> AsyncIterator[Opened]:
    """A site, which keeps no marks."""
    real: Real = request.param
    async with Counting(real.address) as client:
        server = await detect(client, real.address, real.login, real.kind)
        yield Opened(real, server, client)


@pytest.fixture
async def opened(request: pytest.FixtureRequest) -> AsyncIterator[Opened]:
    real: Real = request.param
    async with Counting(real.address) as client:
        server = await detect(client, real.address, real.login, real.kind)
        yield Opened(real, server, client)
