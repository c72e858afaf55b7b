"""Marking a whole category is told at once, done in pieces, and never marks too much."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.library.samples import sample
from tests.library.test_plans import plans
from tui.library import Library
from tui.model import Found, View
from tui.sync import indexing

PATHS = [("报", "甲"), ("报", "乙"), ("刊",)]
COUNT = 24


@pytest.fixture(autouse=True)
def short_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.library.sweeping.FEW", 2)
    monkeypatch.setattr("tui.library.sweep._STEP", 3)


def fill(library: Library, first: int = 0, count: int = COUNT) -> None:
    source = library.add_source("folder", "/posts", "posts").id
    library.save(
        source,
        [
            sample(f"{n:04}.md", 1_700_000_000 + n * 40_000, (PATHS[n % 3],))
            for n in range(first, first + count)
        ],
    )


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library.db") as found:
        fill(found)
        yield found


def named(library: Library, name: str) -> int:
    return next(c.id for c in library.categories() if name in {c.name, c.kind})


def unread(library: Library) -> dict[str, int]:
    return {c.name or c.kind: c.unread for c in library.categories()}


def shown_unread(library: Library) -> set[str]:
    return {r.entry.key for r in library.window(View(1), 0, 100) if not r.read}


def finish(library: Library) -> None:
    while library.sweep():
        pass


def test_the_tree_is_true_at_once_and_stays_so(library: Library) -> None:
    assert library.begin_mark_all(View(named(library, "报"))) == 16
    told = unread(library)
    assert {name: count for name, count in told.items() if count} == {
        "all": 8,
        "posts": 8,
        "刊": 8,
    }
    while library.sweep():
        assert unread(library) == told
    assert not library.is_sweeping()
    assert unread(library) == told
    assert library.check() == []


def test_rows_are_read_before_they_are_marked(library: Library) -> None:
    library.begin_mark_all(View(named(library, "甲")))
    rows = library.window(View(1), 0, 100)
    assert {r.entry.key for r in rows if r.read} == {
        f"{n:04}.md" for n in range(0, COUNT, 3)
    }


def test_a_list_of_what_is_unread_is_empty_but_for_what_is_open(
    library: Library,
) -> None:
    view = View(named(library, "乙"), unread_only=True)
    opened = library.window(view, 2, 1)[0]
    library.begin_mark_all(view)
    assert (library.count(view), library.window(view, 0, 50)) == (0, [])
    keeping = View(view.category, unread_only=True, keep=opened.id)
    assert library.count(keeping) == 1
    assert [row.id for row in library.window(keeping, 0, 50)] == [opened.id]
    assert library.rank(keeping, opened.id) == 0
    assert library.rank(keeping, opened.id + 3) is None


def test_what_is_read_soon_is_not_the_next_to_read(library: Library) -> None:
    library.begin_mark_all(View(named(library, "报")))
    assert library.next_unread(View(named(library, "乙")), None) is None
    following = library.next_unread(View(1), None)
    assert following
    row = library.entry(following)
    assert row
    assert row.entry.categories == (("刊",),)


def test_what_comes_meanwhile_stays_unread(library: Library) -> None:
    library.begin_mark_all(View(1))
    fill(library, COUNT, 6)
    finish(library)
    assert unread(library)["all"] == 6


def test_a_mark_made_meanwhile_counts(library: Library) -> None:
    library.begin_mark_all(View(1))
    row = library.window(View(1), COUNT - 1, 1)[0]
    assert row.read
    assert library.mark([row.id], "read", want=False) == 1
    assert shown_unread(library) == {row.entry.key}
    finish(library)
    assert shown_unread(library) == {row.entry.key}


def test_undo_is_told_at_once_too(library: Library) -> None:
    before = unread(library)
    library.mark_all(View(named(library, "报")))
    undone = library.begin_undo()
    assert undone
    assert undone.count == 16
    assert unread(library) == before
    assert len(shown_unread(library)) == COUNT
    finish(library)
    assert unread(library) == before
    assert library.undo() is None
    assert library.check() == []


def test_undo_stops_what_is_being_done(library: Library) -> None:
    before = unread(library)
    library.begin_mark_all(View(1))
    library.sweep()
    library.begin_undo()
    assert unread(library) == before
    finish(library)
    assert unread(library) == before


def test_what_was_found_stays_read_though_another_change_is_being_undone(
    library: Library,
) -> None:
    some = [row.id for row in library.window(View(1), 0, 8)]
    library.begin_mark_all(View(1))
    finish(library)
    library.begin_undo()
    assert library.begin_mark_all(View(1, found=Found(some))) == 8
    finish(library)
    assert unread(library)["all"] == COUNT - 8


def test_another_start_goes_on(library: Library) -> None:
    library.begin_mark_all(View(1))
    library.sweep()
    with Library(library.path) as other:
        assert other.is_sweeping()
        assert unread(other)["all"] == 0
        finish(other)
    assert not library.is_sweeping()
    assert library.count(View(1, unread_only=True)) == 0


def test_only_what_is_new_enough_is_marked(library: Library) -> None:
    rows = library.window(View(1), 0, 6)
    published = rows[-1].entry.published
    assert published
    assert library.begin_mark_all(View(1, since=int(published.timestamp()))) == 6
    assert len(shown_unread(library)) == COUNT - 6
    finish(library)
    assert unread(library)["all"] == COUNT - 6


DONE = st.one_of(
    st.tuples(st.just("all"), st.sampled_from(["all", "报", "甲", "刊"])),
    st.tuples(st.just("mark"), st.integers(1, COUNT)),
    st.tuples(st.just("undo"), st.none()),
    st.tuples(st.just("sweep"), st.none()),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(done=st.lists(DONE, max_size=12))
def test_what_is_told_on_the_way_is_what_is_so_in_the_end(
    done: list[tuple[str, object]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with Library(tmp_path_factory.mktemp("swept") / "library.db") as library:
        fill(library)
        for what, which in done:
            if what == "all":
                library.begin_mark_all(View(named(library, str(which))))
            elif what == "mark":
                row = library.entry(int(str(which)))
                assert row
                library.mark([row.id], "read", want=not row.read)
                marked = library.entry(row.id)
                assert marked
                assert marked.read is not row.read
            elif what == "undo":
                library.begin_undo()
            else:
                library.sweep()
            told = shown_unread(library)
        told = shown_unread(library)
        finish(library)
        assert shown_unread(library) == told
        assert library.check() == []


def test_no_piece_walks_over_a_big_table(library: Library) -> None:
    def piece() -> None:
        library.sweep()
        library.window(View(1, unread_only=True), 2, 3)
        library.next_unread(View(1), 3)

    for begin in (
        lambda: library.begin_mark_all(View(named(library, "报"))),
        library.begin_undo,
    ):
        assert begin()
        for step in plans(library, piece):
            short = ("json_each", "FROM below", "SCAN unjudged", "SCAN unfolded")
            small = any(name in step for name in short)
            assert small or not step.startswith("SCAN"), step
            assert "TEMP B-TREE" not in step.split(" | ")[0], step


def test_a_saved_search_is_marked_whole(library: Library) -> None:
    for _ in indexing.run(library):
        pass
    library.save_search("All of them", "题", 0)
    while library.settle(0):
        pass
    found = next(c for c in library.categories() if c.kind == "search" and c.total)
    assert library.mark_all(View(found.id)) == COUNT
    assert shown_unread(library) == set()
    assert library.check() == []
