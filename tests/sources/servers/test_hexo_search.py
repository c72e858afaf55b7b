"""A Hexo site that has only what its own search reads is followed by that."""

import json
from typing import Any

import pytest
from hypothesis import given, strategies as st

from tests.sources.server import Site
from tests.sources.servers.conftest import Counting
from tests.sources.servers.keeper import Keeper
from tui.errors import SourceError
from tui.sources.http import Client, Response
from tui.sources.servers.base import Login
from tui.sources.servers.detect import detect
from tui.sources.servers.hexo import Hexo
from tui.sources.servers.hexo_answers import Posts
from tui.sources.servers.hexo_search import search_posts_of
from tui.sources.servers.sites import site_at

PAGE = b'<meta name="generator" content="Hexo 8.1.2"><p>Welcome'


def entry(path: str, title: str = "Post", content: str = "<p>正文</p>") -> str:
    # As the template of hexo-generator-search 2.4.3 has it.
    return f"""
    <entry>
      <title>{title}</title>
      <link href="{path}"/>
      <url>{path}</url>
        <content type="html"><![CDATA[{content}]]></content>
      <categories>
          <category> 科技 </category>

          <category> AI </category>
      </categories>
        <tags>
            <tag> one </tag>
        </tags>
    </entry>"""


def index(*entries: str) -> bytes:
    head = '<?xml version="1.0" encoding="utf-8"?>\n<search> \n  '
    return f"{head}{''.join(entries)}\n</search>".encode()


def read(body: bytes, *, sure: bool = False) -> Posts | None:
    answer = Response("https://blog.example/search.xml", 200, {}, body)
    return search_posts_of(answer, sure=sure)


def test_posts_are_read_with_their_places_and_texts() -> None:
    title = "标题 &amp; &lt;b&gt;"
    found = read(index(entry("/2026/11/20/%E7%AB%A0/", title, "<p>a</p><br>b &lt;")))
    assert found
    (item,) = found.items
    facts = item.entry
    assert (facts.key, facts.title) == ("2026/11/20/章", "标题 & <b>")
    assert facts.url == "https://blog.example/2026/11/20/%E7%AB%A0/"
    assert facts.categories == (("科技", "AI"),)
    assert facts.tags == ("one",)
    assert facts.published
    assert (f"{facts.published:%Y-%m-%d}", facts.date_certain) == ("2026-11-20", False)
    assert (item.body.text, item.body.base) == ("<p>a</p><br>b &lt;", facts.url)


def test_the_posts_of_a_day_stay_in_their_order() -> None:
    days = ("20/c", "20/b", "19/z", "20/a")
    found = read(index(*(entry(f"/2026/11/{day}/") for day in days)))
    assert found
    items = found.items
    newest = sorted(items, key=lambda i: str(i.entry.published), reverse=True)
    assert [item.entry.key[8:] for item in newest] == ["20/c", "20/b", "20/a", "19/z"]


@pytest.mark.parametrize(
    ("paths", "followed"),
    [
        (("/2026/11/20/a/", "/about/"), True),
        (("/blog/2026-11-20-a.html",), True),
        (("/a/", "/b/", "/2026/11/20/c/"), False),
        (("/2026/11/a/",), False),
        (("/2026/13/40/a/",), False),
        ((), False),
    ],
)
def test_it_is_of_use_where_most_posts_tell_their_day(
    paths: tuple[str, ...], *, followed: bool
) -> None:
    body = index(*map(entry, paths))
    assert bool(read(body)) is followed
    assert bool(read(body, sure=True)) is bool(paths)


@pytest.mark.parametrize("body", [b"", b"<rss/>", b"<searching/>", b"{}", b"<search"])
def test_other_files_are_none(body: bytes) -> None:
    assert read(body, sure=True) is None


def test_a_broken_one_is_read_as_far_as_possible() -> None:
    body = index(entry("/2026/11/20/a/", "A & B"), entry("/2026/11/19/b/"))[:-30]
    found = read(body)
    assert found
    assert [item.entry.title for item in found.items] == ["A & B", "Post"]


