"""A search asks for words and more, in the view and the order that is wanted."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.library.samples import filled, sample
from tests.library.test_plans import plans
from tui.errors import QueryError
from tui.library import Library, Text
from tui.model import Entry, Found, View
from tui.query import parse

NOW = 1_700_000_000 + 10 * 86_400
DAY = 86_400


@pytest.fixture(autouse=True)
def in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Days are those of the person's clock."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def entry(key: str, day: int, title: str, **rest: object) -> Entry:
    when = datetime.fromtimestamp(1_700_000_000 + day * DAY, UTC)
    known: dict[str, object] = {"title": title, "published": when, **rest}
    return Entry(key=key, digest=key.encode(), **known)  # type: ignore[arg-type]


@pytest.fixture
def shelf(library: Library) -> Library:
    """Six entries of two sources, read into the index."""
    source = library.add_source("folder", "/posts", "晨报").id
    library.save(
        source,
        [
            entry(
                "a",
                0,
                "深圳的地铁",
                categories=(("新媒体", "趣头条"),),
                author="王小明",
            ),
            entry(
                "b", 1, "上海的地铁", categories=(("新媒体", "头条"),), tags=("Metro",)
            ),
            entry(
                "c", 2, "Metro news", categories=(("编程",),), problems=("c:1: broken",)
            ),
            entry("d", 3, "地铁 metro 地铁", categories=(("编程", "趣头条"),)),
        ],
    )
    other = library.add_source("folder", "/other", "Evening").id
    library.save(other, [entry("e", 4, "Ada writes"), entry("f", 5, "深圳")])
    bodies = {
        "a": "一条地铁",
        "b": "",
        "c": "地铁 地铁 地铁",
        "e": "about 地铁",
        "f": "no",
    }
    rows = library.unindexed(99)
    library.index(
        [
            Text(
                row,
                bodies.get(row.entry.key, ""),
                "en" if row.entry.key in "ce" else "zh",
                frozenset({"image"} if row.entry.key in "bc" else ()),
            )
            for row in rows
        ]
    )
    return library


def keys(library: Library, asked: str, view: View | None = None) -> str:
    steps = library.search(parse(asked), view or View(1), NOW)
    rows = [library.entry(number) for step in steps for number in step]
    return "".join(row.entry.key for row in rows if row)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("地铁", "edcba"),
        ("地", "edcba"),
        ("铁", "edcba"),
        ("深圳 OR 上海", "fba"),
        ("地铁 -深圳", "edcb"),
        ("-地铁", "f"),
        ("-(地铁 OR 深圳)", ""),
        ("title:地铁", "dba"),
        ("title:metro", "dc"),
        ("METRO", "dc"),
        ("m*", "dc"),
        ("author:王", "a"),
        ("in:新媒体", "ba"),
        ("in:新媒体/趣头条", "a"),
        ("in:趣头条", "da"),
        ("in:晨报/编程", "dc"),
        ("地铁 in:编程", "dc"),
        ("地铁 -in:编程", "eba"),
        ("source:even", "fe"),
        ("source:晨报 地铁", "dcba"),
        ("tag:metro", "b"),
        ("tag:met", ""),
        ("has:image", "cb"),
        ("has:image title:metro", "c"),
        ("has:problem", "c"),
        ("lang:en", "ec"),
        ("lang:en 地铁 -has:image", "e"),
        ("newer:8d", "fedc"),
        ("older:8d", "ba"),
        ("newer:8d 地铁", "edc"),
        ("newer:8d older:6d", "dc"),
        ("(newer:6d OR 上海)", "feb"),
        ("(in:新媒体 OR lang:en) 地铁", "ecba"),
        ("date:2023-11-15..2023-11-17", "dcb"),
        ("date:2023-11-15", "b"),
        ("date:..2023-11-14 地铁", "a"),
        ("-date:2023", ""),
        ("is:starred", "c"),
        ("is:starred 地铁", "c"),
        ("-is:starred 地铁", "edba"),
        ("is:read", "cb"),
        ("is:unread 地铁", "eda"),
        ("is:later", ""),
        ("is:updated", ""),
        ("(is:starred OR 深圳)", "fca"),
        ("-(is:starred 地铁)", "fedba"),
        ("", "fedcba"),
    ],
)
def test_a_query_finds(shelf: Library, asked: str, found: str) -> None:
    by_key = {row.entry.key: row.id for row in shelf.window(View(1), 0, 9)}
    shelf.mark([by_key["c"]], "starred", want=True)
    shelf.mark([by_key["b"], by_key["c"]], "read", want=True)
    assert keys(shelf, asked) == found


def test_large_categories_are_searched_by_the_index(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.library.search._FEW", -1)
    for asked, found in (
        ("地铁", "edcba"),
        ("地铁 in:编程", "dc"),
        ("source:晨报 地铁", "dcba"),
        ("newer:8d older:6d title:地铁", "d"),
        ("地铁 is:unread", "edcba"),
        ("(in:新媒体 OR lang:en) 地铁", "ecba"),
    ):
        assert keys(shelf, asked) == found
        assert keys(shelf, asked, View(1, newest_first=False)) == found[::-1]


@pytest.mark.parametrize("few", [-1, 20_000])
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("地铁 m*", "dc"),
        ("title:metro 地", "dc"),
        ("深 OR metro", "fdca"),
        ("-(深 OR metro)", "eb"),
        ("上海 OR (地 -深)", "edcb"),
        ("地铁 -深", "edcb"),
        ("in:趣头条 source:晨报", "da"),
        ("in:趣头条 OR in:编程", "dca"),
        ("is:starred OR is:later OR in:头条", "cb"),
        ("source:e is:read", ""),
        ("in:趣头条 is:read", "a"),
        ("-is:unread 地铁", "ca"),
        ("-is:read in:趣头条 地", "d"),
    ],
)
def test_what_is_found_in_stretches_of_time_is_all_of_it(
    shelf: Library, asked: str, found: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.library.search._FEW", few)
    by_key = {row.entry.key: row.id for row in shelf.window(View(1), 0, 9)}
    shelf.mark([by_key["c"]], "starred", want=True)
    shelf.mark([by_key["a"], by_key["c"]], "read", want=True)
    for first in (1, 2_000):
        monkeypatch.setattr("tui.library.stretches._FIRST", first)
        monkeypatch.setattr("tui.library.matching._SEVERAL", 1 if first == 1 else 4)
        assert keys(shelf, asked) == found
        assert keys(shelf, asked, View(1, newest_first=False)) == found[::-1]


@pytest.mark.parametrize("asked", ["地铁 m*", "title:metro 地", "深圳 OR 铁"])
def test_what_is_typed_first_is_never_gathered_from_all_words(
    shelf: Library, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A prefix of one letter is in a table of its own, also beside other words."""
    monkeypatch.setattr("tui.library.search._FEW", -1)
    steps = plans(shelf, lambda: list(shelf.search(parse(asked), View(1), NOW)))
    said = [step for step in steps if "MATCH" in step]
    assert any("opening MATCH" in step for step in said)
    found = [part for step in said for part in re.findall(r"found MATCH '(.*?)'", step)]
    assert found
    assert not [part for part in found if '"*' in part], found


