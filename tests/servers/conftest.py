"""The real servers that ``BROADSHEET_TEST_SERVERS`` names, each with 84 articles.

It has the accounts with spaces or newlines between them, each as KIND,ADDRESS,USER,SECRET:
``miniflux,http://127.0.0.1:18086,alice,secret greader,http://127.0.0.1:18086,alice,other``.
Sites stand among them, with or without a login:
``wordpress,http://127.0.0.1:18083,admin,secret hexo,http://127.0.0.1:18085,,``.
``large`` is an account at a Miniflux with many articles (``tests/servers/local/large.py``).
An RSSHub, ``rsshub,http://127.0.0.1:18084,,``, has no user, and a key or none.
``make servers`` starts some and ``make test-servers`` names them.
"""

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from shlex import quote

import pytest

from tests.sources.servers.conftest import Counting
from tui.sources.rsshub.hub import Hub
from tui.sources.rsshub.instance import Instance
from tui.sources.servers.base import Login, Server
from tui.sources.servers.detect import detect

ACCOUNTS = ("miniflux", "greader", "ttrss", "nextcloud", "fever")
"""Kinds with an account, whose marks go both ways."""
SITES = ("feeds", "wordpress", "hexo", "rsshub", "large")
"""Kinds that are only read; a test that takes one of these names gets it as a Real."""


@dataclass(frozen=True)
class Real:
    """An account at a real server."""

    kind: str
    address: str
    login: Login

    @property
    def place(self) -> str:
        """Where its server is, whatever protocol is spoken."""
        return "/".join(self.address.split("/")[:3])


@dataclass
class Opened:
    real: Real
    server: Server
    client: Counting


def named(*kinds: str) -> list[Real]:
    words = os.environ.get("BROADSHEET_TEST_SERVERS", "").split()
    reals = [
        Real(kind, there, Login(user, secret))
        for kind, there, user, secret in (word.split(",", 3) for word in words)
    ]
    return [real for real in reals if real.kind in kinds]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    wanted = {*metafunc.fixturenames}
    for name in {"real", "opened"} & wanted:
        reals = [_one(real) for real in named(*ACCOUNTS)]
        metafunc.parametrize(name, reals, indirect=name == "opened")
    for name in {*SITES} & wanted:
        metafunc.parametrize(name, [_one(real) for real in named(name)])
    if "site" in wanted:
        sites = [_one(real) for real in named("wordpress", "hexo")]
        metafunc.parametrize("site", sites, indirect=True)
    if "hub" in wanted:
        metafunc.parametrize("hub", instances())
    if "protocols" in wanted:
        place = attrgetter("place")
        groups = [
            [*it] for _, it in groupby(sorted(named(*ACCOUNTS), key=place), place)
        ]
        several = [_one(*group) for group in groups if len(group) > 1]
        metafunc.parametrize("protocols", several)


def _one(*reals: Real) -> object:
    kinds = "+".join(real.kind for real in reals)
    first = reals[0]
    who = "" if first.login.user or first.login.secret else "-anybody"
    return pytest.param(
        reals if len(reals) > 1 else first,
        id=f"{kinds}-{first.place.rpartition(':')[2]}{who}",
    )


def instances() -> list[object]:
    """The RSSHubs: ``rsshub,ADDRESS,,KEY``, the key being empty where none is needed."""
    return [
        pytest.param(
            Hub(
                Instance(real.address),
                f"printf %s {quote(real.login.secret)}" if real.login.secret else "",
            ),
            id=real.place,
        )
        for real in named("rsshub")
    ]


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
