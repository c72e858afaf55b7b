"""Feeds are followed, filed and left; what was marked in them is never lost."""

from msgspec.structs import replace

from tests.library.samples import sample
from tui.library import Library, Subscription, Wanted
from tui.model import Body, View

URL = "https://example.org/feed.xml"


def filled(library: Library, count: int = 3) -> Subscription:
    feed = library.subscribe(URL, "周报", ("科技",))
    entries = [
        sample(feed.key(f"{n}"), 1_700_000_000 + n, (feed.place,)) for n in range(count)
    ]
    bodies = [Body(f"<p>第{n}篇", markdown=False, base=URL) for n in range(count)]
    library.save(library.feeds().id, entries, bodies)
    return feed


def tree(library: Library) -> dict[str, int]:
    return {c.name: c.total for c in library.categories() if c.kind == "category"}


def test_a_feed_is_followed_once(library: Library) -> None:
    first = library.subscribe(URL, "周报", ("科技",))
    assert library.subscribe(URL, "Another name") == first
    assert library.subscriptions() == [first]
    assert first.place == ("科技", "周报")


def test_texts_are_kept_with_the_entries(library: Library) -> None:
    feed = filled(library)
    row = library.find(library.feeds().id, feed.key("1"))
    assert row
    assert library.body(row.id) == Body("<p>第1篇", markdown=False, base=URL)


def test_only_what_is_due_is_visited(library: Library) -> None:
    feed = filled(library)
    assert [f.id for f in library.subscriptions(due=100)] == [feed.id]
    library.visited(feed.id, {"etag": '"a"'}, 500)
    assert library.subscriptions(due=499) == []
    (found,) = library.subscriptions(due=500)
    assert found.state == {"etag": '"a"'}


def test_the_entries_follow_their_feed_to_another_folder(library: Library) -> None:
    feed = filled(library)
    (row, *_) = library.window(View(1), 0, 9)
    library.mark([row.id], "starred", want=True)
    library.change_feed(feed, replace(feed, name="月报", folder=("生活",)))
    assert tree(library) == {"生活": 3, "月报": 3}
    found = library.entry(row.id)
    assert found
    assert found.starred
    assert library.body(row.id) is not None


def test_what_was_marked_comes_back_with_the_feed(library: Library) -> None:
    feed = filled(library)
    (row, *_) = library.window(View(1), 0, 9)
    library.mark([row.id], "starred", want=True)
    assert library.unsubscribe(feed) == 3
    assert library.count(View(1)) == 0
    again = filled(library)
    assert (again.prefix, again.id == feed.id) == (feed.prefix, False)
    assert [r.starred for r in library.window(View(1), 0, 9)] == [True, False, False]


def test_a_list_of_feeds_is_followed_at_once_and_once_each(library: Library) -> None:
    library.subscribe(URL, "周报", ("科技",))
    wanted = [Wanted(URL, "Another")] + [
        Wanted(f"https://example.org/{n}", f"{n}", ("News",), "https://example.org/")
        for n in range(5_000)
    ]
    assert library.subscribe_all(wanted) == 5_000
    assert library.subscribe_all(wanted) == 0
    feeds = library.subscriptions()
    assert len(feeds) == 5_001
    assert (feeds[0].place, feeds[1].place) == (("科技", "周报"), ("News", "0"))
    assert feeds[1].state == {"site": "https://example.org/"}


def test_two_feeds_of_one_name_stand_apart(library: Library) -> None:
    a, b = Wanted("https://a.org/", "Blog"), Wanted("https://b.org/", "Blog")
    library.subscribe_all([a, b, a, Wanted("https://c.org/", "Blog", ("News",))])
    names = {feed.url: feed.name for feed in library.subscriptions()}
    assert [*names.values()] == ["Blog", "Blog (2)", "Blog"]
    third = library.subscribe("https://d.org/", "D")
    moved = library.change_feed(
        third, replace(third, name="Blog", url="https://a.org/")
    )
    assert (moved.name, moved.url) == ("Blog (3)", "https://d.org/")
    assert library.subscription("https://d.org/") == moved
    assert library.change_feed(moved, moved) == moved


def test_what_a_list_says_besides_is_kept(library: Library) -> None:
    library.subscribe_all([Wanted(URL, "周报", attributes={"language": "zh"})])
    (feed,) = library.subscriptions()
    assert feed.attributes == {"language": "zh"}


def test_a_feed_that_moved_is_the_same_when_it_is_added_under_its_old_address(
    library: Library,
) -> None:
    feed = library.subscribe(URL, "周报")
    library.change_feed(feed, replace(feed, url="https://example.org/new"))
    again = library.subscribe(URL, "周报")
    assert (again.id, again.url) == (feed.id, "https://example.org/new")
    assert len(library.subscriptions()) == 1


def silent(library: Library) -> dict[str, bool]:
    """The nodes that stand there for feeds alone, and whether those could not be asked."""
    return {c.name: c.failing for c in library.categories() if c.silent and c.name}


def test_a_feed_stands_in_the_tree_before_it_has_brought_anything(
    library: Library,
) -> None:
    feed = library.subscribe(URL, "周报", ("科技",))
    assert silent(library) == {"Feeds": False, "科技": False, "周报": False}
    library.visited(feed.id, {"trouble": "down"}, 9)
    assert silent(library) == {"Feeds": False, "科技": False, "周报": True}
    now = library.change_feed(
        feed, replace(feed, name="月报", folder=(), also=(("A",),))
    )
    assert silent(library) == {"Feeds": False, "月报": True, "A": False}
    library.save(library.feeds().id, [sample(now.key("1"), 1, now.places)])
    library.visited(feed.id, {}, 9)
    assert silent(library) == {}
    assert tree(library) == {"月报": 1, "A": 1}
    assert library.check() == []


def test_a_feed_that_brought_nothing_leaves_the_tree_when_it_is_left(
    library: Library,
) -> None:
    quiet = library.subscribe(URL, "周报", ("科技",))
    library.subscribe("https://example.org/other", "Other", ("科技",))
    library.unsubscribe(quiet)
    assert silent(library) == {"Feeds": False, "科技": False, "Other": False}


def test_a_feed_is_claimed_by_one_until_it_was_visited(library: Library) -> None:
    feed = library.subscribe(URL, "周报")
    with Library(library.path) as other:
        assert library.claim(feed, now=100, until=400)
        assert not other.claim(feed, now=150, until=450)
        library.visited(feed.id, {}, 700)
        assert not other.claim(feed, now=150, until=450)  # it was just visited
        (again,) = other.subscriptions()
        assert other.claim(again, now=800, until=1_100)
        other.release(again)
        assert library.claim(again, now=800, until=1_100)


def test_the_claim_of_a_program_that_died_ends_by_itself(library: Library) -> None:
    feed = library.subscribe(URL, "周报")
    assert library.claim(feed, now=100, until=400)
    assert not library.claim(feed, now=399, until=700)
    assert library.claim(feed, now=400, until=700)
