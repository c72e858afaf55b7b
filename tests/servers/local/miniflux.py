"""Miniflux of two releases of Debian, with its own API, Fever and Google Reader."""

import json
from base64 import b64encode
from collections.abc import Sequence
from hashlib import md5
from typing import Any, ClassVar
from urllib.request import Request, urlopen

from typing_extensions import override

from tests.servers.local import packages
from tests.servers.local.articles import ARTICLES, opml
from tests.servers.local.large import MANY, USER as BUSY, many
from tests.servers.local.place import NotHereError, pause
from tests.servers.local.postgres import PACKAGE, Postgres
from tests.servers.local.server import Local

USER, PASSWORD, OTHER = "alice", "alice-Pass1", "alice-api-1"
_TRIES = 300
_OTHER_WAYS = """
UPDATE integrations SET
    fever_enabled = true, fever_username = 'alice', fever_token = '{}',
    googlereader_enabled = true, googlereader_username = 'alice',
    googlereader_password = '{}'
WHERE user_id = 1;
UPDATE users SET password = '{}' WHERE id = 1;
"""


class Miniflux(Local):
    """2.2.6, whose Google Reader API toggles."""

    name = "miniflux"
    packages = (PACKAGE, "apache2-utils", "debian-archive-keyring")
    suite: ClassVar[str] = "trixie"

    @override
    def install(self) -> None:
        packages.unpacked(self.place, "miniflux", self.suite)
        Postgres(self.place).make()

    @override
    def start(self) -> None:
        database = Postgres(self.place)
        database.start()
        if not database.has("miniflux"):
            database.run("postgres", "CREATE DATABASE miniflux")
        told = {
            "DATABASE_URL": f"host=127.0.0.1 port={database.port} user=postgres"
            " dbname=miniflux sslmode=disable",
            "RUN_MIGRATIONS": "1",
            "CREATE_ADMIN": "1",
            "ADMIN_USERNAME": USER,
            "ADMIN_PASSWORD": PASSWORD,
            "LISTEN_ADDR": f"127.0.0.1:{self.place.port()}",
            "BASE_URL": self.place.url,
            "POLLING_FREQUENCY": "1440",
            "FETCHER_ALLOW_PRIVATE_NETWORKS": "1",
            "INTEGRATION_ALLOW_PRIVATE_NETWORKS": "1",
        }
        program = self.place.folder / "unpacked" / "usr" / "bin" / "miniflux"
        self.place.spawn("web", program, more=told)
        self.place.wait("/healthcheck")

    @override
    def fill(self) -> None:
        self._open_other_ways()
        # Also where an earlier version of this filled it: this adds what is missing.
        Postgres(self.place).run("miniflux", many(MANY))
        if self._articles() >= ARTICLES:
            return
        self._ask("POST", "/v1/import", opml(self.feeds.url).encode())
        self._ask("PUT", "/v1/feeds/refresh")
        for _ in range(_TRIES):
            if self._articles() >= ARTICLES:
                return
            pause()
        raise NotHereError(f"it has read {self._articles()} articles of {ARTICLES}")

    def _open_other_ways(self) -> None:
        """Do what ticking Fever and Google Reader in its settings does."""
        token = md5(f"{USER}:{OTHER}".encode()).hexdigest()  # noqa: S324 - Fever's way
        Postgres(self.place).run(
            "miniflux",
            _OTHER_WAYS.format(token, self._hashed(OTHER), self._hashed(PASSWORD)),
        )

    def _hashed(self, password: str) -> str:
        """Hash at bcrypt's lowest cost: it is asked at each request, hundreds of times."""
        made = self.place.run("htpasswd", "-niBC", "4", "", text=password)
        return made.strip().removeprefix(":").replace("$2y$", "$2a$", 1)

    def _articles(self) -> int:
        total: int = self._ask("GET", "/v1/entries?limit=1")["total"]
        return total

    def _ask(self, method: str, path: str, body: bytes | None = None) -> Any:
        login = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        asked = Request(  # noqa: S310 - our own server
            self.place.url + path,
            body,
            {"Authorization": f"Basic {login}"},
            method=method,
        )
        with urlopen(asked, timeout=30) as answer:  # noqa: S310 - likewise
            said = answer.read()
        return json.loads(said) if said else None

    @override
    def accounts(self) -> Sequence[str]:
        return [
            f"miniflux,{self.place.url},{USER},{PASSWORD}",
            f"greader,{self.place.url},{USER},{OTHER}",
            f"fever,{self.place.url}/fever/,{USER},{OTHER}",
            f"large,{self.place.url},{BUSY},{PASSWORD}",
        ]


class NewMiniflux(Miniflux):
    """2.3, which knows all ids at once and toggles stars only."""

    name = "miniflux-new"
    suite: ClassVar[str] = "sid"
