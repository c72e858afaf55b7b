"""A server that speaks the API of Tiny Tiny RSS, where equal times are in no order."""

import json
from typing import Any

from tests.sources.server import Asked, Whole
from tests.sources.servers.shelf import Article, Shelf
from tests.sources.servers.talking import SECRET, USER, RefusedError, jsonic

_MOST = 200


class TtrssServer:
    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.session = 0
        """Counted up to end the session."""
        self.turn = 0

    def __call__(self, asked: Asked) -> Whole:
        if asked.path != "/api/" or asked.method != "POST":
            raise RefusedError(404)
        self.turn += 1
        told = json.loads(asked.body)
        status, content = self._answer(told)
        return jsonic({"seq": told.get("seq", 0), "status": status, "content": content})

    def _answer(self, told: Any) -> tuple[int, Any]:
        if told["op"] == "login":
            if (told["user"], told["password"]) != (USER, SECRET):
                return 1, {"error": "LOGIN_ERROR"}
            return 0, {"session_id": f"s{self.session}", "api_level": 15}
        if told.get("sid") != f"s{self.session}":
            return 1, {"error": "NOT_LOGGED_IN"}
        ways = {
            "getVersion": lambda _: {"version": "21"},
            "getFeedTree": self._tree,
            "getCounters": self._counters,
            "getUnread": lambda t: {"unread": str(len(self._listed(t | _UNREAD)))},
            "getHeadlines": self._headlines,
            "getArticle": self._named,
            "updateArticle": self._update,
        }
        if told["op"] not in ways:
            return 1, {"error": "UNKNOWN_METHOD"}
        return 0, ways[told["op"]](told)

    def _tree(self, _: Any) -> Any:
        special = {"bare_id": -1, "type": "category", "name": "Special", "items": []}
        made = [
            {
                "type": "category",
                "bare_id": n + 1,
                "name": name,
                "items": [
                    {"bare_id": f, "type": "feed", "name": self.shelf.feeds[f].title}
                    for f in feeds
                ],
            }
            for n, (name, feeds) in enumerate(self.shelf.folders().items())
        ]
        return {"categories": {"identifier": "id", "items": [special, *made]}}

    def _counters(self, _: Any) -> Any:
        own = [
            {
                "id": n,
                "counter": sum(a.feed == n and not a.read for a in self.shelf),
                "markedcounter": sum(a.feed == n and a.starred for a in self.shelf),
            }
            for n in self.shelf.feeds
        ]
        return [{"id": "global-unread", "counter": 9}, {"id": -4, "counter": 9}, *own]

    def _listed(self, told: Any) -> list[Article]:
        feed, view = told.get("feed_id", -4), told.get("view_mode")
        # The order of equal times is another one in each answer.
        found = sorted(
            self.shelf,
            key=lambda a: (a.published, a.id * (31 + self.turn * 7) % 101),
            reverse=told.get("order_by") != "date_reverse",
        )
        return [
            a
            for a in found
            if feed in (-4, a.feed)
            and a.id > told.get("since_id", 0)
            and (view != "unread" or not a.read)
            and (view != "marked" or a.starred)
        ]

    def _headlines(self, told: Any) -> Any:
        skip = told.get("skip", 0)
        some = self._listed(told)[skip : skip + min(told["limit"], _MOST)]
        return [self._item(a, content=told.get("show_content", False)) for a in some]

    def _named(self, told: Any) -> Any:
        ids = told["article_id"].split(",")
        return [self._item(a, content=True) for a in self.shelf if str(a.id) in ids]

    def _update(self, told: Any) -> Any:
        for number in map(int, told["article_ids"].split(",")):
            if number in self.shelf.articles:
                if told["field"] == 0:
                    self.shelf.mark(number, starred=told["mode"] == 1)
                if told["field"] == 2:
                    self.shelf.mark(number, read=told["mode"] == 0)
        return {"status": "OK", "updated": 1}

    def _item(self, article: Article, *, content: bool) -> Any:
        return {
            "id": article.id,
            "unread": not article.read,
            "marked": article.starred,
            "updated": article.published,
            "title": article.title,
            "link": article.url,
            "feed_id": str(article.feed),
            "tags": ["tag"],
            "labels": [[-11, "label", "", ""]],
            "author": "张三",
            "content": article.html if content else "",
        }


_UNREAD = {"view_mode": "unread"}
