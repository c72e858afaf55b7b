"""Real sites: everything comes once, and what is changed there comes here."""

from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.servers.conftest import Opened
from tests.sources.servers.keeper import Keeper
from tui.news import Item
from tui.sources.servers import asking
from tui.sources.servers.asking import Asking
from tui.sources.servers.fields import document

ARTICLES = 84
FOLDERS = {"科技", "World", "开发", "Art & Design"}

pytestmark = pytest.mark.xdist_group("real servers")
Write = Callable[..., Awaitable[Any]]


async def test_every_article_comes_with_its_place_body_and_date(site: Opened) -> None:
    keeper = Keeper()
    await keeper.sync(site.server)
    assert len(keeper.items) == ARTICLES
    assert len({item.entry.url for item in keeper.items.values()}) == ARTICLES
    places = {
        place for item in keeper.items.values() for place in item.entry.categories
    }
    assert len(places) == 7
    assert {folder for folder, _ in places} == FOLDERS
    for item in keeper.items.values():
        assert "quick brown fox" in item.body.text
        assert item.body.base.startswith(site.real.place)
        assert item.entry.published
        day = item.entry.published.astimezone(UTC).date()
        assert datetime(2026, 11, 16, tzinfo=UTC).date() <= day
        assert (item.read, item.starred) == (None, None)


async def test_a_second_visit_brings_nothing_and_transfers_little(site: Opened) -> None:
    keeper = Keeper()
    site.client.received = 0
    await keeper.sync(site.server)
    first, site.client.received = site.client.received, 0
    keeper.came.clear()
    await keeper.sync(site.server)
    print(f"{site.server.found}: {first:,} bytes, then {site.client.received:,}")
    assert not keeper.came
    # Hexo's own server cannot tell that its file is the same; others can.
    assert site.client.received < first / 1_000 or site.server.kind == "hexo"


@pytest.fixture
async def write(site: Opened) -> AsyncIterator[Write]:
    """Change what the site has, as its people do; take away afterwards what was added."""
    if site.server.kind != "wordpress" or not site.real.login.user:
        pytest.skip("nobody can write there")
    login = f"{site.real.login.user}:{site.real.login.secret}".encode()
    headers = {"Authorization": f"Basic {b64encode(login).decode()}"}
    at = Asking(site.client, f"{site.real.place}/wp-json/wp/v2", headers)
    added: list[str] = []

    async def change(what: str, method: str = "POST", **told: Any) -> Any:
        answer = await at.ask(f"/{what}", message=asking.told(told, method))
        found = document(answer)
        if what in {"posts", "categories"}:
            added.append(f"{what}/{found['id']}")
        return found

    yield change
    for what in reversed(added):
        await at.try_(f"/{what}", [("force", "true")], asking.told({}, "DELETE"))


def _of(keeper: Keeper, number: int) -> Item | None:
    return keeper.items.get(str(number))


async def test_what_is_written_modified_and_deleted_there_comes_here(
    site: Opened, write: Write
) -> None:
    keeper = Keeper()
    await keeper.sync(site.server)
    above = await write("categories", name="A & B")
    below = await write("categories", name="Below", parent=above["id"])
    told: dict[str, Any] = {"content": "<p>Text</p>", "categories": [below["id"]]}
    posts = [
        await write("posts", title=f"T & {number}", status="publish", **told)
        for number in range(3)
    ]
    hidden = await write("posts", title="Private", status="private", **told)
    numbers = [post["id"] for post in (*posts, hidden)]
    await keeper.sync(site.server)
    first = _of(keeper, numbers[0])
    assert first
    assert first.entry.title == "T & 0"
    ((top, *_),) = first.entry.categories
    assert top == "A & B"
    assert _of(keeper, numbers[3])
    assert len(keeper.items) == ARTICLES + 4
    await write(f"posts/{numbers[0]}", content="<p>Other</p>")
    await write(f"posts/{numbers[1]}", "DELETE")
    await write(f"categories/{above['id']}", name="C")
    await keeper.sync(site.server)
    first = _of(keeper, numbers[0])
    assert first
    assert "Other" in first.body.text
    assert first.entry.categories[0][0] == "C"
    assert _of(keeper, numbers[1]) is None
    third = _of(keeper, numbers[2])
    assert third
    assert third.entry.categories[0][0] == "C"
    await write(f"posts/{numbers[2]}", status="draft")
    await keeper.sync(site.server)
    assert _of(keeper, numbers[2]) is None
    assert len(keeper.items) == ARTICLES + 2
