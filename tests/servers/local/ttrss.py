"""Tiny Tiny RSS as Debian has it, on PostgreSQL, served by PHP itself."""

import re
from collections.abc import Sequence
from pathlib import Path

from typing_extensions import override

from tests.servers.local.articles import ARTICLES, FEEDS
from tests.servers.local.place import NotHereError, copy, own
from tests.servers.local.postgres import PACKAGE, Postgres
from tests.servers.local.server import Local

USER, PASSWORD = "admin", "password"
_SHIPPED = Path("/usr/share/tt-rss")
_PHP = ("php", "-d", "error_reporting=0", "-d", "display_errors=0")
_NAMED = "http://feeds.example"
"""It follows no feed at 127.0.0.1 or at an odd port, but asks any proxy for any name."""
_USER = "nobody"
"""It refuses to be root."""


class TinyTinyRss(Local):
    name = "ttrss"
    packages = (
        PACKAGE,
        "php-fpm",  # else PHP's packages bring Apache
        "php-cli",
        "php-pgsql",
        "php-curl",
        "php-xml",
        "php-mbstring",
        "php-intl",
        "php-gd",
        "dbconfig-no-thanks",
        "tt-rss",
    )

    @override
    def install(self) -> None:
        site = self.place.folder / "site"
        if not site.exists():
            copy(_SHIPPED / "www", site, without=("config.php", "feed-icons"))
            for name in ("images", "upload", "export", "js", "simplepie", "feeds"):
                (self.place.folder / "cache" / name).mkdir(parents=True)
            (self.place.folder / "lock").mkdir()
            (site / "feed-icons").mkdir()
        (site / "config.php").write_text(self._configuration(), "utf-8")
        Postgres(self.place).make()
        for folder in (self.place.folder / "lock", self.place.folder / "cache"):
            own(folder, _USER)
        own(site / "feed-icons", _USER)

    def _configuration(self) -> str:
        """Return Debian's own, with other values for what is ours."""
        text = Path("/etc/tt-rss/config.php").read_text("utf-8")
        values = {
            "DB_TYPE": "pgsql",
            "DB_HOST": "127.0.0.1",
            "DB_PORT": str(self.place.port("postgres")),
            "DB_USER": "postgres",
            "DB_NAME": "ttrss",
            "DB_PASS": "",
            "SELF_URL_PATH": f"{self.place.url}/",
            "LOCK_DIRECTORY": str(self.place.folder / "lock"),
            "CACHE_DIR": str(self.place.folder / "cache"),
            "LOG_DESTINATION": "",
            "CHECK_FOR_UPDATES": "",
        }
        for name, value in values.items():
            text = re.sub(
                rf"define\('{name}',[^;]*;", f"define('{name}', '{value}');", text
            )
        text = re.sub(
            r"^.*(include|require)(_once)?\b.*$", "", text, flags=re.MULTILINE
        )
        return f"{text}\ndefine('_HTTP_PROXY', '{self.feeds.url}');\n"

    @override
    def start(self) -> None:
        database = Postgres(self.place)
        database.start()
        if not database.has("ttrss"):
            database.run("postgres", "CREATE DATABASE ttrss")
            schema = _SHIPPED / "schema" / "ttrss_schema_pgsql.sql"
            database.run("ttrss", schema.read_text("utf-8"))
            database.run("ttrss", _SETTINGS)
        site = self.place.folder / "site"
        listening = ("-S", f"127.0.0.1:{self.place.port()}", "-t", site)
        workers = {"PHP_CLI_SERVER_WORKERS": "4"}
        self.place.spawn("web", *_PHP, *listening, user=_USER, cwd=site, more=workers)
        self.place.wait("/api/")

    @override
    def fill(self) -> None:
        database = Postgres(self.place)
        if self._articles(database) >= ARTICLES:
            return
        for number, (name, (folder, title)) in enumerate(FEEDS.items()):
            url = f"{_NAMED}/{name}.{('xml', 'atom')[number % 2]}"
            database.run("ttrss", _FOLLOW.format(folder=folder, title=title, url=url))
        update = (*_PHP, "update.php", "--feeds", "--force-update", "--quiet")
        site = self.place.folder / "site"
        self.place.run("sh", "-c", 'cd "$0"; exec "$@"', site, *update, user=_USER)
        if (found := self._articles(database)) < ARTICLES:
            raise NotHereError(f"it has read {found} articles of {ARTICLES}")

    def _articles(self, database: Postgres) -> int:
        return int(database.run("ttrss", "SELECT count(*) FROM ttrss_entries"))

    @override
    def accounts(self) -> Sequence[str]:
        return [f"ttrss,{self.place.url},{USER},{PASSWORD}"]


_SETTINGS = """
UPDATE ttrss_prefs SET def_value = 'true' WHERE pref_name = 'ENABLE_API_ACCESS';
INSERT INTO ttrss_user_prefs (owner_uid, pref_name, value)
    SELECT 1, pref_name, def_value FROM ttrss_prefs;
UPDATE ttrss_users SET last_login = now();  -- nothing is read for who was never there
"""
_FOLLOW = """
INSERT INTO ttrss_feed_categories (owner_uid, title) SELECT 1, '{folder}'
    WHERE NOT EXISTS (SELECT 1 FROM ttrss_feed_categories WHERE title = '{folder}');
INSERT INTO ttrss_feeds (owner_uid, title, feed_url, cat_id) SELECT 1, '{title}', '{url}',
    (SELECT id FROM ttrss_feed_categories WHERE title = '{folder}')
    WHERE NOT EXISTS (SELECT 1 FROM ttrss_feeds WHERE feed_url = '{url}');
"""
