"""What servers of the same protocols write otherwise is understood all the same."""

import gzip
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.sources.server import Asked, Handler, Site, Whole
from tests.sources.servers.fever_server import FeverServer
from tests.sources.servers.greader_server import GReaderServer
from tests.sources.servers.keeper import Keeper
from tests.sources.servers.miniflux_server import MinifluxServer
from tests.sources.servers.shelf import Shelf, stocked
from tests.sources.servers.talking import SECRET, USER, Program, jsonic, refusing
from tui.errors import BusyError, LoginError, SourceError
from tui.sources.http import Client, Response
from tui.sources.servers import asking
from tui.sources.servers.base import Login
from tui.sources.servers.detect import candidates, detect
from tui.sources.servers.fever import Fever, items_of, numbers, places_of
from tui.sources.servers.greader import GReader
from tui.sources.servers.greader_answers import items_of as read_items, key_of
from tui.sources.servers.miniflux import Miniflux
from tui.sources.servers.ttrss import TinyTinyRss
from tui.sources.servers.ttrss_answers import headlines_of

if TYPE_CHECKING:
    from tui.news import Field

ME = Login(USER, SECRET)


def said(value: Any) -> Response:
    return Response("https://example.org/", 200, {}, json.dumps(value).encode())


@pytest.mark.parametrize(
    ("address", "kind", "api"),
    [
        ("https://x.org/FreshRSS/p/i/", "greader", "/FreshRSS/p/api/greader.php"),
        ("https://x.org/i/", "greader", "/api/greader.php"),
        ("https://x.org/tt-rss/index.php", "ttrss", "/tt-rss/"),
        ("https://x.org/rss/unread", "miniflux", "/rss/"),
        ("https://x.org/rss/feeds/7/entries", "miniflux", "/rss/"),
    ],
)
def test_what_the_browser_shows_leads_to_the_api(
    address: str, kind: str, api: str
) -> None:
    assert (kind, f"https://x.org{api}") in [*candidates(address)]


@pytest.mark.parametrize(("read", "on"), [(0, 1), ("0", "1"), (False, True)], ids=repr)
def test_truth_may_be_a_number(read: Any, on: Any) -> None:
    told = [
        {"id": "7", "unread": read, "marked": on, "title": "x"},
        {"id": 8, "unread": on, "marked": read, "title": "y"},
    ]
    one, other = (headline.item for headline in headlines_of(told, {}))
    assert (one.read, one.starred) == (True, True)
    assert (other.read, other.starred) == (False, False)
    items = {"items": [{"id": "7", "is_read": on, "is_saved": read, "title": "x"}]}
    (item,) = items_of(items, {})
    assert (item.read, item.starred) == (True, False)


@pytest.mark.parametrize("told", ["3,5", [3, 5], ["3", "5"], " 3, 5 "], ids=repr)
def test_a_list_of_ids_may_be_a_list(told: Any) -> None:
    assert numbers(told) == ["3", "5"]
    groups = {
        "groups": [{"id": 1, "title": "A"}],
        "feeds_groups": [{"group_id": 1, "feed_ids": told}],
    }
    feeds = {"feeds": [{"id": n, "title": str(n)} for n in (3, 5, 7)]}
    assert places_of(groups, feeds) == {
        "3": (("A", "3"),),
        "5": (("A", "5"),),
        "7": (("7",),),
    }


def test_one_id_may_stand_alone_and_no_list_is_none() -> None:
    assert numbers(3) == ["3"]
    assert numbers("") == []
    assert numbers(None) is None
    assert numbers({"a": 1}) is None


@pytest.mark.parametrize(
    "written", ["00061D2A3B4C5D6E", "00061d2a3b4c5d6e", "1720917080956270"]
)
def test_a_short_id_in_hexadecimal_is_the_same_article(written: str) -> None:
    assert key_of(written) == "00061d2a3b4c5d6e"


def test_an_article_without_a_date_has_that_of_its_arrival() -> None:
    item = {"id": "5", "title": "x", "timestampUsec": "1795165200000000"}
    (made,) = read_items(said({"items": [item]}), {}, wide=False)
    assert made.entry.published
    assert made.entry.published.timestamp() == 1_795_165_200


def answers(body: bytes, **headers: str) -> Whole:
    return 200, {"Content-Type": "text/html", **headers}, body


async def test_a_page_in_place_of_an_answer_loses_no_mark(
    client: Client, site: Site
) -> None:
    shelf = stocked(9)
    own = refusing(MinifluxServer(shelf, old=False))

    def down(asked: Asked) -> Whole | None:
        page = answers(b"\n<!doctype html><p>Back soon")
        return page if asked.method == "PUT" else own(asked)

    site.program = down
    server = Miniflux(client, site.url, ME)
    keys = [str(one.id) for one in shelf if not one.read and not one.starred][:2]
    fields: tuple[Field, ...] = ("read", "starred")
    for field in fields:
        with pytest.raises(SourceError, match="answers with a page"):
            await server.mark(keys, field, want=True)


