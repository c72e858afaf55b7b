"""Servers that speak Fever as Miniflux, CommaFeed and yarr do, which is not as Fever did."""

from hashlib import md5
from typing import Any

from tests.sources.server import Asked, Whole
from tests.sources.servers.shelf import Article, Shelf
from tests.sources.servers.talking import SECRET, USER, RefusedError, jsonic, pairs

_KEY = md5(f"{USER}:{SECRET}".encode(), usedforsecurity=False).hexdigest()


class FeverServer:
    def __init__(
        self,
        shelf: Shelf,
        *,
        toggling: bool,
        page: int = 50,
        dated: bool = False,
        single: bool = False,
    ) -> None:
        self.shelf = shelf
        self.toggling = toggling
        self.page = page
        self.dated = dated
        """Whether pages have the newest of what is asked for, as CommaFeed's."""
        self.single = single
        """Whether an article is unread, read or starred, and no two, as yarr's."""

    def __call__(self, asked: Asked) -> Whole:
        told = dict(pairs(asked))
        if asked.path != "/fever/" or "api" not in told:
            raise RefusedError(404)
        head = {"api_version": 3, "auth": int(told.get("api_key") == _KEY)}
        if not head["auth"]:
            return jsonic(head)
        # Of several things asked for, only the first is answered.
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
        folders = self.shelf.folders().items()
        return {
            "groups": [{"id": n, "title": name} for n, (name, _) in enumerate(folders)],
            "feeds_groups": [
                {"group_id": n, "feed_ids": ",".join(map(str, feeds))}
                for n, (_, feeds) in enumerate(folders)
            ],
        }

    def _feeds(self, _: Any) -> Any:
        feeds = self.shelf.feeds.items()
        return {"feeds": [{"id": n, "title": feed.title} for n, feed in feeds]}

    def _unread(self, _: Any) -> Any:
        found = (str(a.id) for a in self.shelf.newest() if not a.read)
        return {"unread_item_ids": ",".join(found)}

    def _saved(self, _: Any) -> Any:
        found = (str(a.id) for a in self.shelf.newest() if a.starred)
        return {"saved_item_ids": ",".join(found)}

    def _items(self, told: dict[str, str]) -> Any:
        found = sorted(self.shelf, key=lambda a: a.id)
        if "with_ids" in told:
            ids = told["with_ids"].split(",")
            found = [a for a in found if str(a.id) in ids]
        elif self.dated:
            low, high = int(told.get("since_id", "0")), int(told.get("max_id", "0"))
            found = [
                a
                for a in self.shelf.newest()
                if a.id > low and a.id < (high or a.id + 1)
            ]
        elif "max_id" in told:
            found = [a for a in found[::-1] if a.id < int(told["max_id"])]
        elif int(told.get("since_id", "0")):
            found = [a for a in found if a.id > int(told["since_id"])]
        else:
            found = self.shelf.newest()
        items = [self._item(article) for article in found[: self.page]]
        return {"items": items, "total_items": len(self.shelf.articles)}

    def _mark(self, told: dict[str, str]) -> Any:
        article = self.shelf.articles.get(int(told["id"]))
        if article is None:
            raise RefusedError(404)
        match told["as"]:
            case way if self.single:
                star, read = way == "saved", way != "unread"
                self.shelf.mark(article.id, read=read, starred=star)
            case "read" | "unread" as way:
                self.shelf.mark(article.id, read=way == "read")
            case "saved" if self.toggling:
                self.shelf.mark(article.id, starred=not article.starred)
            case "saved" | "unsaved" as way:
                self.shelf.mark(article.id, starred=way == "saved")
        return {}

    def _item(self, article: Article) -> Any:
        return {
            "id": str(article.id),
            "feed_id": article.feed,
            "title": article.title,
            "author": "张三",
            "html": article.html,
            "url": article.url,
            "is_saved": int(article.starred),
            "is_read": int(article.read),
            "created_on_time": article.published,
        }
