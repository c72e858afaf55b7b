"""A real RSSHub: its routes are read, its failures told, its catalogue filled in."""

from pathlib import Path
from urllib.parse import unquote

import pytest

from tui.sources.cache import Cache
from tui.sources.feed_state import State
from tui.sources.feed_visit import Visit, visit
from tui.sources.http import Client
from tui.sources.rsshub.catalogue import Route
from tui.sources.rsshub.documents import Documents
from tui.sources.rsshub.hub import Hub
from tui.sources.rsshub.origin import origins
from tui.sources.rsshub.radar import suggestions

NOW = 1_800_000_000
FEWEST = 0.9
"""Of the examples that an instance gives, so many are of the route they stand at."""

pytestmark = pytest.mark.xdist_group("real servers")


async def visited(hub: Hub, route: str, state: State | None = None) -> Visit:
    async with Client(addresses=hub) as client:
        return await visit(client, route, state or State(), NOW)


async def test_a_route_is_read_as_json_and_then_asked_for_what_changed(
    hub: Hub,
) -> None:
    found = await visited(hub, "rsshub://test/1")
    assert found.feed
    assert (found.state.kind, len(found.feed.entries)) == ("JSON Feed 1.1", 5)
    again = await visited(hub, "rsshub://test/1", found.state)
    assert (again.feed, again.state.trouble) == (None, "")


@pytest.mark.parametrize(
    "route", ["long", "complicated", "multimedia", "sort", "holiday"]
)
async def test_each_kind_of_route_has_articles(hub: Hub, route: str) -> None:
    found = await visited(hub, f"rsshub://test/{route}")
    assert found.feed
    assert found.feed.entries


@pytest.mark.parametrize(
    ("route", "told"),
    [
        ("test/error", "answers 503. RSSHub says: Error test."),
        ("test/error?format=rss", "answers 503. RSSHub says: Error test."),
        ("test/empty", "RSSHub says: this route is empty, please check"),
        ("test/config-not-found-error", "RSSHub says: Test config not found error."),
        ("no/such/route", "answers 404. It has no such route"),
    ],
)
async def test_failures_are_told_in_its_words(hub: Hub, route: str, told: str) -> None:
    assert told in (await visited(hub, f"rsshub://{route}")).state.trouble


async def test_a_route_that_moved_is_found(hub: Hub) -> None:
    found = await visited(hub, "rsshub://test/redirect")
    assert found.feed
    assert found.state.moved == "rsshub://test/1"


async def test_an_instance_with_a_key_is_closed_without(hub: Hub) -> None:
    if not hub.command:
        pytest.skip("it has none")
    told = (await visited(Hub(hub.instance), "rsshub://test/1")).state.trouble
    assert "Access denied. It wants an access key" in told


async def test_letters_of_any_script_are_asked_for(hub: Hub) -> None:
    assert (await visited(hub, "rsshub://test/1/热 点")).feed


async def test_the_catalogue_is_filled_in(hub: Hub, tmp_path: Path) -> None:
    async with Client(addresses=hub) as client:
        documents = Documents(client, hub.instance, Cache(tmp_path), NOW)
        index = (await documents.catalogue()).what
        rules = (await documents.rules()).what
    catalogue = index.catalogue
    routes = [route for each in catalogue.namespaces for route in each.routes]
    assert len(routes) > 3_000
    good = sum(map(_is_filled_in, routes))
    assert good > FEWEST * len(routes)
    (origin,) = origins(catalogue, [("新媒体", "趣头条", "分类")])
    assert (origin.route.path, origin.certain) == ("qutoutiao/category/:cid", True)
    assert index.routes("趣头条")[0].route is origin.route
    found = suggestions(rules, "https://github.com/DIYgod/RSSHub")
    assert "rsshub://github/issue/DIYgod/RSSHub" in [each.address for each in found]


def _is_filled_in(route: Route) -> bool:
    """Whether the example of a route is what its own parameters make."""
    path = route.example.removeprefix("rsshub://").partition("?")[0]
    key, _, rest = path.partition("/")
    values = route.pattern.values(f"/{rest}") if key == route.namespace else None
    if values is None:
        return False
    made = route.address({name: unquote(value) for name, value in values.items()})
    return unquote(made) == unquote(f"rsshub://{path}")
