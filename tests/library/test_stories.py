"""An article that came several times is shown once, marked once, and can be shown apart."""

from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.library.recount import assert_true
from tests.library.samples import filled, linked, sample
from tests.library.test_plans import plans
from tests.story.test_sketch import article as article_text
from tui.library import Library, Text
from tui.model import Body, Entry, View
from tui.news import Batch, Item
from tui.query import parse

DAY = 86_400
NOW = 1_700_000_000


def named(library: Library, *path: str) -> View:
    """The view of a category of the feeds."""
    above = next(row.mount for row in library.sources() if row.kind == "feeds")
    for name in path:
        nodes = library.categories()
        above = next(n.id for n in nodes if n.parent == above and n.name == name)
    return View(above)


def ids(library: Library, view: View) -> list[int]:
    return [row.id for row in library.window(view, 0, 99)]


def settled(library: Library) -> None:
    while library.settle(0):
        pass


def article(key: str, name: str = "a", when: int = 1_700_000_000) -> Entry:
    return linked(sample(key, when, (("A",),)), name)


@pytest.fixture
def two(library: Library) -> Library:
    """A library in which feeds A and B, in one folder, have the same article."""
    source = library.feeds().id
    for name, when in (("A", 1_700_000_000), ("B", 1_700_100_000)):
        feed = library.subscribe(f"https://{name}.example/feed", name, ("甲",))
        entry = replace(article(feed.key("1"), when=when), categories=feed.places)
        library.save(source, [entry])
    return library


def test_it_is_in_each_feed_but_once_where_both_are(two: Library) -> None:
    assert ids(two, View(1)) == ids(two, named(two, "甲")) == [1]
    assert ids(two, named(two, "甲", "A")) == [1]
    assert ids(two, named(two, "甲", "B")) == [2]
    assert two.count(View(1, unread_only=True)) == 1
    (row,) = two.window(View(1), 0, 9)
    assert row.also == 1
    assert [each.id for each in two.story(2)] == [1, 2]
    assert_true(two)


def test_what_is_marked_of_one_is_marked_of_all(two: Library) -> None:
    assert two.mark([2], "read", want=True) == 1
    assert two.mark([1], "starred", want=True) == 1
    for number in (1, 2):
        row = two.entry(number)
        assert row
        assert (row.read, row.starred) == (True, True)
    starred = next(c.id for c in two.categories() if c.kind == "starred")
    assert ids(two, View(starred)) == [1]
    undone = two.undo()
    assert undone
    assert undone.count == 1
    assert ids(two, View(starred)) == []
    assert two.undo()
    assert two.count(View(1, unread_only=True)) == 1
    assert two.count(replace(named(two, "甲", "B"), unread_only=True)) == 1
    assert_true(two)


def test_marking_a_view_marks_what_it_shows_wherever_else_that_is(two: Library) -> None:
    assert two.mark_all(named(two, "甲", "B")) == 1
    assert two.count(View(1, unread_only=True)) == 0
    undone = two.undo()
    assert undone
    assert undone.count == 1
    assert two.count(replace(named(two, "甲", "A"), unread_only=True)) == 1


def test_each_server_is_told(library: Library) -> None:
    accounts = [
        library.add_account("miniflux", f"https://{n}.example", n, {}) for n in "mn"
    ]
    for account in accounts:
        item = Item(article("1"), Body("文", markdown=False), read=False, starred=False)
        library.take(account.id, Batch({}, items=(item,)))
    library.mark([1], "read", want=True)
    library.mark([2], "starred", want=True)
    for account in accounts:
        told = {(wish.field, wish.want) for wish in library.wishes(account.id)}
        assert told == {("read", True), ("starred", True)}
    library.undo()
    wishes = {(w.field, w.want) for a in accounts for w in library.wishes(a.id)}
    assert ("starred", False) in wishes
    assert ("starred", True) not in wishes


