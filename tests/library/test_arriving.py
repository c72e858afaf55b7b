"""Many entries that come at once stand as if each had come alone."""

from pathlib import Path

from hypothesis import given, strategies as st

from tests.library.recount import assert_true, expected
from tests.library.samples import sample
from tui.library import Library
from tui.model import Entry

PATHS = st.lists(st.sampled_from([("甲",), ("甲", "乙"), ("丙",)]), max_size=2)
ENTRIES = st.builds(
    sample,
    key=st.sampled_from(["a", "b", "c/d", "\\xff"]),
    when=st.none() | st.integers(-90_000, 200_000),
    paths=PATHS.map(tuple),
    text=st.sampled_from("一二"),
    problems=st.sampled_from([(), ("a:1: wrong",)]),
)


@given(st.lists(st.lists(ENTRIES, max_size=6), max_size=3))
def test_a_batch_is_taken_in_as_its_entries_one_by_one(
    batches: list[list[Entry]],
) -> None:
    with Library(Path(":memory:")) as one, Library(Path(":memory:")) as other:
        numbers = [each.add_source("folder", "/p", "p").id for each in (one, other)]
        for batch in batches:
            saved = one.save(numbers[0], batch)
            alone = [other.save(numbers[1], [entry]) for entry in batch]
            assert saved.new == sum(each.new for each in alone)
            assert saved.changed == sum(each.changed for each in alone)
        assert_true(one)
        assert _told(one) == _told(other)


def _told(library: Library) -> list[object]:
    keys = dict(library.rows("SELECT id, key FROM entry"))
    names = dict(library.rows("SELECT id, kind || name FROM category"))
    lists = {
        (names[category], when, keys[entry], unread)
        for category, rows in expected(library).items()
        for when, entry, unread in rows
    }
    known = library.rows("SELECT kind, name, uses FROM known_name ORDER BY kind, name")
    return [lists, known, library.rows("SELECT key, title FROM entry ORDER BY key")]
