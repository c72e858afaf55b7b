"""A site that speaks the REST API of WordPress, as strictly as versions 5.6 to 6.8 do."""

import html
import json
from base64 import b64encode
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

from tests.sources.server import Asked, Whole
from tests.sources.servers.shelf import Article, Shelf
from tests.sources.servers.talking import SECRET, USER, RefusedError

_BASIC = "Basic " + b64encode(f"{USER}:{SECRET}".encode()).decode()
_ZONE = timedelta(hours=8)
"""The site's own clock is that of Shanghai."""
_KNOWN = {"after", "before", "modified_after", "modified_before", "exclude", "include"}
_KNOWN |= {"orderby", "order", "per_page", "page", "offset", "status", "_fields"}
_PRIVATE = "private"


class WordpressServer:
    def __init__(self, shelf: Shelf, url: str, *, old: bool = False) -> None:
        self.shelf = shelf
        self.url = url
        self.old = old
        """Whether it is of before 5.7, and knows no times of modification."""
        self.routed = False
        """Whether the API is asked by ``?rest_route=`` alone."""
        self.closed: set[str] = set()
        """What it tells to its own people only: posts, users, media, tags."""
        self.private: set[int] = set()
        self.pictures: dict[int, str] = {}
        self.renamed: dict[int, str] = {}
        self.every: Callable[[], None] = lambda: None
        """Done after each answer."""

    def __call__(self, asked: Asked) -> Whole:
        query = dict(parse_qsl(asked.query))
        route = query.pop("rest_route", "")
        if not self.routed and asked.path.startswith("/wp-json"):
            route = asked.path.removeprefix("/wp-json")
        if not route:
            return self._page(asked.path)
        login = asked.headers.get("authorization")
        try:
            value, total = self._told(route, query, inside=login == _BASIC)
        finally:
            self.every()
        body = json.dumps(_cut(value, query.get("_fields", ""))).encode()
        return 200, {"Content-Type": "application/json", "X-WP-Total": str(total)}, body

    def _page(self, path: str) -> Whole:
        if path != "/":
            raise RefusedError(404)
        root = "/?rest_route=/" if self.routed else "/wp-json/"
        link = f'<{self.url}{root}>; rel="https://api.w.org/"'
        named = f"<link rel=alternate type=application/rss+xml href={self.url}/feed/>"
        return 200, {"Content-Type": "text/html", "Link": link}, named.encode()

    def _told(
        self, route: str, query: dict[str, str], *, inside: bool
    ) -> tuple[Any, int]:
        what = route.rpartition("/")[2]
        if what in self.closed and not inside:
            raise RefusedError(401, {"code": "rest_not_logged_in"})
        if route == "/":
            told = {"name": "Seed &amp; News", "namespaces": ["oembed/1.0", "wp/v2"]}
            return told, 0
        if route == "/wp/v2/users/me":
            if not inside:
                raise RefusedError(401, {"code": "rest_not_logged_in"})
            return {"id": 1, "name": USER}, 0
        if int(query.get("per_page", "10")) not in range(1, 101):
            raise RefusedError(400, {"code": "rest_invalid_param"})
        if route == "/wp/v2/posts":
            return self._posts(query, inside=inside)
        lists: dict[str, Callable[[], Iterable[Any]]] = {
            "/wp/v2/categories": self._categories,
            "/wp/v2/tags": lambda: [{"id": 5, "name": "A &amp; B", "slug": "a-b"}],
            "/wp/v2/users": lambda: [{"id": 1, "name": "张三", "slug": "zhang"}],
            "/wp/v2/media": self._media,
        }
        if route not in lists:
            raise RefusedError(404, {"code": "rest_no_route"})
        found = [one for one in lists[route]() if _wanted(one["id"], query)]
        return self._some(found, query)

    def _some(self, found: list[Any], query: dict[str, str]) -> tuple[Any, int]:
        size, page = int(query.get("per_page", "10")), int(query.get("page", "1"))
        start = int(query.get("offset", (page - 1) * size))
        if page > 1 and start >= len(found):
            raise RefusedError(400, {"code": "rest_post_invalid_page_number"})
        return found[start : start + size], len(found)

    def _posts(self, query: dict[str, str], *, inside: bool) -> tuple[Any, int]:
        statuses = query.get("status", "publish").split(",")
        known = _KNOWN - ({"modified_after", "modified_before"} if self.old else set())
        if query.keys() - _KNOWN or (_PRIVATE in statuses and not inside):
            raise RefusedError(400, {"code": "rest_invalid_param"})
        query = {name: value for name, value in query.items() if name in known}
        found = [a for a in self.shelf.newest() if _wanted(a.id, query)]
        found = [a for a in found if _PRIVATE in statuses or a.id not in self.private]
        for name, kind in (("", "date"), ("modified_", "modified")):
            if (after := query.get(f"{name}after")) is not None:
                found = [a for a in found if _when(a, kind) > after]
            if (before := query.get(f"{name}before")) is not None:
                found = [a for a in found if _when(a, kind) < before]
        order = query.get("orderby", "date")
        down = query.get("order", "desc") == "desc"
        if order != "include":
            found.sort(key=lambda a: _when(a, order), reverse=down)
        told, total = self._some(found, query)
        return [self._post(article) for article in told], total

    def _top(self, folder: str) -> int:
        return 100 + [*self.shelf.folders()].index(folder)

    def _categories(self) -> Iterable[Any]:
        for folder in self.shelf.folders():
            name = html.escape(folder)
            yield {"id": self._top(folder), "name": name, "parent": 0, "count": 1}
        for number, feed in self.shelf.feeds.items():
            above = self._top(feed.folder)
            name = html.escape(feed.title)
            yield {"id": number, "name": name, "parent": above, "count": 12}

    def _media(self) -> Iterable[Any]:
        for number, url in self.pictures.items():
            yield {"id": number, "source_url": url, "alt_text": "A picture"}

    def _post(self, article: Article) -> Any:
        feed = self.shelf.feeds.get(article.feed)
        above = [self._top(feed.folder)] if feed else [1]
        return {
            "id": article.id,
            "date": _when(article, "date"),
            "date_gmt": article.date.replace(tzinfo=None).isoformat(),
            "modified": _when(article, "modified"),
            "link": article.url,
            "title": {"rendered": html.escape(article.title).replace("—", "&#8212;")},
            "content": {"rendered": article.html, "protected": False},
            "excerpt": {"rendered": "<p>…</p>"},
            "author": 1,
            "featured_media": article.id if article.id in self.pictures else 0,
            "categories": [*above, article.feed],
            "tags": [5],
            "guid": {"rendered": "x" * 400},
        }


def _when(article: Article, what: str) -> str:
    if what == "id":
        return f"{article.id:09}"
    seconds = article.changed if what == "modified" else article.published
    local = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None) + _ZONE
    return local.isoformat()


def _wanted(number: int, query: dict[str, str]) -> bool:
    include, exclude = query.get("include"), query.get("exclude", "")
    wanted = include is None or str(number) in include.split(",")
    return wanted and str(number) not in exclude.split(",")


def _cut(value: Any, fields: str) -> Any:
    if not fields:
        return value
    if isinstance(value, list):
        return [_cut(one, fields) for one in value]
    return {name: one for name, one in value.items() if name in fields.split(",")}
