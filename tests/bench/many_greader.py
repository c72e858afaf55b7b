"""The Google Reader API over a server with many articles, as strict as real ones."""

from collections.abc import Container
from itertools import islice
from typing import Any

from tests.bench.many import Asked as Wanted, Made, Many
from tests.sources.server import Asked, Whole
from tests.sources.servers.talking import (
    SECRET,
    USER,
    RefusedError,
    jsonic,
    pairs,
    plain,
)

_LONG = "tag:google.com,2005:reader/item/"
_STATE = "user/-/state/com.google/"
_MOST_IDS, _MOST_ITEMS = 1_000, 100


class ManyGReader:
    """Answers as the server would: at most 1,000 ids and 100 items at a time."""

    def __init__(self, many: Many) -> None:
        self.many = many

    def __call__(self, asked: Asked) -> Whole:
        told = pairs(asked)
        one = dict(told)
        if asked.path == "/accounts/ClientLogin":
            known = (one.get("Email"), one.get("Passwd")) == (USER, SECRET)
            return plain(
                "Auth=a/1\n" if known else "Error=BadAuthentication",
                200 if known else 403,
            )
        if not asked.path.startswith("/reader/api/0"):
            raise RefusedError(404)
        if asked.headers.get("authorization") != "GoogleLogin auth=a/1":
            return plain("Unauthorized", 401)
        api = asked.path.removeprefix("/reader/api/0")
        if api == "/token":
            return plain("t/1\n")
        if one.get("output") != "json":
            raise RefusedError(501)
        if asked.method == "POST":
            return self._posted(api, told)
        return jsonic(self._got(api, one))

    def _got(self, api: str, one: dict[str, str]) -> Any:
        match api:
            case "/subscription/list":
                return {"subscriptions": [*map(self._feed, self.many.feeds)]}
            case "/unread-count":
                return {"max": 10**9, "unreadcounts": self._counts()}
            case "/stream/items/ids":
                return self._ids(one)
        raise RefusedError(404)

    def _posted(self, api: str, told: list[tuple[str, str]]) -> Whole:
        if dict(told).get("T") != "t/1":
            return 401, {"X-Reader-Google-Bad-Token": "true"}, b""
        match api:
            case "/stream/items/contents":
                return jsonic({"items": [self._item(a) for a in self._named(told)]})
            case "/edit-tag":
                return self._edit(told)
        raise RefusedError(404)

    def _ids(self, one: dict[str, str]) -> Any:
        size = min(int(one.get("n", "20")), _MOST_IDS)
        oldest = one.get("r") == "o"
        edge = int(one.get("c") or 0)
        feeds, starred = self._stream(one["s"])
        unread = True if one.get("xt") == _STATE + "read" else None
        low = edge if edge and oldest else 0
        high = edge if edge and not oldest else self.many.total
        wanted = Wanted(feeds, unread, starred, "", low, high)
        some = [*islice(self.many.numbers(wanted, oldest=oldest), size + 1)]
        more = {"continuation": str(some[-1])} if len(some) > size else {}
        return {"itemRefs": [{"id": str(n)} for n in some[:size]], **more}

    def _stream(self, name: str) -> tuple[Container[int], bool | None]:
        if name.startswith("feed/"):
            return frozenset({int(name.removeprefix("feed/"))}), None
        kind, _, label = name.removeprefix("user/-/").partition("/")
        if kind == "label":
            return self.many.feeds_in(label), None
        if name not in {_STATE + "reading-list", _STATE + "starred"}:
            raise RefusedError(400)
        starred = True if name == _STATE + "starred" else None
        return self.many.feeds, starred

    def _named(self, told: list[tuple[str, str]]) -> list[Made]:
        ids = [value.removeprefix(_LONG) for name, value in told if name == "i"]
        if len(ids) > _MOST_ITEMS:
            raise RefusedError(400)
        found = [self.many.article(int(one, 16)) for one in ids]
        return [one for one in found if one]

    def _edit(self, told: list[tuple[str, str]]) -> Whole:
        one = dict(told)
        for article in self._named(told):
            for way, want in (("a", True), ("r", False)):
                for name in ("read", "starred"):
                    if one.get(way) == _STATE + name:
                        self.many.mark(article.id, **{name: want})
        return plain("OK")

    def _counts(self) -> list[Any]:
        unread = {feed: self.many.count(feed)[1] for feed in self.many.feeds}
        found = [{"id": f"feed/{feed}", "count": n} for feed, n in unread.items()]
        return [*found, {"id": _STATE + "reading-list", "count": sum(unread.values())}]

    def _feed(self, feed: int) -> Any:
        folder = self.many.folder(feed)
        label = {"id": f"user/-/label/{folder}", "label": folder}
        title = self.many.title(feed)
        return {"id": f"feed/{feed}", "title": title, "categories": [label]}

    def _item(self, article: Made) -> Any:
        states = [("read", article.read), ("starred", article.starred)]
        own = [f"user/-/state/com.google/{name}" for name, is_so in states if is_so]
        title = self.many.title(article.feed)
        return {
            "id": f"{_LONG}{article.id:016x}",
            "title": article.title,
            "published": article.published,
            "author": "张三",
            "alternate": [{"href": article.url}],
            "summary": {"content": article.html},
            "categories": own,
            "origin": {"streamId": f"feed/{article.feed}", "title": title},
        }
