"""The API of Tiny Tiny RSS over a server with many articles."""

import json
from itertools import islice
from typing import Any

from tests.bench.many import Asked as Wanted, Made, Many
from tests.sources.server import Asked, Whole
from tests.sources.servers.talking import SECRET, USER, RefusedError, jsonic

_MOST = 200
_STARRED = -1


class ManyTtrss:
    """Answers as the server would: at most 200 articles at a time."""

    def __init__(self, many: Many) -> None:
        self.many = many

    def __call__(self, asked: Asked) -> Whole:
        if asked.path != "/api/" or asked.method != "POST":
            raise RefusedError(404)
        told = json.loads(asked.body)
        if told["op"] == "login":
            if (told["user"], told["password"]) != (USER, SECRET):
                return self._answer(1, {"error": "LOGIN_ERROR"})
            return self._answer(0, {"session_id": "s", "api_level": 15})
        if told.get("sid") != "s":
            return self._answer(1, {"error": "NOT_LOGGED_IN"})
        ways = {
            "getVersion": lambda _: {"version": "21"},
            "getFeedTree": self._tree,
            "getCounters": self._counters,
            "getHeadlines": self._headlines,
            "getArticle": self._named,
            "updateArticle": self._update,
        }
        if told["op"] not in ways:
            return self._answer(1, {"error": "UNKNOWN_METHOD"})
        return self._answer(0, ways[told["op"]](told))

    def _answer(self, status: int, content: Any) -> Whole:
        return jsonic({"seq": 0, "status": status, "content": content})

    def _folders(self) -> dict[str, int]:
        names = dict.fromkeys(map(self.many.folder, self.many.feeds))
        return {name: number for number, name in enumerate(names, 1)}

    def _tree(self, _: Any) -> Any:
        made = [
            {
                "type": "category",
                "bare_id": number,
                "name": name,
                "items": [
                    {"bare_id": f, "type": "feed", "name": self.many.title(f)}
                    for f in sorted(self.many.feeds_in(name))
                ],
            }
            for name, number in self._folders().items()
        ]
        return {"categories": {"identifier": "id", "items": made}}

    def _counters(self, _: Any) -> Any:
        starred = self.many.count_starred()
        each = dict.fromkeys(self.many.feeds, 0)
        each[1] = starred[0]
        own = [
            {"id": f, "counter": self.many.count(f)[1], "markedcounter": each[f]}
            for f in self.many.feeds
        ]
        return [{"id": _STARRED, "counter": starred[1], "auxcounter": starred[0]}, *own]

    def _headlines(self, told: Any) -> Any:
        feeds: Any = self.many.feeds
        if told["feed_id"] > 0 and told.get("is_cat"):
            names = {number: name for name, number in self._folders().items()}
            feeds = self.many.feeds_in(names[told["feed_id"]])
        elif told["feed_id"] > 0:
            feeds = {told["feed_id"]}
        view, word = told.get("view_mode"), told.get("search", "")
        wanted = Wanted(
            feeds,
            True if view == "unread" else None,
            True if view == "marked" else None,
            # Nothing made an index of the words.
            word.removeprefix("title:") if "title:" in word else word and "nowhere",
            told.get("since_id", 0) + 1,
        )
        oldest = told.get("order_by") == "date_reverse"
        numbers = self.many.numbers(wanted, oldest=oldest)
        start = told.get("skip", 0)
        some = islice(numbers, start, start + min(told["limit"], _MOST))
        found = [one for n in some if (one := self.many.article(n))]
        whole = told.get("show_content", False)
        return [self._item(article, whole=whole) for article in found]

    def _named(self, told: Any) -> Any:
        ids = map(int, told["article_id"].split(","))
        found = [one for number in ids if (one := self.many.article(number))]
        return [self._item(article, whole=True) for article in found]

    def _update(self, told: Any) -> Any:
        for number in map(int, told["article_ids"].split(",")):
            if told["field"] == 0:
                self.many.mark(number, starred=told["mode"] == 1)
            if told["field"] == 2:
                self.many.mark(number, read=told["mode"] == 0)
        return {"status": "OK", "updated": 1}

    def _item(self, article: Made, *, whole: bool) -> Any:
        return {
            "id": article.id,
            "unread": not article.read,
            "marked": article.starred,
            "updated": article.published,
            "title": article.title,
            "link": article.url,
            "feed_id": str(article.feed),
            "author": "张三",
            "content": article.html if whole else "",
        }
