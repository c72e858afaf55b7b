"""A site made by WordPress is read whole, followed, and asked for little."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest

from tests.sources.server import Site
from tests.sources.servers.conftest import LOGIN, Counting
from tests.sources.servers.keeper import Keeper
from tests.sources.servers.shelf import START, Shelf, stocked
from tests.sources.servers.talking import refusing
from tests.sources.servers.wordpress_server import WordpressServer
from tui.errors import LoginError, RefusedError, SourceError
from tui.sources.http import Response
from tui.sources.servers.base import Login
from tui.sources.servers.detect import detect
from tui.sources.servers.wordpress import WordPress
from tui.sources.servers.wordpress_answers import root_of


@dataclass
class Blog:
    """A site, and one who follows it."""

    site: Site
    shelf: Shelf
    serving: WordpressServer
    client: Counting
    server: WordPress
    keeper: Keeper

    async def visit(self, batches: int = -1) -> None:
        self.keeper.came.clear()
        self.client.received = 0
        self.site.asked.clear()
        await self.keeper.sync(self.server, batches)

    def change(self, number: int, title: str, *, modified: int | None = None) -> None:
        self.shelf.clock += 60
        was = self.shelf.articles[number]
        when = self.shelf.clock if modified is None else modified
        self.shelf.articles[number] = replace(was, title=title, changed=when)

    def got(self) -> dict[str, tuple[object, ...]]:
        return {
            key: (item.entry.title, item.entry.published, item.entry.categories)
            for key, item in self.keeper.items.items()
        }

    def expected(self) -> dict[str, tuple[object, ...]]:
        return {
            str(a.id): (a.title, a.date, (self._place(a.feed),)) for a in self.shelf
        }

    def _place(self, feed: int) -> tuple[str, str]:
        found = self.shelf.feeds[feed]
        return found.folder, found.title


@pytest.fixture(params=["new", "old"])
async def blog(request: pytest.FixtureRequest, site: Site) -> AsyncIterator[Blog]:
    shelf = stocked()
    for article in shelf:
        shelf.articles[article.id] = replace(article, changed=article.published)
    serving = WordpressServer(shelf, site.url, old=request.param == "old")
    site.program = refusing(serving)
    async with Counting(site.url) as client:
        server = WordPress(client, f"{site.url}/wp-json/", Login("", ""))
        yield Blog(site, shelf, serving, client, server, Keeper())


async def test_posts_come_with_their_places_names_and_texts(blog: Blog) -> None:
    await blog.server.open()
    assert blog.server.name == "Seed & News"
    assert blog.server.found.endswith("/wp-json/, 84 posts")
    blog.serving.pictures[3] = "https://example.org/3.jpg"
    await blog.visit()
    assert blog.got() == blog.expected()
    item = blog.keeper.items["3"]
    assert (item.read, item.starred) == (None, None)
    assert (item.entry.author, item.entry.tags) == ("张三", ("A & B",))
    assert item.entry.url == item.body.base == "https://example.org/3"
    assert '<img src="https://example.org/3.jpg" alt="A picture">' in item.body.text
    assert blog.keeper.came[0] == str(blog.shelf.newest()[0].id)


async def test_a_second_visit_transfers_next_to_nothing(blog: Blog) -> None:
    await blog.visit()
    first = blog.client.received
    await blog.visit()
    assert not blog.keeper.came
    assert blog.client.received < first / 500
    assert len(blog.site.asked) == 1


async def test_what_is_new_or_modified_comes(blog: Blog) -> None:
    await blog.visit()
    blog.change(30, "Another title")
    blog.shelf.clock += 60
    blog.shelf.publish(2, "News")
    await blog.visit()
    assert {*blog.keeper.came} >= {"30", "85"}
    assert len({*blog.keeper.came}) < 60
    assert blog.got() == blog.expected()


async def test_a_post_that_was_planned_comes_when_it_appears(blog: Blog) -> None:
    """Its time of modification is from before it appeared."""
    await blog.visit()
    blog.change(2, "Later")
    await blog.visit()
    planned = blog.shelf.publish(1, "Planned")
    when = blog.shelf.newest()[0].published + 60
    known = {planned.id: replace(planned, changed=START - 500, published=when)}
    blog.shelf.articles |= known
    await blog.visit()
    assert blog.got() == blog.expected()


async def test_what_is_deleted_there_goes_and_what_was_missed_comes(blog: Blog) -> None:
    await blog.visit()
    for number in (5, 6, 50):
        del blog.shelf.articles[number]
    blog.shelf.publish(1, "News")
    old = blog.shelf.publish(1, "Brought back from the bin")
    blog.shelf.articles[old.id] = replace(old, changed=START - 9_000_000)
    blog.shelf.clock += 60
    await blog.visit()
    assert blog.got() == blog.expected()


@pytest.mark.parametrize("same", [7, 130])
async def test_no_post_is_lost_between_pages(blog: Blog, same: int) -> None:
    """Many have the same time; and news push the older ones down meanwhile."""
    for number in range(400):
        article = blog.shelf.publish(1, f"Old {number}")
        when = START - 9_000_000 - number // same * 60
        blog.shelf.articles[article.id] = replace(article, published=when)
    told = 0

    def publish() -> None:
        nonlocal told
        told += 1
        if told % 3 == 0:
            blog.shelf.clock += 60
            blog.shelf.publish(2, f"News {told}")

    blog.serving.every = publish
    await blog.visit()
    blog.serving.every = lambda: None
    assert len(blog.keeper.came) == len({*blog.keeper.came})
    await blog.visit()
    assert blog.got() == blog.expected()


async def test_a_visit_that_ends_early_goes_on_the_next_time(blog: Blog) -> None:
    for number in range(200):
        blog.shelf.publish(number % 5 + 1, f"Old {number}")
    for batches in range(1, 8):
        await blog.visit(batches)
        blog.shelf.clock += 60
        blog.shelf.publish(1, f"News {batches}")
    await blog.visit()
    await blog.visit()
    assert blog.got() == blog.expected()


async def test_a_site_that_begins_empty_is_followed(blog: Blog) -> None:
    articles, blog.shelf.articles = blog.shelf.articles, {}
    await blog.visit()
    assert not blog.keeper.items
    blog.shelf.articles = articles
    await blog.visit()
    assert blog.got() == blog.expected()


async def test_categories_that_move_take_their_posts_along(blog: Blog) -> None:
    await blog.visit()
    blog.shelf.feeds[1].folder = "新闻"
    blog.shelf.feeds[3].title = "World & all"
    blog.change(2, "So that there is something new")
    await blog.visit()
    assert blog.got() == blog.expected()
    blog.shelf.feeds[1].title = "Renamed alone"
    for _ in range(16):
        await blog.visit()
    assert blog.got() == blog.expected()


async def test_a_category_that_is_gone_takes_no_posts_along(blog: Blog) -> None:
    await blog.visit()
    del blog.shelf.feeds[5]
    blog.change(2, "So that there is something new")
    await blog.visit()
    assert len(blog.keeper.items) == 84
    places = {p for i in blog.keeper.items.values() for p in i.entry.categories}
    assert places == {(f.folder, f.title) for f in blog.shelf.feeds.values()}


async def test_names_that_are_not_told_are_done_without(blog: Blog) -> None:
    blog.serving.closed = {"users", "tags", "media"}
    await blog.visit()
    assert blog.got() == blog.expected()
    assert blog.keeper.items["3"].entry.author == ""


async def test_it_may_be_asked_by_its_route_alone(blog: Blog) -> None:
    blog.serving.routed = True
    blog.server = WordPress(
        blog.client, f"{blog.site.url}/?rest_route=/", Login("", "")
    )
    await blog.server.open()
    await blog.visit()
    assert blog.got() == blog.expected()


async def test_one_of_its_people_sees_what_is_private(blog: Blog) -> None:
    blog.serving.private = {4, 84}
    blog.serving.closed = {"posts"}
    with pytest.raises(RefusedError, match="Add its feed"):
        await blog.server.open()
    found = await detect(blog.client, blog.site.url, LOGIN)
    assert found.kind == "wordpress"
    assert "as 爱丽丝, 84 posts" in found.found
    asked = [path for path, _ in blog.site.asked[2:]]
    assert all(path == "/" or path.startswith("/wp-json/") for path in asked)
    await blog.keeper.sync(found)
    assert blog.got() == blog.expected()


async def test_a_login_that_is_wrong_is_told_though_anybody_may_read(
    blog: Blog,
) -> None:
    with pytest.raises(LoginError, match="does not accept the login"):
        await detect(blog.client, blog.site.url, Login("alice", "wrong"))


async def test_a_login_is_sent_to_no_other_host(blog: Blog) -> None:
    other = "https://other.example/wp-json/"
    link = f'<{other}>; rel="https://api.w.org/"'
    blog.site.program = lambda _: (200, {"Link": link}, b"")
    with pytest.raises(SourceError, match="is no server that is known"):
        await detect(blog.client, blog.site.url, LOGIN)
    assert len(blog.site.asked) == 3


@pytest.mark.parametrize(
    ("header", "page", "root"),
    [
        ('<https://x.example/wp-json/>; rel="https://api.w.org/"', "", "/wp-json/"),
        ('<https://x.example/a>; rel=b, </c>; rel="https://api.w.org/"', "", None),
        ("", "<link rel='https://api.w.org/' href='https://x.example/j/'>", "/j/"),
        ('<http://x.example/wp-json/>; rel="https://api.w.org/"', "", "/wp-json/"),
        ("", "<p>https://api.w.org/</p>", None),
        ('<javascript:1>; rel="https://api.w.org/"', "", None),
    ],
)
def test_a_page_says_where_the_api_is(header: str, page: str, root: str | None) -> None:
    said = {"link": header} if header else {}
    found = root_of(Response("https://x.example/", 200, said, page.encode()))
    assert found == ("" if root is None else f"https://x.example{root}")
