"""No list or count walks over a big table, whatever the view."""

from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path

import pytest

from tests.library.samples import a_day_passes, filled, sample
from tui.library import Library, Stock
from tui.model import View

SINCE = 1_700_300_000
VIEWS = [
    View(1, unread, newest, since, keep)
    for unread, newest, since, keep in product(
        (False, True), (False, True), (None, SINCE), (0, 9)
    )
]
CALLS: dict[str, Callable[[Library, View], object]] = {
    "count": lambda library, view: library.count(view),
    "window": lambda library, view: library.window(view, 5, 5),
    "rank": lambda library, view: library.rank(view, 12),
    "next": lambda library, view: library.next_unread(view, 8),
    "previous": lambda library, view: library.next_unread(view, 12, backwards=True),
    "first": lambda library, view: library.next_unread(view, None),
    "stamps": lambda library, _: list(library.stamps(1, "0003.md")),
    "problems": lambda library, _: library.entries_with_problems(5),
    "find": lambda library, _: library.find(1, "0003.md"),
    "entry_at": lambda library, _: library.entry_at("https://example.org/a"),
    "page": lambda library, _: library.page(9),
    "mark_all": lambda library, view: library.mark_all(view),
    "surplus": lambda library, _: library.surplus(Stock("", 1, 1, since=SINCE, most=9)),
    "surplus of a feed": lambda library, _: library.surplus(
        Stock("", 1, 1, "0123456789abcdef", since=SINCE, most=9)
    ),
    "tidy": lambda library, _: list(library.tidy(Stock("", 1, 1, most=15), 3)),
    "lacking": lambda library, _: library.lacking(1, ["a", "0003.md"]),
}


def plans(library: Library, call: Callable[[], object]) -> list[str]:
    """The steps of the plan of each query that the call makes."""
    seen: list[str] = []
    library.connection.set_trace_callback(seen.append)
    call()
    library.connection.set_trace_callback(None)
    queries = [text for text in seen if text.startswith("SELECT")]
    assert queries
    return [
        f"{step[3]} | {text}"
        for text in queries
        for step in library.connection.execute(f"EXPLAIN QUERY PLAN {text}")
    ]


@pytest.mark.parametrize("name", CALLS)
def test_every_query_is_an_index_search(tmp_path: Path, name: str) -> None:
    library, _ = filled(tmp_path / "library.db")
    with library:
        library.mark([9], "read", want=True)
        for view in VIEWS:
            for step in plans(library, partial(CALLS[name], library, view)):
                first = ("SCAN unjudged", "SCAN unfolded", "SCAN copy")  # LIMIT 1
                short = "entry_with_problems" in step or step.startswith(first)
                assert short or not step.startswith("SCAN"), step
                assert "TEMP B-TREE" not in step.split(" | ")[0], step


@pytest.mark.parametrize("view", VIEWS)
def test_a_window_skips_only_within_a_day(tmp_path: Path, view: View) -> None:
    library, _ = filled(tmp_path / "library.db", 200)
    with library:
        steps = plans(library, lambda: library.window(view, 150, 5))
    skips = [int(s.rsplit("OFFSET ", 1)[1]) for s in steps if "OFFSET " in s]
    assert all(skip <= 3 for skip in skips)


@pytest.mark.parametrize("since", [None, SINCE])
def test_the_next_unread_is_sought_from_where_the_reader_is(
    tmp_path: Path, since: int | None
) -> None:
    library, _ = filled(tmp_path / "library.db")
    view = View(1, newest_first=False, since=since)
    with library:
        steps = plans(library, partial(library.next_unread, view, 12))
    assert any("(published,entry)>(?,?)" in step for step in steps)


def test_what_is_kept_aside_is_found_by_an_index(tmp_path: Path) -> None:
    library, _ = filled(tmp_path / "library.db")
    with library:
        for call in (library.aside, lambda since: list(library.tidy_aside(since))):
            steps = plans(library, partial(call, SINCE))
            assert any("USING INDEX entry_aside" in step for step in steps)
            scans = {step.split(" | ")[0] for step in steps if step.startswith("SCAN")}
            few = (
                "SCAN s ",
                "SCAN unjudged",
                "SCAN unfolded",
            )  # the sources, and the first that waits
            assert all(scan.startswith(few) for scan in scans)


def test_what_went_is_remembered_and_forgotten_by_an_index(tmp_path: Path) -> None:
    library, source = filled(tmp_path / "library.db")
    seen: list[str] = []
    with library:
        library.mark_all(View(1))
        a_day_passes(library)
        library.connection.set_trace_callback(seen.append)
        list(library.tidy(Stock("", source, 1, most=15)))
        library.save(source, [sample("0003.md")])
        library.connection.set_trace_callback(None)
        about = [text for text in seen if "tidied" in text and "TRIGGER" not in text]
        assert len({text.split()[0] for text in about}) == 3
        for text in about:
            for step in library.connection.execute(f"EXPLAIN QUERY PLAN {text}"):
                assert not step[3].startswith("SCAN tidied"), text
