"""A Hexo site that has its posts as JSON is read in each of the shapes of that file."""

import json
from typing import Any

import pytest

from tests.sources.server import Asked, Site, Whole
from tests.sources.servers.conftest import Counting
from tests.sources.servers.keeper import Keeper
from tui.errors import SourceError
from tui.sources.http import Client, Response
from tui.sources.servers.base import Login
from tui.sources.servers.detect import detect
from tui.sources.servers.hexo import Hexo
from tui.sources.servers.hexo_answers import Posts, places_of, posts_of
from tui.sources.servers.sites import site_at

PAGE = b'<meta name="generator" content="Hexo 8.1.2"><p>Welcome'
POST = {
    "title": "标题 & <b>bold</b>",
    "slug": "a",
    "date": "2026-11-20T08:00:00+08:00",
    "path": "2026/11/a/",
    "permalink": "http://blog.example.net/2026/11/a/",
    "author": "张三",
    "content": '<p>正文</p><img src="a.png">',
    "text": "正文",
    "categories": [
        {"name": "科技", "slug": "tech", "permalink": "x"},
        {"name": "AI", "slug": "tech/ai", "permalink": "x"},
    ],
    "tags": [{"name": "one", "slug": "one"}],
}
OLD = {
    "title": "Old",
    "date": "2020-01-01T00:00:00Z",
    "path": "old/",
    "text": "a &lt; b",
}
META = {
    "meta": {"title": "新闻", "author": "编辑部"},
    "pages": [],
    "posts": [OLD, POST],
}


def read(value: Any, url: str = "https://real.example/content.json") -> Posts | None:
    return posts_of(Response(url, 200, {}, json.dumps(value).encode()))


@pytest.mark.parametrize(
    "shape", [META, [OLD, POST], {"posts": [OLD, POST], "categories": []}]
)
def test_posts_are_read_from_each_shape_of_the_file(shape: Any) -> None:
    found = read(shape)
    assert found
    new, old = found.items
    entry = new.entry
    assert (entry.key, entry.title) == ("2026/11/a/", "标题 & <b>bold</b>")
    assert entry.published
    assert entry.published.isoformat() == "2026-11-20T00:00:00+00:00"
    assert (entry.author, entry.tags) == ("张三", ("one",))
    assert entry.categories == (("科技", "AI"),)
    assert entry.url == "http://blog.example.net/2026/11/a/"
    assert (new.body.text, new.body.base) == (POST["content"], entry.url)
    assert (new.read, new.starred) == (None, None)
    assert (old.body.text, old.entry.url) == (
        "<p>a &lt; b</p>",
        "https://real.example/old/",
    )
    assert found.full


def test_a_site_tells_its_name_and_who_writes_it() -> None:
    found = read(META)
    assert found
    assert (found.site, found.items[1].entry.author) == ("新闻", "编辑部")


def test_a_post_about_another_page_has_the_address_of_that() -> None:
    found = read([{**POST, "link": "https://news.example/1"}])
    assert found
    (item,) = found.items
    assert item.entry.url == "https://news.example/1"
    assert item.body.base == "http://blog.example.net/2026/11/a/"


def test_a_site_that_does_not_know_its_address_is_where_it_was_read() -> None:
    found = read([{**POST, "permalink": "http://example.com/2026/11/a/"}])
    assert found
    assert found.items[0].entry.url == "https://real.example/2026/11/a/"


@pytest.mark.parametrize(
    ("categories", "places"),
    [
        ([], ()),
        ([{"name": "A", "slug": "a"}, {"name": "B", "slug": "b"}], (("A",), ("B",))),
        ([{"name": "B", "slug": "a/b"}, {"name": "A", "slug": "a"}], (("A", "B"),)),
        (["新媒体", "趣头条", "分类"], (("新媒体", "趣头条", "分类"),)),
        ([{"name": "A"}, {"name": "B"}], (("A", "B"),)),
        ([7, None, {"name": ""}], ()),
    ],
)
def test_categories_stand_below_one_another(categories: Any, places: Any) -> None:
    assert places_of(categories) == places


@pytest.mark.parametrize(
    "value",
    [
        {},
        [],
        7,
        {"posts": 7},
        {"posts": []},
        [{"title": "x"}],
        {"items": [POST]},
        [POST, 7],
    ],
)
def test_other_files_are_none_of_posts(value: Any) -> None:
    assert read(value) is None


class Serving:
    """A host of files that tells when they have changed, or does not."""

    def __init__(self, posts: Any, *, etag: bool) -> None:
        self.posts, self.etag = posts, etag

    def __call__(self, asked: Asked) -> Whole:
        if asked.path == "/":
            return 200, {"Content-Type": "text/html"}, PAGE
        if asked.path != "/content.json":
            return 404, {}, b""
        body = json.dumps(self.posts).encode()
        tag = f'"{hash(body)}"'
        if self.etag and asked.headers.get("if-none-match") == tag:
            return 304, {"ETag": tag}, b""
        return 200, {"ETag": tag} if self.etag else {}, body


@pytest.mark.parametrize("etag", [True, False])
async def test_a_site_is_followed_and_what_is_deleted_goes(
    site: Site, *, etag: bool
) -> None:
    serving = site.program = Serving([POST, OLD], etag=etag)
    keeper = Keeper()
    async with Counting(site.url) as client:
        server = Hexo(client, f"{site.url}/content.json", Login("", ""))
        await keeper.sync(server)
        assert {*keeper.items} == {"2026/11/a/", "old/"}
        keeper.came.clear()
        client.received = 0
        await keeper.sync(server)
        assert not keeper.came
        assert (client.received == 0) is etag
        serving.posts = [{**POST, "content": "<p>Other</p>"}]
        await keeper.sync(server)
    assert {key: item.body.text for key, item in keeper.items.items()} == {
        "2026/11/a/": "<p>Other</p>"
    }


async def test_a_file_that_is_something_else_now_takes_nothing(site: Site) -> None:
    site.program = Serving([POST], etag=False)
    keeper = Keeper()
    async with Counting(site.url) as client:
        server = Hexo(client, f"{site.url}/content.json", Login("", ""))
        await keeper.sync(server)
        for answer in (b"<html>moved", b"[]", b"{}"):
            site.program = lambda _, answer=answer: (200, {}, answer)  # type: ignore[misc] # bound now
            with pytest.raises(SourceError, match=r"no posts of Hexo's"):
                await keeper.sync(server)
    assert keeper.items


@pytest.mark.parametrize("path", ["/", "/content.json"])
async def test_a_site_is_found_by_its_page_or_its_file(
    client: Client, site: Site, path: str
) -> None:
    site.program = Serving([{**POST, "content": ""}], etag=False)
    page = await client.fetch(site.url + path, most_bytes=9_999)
    found = await site_at(client, page)
    assert found
    assert found.address == f"{site.url}/content.json"
    assert "1 post, as plain text: w fetches the page" in found.found
    named = await detect(client, site.url + path, Login("", ""), "hexo")
    assert named.address == found.address


async def test_only_sites_of_hexos_are_asked_for_the_file(
    client: Client, site: Site
) -> None:
    page = await client.fetch(site.put("/", b"<p>A page"), most_bytes=9_999)
    assert await site_at(client, page) is None
    assert len(site.asked) == 1
    with pytest.raises(SourceError, match=r"neither content\.json, search"):
        await detect(client, site.url, Login("", ""), "hexo")
