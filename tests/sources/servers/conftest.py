"""Servers of each protocol, and accounts there."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from typing_extensions import override

from tests.sources.server import Asked, Site, Whole
from tests.sources.servers.fever_server import FeverServer
from tests.sources.servers.greader_server import GReaderServer
from tests.sources.servers.miniflux_server import MinifluxServer
from tests.sources.servers.nextcloud_server import NextcloudServer
from tests.sources.servers.shelf import Article, Shelf, stocked
from tests.sources.servers.talking import SECRET, USER, Program, refusing
from tests.sources.servers.ttrss_server import TtrssServer
from tui.news import Item
from tui.sources.http import Client, Response
from tui.sources.servers.base import Login, Server
from tui.sources.servers.fever import Fever
from tui.sources.servers.greader import GReader
from tui.sources.servers.miniflux import Miniflux
from tui.sources.servers.nextcloud import Nextcloud
from tui.sources.servers.ttrss import TinyTinyRss

LOGIN = Login(USER, SECRET)


class Counting(Client):
    """A client that says how many bytes it was sent."""

    received = 0

    @override
    async def fetch(self, url: str, **more: Any) -> Response:
        answer = await super().fetch(url, **more)
        self.received += len(answer.body)
        return answer


@dataclass
class Account:
    """A server with something on its shelf, and an account at it."""

    site: Site
    shelf: Shelf
    client: Counting
    program: Program
    make: Callable[[Client], Server]

    def __post_init__(self) -> None:
        self.site.program = self.answer
        self.server = self.make(self.client)
        self.later()

    def answer(self, asked: Asked) -> Whole | None:
        return self.program(asked)

    def later(self, seconds: int = 3_600) -> None:
        self.shelf.clock += seconds
        self.site.clock = self.shelf.clock

    def key(self, number: int) -> str:
        return f"{number:016x}" if self.server.kind == "greader" else str(number)

    def expected(self) -> dict[str, tuple[object, ...]]:
        return {self.key(article.id): self._expected(article) for article in self.shelf}

    def _expected(self, article: Article) -> tuple[object, ...]:
        feed = self.shelf.feeds[article.feed]
        place = ((feed.folder, feed.title),)
        marks = article.read, article.starred
        said = article.title, article.url, article.date, "张三", article.html
        return place, *said, *marks

    def got(self, items: dict[str, Item]) -> dict[str, tuple[object, ...]]:
        return {key: _told(item) for key, item in items.items()}


def _told(item: Item) -> tuple[object, ...]:
    entry = item.entry
    said = entry.title, entry.url, entry.published, entry.author, item.body.text
    return entry.categories, *said, item.read, item.starred


Ways = dict[
    str, tuple[Callable[[Shelf], Callable[[Asked], Whole]], Callable[..., Server]]
]
WAYS: Ways = {
    "miniflux-2.2": (lambda s: MinifluxServer(s, old=True), Miniflux),
    "miniflux-2.3": (lambda s: MinifluxServer(s, old=False), Miniflux),
    "greader": (GReaderServer, GReader),
    "greader-toggling": (lambda s: GReaderServer(s, toggling=True), GReader),
    "fever": (lambda s: FeverServer(s, toggling=False), Fever),
    "fever-toggling": (lambda s: FeverServer(s, toggling=True), Fever),
    "fever-dated": (
        lambda s: FeverServer(s, toggling=False, page=9, dated=True),
        Fever,
    ),
    "ttrss": (TtrssServer, TinyTinyRss),
    "nextcloud": (NextcloudServer, Nextcloud),
    "nextcloud-inclusive": (lambda s: NextcloudServer(s, inclusive=True), Nextcloud),
}


@pytest.fixture(params=WAYS)
async def account(request: pytest.FixtureRequest, site: Site) -> AsyncIterator[Account]:
    """An account at each kind of server in turn."""
    serving, speaking = WAYS[request.param]
    async with Counting(site.url) as client:
        address = site.url + ("/fever/" if speaking is Fever else "")
        shelf = stocked()
        program = refusing(serving(shelf))
        yield Account(
            site, shelf, client, program, lambda c: speaking(c, address, LOGIN)
        )