def listed(*posts: dict[str, Any]) -> Posts | None:
    return read(json.dumps(posts).encode())


def test_the_index_may_be_json() -> None:
    # As hexo-generator-search 2.4.3 and hexo-generator-searchdb 1.5 have it.
    post = {
        "title": "标题 & <b>",
        "url": "/2026/11/20/%E7%AB%A0/",
        "content": "<p>正文</p>",
        "categories": ["科技", "AI"],
        "tags": ["one"],
    }
    found = listed(post, {"title": "Bare", "url": "https://x/2026/11/19/b/"})
    assert found
    whole, bare = found.items
    facts = whole.entry
    assert (facts.key, facts.title) == ("2026/11/20/章", "标题 & <b>")
    assert facts.url == "https://blog.example/2026/11/20/%E7%AB%A0/"
    assert (facts.categories, facts.tags) == ((("科技", "AI"),), ("one",))
    assert whole.body.text == "<p>正文</p>"
    assert (bare.entry.key, bare.entry.categories) == ("2026/11/19/b", ())


def test_a_text_without_markup_keeps_its_lines() -> None:
    text = "One\ntwo\n\n1 < 2"
    found = listed({"title": "A", "url": "/2026/11/20/a/", "content": text})
    assert found
    assert found.items[0].body.text == "<p>One<br>two</p><p>1 < 2</p>"


@pytest.mark.parametrize(
    "other", [{"title": "A"}, {"url": "/2026/11/20/a/"}, {"url": 1, "title": "A"}]
)
def test_another_list_is_no_index(other: dict[str, Any]) -> None:
    assert listed({"title": "A", "url": "/2026/11/20/a/"}, other) is None


@given(st.binary(max_size=300))
def test_whatever_it_holds_it_is_read_or_not(more: bytes) -> None:
    read(b"<search>" + more, sure=True)
    read(b"[" + more, sure=True)


async def test_the_index_as_json_is_found_where_there_is_no_other(
    client: Client, site: Site
) -> None:
    site.put("/", PAGE)
    posts = [{"title": "A", "url": "/2026/11/20/a/", "content": "<p>a"}]
    site.put("/search.json", json.dumps(posts).encode())
    page = await client.fetch(site.url, most_bytes=9_999)
    found = await site_at(client, page)
    assert found
    assert found.found == f"Hexo at {site.url}/search.json, 1 post"


@pytest.mark.parametrize("path", ["/", "/search.xml"])
async def test_a_site_without_content_json_is_found_by_it(
    client: Client, site: Site, path: str
) -> None:
    site.put("/", PAGE)
    site.put("/search.xml", index(entry("/2026/11/20/a/", content="")))
    page = await client.fetch(site.url + path, most_bytes=9_999)
    found = await site_at(client, page)
    assert found
    assert found.address == f"{site.url}/search.xml"
    assert "1 post, without their texts: w fetches the page" in found.found


async def test_a_site_whose_posts_tell_no_day_is_followed_where_that_is_wished(
    client: Client, site: Site
) -> None:
    site.put("/", PAGE)
    site.put("/search.xml", index(entry("/a/")))
    page = await client.fetch(site.url, most_bytes=9_999)
    assert await site_at(client, page) is None
    named = await detect(client, site.url, Login("", ""), "hexo")
    assert named.address == f"{site.url}/search.xml"


async def test_what_is_new_comes_and_what_is_deleted_goes(site: Site) -> None:
    keeper = Keeper()
    async with Counting(site.url) as client:
        server = Hexo(client, f"{site.url}/search.xml", Login("", ""))
        for days in (("20/a", "19/b"), ("21/c", "20/a")):
            site.put("/search.xml", index(*(entry(f"/2026/11/{d}/") for d in days)))
            await keeper.sync(server)
            assert {*keeper.items} == {f"2026/11/{day}" for day in days}
        site.put("/search.xml", b"<html>moved")
        with pytest.raises(SourceError, match=r"no posts of Hexo's"):
            await keeper.sync(server)
    assert keeper.items
