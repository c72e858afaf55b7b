"""The Fever API over a server with many articles."""

from hashlib import md5
from itertools import islice
from typing import Any

from tests.bench.many import Asked as Wanted, Made, Many
from tests.sources.server import Asked, Whole
from tests.sources.servers.talking import SECRET, USER, RefusedError, jsonic, pairs

_KEY = md5(f"{USER}:{SECRET}".encode(), usedforsecurity=False).hexdigest()
_MOST = 50


class ManyFever:
    """Answers as the server would: at most 50 items at a time."""

    def __init__(self, many: Many) -> None:
        self.many = many

    def __call__(self, asked: Asked) -> Whole:
        told = dict(pairs(asked))
        if asked.path != "/fever/" or "api" not in told:
            raise RefusedError(404)
        head = {"api_version": 3, "auth": int(told.get("api_key") == _KEY)}
        if not head["auth"]:
            return jsonic(head)
        for name, answer in (
            ("groups", self._groups),
            ("feeds", self._feeds),
            ("unread_item_ids", self._unread),
            ("saved_item_ids", self._saved),
            ("items", self._items),
            ("mark", self._mark),
        ):
            if name in told:
                return jsonic(head | answer(told))
        return jsonic(head)

    def _groups(self, _: Any) -> Any:
        names = [*dict.fromkeys(map(self.many.folder, self.many.feeds))]
        return {
            "groups": [{"id": n, "title": name} for n, name in enumerate(names)],
            "feeds_groups": [
                {"group_id": n, "feed_ids": ",".join(map(str, self._in(name)))}
                for n, name in enumerate(names)
            ],
        }

    def _in(self, folder: str) -> list[int]:
        return sorted(self.many.feeds_in(folder))

    def _feeds(self, _: Any) -> Any:
        return {
            "feeds": [{"id": f, "title": self.many.title(f)} for f in self.many.feeds]
        }

    def _unread(self, _: Any) -> Any:
        return {"unread_item_ids": self._listed(Wanted(self.many.feeds, unread=True))}

    def _saved(self, _: Any) -> Any:
        return {"saved_item_ids": self._listed(Wanted(self.many.feeds, starred=True))}

    def _listed(self, wanted: Wanted) -> str:
        return ",".join(map(str, self.many.numbers(wanted, oldest=True)))

    def _items(self, told: dict[str, str]) -> Any:
        low, high = int(told.get("since_id", 0)), int(told.get("max_id", 0))
        if "with_ids" in told:
            numbers = [int(key) for key in told["with_ids"].split(",")]
        else:
            below = high - 1 if high else self.many.total
            wanted = Wanted(self.many.feeds, low=low + 1, high=below)
            numbers = [*islice(self.many.numbers(wanted, oldest=not high), _MOST)]
        found = [one for n in numbers[:_MOST] if (one := self.many.article(n))]
        return {"items": [*map(self._item, found)], "total_items": self.many.total}

    def _mark(self, told: dict[str, str]) -> Any:
        match told["as"]:
            case "read" | "unread" as way:
                self.many.mark(int(told["id"]), read=way == "read")
            case "saved" | "unsaved" as way:
                self.many.mark(int(told["id"]), starred=way == "saved")
        return {}

    def _item(self, article: Made) -> Any:
        return {
            "id": article.id,
            "feed_id": article.feed,
            "title": article.title,
            "author": "张三",
            "html": article.html,
            "url": article.url,
            "is_saved": int(article.starred),
            "is_read": int(article.read),
            "created_on_time": article.published,
        }
