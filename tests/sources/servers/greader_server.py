"""A server that speaks the Google Reader API, with the faults that several have."""

from typing import Any

from tests.sources.server import Asked, Whole
from tests.sources.servers.shelf import Article, Shelf
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


class GReaderServer:
    """
    Args:
        shelf: What it has.
        base: What its paths begin with.
        toggling: Whether a second "read" means "unread", and one unknown id is an error.
        offsets: Whether a continuation is an offset, in a list that shifts.
        page: The most ids of one answer.
    """

    def __init__(
        self,
        shelf: Shelf,
        base: str = "",
        *,
        toggling: bool = False,
        offsets: bool = False,
        page: int = 10_000_000,
    ) -> None:
        self.shelf = shelf
        self.base = base
        self.toggling = toggling
        self.offsets = offsets
        self.page = page
        self.session = 0
        """Counted up to end the session, and the tokens with it."""

    def __call__(self, asked: Asked) -> Whole:
        if not asked.path.startswith(self.base + "/"):
            raise RefusedError(404)
        path, told = asked.path.removeprefix(self.base), pairs(asked)
        one = dict(told)
        if path == "/accounts/ClientLogin":
            if asked.method != "POST" or (one["Email"], one["Passwd"]) != (
                USER,
                SECRET,
            ):
                return plain("Error=BadAuthentication", 403)
            return plain(f"SID=x\nLSID=x\nAuth=a/{self.session}\n")
        login = asked.headers.get("authorization", "")
        if login != f"GoogleLogin auth=a/{self.session}":
            return plain("Unauthorized", 401)
        api = path.removeprefix("/reader/api/0")
        if api == "/token":
            return plain(f"t/{self.session}\n")
        return self._called(asked.method, api, told)

    def _called(self, method: str, api: str, told: list[tuple[str, str]]) -> Whole:
        one = dict(told)
        if one.get("output") != "json":
            raise RefusedError(400)
        if method == "POST" and one.get("T") != f"t/{self.session}":
            return 401, {"X-Reader-Google-Bad-Token": "true"}, b""
        match method, api:
            case "GET", "/subscription/list":
                return jsonic({"subscriptions": [*map(self._feed, self.shelf.feeds)]})
            case "GET", "/stream/items/ids":
                return jsonic(self._ids(one))
            case "POST", "/stream/items/contents":
                return jsonic({"items": [self._item(a) for a in self._named(told)]})
            case "POST", "/edit-tag":
                return self._edit(told)
        raise RefusedError(404)

    def _ids(self, one: dict[str, str]) -> Any:
        found = self.shelf.newest()
        if one["s"] == _STATE + "starred":
            found = [a for a in found if a.starred]
        if one.get("xt") == _STATE + "read":
            found = [a for a in found if not a.read]
        start, size = int(one.get("c", "0")), min(int(one["n"]), self.page)
        if self.offsets and start:
            found = found[3:] + found[:3]
        some = found[start : start + size]
        more = {"continuation": str(start + size)} if found[start + size :] else {}
        if not self.offsets and more:
            more = {"continuation": f"{start + size:08d}"}
        return {"itemRefs": [{"id": str(a.id)} for a in some], **more}

    def _named(self, told: list[tuple[str, str]]) -> list[Article]:
        ids = [value.removeprefix(_LONG) for name, value in told if name == "i"]
        # Short ids are hexadecimal too, which gives others than were meant.
        found = [self.shelf.articles.get(int(one, 16)) for one in ids]
        if self.toggling and None in found:
            raise RefusedError(400)
        return [one for one in found if one]

    def _edit(self, told: list[tuple[str, str]]) -> Whole:
        one = dict(told)
        for article in self._named(told):
            for way, want in (("a", True), ("r", False)):
                if one.get(way) == _STATE + "read":
                    undo = self.toggling and want and article.read
                    self.shelf.mark(article.id, read=want and not undo)
                if one.get(way) == _STATE + "starred":
                    self.shelf.mark(article.id, starred=want)
        return plain("OK\n")

    def _feed(self, number: int) -> Any:
        feed = self.shelf.feeds[number]
        folder = {"id": f"user/1/label/{feed.folder}", "label": feed.folder}
        title = feed.title
        return {"id": f"feed/{number}", "title": title, "categories": [folder]}

    def _item(self, article: Article) -> Any:
        feed = self.shelf.feeds[article.feed]
        states = [("read", article.read), ("starred", article.starred)]
        own = [f"user/1/state/com.google/{name}" for name, is_so in states if is_so]
        return {
            "id": f"{_LONG}{article.id:016x}",
            "title": article.title,
            "published": article.published,
            "author": "张三",
            "alternate": [{"href": article.url}],
            "summary": {"content": article.html},
            "categories": [*own, f"user/1/label/{feed.folder}", "user/1/label/tag"],
            "origin": {"streamId": f"feed/{article.feed}", "title": feed.title},
        }
