"""An RSSHub that answers as the real ones of 2026 and of 2020 do, and forgives nothing."""

import json
from dataclasses import dataclass, field
from hashlib import md5
from html import escape
from typing import Any
from urllib.parse import parse_qs, unquote

from tests.sources.server import Asked, Whole

JSON_FEED = "application/feed+json; charset=UTF-8"
HTML = "text/html; charset=UTF-8"

NAMESPACES: dict[str, Any] = {
    "github": {
        "name": "GitHub",
        "url": "github.com",
        "lang": "en",
        "description": "",
        "routes": {
            "/issue/:user/:repo/:state?/:labels?": {
                "path": "/issue/:user/:repo/:state?/:labels?",
                "name": "Repo Issues",
                "maintainers": ["someone"],
                "example": "/github/issue/vuejs/core/all/wontfix",
                "categories": ["programming"],
                "parameters": {
                    "user": "GitHub username",
                    "repo": "GitHub repo name",
                    "state": {
                        "description": "State of the issues.",
                        "default": "open",
                        "options": [
                            {"label": "Open", "value": "open"},
                            {"label": "Closed", "value": "closed"},
                            {"label": "All", "value": "all"},
                        ],
                    },
                    "labels": "A list of comma separated label names",
                },
            },
            "/file/:user/:repo/:branch/:filepath{.+}": {
                "path": "/file/:user/:repo/:branch/:filepath{.+}",
                "name": "File Commits",
                "example": "/github/file/DIYgod/RSSHub/master/README.md",
                "categories": ["programming"],
                "parameters": {"user": "User", "filepath": "Path of the file"},
            },
            "/notifications": {
                "path": "/notifications",
                "name": "Notifications",
                "example": "/github/notifications",
                "features": {
                    "requireConfig": [{"name": "GITHUB_ACCESS_TOKEN"}],
                    "antiCrawler": True,
                },
            },
        },
    },
    "qutoutiao": {
        "name": "趣头条",
        "url": "home.qutoutiao.net",
        "lang": "zh-CN",
        "categories": ["new-media"],
        "routes": {
            "/category/:cid": {
                "path": "/category/:cid",
                "name": "分类",
                "example": "/qutoutiao/category/1",
                "categories": ["new-media"],
                "parameters": {"cid": "分类 id"},
                "description": "| 推荐 | 热点 |\n| ---- | ---- |\n| 255  | 1    |",
            }
        },
    },
    "nio": {
        "name": "NIO",
        "url": "nio.cn",
        "zh": {"name": "蔚来"},
        "routes": {"/": {"path": "/", "name": "News", "example": "/nio"}},
    },
    "test": {
        "name": "Test",
        "routes": {
            "/:id/:params?": {
                "path": ["/:id/:params?"],
                "name": "Test\x1b[2J",
                "example": "/test/1",
            }
        },
    },
}

RULES: dict[str, Any] = {
    "github.com": {
        "_name": "GitHub",
        ".": [
            {
                "title": "Repo Issues",
                "source": ["/:user/:repo/issues", "/:user/:repo"],
                "target": "/github/issue/:user/:repo",
            },
            {
                "title": "User",
                "source": ["/:user"],
                "target": "/github/activity/:user",
            },
            {
                "title": "Notifications",
                "source": ["/notifications"],
                "target": "/github/notifications",
            },
        ],
        "gist": [
            {
                "title": "Gists",
                "source": ["/:user"],
                "target": "/github/gist/:user",
            }
        ],
    }
}

ROUTES: dict[str, Any] = {
    "status": 0,
    "message": "request returned 4 routes",
    "data": {
        "bilibili": {"routes": ["/bilibili/user/video/:uid/:disableEmbed?"]},
        "test": {"routes": ["/test/:id"]},
    },
}


