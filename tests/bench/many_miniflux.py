"""Miniflux's API over a server with many articles; as strict as version 2.3 is."""

from base64 import b64encode
from collections.abc import Callable, Container, Mapping
from itertools import islice
from json import loads
from typing import Any
from urllib.parse import parse_qsl

from tests.bench.many import Asked as Wanted, Made, Many
from tests.sources.server import Asked, Whole
from tests.sources.servers.talking import SECRET, USER, RefusedError, jsonic

_BASIC = "Basic " + b64encode(f"{USER}:{SECRET}".encode()).decode()
_MOST = 1_000
_KNOWN = frozenset({"order", "direction", "limit", "offset", "status", "starred"}) | {
    "search",
    "category_id",
    "feed_id",
    "before_entry_id",
    "after_entry_id",
    "changed_after",
    "published_before",
    "published_after",
}
_ORDERS = frozenset({"id", "published_at"})


class ManyMiniflux:
    """Answers as the server would; no page has more than a thousand entries."""

    def __init__(self, many: Many) -> None:
        self.many = many

    def __call__(self, asked: Asked) -> Whole:
        if not asked.path.startswith("/v1/"):
            raise RefusedError(404)
        if asked.headers.get("authorization") != _BASIC:
            raise RefusedError(401, {"error_message": "access unauthorized"})
        if asked.method == "PUT":
            return self._put(asked.path, asked.body)
        query = dict(parse_qsl(asked.query))
        ways: dict[str, Callable[[], Any]] = {
            "me": lambda: {"id": 1, "username": USER},
            "version": lambda: {"version": "2.3.4"},
            "feeds": lambda: [self._feed(feed) for feed in self.many.feeds],
            "feeds/counters": self._counters,
            "entries": lambda: self._entries(query),
        }
        match asked.path.split("/")[2:]:
            case ["feeds", number, "entries"]:
                return jsonic(self._entries({**query, "feed_id": number}))
            case ["categories", number, "entries"]:
                return jsonic(self._entries({**query, "category_id": number}))
            case ["entries", number] if number != "ids":
                return jsonic(self._entry(self._found(number)))
        path = asked.path.removeprefix("/v1/")
        if path not in ways:  # a list of all ids would be one of millions
            raise RefusedError(404)
        return jsonic(ways[path]())

    def _put(self, path: str, body: bytes) -> Whole:
        match path.split("/")[2:]:
            case ["entries"]:
                told = loads(body)
                read = {"read": True, "unread": False}[told["status"]]
                for number in told["entry_ids"]:
                    if self.many.article(number):
                        self.many.mark(number, read=read)
            case ["entries", number, "bookmark"]:
                article = self._found(number)
                self.many.mark(article.id, starred=not article.starred)
            case _:
                raise RefusedError(404)
        return 204, {}, b""

    def _found(self, number: str) -> Made:
        found = self.many.article(int(number))
        if not found:
            raise RefusedError(404, {"error_message": "not found"})
        return found

    def _entries(self, query: Mapping[str, str]) -> Any:
        limit, offset = int(query.get("limit", "100")), int(query.get("offset", "0"))
        order = query.get("order", "published_at")
        if query.keys() - _KNOWN or not 0 < limit <= _MOST or order not in _ORDERS:
            raise RefusedError(400, {"error_message": "invalid"})
        oldest = query.get("direction", "asc") == "asc"
        if since := int(query.get("changed_after", "0")):
            found = self._changed(since, query)
            some = found[offset : offset + limit]
            return {"total": len(found), "entries": [self._entry(a) for a in some]}
        wanted = self._wanted(query)
        numbers = self.many.numbers(wanted, oldest=oldest)
        # Those of one time are in no order: here the other way round on each page.
        articles = [
            self.many.article(n) for n in islice(numbers, offset, offset + limit)
        ]
        some = [article for article in articles if article]
        return {"total": self._total(query), "entries": [self._entry(a) for a in some]}

    def _wanted(self, query: Mapping[str, str]) -> Wanted:
        many = self.many
        feeds: Container[int] = many.feeds
        if "feed_id" in query:
            feeds = frozenset({int(query["feed_id"])})
        elif "category_id" in query:
            feeds = many.feeds_in(f"Folder {int(query['category_id']):02}")
        low, high = int(query.get("after_entry_id", "-1")) + 1, many.total
        if "before_entry_id" in query:
            high = int(query["before_entry_id"]) - 1
        if "published_before" in query:
            high = min(high, many.last_before(int(query["published_before"])))
        if "published_after" in query:
            low = max(low, many.last_before(int(query["published_after"]) + 1) + 1)
        unread = {"unread": True, "read": False}.get(query.get("status", ""))
        starred = {"true": True, "false": False}.get(query.get("starred", ""))
        return Wanted(feeds, unread, starred, query.get("search", ""), low, high)

    def _changed(self, since: int, query: Mapping[str, str]) -> list[Made]:
        below = int(query.get("before_entry_id", "0")) or self.many.total + 1
        numbers = sorted(self.many.changes, reverse=True)
        found = [self.many.article(number) for number in numbers if number < below]
        return [article for article in found if article and article.changed > since]

    def _total(self, query: Mapping[str, str]) -> int:
        """Return how many there are; for what is not asked here, only that there are."""
        if query.keys() & {"search", "before_entry_id", "published_before"}:
            return 1
        if "after_entry_id" in query:
            return self.many.total - int(query["after_entry_id"])
        unread = query.get("status") == "unread"
        if "starred" in query:
            return self.many.count_starred()[unread]
        return sum(count[unread] for count in map(self.many.count, self.many.feeds))

    def _counters(self) -> Any:
        counts = {str(feed): self.many.count(feed) for feed in self.many.feeds}
        reads = {feed: total - unread for feed, (total, unread) in counts.items()}
        unreads = {feed: unread for feed, (_, unread) in counts.items() if unread}
        return {"reads": reads, "unreads": unreads}

    def _feed(self, feed: int) -> Any:
        folder = self.many.folder(feed)
        return {
            "id": feed,
            "title": self.many.title(feed),
            "feed_url": f"https://example.org/{feed}.xml",
            "category": {"id": int(folder.split()[1]), "title": folder},
        }

    def _entry(self, article: Made) -> Any:
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
