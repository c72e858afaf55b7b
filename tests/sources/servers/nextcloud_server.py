"""A server that speaks version 1.3 of Nextcloud News' API, as strictly as it is written."""

import json
from base64 import b64encode
from typing import Any
from urllib.parse import parse_qsl

from tests.sources.server import Asked, Whole
from tests.sources.servers.shelf import Article, Shelf
from tests.sources.servers.talking import SECRET, USER, RefusedError, jsonic

_BASIC = "Basic " + b64encode(f"{USER}:{SECRET}".encode()).decode()
_API = "/index.php/apps/news/api/v1-3/"
_ASKED = {"id", "type", "getRead", "batchSize", "offset", "oldestFirst"}
_BOOL = {"true": True, "false": False}


class NextcloudServer:
    def __init__(
        self, shelf: Shelf, place: str = "", *, inclusive: bool = False
    ) -> None:
        self.shelf = shelf
        self.api = place + _API
        self.inclusive = inclusive
        """Whether an offset is among what is told, as the documentation says."""

    def __call__(self, asked: Asked) -> Whole:
        if not asked.path.startswith(self.api):
            raise RefusedError(404)
        if asked.headers.get("authorization") != _BASIC:
            raise RefusedError(401, {"message": "Current user is not logged in"})
        path = asked.path.removeprefix(self.api)
        if asked.method == "POST":
            self._mark(path, asked.body)
            return jsonic([])
        return jsonic(self._told(path, dict(parse_qsl(asked.query))))

    def _told(self, path: str, query: dict[str, str]) -> Any:
        match path:
            case "version":
                return {"version": "25.0.1"}
            case "folders":
                return {"folders": self._folders()}
            case "feeds":
                return self._feeds()
            case "items":
                return {"items": [self._item(a) for a in self._page(query)]}
            case "items/updated":
                return {"items": [self._item(a) for a in self._updated(query)]}
        raise RefusedError(405)

    def _mark(self, path: str, body: bytes) -> None:
        ways = {
            "items/read/multiple": {"read": True},
            "items/unread/multiple": {"read": False},
            "items/star/multiple": {"starred": True},
            "items/unstar/multiple": {"starred": False},
        }
        told = json.loads(body)
        if path not in ways or [*told] != ["itemIds"]:
            raise RefusedError(405)
        for number in told["itemIds"]:
            assert isinstance(number, int)
            if number in self.shelf.articles:
                self.shelf.mark(number, **ways[path])

    def _names(self) -> list[str]:
        return [*self.shelf.folders()]

    def _folders(self) -> Any:
        return [
            {"id": number, "name": name, "opened": True, "feeds": []}
            for number, name in enumerate(self._names(), 1)
        ]

    def _feeds(self) -> Any:
        return {
            "feeds": [
                {
                    "id": number,
                    "url": f"https://example.org/{number}.xml",
                    "title": feed.title,
                    "faviconLink": None,
                    "folderId": self._names().index(feed.folder) + 1,
                    "unreadCount": sum(
                        not a.read for a in self.shelf if a.feed == number
                    ),
                }
                for number, feed in self.shelf.feeds.items()
            ],
            "starredCount": sum(a.starred for a in self.shelf),
        }

    def _page(self, query: dict[str, str]) -> list[Article]:
        if query.keys() - _ASKED or query["type"] not in "23":
            raise RefusedError(400)
        found = sorted(self.shelf, key=lambda a: -a.id)
        if offset := int(query.get("offset", "0")):
            found = [a for a in found if a.id < offset + self.inclusive]
        if query["type"] == "2":
            found = [a for a in found if a.starred]
        if not _BOOL[query["getRead"]]:
            found = [a for a in found if not a.read]
        size = int(query.get("batchSize", "-1"))
        return found if size < 0 else found[:size]

    def _updated(self, query: dict[str, str]) -> list[Article]:
        if query.keys() != {"lastModified", "type", "id"} or query["type"] != "3":
            raise RefusedError(400)
        return [a for a in self.shelf if a.changed >= int(query["lastModified"])]

    def _item(self, article: Article) -> Any:
        return {
            "id": article.id,
            "guid": article.url,
            "guidHash": f"{article.id:032x}",
            "url": article.url,
            "title": article.title,
            "author": "张三",
            "pubDate": article.published,
            "updatedDate": None,
            "body": article.html,
            "enclosureMime": None,
            "enclosureLink": None,
            "mediaThumbnail": None,
            "mediaDescription": None,
            "feedId": article.feed,
            "unread": not article.read,
            "starred": article.starred,
            "rtl": False,
            "lastModified": f"{article.changed}000000",
            "fingerprint": "",
            "contentHash": "",
        }