def test_many_categories_are_asked_for_at_once(shelf: Library) -> None:
    source = shelf.add_source("folder", "/many", "many").id
    several = [
        entry(f"g{n}", n % 3, "有", categories=((f"类{n}", "最新"), (f"类{n}", "首页")))
        for n in range(9)
    ]
    shelf.save(source, several)
    search = shelf.search(parse("in:最新 in:首页 is:unread"), View(1), NOW)
    assert len([n for step in search for n in step]) == 9
    again = shelf.search(parse("in:最新 in:首页"), View(1), NOW)
    steps = plans(shelf, lambda: list(again))
    assert any("LIST SUBQUERY" in step for step in steps)
    assert not any("CORRELATED" in step and "EXISTS" in step for step in steps)


def test_what_was_marked_is_found_by_its_list(shelf: Library) -> None:
    for asked in ("is:updated", "is:starred OR is:later", "is:updated 地铁"):
        steps = plans(shelf, lambda: list(shelf.search(parse(asked), View(1), NOW)))  # noqa: B023
        assert not re.search(r"d\.category (= 1|IN \(1\)) ", " ".join(steps)), asked


def test_a_search_keeps_to_its_view(shelf: Library) -> None:
    tree = {node.name: node.id for node in shelf.categories()}
    assert keys(shelf, "地铁", View(tree["编程"])) == "dc"
    assert keys(shelf, "地铁", View(1, newest_first=False)) == "abcde"
    shelf.mark([shelf.window(View(1), 1, 1)[0].id], "read", want=True)
    assert keys(shelf, "地铁", View(1, unread_only=True)) == "dcba"
    assert keys(shelf, "地铁", View(1, since=1_700_000_000 + 3 * DAY)) == "ed"


