"""Feeds are visited side by side; what they bring is kept, whatever the others do."""

import asyncio
import threading
from pathlib import Path

from msgspec.structs import replace

from tests.sources.server import Handler, serving
from tests.sources.test_feed_visit import NOW, rss
from tui.library import Library
from tui.model import View
from tui.sources.http import Client
from tui.sync.feeds import Visited, refresh


def brought(library: Library, now: int = NOW) -> list[Visited]:
    feeds = library.subscriptions(now)

    async def run() -> list[Visited]:
        async with Client(at_once=24) as client:
            return [found async for found in refresh(library, client, feeds, now)]

    return asyncio.run(run())


def titles(library: Library) -> list[str]:
    return sorted(row.entry.title for row in library.window(View(1), 0, 99))


def test_the_entries_of_a_feed_come_with_their_texts(library: Library) -> None:
    with serving() as site:
        url = site.put("/feed", rss(1, 2))
        library.subscribe(url, url, ("要闻",))
        (found,) = brought(library)
    assert (found.new, found.trouble) == (2, "")
    assert titles(library) == ["第1条", "第2条"]
    (row, _) = library.window(View(1), 0, 9)
    assert row.entry.categories == (("要闻", "新闻"),)
    body = library.body(row.id)
    assert body
    assert body.text == "正文"


def test_a_second_visit_brings_only_what_is_new(library: Library) -> None:
    with serving() as site:
        url = site.put("/feed", rss(1, 2))
        library.subscribe(url, "新闻")
        brought(library)
        (row, *_) = library.window(View(1), 0, 9)
        library.mark([row.id], "starred", want=True)
        site.put("/feed", rss(2, 3))
        (found,) = brought(library, NOW + 10_000)
    assert found.new == 1
    assert titles(library) == ["第1条", "第2条", "第3条"]
    kept = library.entry(row.id)
    assert kept
    assert kept.starred


def test_a_feed_that_fails_holds_up_no_other(library: Library) -> None:
    with serving() as site:
        for n in range(30):
            library.subscribe(site.put(f"/{n}", rss(n)), f"{n}")
        library.subscribe(site.answer("/broken", 500), "broken")
        found = {visited.feed.name: visited for visited in brought(library)}
    assert "answers 500" in found["broken"].trouble
    assert sum(visited.new for visited in found.values()) == 30


def test_a_slow_feed_is_waited_for_last(library: Library) -> None:
    with serving() as site:
        answered: list[str] = []

        def slow(handler: Handler) -> None:
            site.done.wait(5)
            body = rss(9)
            handler.begin(200, Content_Length=str(len(body)))
            handler.wfile.write(body)

        library.subscribe(site.run("/slow", slow), "slow")
        library.subscribe(site.put("/quick", rss(1)), "quick")

        feeds = library.subscriptions()

        async def run() -> None:
            async with Client() as client:
                async for found in refresh(library, client, feeds, NOW):
                    answered.append(found.feed.name)
                    site.done.set()

        asyncio.run(run())
    assert answered == ["quick", "slow"]


def test_a_run_that_is_stopped_keeps_what_it_has(library: Library) -> None:
    with serving() as site:
        for n in range(5):
            library.subscribe(site.put(f"/{n}", rss(n)), f"{n}")

        feeds = library.subscriptions()

        async def first() -> None:
            async with Client() as client:
                async for _ in refresh(library, client, feeds, NOW):
                    return

        asyncio.run(first())
        assert titles(library)
        brought(library, NOW + 1)
    assert len(titles(library)) == 5


def test_what_is_moved_or_left_during_its_visit_stays_so(library: Library) -> None:
    with serving() as site:
        for name in ("moved", "left"):
            library.subscribe(site.put(f"/{name}", rss(1)), name)
        feeds = library.subscriptions()
        library.change_feed(feeds[0], replace(feeds[0], folder=("News",)))
        library.unsubscribe(feeds[1])

        async def run() -> int:
            async with Client() as client:
                visits = [v async for v in refresh(library, client, feeds, NOW)]
            return sum(visited.new for visited in visits)

        assert asyncio.run(run()) == 1
    (row,) = library.window(View(1), 0, 9)
    assert row.entry.categories == (("News", "moved"),)
    assert len(library.subscriptions()) == 1


def test_a_feed_that_moved_goes_on_at_its_new_address(tmp_path: Path) -> None:
    with Library(tmp_path / "library.db") as library, serving() as site:
        new = site.put("/new", rss(1))
        library.subscribe(site.answer("/feed", 301, Location="/new"), "新闻")
        for n in range(3):
            brought(library, NOW + n * 1_000_000)
        (feed,) = library.subscriptions()
        assert feed.url == new
        site.put("/new", rss(1, 2))
        brought(library, NOW + 4_000_000)
        assert titles(library) == ["第1条", "第2条"]


def test_an_answer_that_was_cut_takes_nothing_from_what_is_known(
    library: Library,
) -> None:
    with serving() as site:
        whole = rss(1, 2).replace("正文".encode(), "正文，很长，有结尾".encode())
        library.subscribe(site.put("/feed", whole), "新闻")
        brought(library)
        site.put("/feed", whole[: whole.rindex("，有结尾".encode())])
        (found,) = brought(library, NOW + 10_000)
    assert (found.new, found.changed) == (0, 0)
    for row in library.window(View(1), 0, 9):
        body = library.body(row.id)
        assert body
        assert body.text.endswith("有结尾")


def test_a_visit_that_is_broken_off_leaves_the_feed_to_others(library: Library) -> None:
    with serving() as site:
        asked = threading.Event()

        def silent(_: Handler) -> None:
            asked.set()
            site.done.wait(30)

        feed = library.subscribe(site.run("/feed", silent), "News")

        async def run() -> None:
            async with Client() as client:
                visits = refresh(library, client, [feed], NOW)
                first = asyncio.create_task(anext(visits))
                await asyncio.to_thread(asked.wait, 30)
                assert not await asyncio.to_thread(library.claim, feed, NOW, NOW + 9)
                first.cancel()
                await asyncio.gather(first, return_exceptions=True)

        asyncio.run(run())
        assert library.claim(feed, NOW, NOW + 9)
