"""A site that Hexo makes and serves, with its JSON, feeds and search index; of npm."""

import json
from collections.abc import Sequence

from typing_extensions import override

from tests.servers.local import packages
from tests.servers.local.articles import write_posts
from tests.servers.local.server import Local

_PARTS = {
    "hexo": "8.1.2",
    "hexo-server": "^3.0.0",
    "hexo-renderer-marked": "^7.0.0",
    "hexo-generator-feed": "3.0.0",
    "hexo-generator-json-content": "4.2.3",
    "hexo-generator-json-feed": "1.0.0",
    "hexo-generator-search": "2.4.3",
}
_CONFIGURATION = """
title: Made News
language: zh-CN
timezone: UTC
url: ADDRESS
permalink: :year/:month/:title/
theme: false
feed: {enable: true, type: [atom, rss2], path: [atom.xml, rss2.xml], limit: 0, content: true}
search: {path: search.xml, field: post, content: true}
jsonContent:
  meta: true
  dateFormat: YYYY-MM-DDTHH:mm:ssZ
  pages: false
  posts: {title: true, slug: true, date: true, updated: true, path: true, link: true,
    permalink: true, text: true, content: true, author: true, categories: true, tags: true,
    excerpt: false, keywords: false, raw: false, comments: false}
"""


class Hexo(Local):
    name = "hexo"

    @override
    def install(self) -> None:
        description = {"name": "made-news", "private": True, "hexo": {"version": ""}}
        more = packages.npm(
            self.place, json.dumps({**description, "dependencies": _PARTS})
        )
        self.place.write(
            "_config.yml", _CONFIGURATION.replace("ADDRESS", self.place.url)
        )
        if not (self.place.folder / "public" / "content.json").exists():
            write_posts(self.place.folder / "source" / "_posts")
            self.place.run("node_modules/.bin/hexo", "generate", more=more)

    @override
    def start(self) -> None:
        more = packages.npm(
            self.place, self.place.folder.joinpath("package.json").read_text()
        )
        listening = ("-i", "127.0.0.1", "-p", str(self.place.port()))
        program = self.place.folder / "node_modules" / ".bin" / "hexo"
        self.place.spawn("web", program, "server", "--static", *listening, more=more)
        self.place.wait("/content.json")

    @override
    def accounts(self) -> Sequence[str]:
        return [f"hexo,{self.place.url},,"]