def test_what_comes_of_a_story_that_was_read_is_read(two: Library) -> None:
    two.mark([1], "read", want=True)
    account = two.add_account("miniflux", "https://m.example", "M", {})
    item = Item(article("1"), Body("文", markdown=False), read=False, starred=False)
    two.take(account.id, Batch({}, items=(item,)))
    assert two.count(View(1, unread_only=True)) == 0
    (wish,) = two.wishes(account.id)
    assert (wish.field, wish.want) == ("read", True)


def test_when_one_goes_the_next_takes_its_place(two: Library) -> None:
    two.mark([1], "starred", want=True)
    feed = two.subscription("https://A.example/feed")
    assert feed
    two.unsubscribe(feed)
    assert ids(two, View(1)) == [2]
    (row,) = two.window(View(1), 0, 9)
    assert (row.also, row.starred) == (0, True)
    assert_true(two)


def test_one_that_was_kept_aside_belongs_to_it_again_when_it_comes_back(
    library: Library,
) -> None:
    one, other = (library.add_source("folder", f"/{n}", n) for n in ("one", "other"))
    library.save(one.id, [article("a.md")])
    library.save(other.id, [article("a.md")])
    library.mark([1], "starred", want=True)
    library.remove(one.id, ["a.md"])
    assert ids(library, View(1)) == [2]
    library.mark([2], "starred", want=False)
    library.save(one.id, [article("a.md")])
    assert ids(library, View(1)) == [1]
    assert_true(library)


def test_a_link_that_a_feed_gives_to_several_articles_is_none_of_theirs(
    two: Library,
) -> None:
    feed = two.subscription("https://A.example/feed")
    assert feed
    another = replace(article(feed.key("2")), categories=feed.places)
    two.save(two.feeds().id, [another])
    assert sorted(ids(two, View(1))) == [1, 2, 3]
    two.remove(two.feeds().id, [another.key])
    assert ids(two, View(1)) == [1]
    assert_true(two)


def test_titles_that_contradict_are_two_articles(library: Library) -> None:
    source = 0
    for number, title in enumerate(("Chapter 1 of it", "Chapter 2 of it")):
        source = library.add_source("folder", f"/{number}", f"{number}").id
        library.save(source, [replace(article("a.md"), title=title)])
    assert len(ids(library, View(1))) == 2
    library.save(source, [replace(article("a.md"), title="Chapter 1 of it!")])
    assert len(ids(library, View(1))) == 1


def test_a_link_of_very_many_is_no_article(library: Library) -> None:
    source = 0
    for number in range(18):
        source = library.add_source("folder", f"/{number}", f"{number}").id
        library.save(source, [article("a.md")])
        assert library.count(View(1)) == (1 if number < 16 else number + 1)
    library.remove(source, ["a.md"])
    library.remove(source - 1, ["a.md"])
    assert library.count(View(1)) == 1
    assert_true(library)


