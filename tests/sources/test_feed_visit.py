"""A feed is asked only for what changed, and as often as it and its server wish."""

import asyncio
from email.utils import formatdate
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from tests.sources.server import Handler, serving
from tui.sources.feed_state import State, state_of
from tui.sources.feed_visit import Visit, visit
from tui.sources.http import Client

NOW = 1_800_000_000
ITEM = (
    "<item><guid>{0}</guid><title>第{0}条</title><description>正文</description></item>"
)


def rss(*numbers: int, more: str = "") -> bytes:
    items = "".join(ITEM.format(number) for number in numbers)
    head = f"<title>新闻</title><link>https://example.org/</link>{more}"
    return f"<rss version='2.0'><channel>{head}{items}</channel></rss>".encode()


def ask(url: str, state: State | None = None, now: int = NOW) -> Visit:
    async def asked() -> Visit:
        async with Client() as client:
            return await visit(client, url, state or State(), now)

    return asyncio.run(asked())


def test_a_first_visit_brings_the_entries() -> None:
    with serving() as site:
        found = ask(site.put("/feed", rss(1, 2), "application/rss+xml"))
    assert found.feed
    assert [entry.title for entry, _ in found.feed.entries] == ["第1条", "第2条"]
    assert found.state.site == "https://example.org/"
    assert (found.state.failures, found.due) == (0, NOW + 3_600)


def test_the_server_is_told_what_we_have() -> None:
    with serving() as site:
        url = site.put("/feed", rss(1), ETag='W/"a"', Last_Modified="Tue, 22 Mar 2022")
        first = ask(url)
        site.answer("/feed", 304)
        again = ask(url, first.state)
        headers = site.asked[-1][1]
    assert headers["if-none-match"] == 'W/"a"'
    assert headers["if-modified-since"] == "Tue, 22 Mar 2022"
    assert again.feed is None
    assert again.state.failures == 0


def test_a_server_that_says_neither_is_seen_through_by_the_body() -> None:
    with serving() as site:
        url = site.put("/feed", rss(1))
        first = ask(url)
        again = ask(url, first.state)
        site.put("/feed", rss(1, 2))
        changed = ask(url, again.state)
    assert again.feed is None
    assert changed.feed
    assert len(changed.feed.entries) == 2


def test_what_we_have_from_one_address_is_not_taken_for_another() -> None:
    with serving() as site:
        site.put("/a", rss(1), ETag='"same"')
        url = site.answer("/feed", 302, Location="/a")
        first = ask(url)

        def same_tag(handler: Handler) -> None:
            if handler.headers.get("If-None-Match") == '"same"':
                handler.begin(304, Content_Length="0")
            else:
                body = rss(7)
                handler.begin(200, Content_Length=str(len(body)))
                handler.wfile.write(body)

        site.run("/b", same_tag)
        site.answer("/feed", 302, Location="/b")
        again = ask(url, first.state)
    assert again.feed
    assert [entry.title for entry, _ in again.feed.entries] == ["第7条"]


def test_an_unchanged_feed_is_asked_less_often_and_a_lively_one_more() -> None:
    with serving() as site:
        url = site.put("/feed", rss(1))
        visits = [ask(url)]
        for _ in range(12):
            visits.append(ask(url, visits[-1].state))
        waits = [found.due - NOW for found in visits]
        assert all(one <= other for one, other in pairwise(waits))
        assert waits[-1] == 86_400
        site.put("/feed", rss(1, 2))
        assert ask(url, visits[-1].state).due - NOW == 43_200


@pytest.mark.parametrize(
    ("headers", "more", "wait"),
    [
        ({}, "", 3_600),
        ({"Cache_Control": "public, max-age=7200"}, "", 7_200),
        ({"Cache_Control": "max-age=60"}, "", 3_600),
        ({"Cache_Control": 'max-age="x"'}, "", 3_600),
        ({}, "<ttl>300</ttl>", 18_000),
    ],
)
def test_feeds_and_servers_say_how_long_they_want_to_be_left_alone(
    headers: dict[str, str], more: str, wait: int
) -> None:
    with serving() as site:
        url = site.put("/feed", rss(1, more=more), "text/xml", **headers)
        assert ask(url).due - NOW == wait


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("7200", 7_200),
        (formatdate(NOW + 9_000, usegmt=True), 9_000),
        ("soon", 900),
        ("-5", 900),
        ("1", 900),
    ],
)
def test_a_busy_server_is_left_alone_as_long_as_it_asks(
    status: int, said: str, wait: int
) -> None:
    with serving() as site:
        found = ask(site.answer("/feed", status, Retry_After=said))
    assert found.due - NOW == wait
    assert str(status) in found.state.trouble


def test_a_failing_feed_is_asked_ever_less_and_keeps_what_it_knows() -> None:
    with serving() as site:
        url = site.put("/feed", rss(1), ETag='"a"')
        state = ask(url).state
        site.answer("/feed", 500)
        waits = []
        for _ in range(10):
            found = ask(url, state)
            state = found.state
            waits.append(found.due - NOW)
        assert waits[:3] == [900, 1_800, 3_600]
        assert waits[-1] == 86_400
        assert (state.failures, state.since, state.etag) == (10, NOW, '"a"')
        assert "answers 500" in state.trouble
        site.put("/feed", rss(1, 2))
        well = ask(url, state).state
    assert (well.failures, well.since, well.trouble) == (0, 0, "")


def test_what_is_gone_for_good_is_asked_no_more() -> None:
    with serving() as site:
        found = ask(site.answer("/feed", 410))
    assert found.state.ended
    assert found.due > NOW + 100 * 365 * 86_400


def test_a_feed_that_moved_is_believed_the_third_time() -> None:
    with serving() as site:
        new = site.put("/new", rss(1))
        url = site.answer("/feed", 301, Location="/new")
        visits = [ask(url)]
        for _ in range(2):
            visits.append(ask(url, visits[-1].state))
    assert [found.url for found in visits] == ["", "", new]


def test_a_feed_that_is_elsewhere_for_a_while_keeps_its_address() -> None:
    with serving() as site:
        site.put("/new", rss(1))
        url = site.answer("/feed", 302, Location="/new")
        state = State()
        for _ in range(5):
            found = ask(url, state)
            state = found.state
            assert not found.url


def test_a_page_is_no_feed_and_says_so() -> None:
    with serving() as site:
        found = ask(site.put("/feed", b"<!doctype html><p>no"))
    assert "is a web page, no feed" in found.state.trouble
    assert found.state.failures == 1


def test_what_is_not_there_at_all_is_told() -> None:
    with serving() as site:
        url = site.url
    found = ask(f"{url}/feed")
    assert "cannot be reached" in found.state.trouble


@given(st.builds(State, st.text(), st.text(), every=st.integers(1, 10**6)))
def test_a_state_outlives_being_kept(state: State) -> None:
    assert state_of(state.as_json()) == state
    assert state_of({**state.as_json(), "from a newer version": 1}) == state