def test_the_best_is_what_has_it_in_its_title(shelf: Library) -> None:
    best = shelf.best(parse("地铁"), View(1), NOW)
    assert best is not None
    rows = [shelf.entry(number) for number in best]
    names = "".join(row.entry.key for row in rows if row)
    assert names[0] == "d"
    assert set(names[:3]) == set("abd")
    assert set(names[3:]) == set("ce")


@pytest.mark.parametrize("asked", ["is:unread", "地", "tag:metro", ""])
def test_nothing_is_best_without_words(shelf: Library, asked: str) -> None:
    assert shelf.best(parse(asked), View(1), NOW) is None


def test_what_is_much_is_not_ranked(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.library.search._NARROW", 4)
    assert shelf.best(parse("地铁"), View(1), NOW) is None
    assert shelf.best(parse("深圳"), View(1), NOW) is not None


def test_a_place_that_is_not_there_is_pointed_at(shelf: Library) -> None:
    with pytest.raises(QueryError, match="no category “趣头”") as caught:
        keys(shelf, "地铁 in:趣头")
    assert caught.value.at == 6
    with pytest.raises(QueryError, match="no source “x”"):
        keys(shelf, "source:x")


def test_a_search_that_is_stopped_ends(tmp_path: Path) -> None:
    library, _ = filled(tmp_path / "library.db", 3_000)
    with library:
        while rows := library.unindexed(1_000):
            library.index([Text(row, "word") for row in rows])
        asked = 0

        def stopped() -> bool:
            nonlocal asked
            asked += 1
            return asked > 1

        some = list(library.search(parse("word"), View(1), NOW, stopped))
        assert sum(map(len, some)) < 3_000
        every = list(library.search(parse("word"), View(1), NOW))
        assert len(every) > 1
        assert sum(map(len, every)) == 3_000


def test_results_are_a_view_like_any_other(shelf: Library) -> None:
    ids = [n for step in shelf.search(parse("地铁"), View(1), NOW) for n in step]
    view = View(1, found=Found(ids))
    assert shelf.count(view) == 5
    assert [row.id for row in shelf.window(view, 1, 2)] == ids[1:3]
    assert shelf.rank(view, ids[2]) == 2
    assert shelf.rank(view, 999) is None
    shelf.mark([ids[1]], "read", want=True)
    assert shelf.next_unread(view, ids[0]) == ids[2]
    assert shelf.next_unread(view, ids[2], backwards=True) == ids[0]
    assert shelf.next_unread(view, None) == ids[0]
    assert shelf.next_unread(view, ids[-1]) is None


def test_marking_all_found_read_marks_nothing_else(shelf: Library) -> None:
    ids = [n for step in shelf.search(parse("深圳"), View(1), NOW) for n in step]
    shelf.mark([ids[0]], "read", want=True)
    assert shelf.mark_all(View(1, found=Found(ids))) == len(ids) - 1
    unread = {row.id for row in shelf.window(View(1, unread_only=True), 0, 99)}
    assert unread == {row.id for row in shelf.window(View(1), 0, 99)} - {*ids}
    undone = shelf.undo()
    assert undone
    assert undone.count == len(ids) - 1
    assert shelf.mark_all(View(1, found=Found([]))) == 0


QUERIES = (
    "地铁",
    "m*",
    "地铁 in:编程",
    "is:unread 地铁",
    "is:starred",
    "is:unread",
    "",
    "tag:metro newer:8d",
    "地铁 source:晨报",
    "(is:starred OR 地铁) -in:编程",
    "-is:read date:2023",
)


@pytest.mark.parametrize("few", [-1, 20_000])
@pytest.mark.parametrize("asked", QUERIES)
def test_no_search_walks_over_a_big_table_or_sorts(
    shelf: Library, asked: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.library.search._FEW", few)
    for step in plans(shelf, lambda: list(shelf.search(parse(asked), View(1), NOW))):
        # The tree of names, and whether there is any story.
        small = "FROM category" in step or "FROM copy LIMIT 1" in step
        assert "TEMP B-TREE" not in step
        assert small or "VIRTUAL TABLE" in step or not step.startswith("SCAN"), step


def test_a_search_of_an_empty_library_finds_nothing(library: Library) -> None:
    assert keys(library, "word") == ""
    library.save(library.add_source("folder", "/p", "p").id, [sample("a")])
    assert keys(library, "word") == ""