def test_they_are_shown_apart_and_together_again_step_by_step(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.library.stories._PIECE", 3)
    source = 0
    for number in range(2):
        source = library.add_source("folder", f"/{number}", f"{number}").id
        library.save(source, [article(f"{n}.md", f"{n}") for n in range(5)])
    assert library.count(View(1)) == 5
    library.want_stories(wanted=False)
    assert library.unsettled(0)
    assert library.settle(0)
    assert 5 < library.count(View(1)) < 10
    assert_true(library)
    settled(library)
    assert library.count(View(1)) == 10
    library.save(source, [article("x.md", "0")])
    assert library.count(View(1)) == 11
    library.remove(source, ["x.md"])
    library.want_stories(wanted=True)
    settled(library)
    assert library.count(View(1)) == 5
    assert not library.unsettled(0)
    assert_true(library)


@pytest.mark.parametrize("spared", [1, 7, 12])
def test_a_large_view_is_marked_with_all_that_is_the_same(
    library: Library, monkeypatch: pytest.MonkeyPatch, spared: int
) -> None:
    monkeypatch.setattr("tui.library.sweeping.FEW", 2)
    monkeypatch.setattr("tui.library.sweep._STEP", 3)
    for number in range(2):
        source = library.add_source("folder", f"/{number}", f"{number}").id
        made = [article(f"{n}.md", f"{n}", NOW + n * DAY) for n in range(10)]
        library.save(source, made)
    assert library.begin_mark_all(View(1)) == 10
    library.sweep()
    library.mark([spared], "read", want=False)
    while library.sweep():
        pass
    (unread,) = library.window(View(1, unread_only=True), 0, 9)
    assert unread.id == library.story(spared)[0].id
    library.undo()
    undone = library.undo()
    assert undone
    assert undone.count >= 9
    assert library.count(View(1, unread_only=True)) == 10
    assert_true(library)


def test_what_a_list_does_not_show_is_where_its_story_stands(two: Library) -> None:
    assert two.rank(View(1), 2) == 0
    unread = View(1, unread_only=True, keep=2)
    two.mark([2], "read", want=True)
    assert ids(two, unread) == [1]


def test_the_first_of_what_was_found_stands_for_its_story(two: Library) -> None:
    two.index([Text(row, "地铁") for row in two.unindexed(9)])
    for newest_first, first in ((True, 2), (False, 1)):
        everywhere = View(1, newest_first=newest_first)
        (found,) = two.search(parse("地铁"), everywhere, 0)
        assert list(found) == [first]
    best = two.best(parse("地铁"), View(1), 0)
    assert best is not None
    assert len(best) == 1
    (found,) = two.search(parse("地铁"), named(two, "甲", "A"), 0)
    assert list(found) == [1]


def test_doctor_sees_where_a_story_is_not_one(two: Library) -> None:
    two.connection.execute("UPDATE member SET behind = 0")
    two.connection.execute("INSERT INTO mark (entry, read) VALUES (1, 1)")
    wrong = " ".join(two.check())
    assert "stories that are not marked as one" in wrong
    assert "stories that a list shows twice" in wrong
    two.repair()
    settled(two)
    assert_true(two)
    assert two.count(View(1, unread_only=True)) == 0


def test_an_older_library_is_looked_through(tmp_path: Path) -> None:
    library, source = filled(tmp_path / "library.db", 3)
    other = library.add_source("folder", "/other", "other").id
    library.save(source, [article("x.md")])
    library.save(other, [article("x.md")])
    library.want_stories(wanted=False)
    settled(library)
    library.connection.execute("UPDATE entry SET link = NULL")
    library.want_stories(wanted=True)
    settled(library)
    assert library.count(View(1)) == 4
    library.close()


def test_nothing_that_is_done_for_stories_walks_over_a_big_table(
    two: Library,
) -> None:
    def everything() -> None:
        source = two.feeds().id
        feed = two.subscription("https://B.example/feed")
        assert feed
        entry = replace(article(feed.key("9")), categories=feed.places)
        two.save(source, [entry])
        two.remove(source, [entry.key])
        two.mark([2], "starred", want=True)
        two.story(1)
        list(two.search(parse("source:B"), View(1), 0))
        two.rank(View(1), 2)
        for wanted in (False, True):
            two.want_stories(wanted)
            settled(two)

    for step in plans(two, partial(everything)):
        first = (
            "unfolded",
            "unjudged",
            "copy",
            "saved_search",
            "sqlite_sequence",
            "json_each",
        )
        small = any(f"SCAN {name}" in step for name in first)
        assert (
            small
            or "FROM category" in step
            or "VIRTUAL" in step
            or not step.startswith("SCAN")
        ), step
        assert "TEMP B-TREE" not in step.split(" | ")[0], step


def test_triggers_find_stories_by_an_index(two: Library) -> None:
    rows = two.rows(
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'story%'"
        " OR name LIKE 'member%'"
    )
    for (sql,) in rows:
        for part in sql.partition("BEGIN")[2].removesuffix("END").split(";"):
            asked = part.strip()
            for row in ("new.", "old."):
                for column in (
                    "link",
                    "id",
                    "entry",
                    "category",
                    "published",
                    "unread",
                ):
                    asked = asked.replace(f"{row}{column}", "1")
            if asked and "VALUES" not in asked:
                for step in two.rows(f"EXPLAIN QUERY PLAN {asked}"):
                    assert not step[3].startswith("SCAN") or "CONSTANT" in step[3], step


def written(
    key: str, title: str, when: int, paths: tuple[tuple[str, ...], ...]
) -> Entry:
    return replace(sample(key, when, paths), title=title)


def read_texts(library: Library, text: str) -> None:
    library.index([Text(row, text) for row in library.unindexed(99)])


def test_nearly_the_same_text_under_the_same_title_is_one_story(
    library: Library,
) -> None:
    source = library.add_source("folder", "/crawls", "crawls").id
    library.save(source, [written("a/1.md", "深圳地铁新线开通", NOW, (("a",),))])
    read_texts(library, article_text(1))
    copy = written("b/1.md", "深圳地铁新线开通（图）", NOW + 3_600, (("b",),))
    library.save(source, [copy])
    assert library.count(View(1)) == 2
    read_texts(library, article_text(1) + "\n本文由某某网站转载。")
    assert ids(library, View(1)) == [1]
    assert_true(library)
    # Another text is another article, until it is read.
    library.save(source, [replace(copy, digest=b"2")])
    assert library.count(View(1)) == 2
    read_texts(library, article_text(2))
    assert library.count(View(1)) == 2
    library.save(source, [replace(copy, digest=b"3")])
    read_texts(library, article_text(1))
    assert library.count(View(1)) == 1
    library.remove(source, ["b/1.md"])
    assert library.rows("SELECT * FROM twin") == []
    assert_true(library)


@pytest.mark.parametrize(
    ("title", "days", "place"),
    [
        ("上海早报", 0, "b"),  # another title
        ("今日天气", 2, "b"),  # another day
        ("今日天气", 0, "a"),  # a report of the same feed, in nearly the same words
    ],
)
@pytest.mark.parametrize("more", ["", "明天的天气是晴，在这里的人们都说好。" * 2])
def test_the_same_words_are_not_always_the_same_article(
    library: Library, title: str, days: int, place: str, more: str
) -> None:
    source = library.add_source("folder", "/crawls", "crawls").id
    library.save(source, [written("1.md", "今日天气", NOW, (("a",),))])
    read_texts(library, article_text(1))
    when = NOW + days * DAY
    library.save(source, [written("2.md", title, when, ((place,),))])
    read_texts(library, article_text(1) + more)
    twice = place == "a" and not more  # in the very same words within an hour
    assert library.count(View(1)) == 2 - twice


def test_short_texts_are_known_by_nothing(library: Library) -> None:
    for name in "ab":
        source = library.add_source("folder", f"/{name}", name).id
        library.save(source, [written("1.md", "今日天气", NOW, (("a",),))])
    read_texts(library, "Read more on our site.")
    assert library.count(View(1)) == 2


def test_texts_are_looked_for_by_an_index(library: Library) -> None:
    for name in "ab":
        source = library.add_source("folder", f"/{name}", name).id
        library.save(source, [written("1.md", "今日天气", NOW, (("a",),))])
    waiting = [Text(row, article_text(1)) for row in library.unindexed(9)]
    for step in plans(library, lambda: library.index(waiting)):
        queues = ("SCAN unfolded", "SCAN unjudged", "SCAN main.")  # FTS5's own
        assert step.startswith(queues) or not step.startswith("SCAN"), step
    assert library.count(View(1)) == 1
