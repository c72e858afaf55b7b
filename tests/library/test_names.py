"""The names in a library are known with how often they are used, whatever happens to it."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from tests.library.test_plans import plans
from tui.library import Library
from tui.model import Entry

NAMES = ["Ada", "ada b", "王小明", "王大", ""]
TAGS = [(), ("Metro",), ("metro", "Metro"), ("地铁", "x")]


def entry(key: str, author: str, tags: tuple[str, ...], path: str = "新媒体") -> Entry:
    when = datetime.fromtimestamp(1_700_000_000, UTC)
    return Entry(
        key=key,
        title=key,
        published=when,
        author=author,
        tags=tags,
        categories=((path, "趣头条"),),
    )


@pytest.fixture
def named(library: Library) -> Library:
    source = library.add_source("folder", "/p", "晨报").id
    rows = [("a", "王小明", ("Metro",)), ("b", "王大", ("metro", "Metro"))]
    library.save(source, [entry(*row) for row in [*rows, ("c", "王大", ())]])
    library.save(source, [entry("d", "Ada", (), "New media")])
    return library


@pytest.mark.parametrize(
    ("field", "start", "names"),
    [
        ("author", "", ["王大", "王小明", "Ada"][:2]),
        ("author", "王", ["王大", "王小明"]),
        ("author", "a", ["Ada"]),
        ("author", "x", []),
        ("tag", "", ["Metro", "metro"]),
        ("tag", "m", ["Metro", "metro"]),
        ("in", "", ["晨报", "趣头条"]),
        ("in", "new", ["New media"]),
        ("in", "新媒体/", ["新媒体/趣头条"]),
        ("source", "晨", ["晨报"]),
        ("is", "", []),
    ],
)
def test_names_begin_as_they_are_typed_the_most_used_first(
    named: Library, field: str, start: str, names: list[str]
) -> None:
    assert named.names(field, start, 2) == names


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"),
            st.sampled_from(NAMES),
            st.sampled_from(TAGS),
            st.sampled_from(["save", "remove", "star"]),
        ),
        max_size=12,
    )
)
def test_names_are_counted_whatever_is_done(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[str, str, tuple[str, ...], str]],
) -> None:
    there: dict[str, tuple[str, tuple[str, ...]]] = {}
    with Library(tmp_path_factory.mktemp("l") / "library.db") as library:
        source = library.add_source("folder", "/p", "p").id
        for key, author, tags, what in steps:
            row = library.find(source, key)
            if what == "save":
                library.save(source, [entry(key, author, tags)])
                there[key] = author, tags
            elif what == "star" and row:
                library.mark([row.id], "starred", want=True)  # kept aside when removed
            elif what == "remove":
                library.remove(source, [key])
                there.pop(key, None)
        wanted = Counter(("author", author) for author, _ in there.values() if author)
        wanted += Counter(
            ("tag", tag) for _, tags in there.values() for tag in set(tags)
        )
        rows = library.rows("SELECT kind, name, uses FROM known_name")
        assert {(kind, name): uses for kind, name, uses in rows} == wanted


@pytest.mark.parametrize("field", ["author", "tag", "in", "source"])
@pytest.mark.parametrize("start", ["", "王", "m", "a/b"])
def test_no_name_is_looked_for_in_the_entries(
    named: Library, field: str, start: str
) -> None:
    for step in plans(named, lambda: named.names(field, start, 5)):
        assert "TEMP B-TREE" not in step.split(" | ")[0]
        assert not step.startswith("SCAN") or "FROM category" in step, step
