"""Routes are visited as feeds are; what fails is told in RSSHub's own words."""

import asyncio
from pathlib import Path

import pytest

from tests.sources.rsshub.conftest import Start
from tests.sources.rsshub.rsshub_server import RsshubServer
from tests.sources.server import serving
from tui.sources.feed_state import State
from tui.sources.feed_visit import Visit, visit
from tui.sources.http import Client
from tui.sources.rsshub.hub import Hub
from tui.sources.rsshub.instance import Instance

NOW = 1_800_000_000
KEY = "s3cret-key"


def visited(hub: Hub, route: str, times: int = 1) -> Visit:
    async def run() -> Visit:
        state, found = State(), None
        async with Client(addresses=hub) as client:
            for n in range(times):
                found = await visit(client, route, state, NOW + n)
                state = found.state
        assert found
        return found

    return asyncio.run(run())


def test_a_route_is_asked_for_as_json(start: Start) -> None:
    site, server = start()
    found = visited(Hub(Instance(site.url)), "rsshub://test/1")
    assert found.feed
    assert (found.state.kind, len(found.feed.entries)) == ("JSON Feed 1.1", 3)
    assert server.asked[0].query == "format=json"


def test_an_instance_that_knows_no_json_is_read_all_the_same(start: Start) -> None:
    site, _ = start(old=True)
    found = visited(Hub(Instance(site.url)), "rsshub://test/1")
    assert found.feed
    assert (found.state.kind, len(found.feed.entries)) == ("RSS 2.0", 3)


@pytest.mark.parametrize("old", [False, True])
def test_the_key_opens_it_and_is_left_nowhere(
    start: Start, old: bool, tmp_path: Path
) -> None:
    site, server = start(key=KEY, old=old)
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n")
    for hub in (
        Hub(Instance(site.url), command=f"echo {KEY}"),
        Hub(Instance(site.url), file=file),
    ):
        found = visited(hub, "rsshub://test/热 点")
        assert found.feed
        code = server.asked[-1].query.partition("code=")[2]
        assert len(code) == 32
        for secret in (KEY, code):
            assert secret not in repr(found)


def test_without_the_key_it_is_said_what_is_wanted(start: Start) -> None:
    site, server = start(key=KEY)
    told = visited(Hub(Instance(site.url)), "rsshub://test/1").state.trouble
    assert "answers 403. RSSHub says: " in told
    assert "Access denied. It wants an access key" in told
    asked = len(server.asked)
    hub = Hub(Instance(site.url), command="false")
    assert "ends with 1" in visited(hub, "rsshub://test/1", 3).state.trouble
    assert len(server.asked) == asked


@pytest.mark.parametrize("old", [False, True])
@pytest.mark.parametrize(
    ("route", "told"),
    [
        ("test/error", "RSSHub says: Error test. The site that it reads may be down"),
        ("test/empty", "RSSHub says: this route is empty, create an issue. The site"),
        ("nope/x", "It has no such route; “broadsheet rsshub search” finds"),
        ("test/error?format=rss", "RSSHub says: Error test. The site"),
        ("nope/x?format=rss", "It has no such route"),
    ],
)
def test_failures_are_told_with_the_reason(
    start: Start, old: bool, route: str, told: str
) -> None:
    site, _ = start(old=old)
    trouble = visited(Hub(Instance(site.url)), f"rsshub://{route}").state.trouble
    assert told in trouble
    assert "<" not in trouble


def test_another_server_is_told_of_as_before(start: Start) -> None:
    site, _ = start()
    site.answer("/down", 503)
    trouble = visited(Hub(), f"{site.url}/down").state.trouble
    assert (
        trouble == f"{site.url}/down answers 503. The server failed; try again later."
    )


def test_a_route_that_moves_stays_a_route(start: Start) -> None:
    site, _ = start(key=KEY)
    hub = Hub(Instance(site.url), command=f"echo {KEY}")
    assert visited(hub, "rsshub://test/redirect", 2).url == ""
    assert visited(hub, "rsshub://test/redirect", 3).url == "rsshub://test/1"


def test_a_route_stays_one_where_its_instance_leads_elsewhere(start: Start) -> None:
    site, server = start(key=KEY)
    hub = Hub(Instance(site.url), command=f"echo {KEY}")
    with serving() as other:
        other.program = RsshubServer()
        server.elsewhere = f"{other.url}/test/1"
        found = visited(hub, "rsshub://test/elsewhere", 4)
        assert (bool(found.state.visited), found.url) == (True, "")
        code = server.asked[-1].query.partition("code=")[2]
        assert all(code not in path for path, _ in other.asked)
        assert len(other.asked) == 4


def test_a_proxy_that_takes_off_a_path_is_understood(start: Start) -> None:
    site, _ = start(key=KEY, above="/rsshub")
    hub = Hub(Instance(f"{site.url}/rsshub"), command=f"echo {KEY}")
    assert visited(hub, "rsshub://test/1").feed
