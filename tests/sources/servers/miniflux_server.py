"""A server that speaks Miniflux's API, as strictly as versions 2.2.6 and 2.3.4 do."""

import json
from base64 import b64encode
from typing import Any
from urllib.parse import parse_qsl

from tests.sources.server import Asked, Whole
from tests.sources.servers.shelf import Article, Shelf
from tests.sources.servers.talking import SECRET, USER, RefusedError, jsonic

_BASIC = "Basic " + b64encode(f"{USER}:{SECRET}".encode()).decode()
_KNOWN = {"order", "direction", "limit", "offset", "status", "starred"} | {
    "before_entry_id",
    "after_entry_id",
    "changed_after",
}


class MinifluxServer:
    def __init__(self, shelf: Shelf, *, old: bool) -> None:
        self.shelf = shelf
        self.old = old

    def __call__(self, asked: Asked) -> Whole:
        if not asked.path.startswith("/v1/"):
            raise RefusedError(404)
        key = asked.headers.get("x-auth-token", "")
        if asked.headers.get("authorization") != _BASIC and key != SECRET:
            raise RefusedError(401, {"error_message": "access unauthorized"})
        if asked.method == "PUT":
            return self._put(asked.path, asked.body)
        return jsonic(self._seen(asked))

    def _seen(self, asked: Asked) -> Any:
        match asked.path.split("/")[2:]:
            case ["feeds", number, "entries"]:
                return self._entries(asked, int(number))
            case ["entries", number] if number != "ids":
                return self._entry(self._found(number))
        version = "2.2.6" if self.old else "2.3.4"
        ways: dict[str, Any] = {
            "me": lambda: {"id": 1, "username": USER},
            "version": lambda: {"version": version},
            "feeds": lambda: [self._feed(number) for number in self.shelf.feeds],
            "feeds/counters": self._counters,
            "entries": lambda: self._entries(asked),
            "entries/ids": lambda: self._ids(asked),
        }
        if asked.path.removeprefix("/v1/") not in ways:
            raise RefusedError(404)
        return ways[asked.path.removeprefix("/v1/")]()

    def _put(self, path: str, body: bytes) -> Whole:
        match path.split("/")[2:]:
            case ["entries"]:
                self._read(json.loads(body))
            case ["entries", number, "bookmark"]:
                article = self._found(number, 404 if self.old else 500)
                self.shelf.mark(article.id, starred=not article.starred)
            case _:
                raise RefusedError(404)
        return 204, {}, b""

    def _found(self, number: str, status: int = 404) -> Article:
        try:
            return self.shelf.articles[int(number)]
        except KeyError:
            raise RefusedError(status, {"error_message": "not found"}) from None

    def _read(self, told: Any) -> None:
        there = [n for n in told["entry_ids"] if n in self.shelf.articles]
        if self.old and not there:
            raise RefusedError(500, {"error_message": "nothing has been updated"})
        for number in there:
            self.shelf.mark(
                number, read={"read": True, "unread": False}[told["status"]]
            )

    def _ids(self, asked: Asked) -> Any:
        if self.old:  # it takes "ids" for a number, and answers with any entry
            return self._entry(self.shelf.newest()[0])
        query = dict(parse_qsl(asked.query))
        ids = sorted(
            (a.id for a in self.shelf if query.get("starred") != "true" or a.starred),
            reverse=True,
        )
        return {"total": len(ids), "entry_ids": ids[: int(query.get("limit", "100"))]}

    def _entries(self, asked: Asked, feed: int = 0) -> Any:
        query = dict(parse_qsl(asked.query))
        limit = int(query.get("limit", "100"))
        if query.keys() - _KNOWN or limit > 1_000:
            raise RefusedError(400)
        found = [a for a in self.shelf.newest() if feed in (0, a.feed)]
        if query.get("order") == "id":
            found.sort(key=lambda a: a.id, reverse=query.get("direction") == "desc")
        if before := int(query.get("before_entry_id", "0")):
            found = [a for a in found if a.id < before]
        found = [a for a in found if a.changed > int(query.get("changed_after", "0"))]
        start = int(query.get("offset", "0"))
        some = found[start : start + limit]
        return {"total": len(found), "entries": [self._entry(a) for a in some]}

    def _feed(self, number: int) -> Any:
        feed = self.shelf.feeds[number]
        return {
            "id": number,
            "title": feed.title,
            "feed_url": f"https://example.org/{number}.xml",
            "category": {"id": 1, "title": feed.folder},
        }

    def _entry(self, article: Article) -> Any:
        return {
            "id": article.id,
            "feed_id": article.feed,
            "status": "read" if article.read else "unread",
            "title": article.title,
            "url": article.url,
            "published_at": article.date.isoformat().replace("+00:00", "Z"),
            "content": article.html,
            "author": "张三",
            "starred": article.starred,
            "feed": self._feed(article.feed),
            "tags": ["tag"],
        }

    def _counters(self) -> Any:
        return {"reads": self._count(True), "unreads": self._count(False)}

    def _count(self, read: bool) -> dict[str, int]:
        found: dict[str, int] = {}
        for article in self.shelf:
            if article.read == read:
                found[str(article.feed)] = found.get(str(article.feed), 0) + 1
        return found
