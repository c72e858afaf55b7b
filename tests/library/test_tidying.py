"""What is more than is to be kept goes; what somebody wants stays, and nothing comes back."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.library.samples import a_day_passes
from tui.library import Library, Stock, Subscription, Surplus
from tui.library.rescue import rescue
from tui.model import Body, Entry, View

DAY = 86_400
NOW = 1_700_000_000


def entry(feed: Subscription, number: int, *, dated: bool = True) -> Entry:
    when = datetime.fromtimestamp(NOW - number * DAY, UTC)
    return Entry(
        key=feed.key(f"{number:03}"),
        title=f"题 {number}",
        published=when if dated else None,
        categories=feed.places,
        digest=b"1",
    )


def bring(library: Library, feed: Subscription, numbers: Sequence[int]) -> int:
    """Let a feed have these entries, each a day older than the one before."""
    entries = [entry(feed, number) for number in numbers]
    bodies = [Body(f"<p>正文 {number}</p>", markdown=False) for number in numbers]
    return library.save(library.feeds().id, entries, bodies).new


def stock(
    library: Library,
    feed: Subscription,
    days: int | None = None,
    most: int | None = None,
    *,
    unread: bool = True,
) -> Stock:
    names = {node.name: node.id for node in library.categories()}
    since = None if days is None else NOW - days * DAY
    which = library.feeds().id, names[feed.name], feed.prefix
    return Stock(feed.name, *which, since, most, unread)


def tidy(library: Library, kept: Stock, but: int = 0) -> int:
    """Remove what is to go the day after."""
    a_day_passes(library)
    return sum(step.entries for step in library.tidy(kept, but))


def here(library: Library, feed: Subscription) -> set[int]:
    keys = [key for key, _, _ in library.stamps(library.feeds().id, feed.prefix)]
    return {int(key.rpartition("/")[2]) for key in keys}


def number(library: Library, feed: Subscription, key: int) -> int:
    row = library.find(library.feeds().id, feed.key(f"{key:03}"))
    assert row
    return row.id


@pytest.fixture
def feed(library: Library) -> Subscription:
    """A feed with twenty entries, all of them read."""
    found = library.subscribe("https://a.example/feed", "甲", ("新闻",))
    bring(library, found, range(20))
    library.mark_all(View(1))
    a_day_passes(library)
    return found


def test_nothing_goes_where_nothing_is_set(
    library: Library, feed: Subscription
) -> None:
    assert library.surplus(stock(library, feed)) == Surplus(0, 0)
    assert tidy(library, stock(library, feed)) == 0
    assert len(here(library, feed)) == 20


def test_what_is_older_goes(library: Library, feed: Subscription) -> None:
    kept = stock(library, feed, days=12)
    assert library.surplus(kept).entries == 7
    assert tidy(library, kept) == 7
    assert here(library, feed) == {*range(13)}
    assert library.count(View(1)) == 13
    assert library.check() == []


def test_the_newest_stay_by_number(library: Library, feed: Subscription) -> None:
    assert tidy(library, stock(library, feed, most=5)) == 15
    assert here(library, feed) == {*range(5)}
    assert tidy(library, stock(library, feed, most=5)) == 0


def test_either_limit_is_enough_to_go(library: Library, feed: Subscription) -> None:
    assert tidy(library, stock(library, feed, days=3, most=10)) == 16


def test_what_somebody_wants_stays(library: Library, feed: Subscription) -> None:
    library.mark([number(library, feed, 19)], "starred", want=True)
    library.mark([number(library, feed, 18)], "later", want=True)
    library.mark([number(library, feed, 17)], "read", want=False)
    open_now = number(library, feed, 16)
    assert tidy(library, stock(library, feed, days=1), open_now) == 14
    assert here(library, feed) == {0, 1, 16, 17, 18, 19}
    assert library.check() == []


def test_what_was_not_read_goes_where_that_is_set(
    library: Library, feed: Subscription
) -> None:
    library.mark([number(library, feed, 17)], "read", want=False)
    assert tidy(library, stock(library, feed, days=16, unread=False)) == 3
    assert library.count(View(1, unread_only=True)) == 0


def test_what_has_no_date_is_not_old(library: Library, feed: Subscription) -> None:
    library.save(library.feeds().id, [entry(feed, 50, dated=False)])
    library.mark([number(library, feed, 50)], "read", want=True)
    assert tidy(library, stock(library, feed, days=12)) == 7
    assert 50 in here(library, feed)
    assert tidy(library, stock(library, feed, most=13)) == 1
    assert 50 not in here(library, feed)


def test_other_feeds_are_left_alone(library: Library, feed: Subscription) -> None:
    other = library.subscribe("https://b.example/feed", "乙", ("新闻", "甲"))
    bring(library, other, range(100, 120))
    library.mark_all(View(1))
    assert tidy(library, stock(library, feed, most=5)) == 15
    assert len(here(library, other)) == 20


def test_what_went_does_not_come_back_while_its_feed_has_it(
    library: Library, feed: Subscription
) -> None:
    tidy(library, stock(library, feed, most=5))
    assert bring(library, feed, range(20)) == 0
    assert here(library, feed) == {*range(5)}
    assert bring(library, feed, [30]) == 1, "what is new comes"
    assert library.check() == []


def test_texts_pages_and_documents_go_too(library: Library, feed: Subscription) -> None:
    oldest = number(library, feed, 19)
    library.keep_page(oldest, Body("<p>页</p>", markdown=False))
    library.set_place(oldest, 3, 1)
    size = library.surplus(stock(library, feed, days=18)).size
    assert size > 0
    tidy(library, stock(library, feed, most=5))
    assert library.body(oldest) is None
    assert library.page(oldest) is None
    assert library.place(oldest) == (-1, 0)
    assert library.one("SELECT count(*) FROM body")[0] == 5
    assert library.index_state().waiting == 5


def test_what_was_marked_within_a_day_stays_for_an_undo(
    library: Library, feed: Subscription
) -> None:
    library.undo()
    library.mark_all(View(1))
    kept = stock(library, feed, most=5)
    assert library.surplus(kept) == Surplus(0, 0)
    assert [*library.tidy(kept)] == []
    undone = library.undo()
    assert undone
    assert undone.count == 20


def test_an_undo_passes_over_what_went(library: Library, feed: Subscription) -> None:
    tidy(library, stock(library, feed, most=5))
    undone = library.undo()
    assert undone
    assert undone.count == 5
    assert library.check() == []


def test_a_feed_that_is_added_again_brings_all_it_has(
    library: Library, feed: Subscription
) -> None:
    tidy(library, stock(library, feed, most=5))
    library.unsubscribe(feed)
    again = library.subscribe(feed.url, feed.name, feed.folder)
    assert bring(library, again, range(20)) == 20


def test_what_is_remembered_is_bounded(
    library: Library, feed: Subscription, monkeypatch: pytest.MonkeyPatch
) -> None:
    def removed() -> int:
        return int(library.one("SELECT count(*) FROM tidied")[0])

    def on_day(day: int) -> None:
        monkeypatch.setattr("tui.library.tombs.time.time", lambda: float(day * DAY))

    on_day(20_000)
    tidy(library, stock(library, feed, days=15))
    on_day(20_100)
    bring(library, feed, [18, 19])  # of those that went only these are still there
    tidy(library, stock(library, feed, days=14))
    assert removed() == 3
    assert bring(library, feed, [15, 18, 19]) == 0


def test_what_is_kept_aside_goes_by_its_age(
    library: Library, feed: Subscription
) -> None:
    library.mark([number(library, feed, 19)], "starred", want=True)
    library.unsubscribe(feed)
    since = NOW - 10 * DAY
    assert library.aside(since).entries == 8
    assert sum(step.entries for step in library.tidy_aside(since)) == 8
    assert library.aside(since) == Surplus(0, 0)
    again = library.subscribe(feed.url, feed.name, feed.folder)
    bring(library, again, range(20))
    (starred,) = [
        c for c in library.categories() if (c.kind, c.parent) == ("starred", 1)
    ]
    assert starred.total == 1
    assert library.check() == []


def test_folders_are_never_kept_aside_too_long(library: Library) -> None:
    source = library.add_source("folder", "/posts", "posts")
    when = datetime.fromtimestamp(NOW, UTC)
    library.save(source.id, [Entry(key="a.md", title="甲", published=when)])
    library.mark_all(View(1))
    library.remove(source.id, ["a.md"])
    assert library.aside(NOW + DAY) == Surplus(0, 0)


def test_a_rescued_library_remembers_what_went(
    library: Library, feed: Subscription
) -> None:
    tidy(library, stock(library, feed, most=5))
    path = library.path
    library.close()
    rescue(path)
    with Library(path) as again:
        assert bring(again, feed, range(20)) == 0


def test_a_stop_midway_leaves_it_sound(tmp_path: Path) -> None:
    with Library(tmp_path / "library.db") as library:
        feed = library.subscribe("https://a.example/feed", "甲")
        bring(library, feed, range(350))
        library.mark_all(View(1))
        a_day_passes(library)
        steps = library.tidy(stock(library, feed, most=10))
        assert next(steps).entries == 100
        del steps
        assert library.check() == []
        assert tidy(library, stock(library, feed, most=10)) == 240
        assert here(library, feed) == {*range(10)}