async def test_a_status_may_be_a_text(client: Client, site: Site) -> None:
    def told(asked: Asked) -> Whole:
        op = json.loads(asked.body)["op"]
        content = {"session_id": "s", "version": "23"}
        return jsonic({"status": 0 if op == "login" else "0", "content": content})

    site.program = told
    server = TinyTinyRss(client, site.url, ME)
    await server.open()
    assert "Tiny Tiny RSS 23" in server.found


def greader(shelf: Shelf, path: str, answer: Whole) -> Program:
    """Return a server that has another answer at one path."""
    own = GReaderServer(shelf)
    return refusing(lambda asked: answer if asked.path == path else own(asked))


async def test_where_there_are_no_tokens_none_is_needed(
    client: Client, site: Site
) -> None:
    missing = 404, dict[str, str](), b""
    own = GReaderServer(shelf := stocked(9))

    def program(asked: Asked) -> Whole:
        if asked.path == "/reader/api/0/token":
            return missing
        body = asked.body.replace(b"T=-", b"T=t%2F0")
        return own(replace(asked, body=body))

    site.program = refusing(program)
    server = GReader(client, site.url, ME)
    one = next(article for article in shelf if not article.read)
    await server.mark([f"{one.id:016x}"], "read", want=True)
    assert shelf.articles[one.id].read


async def test_any_error_at_the_login_is_one(client: Client, site: Site) -> None:
    refused = 403, dict[str, str](), b"Error=NotVerified"
    site.program = greader(stocked(9), "/accounts/ClientLogin", refused)
    with pytest.raises(LoginError, match="does not accept the login"):
        await detect(client, site.url, ME, "greader")


async def test_the_rest_of_a_day_without_requests_is_waited_for() -> None:
    headers = {"x-reader-limits-reset-after": "5400"}
    with pytest.raises(BusyError) as told:
        asking.answered(Response("https://www.inoreader.com/", 429, headers, b""))
    assert told.value.seconds == 5_400


async def test_a_server_may_be_old_and_pack_all_it_says(
    client: Client, site: Site
) -> None:
    def old(handler: Handler) -> None:
        handler.rfile.read(int(handler.headers.get("content-length", "0")))
        packed = gzip.compress(b'{"api_version": 3, "auth": 1}')
        head = b"HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
        handler.wfile.write(head + packed)

    site.program = lambda _: (404, {}, b"")
    site.run("/fever/?api", old)
    server = await detect(client, site.url, ME, "fever")
    assert server.found.startswith("Fever API 3 at")


async def test_reading_takes_no_star_where_an_article_has_one_mark(
    client: Client, site: Site
) -> None:
    shelf = stocked(9)
    site.program = refusing(FeverServer(shelf, toggling=False, single=True))
    server = Fever(client, site.url + "/fever/", ME)
    await server.mark(["1", "2"], "starred", want=True)
    await server.mark(["1", "3"], "read", want=True)
    assert {one.id for one in shelf if one.starred} == {1, 2, 5}
    assert shelf.articles[3].read


async def test_a_mark_that_cannot_be_told_holds_up_no_other(
    client: Client, site: Site
) -> None:
    shelf = stocked(9)
    own = refusing(FeverServer(shelf, toggling=False))

    def failing(asked: Asked) -> Whole | None:
        return (500, {}, b"") if b"id=2" in asked.body else own(asked)

    site.program = failing
    server = Fever(client, site.url + "/fever/", ME)
    with pytest.raises(SourceError):
        await server.mark(["1", "2", "3"], "read", want=True)
    assert [shelf.articles[number].read for number in (1, 2, 3)] == [True, False, True]


async def test_a_list_of_ids_that_ends_at_a_thousand_says_nothing_of_the_rest(
    client: Client, site: Site
) -> None:
    shelf = stocked(1_010)
    for number in [*shelf.articles]:
        shelf.mark(number, read=False)
    own = refusing(FeverServer(shelf, toggling=False, page=200, dated=True))
    keeper = Keeper()

    def cut(asked: Asked) -> Whole | None:
        if "unread_item_ids" not in asked.query:
            return own(asked)
        ids = [one.id for one in shelf.newest() if not one.read][:1_000]
        return jsonic({"auth": True, "api_version": 3, "unread_item_ids": ids})

    site.program = cut
    server = Fever(client, site.url + "/fever/", ME)
    await keeper.sync(server)
    await keeper.sync(server)
    assert len(keeper.items) == 1_010
    assert not any(item.read for item in keeper.items.values())