@dataclass
class RsshubServer:
    """One instance."""

    key: str = ""
    old: bool = False
    above: str = ""
    """The path that a proxy before it takes off."""
    elsewhere: str = ""
    """Where ``/test/elsewhere`` leads, with the query that it was asked with."""
    rules: dict[str, Any] = field(default_factory=lambda: RULES)
    asked: list[Asked] = field(default_factory=list)

    def __call__(self, asked: Asked) -> Whole:  # noqa: PLR0911 - it says many things
        self.asked.append(asked)
        query = {n: v[-1] for n, v in parse_qs(asked.query).items()}
        assert "key" not in query, "the key itself is never sent"
        path = asked.path.removeprefix(self.above)
        if self.key and query.get("code") != _code(path, self.key):
            return self._error(403, f"Authentication failed. Access denied.\n{path}", 1)
        if self.old and path == "/api/routes":
            return 200, {"Content-Type": "application/json"}, _json(ROUTES)
        if path.startswith("/api/") and not self.old:
            return self._api(path.removeprefix("/api/"))
        json_wanted = query.get("format") == "json" and not self.old
        if len(path) > 1 and path.endswith("/"):
            there = f"{path.rstrip('/')}?{asked.query}"
            return 301, {"Location": there}, b""
        match unquote(path).split("/")[1:]:
            case ["test", "redirect"]:
                return 301, {"Location": f"/test/1?{asked.query}"}, b""
            case ["test", "elsewhere"]:
                return 301, {"Location": f"{self.elsewhere}?{asked.query}"}, b""
            case ["test", "error"]:
                return self._error(503, "Error test", json_wanted)
            case ["test", "empty"]:
                told = (
                    'this route is empty, <a href="https://x.org">create an issue</a>'
                )
                return self._error(503, told, json_wanted)
            case ["test" | "nio" | "github" | "qutoutiao" | "bilibili", *rest]:
                return self._feed("/".join(rest), path, asked, json_wanted)
        missing = "" if json_wanted else "The route does not exist or has been deleted."
        return self._error(404, missing, json_wanted)

    def _feed(self, name: str, path: str, asked: Asked, wanted: bool) -> Whole:
        items = [
            {
                "id": f"{path}#{n}",
                "url": f"https://example.org{path}/{n}",
                "title": f"标题{n}",
                "content_html": f"<p>正文{n}</p>",
                "date_published": f"2026-11-0{n}T08:00:00.000Z",
            }
            for n in (1, 2, 3)
        ]
        if wanted:
            document = {
                "version": "https://jsonfeed.org/version/1.1",
                "title": f"Feed {name}",
                "feed_url": f"{path}?{asked.query}",
                "items": items,
            }
            return 200, {"Content-Type": JSON_FEED}, _json(document)
        rows = "".join(
            f"<item><guid>{i['id']}</guid><title>{i['title']}</title>"
            f"<link>{i['url']}</link><pubDate>{i['date_published']}</pubDate></item>"
            for i in items
        )
        own = escape(f"{path}?{asked.query}")
        text = (
            f"<rss version='2.0'><channel><title>Feed {name}</title>"
            f"<link>{own}</link><generator>RSSHub</generator>{rows}</channel></rss>"
        )
        return 200, {"Content-Type": "application/xml; charset=utf-8"}, text.encode()

    def _api(self, what: str) -> Whole:
        answers = {"namespace": NAMESPACES, "radar/rules": self.rules}
        if what not in answers:
            return self._error(404, "The route does not exist or has been deleted.", 0)
        return 200, {"Content-Type": "application/json"}, _json(answers[what])

    def _error(self, status: int, message: str, json_wanted: bool | int) -> Whole:
        if self.old:
            stack = f"{escape('Error: ' + message)}\n    at index.js:1:2"
            page = f"RSSHub 发生了一些意外: <pre>{stack}</pre>"
            return (
                404 if status == 503 else status,
                {"Content-Type": HTML},
                page.encode(),
            )
        if json_wanted:
            body = _json({"error": {"message": message}})
            return status, {"Content-Type": JSON_FEED}, body
        page = (
            "<html><head><title>Welcome to RSSHub!</title></head><body>"
            f'<p class="message">Error Message:<br/><code class="x">NotFoundError: '
            f"{escape(message)}</code></p></body></html>"
        )
        return status, {"Content-Type": HTML}, page.encode()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _code(path: str, key: str) -> str:
    return md5(f"{path}{key}".encode(), usedforsecurity=False).hexdigest()
