"""What is indexed follows what the library has, whatever happens to it."""

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from msgspec.structs import replace

from tests.library.samples import filled, sample
from tui.errors import LibraryError
from tui.library import Library, Text
from tui.library.database import Database
from tui.library.schema import MIGRATIONS
from tui.library.search_schema import TABLES
from tui.model import Body, View
from tui.query import parse

ALL = View(1)
NOW = 1_800_000_000


def fill(library: Library, said: str = "") -> int:
    """Index what waits, each entry with its key and some words as its text."""
    count = 0
    while rows := library.unindexed(100):
        texts = [Text(row, f"{row.entry.key} {said}") for row in rows]
        count += library.index(texts)
    return count


def keys(library: Library, asked: str, view: View = ALL) -> list[str]:
    found = [n for step in library.search(parse(asked), view, NOW) for n in step]
    rows = (library.entry(number) for number in found)
    return [row.entry.key for row in rows if row]


def test_the_newest_are_indexed_first(tmp_path: Path) -> None:
    library, _ = filled(tmp_path / "library.db", 20)
    with library:
        rows = library.unindexed(3)
        assert [row.entry.key for row in rows] == ["0019.md", "0018.md", "0017.md"]
        assert library.index_state() == (0, 20, 0)
        library.index([Text(row, "") for row in rows])
        assert library.index_state() == (3, 17, 0)
        assert library.has_unindexed()
        assert fill(library) == 17
        assert not library.has_unindexed()
        assert library.check() == []


def test_an_entry_that_changed_is_found_by_what_it_says_now(tmp_path: Path) -> None:
    library, source = filled(tmp_path / "library.db", 5)
    with library:
        fill(library, "old")
        library.save(source, [sample("0002.md", 1_700_080_000, text="other")])
        assert "0002.md" not in keys(library, "old")
        fill(library, "new")
        assert keys(library, "new") == ["0002.md"]
        assert len(keys(library, "old")) == 4
        assert library.index_state().stale == 1


def test_an_entry_whose_text_was_read_too_early_waits_again(tmp_path: Path) -> None:
    library, source = filled(tmp_path / "library.db", 1)
    with library:
        (row,) = library.unindexed(1)
        library.save(source, [sample("0000.md", text="other")])
        assert library.index([Text(row, "old")]) == 0
        assert library.has_unindexed()


def test_what_is_gone_is_not_found_and_is_when_it_is_back(tmp_path: Path) -> None:
    library, source = filled(tmp_path / "library.db", 3)
    with library:
        library.mark([1], "starred", want=True)
        fill(library, "word")
        library.remove(source, ["0000.md", "0001.md"])
        assert keys(library, "word") == ["0002.md"]
        library.save(source, [sample("0000.md"), sample("0001.md")])
        fill(library, "word")
        assert len(keys(library, "word")) == 3
        assert library.check() == []


def test_a_moved_entry_is_found_under_its_new_date(tmp_path: Path) -> None:
    library, source = filled(tmp_path / "library.db", 3)
    with library:
        fill(library, "word")
        library.save(source, [sample("0000.md", 1_790_000_000)])
        fill(library, "word")
        assert keys(library, "word") == ["0000.md", "0002.md", "0001.md"]


def test_a_mark_or_a_visit_that_brought_nothing_indexes_nothing(tmp_path: Path) -> None:
    library, source = filled(tmp_path / "library.db", 3)
    with library:
        fill(library)
        library.mark([1, 2], "read", want=True)
        library.save(source, [sample("0000.md", 1_700_000_000)])
        assert not library.has_unindexed()


def test_the_page_that_is_read_instead_is_indexed(tmp_path: Path) -> None:
    library, _ = filled(tmp_path / "library.db", 1)
    with library:
        fill(library)
        library.keep_page(1, Body("<p>页</p>", markdown=False))
        assert fill(library) == 1
        library.show_page(1, shown=True)
        assert fill(library) == 0
        library.show_page(1, shown=False)
        assert fill(library) == 1


def test_many_of_one_day_are_numbered_into_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.library.index._BITS", 2)
    library, source = filled(tmp_path / "library.db", 0)
    with library:
        day = 1_700_006_400
        entries = [sample(f"{n}.md", day + n) for n in range(9)]
        library.save(source, [*entries, sample("next.md", day + 86_400)])
        assert fill(library, "word") == 10
        assert sorted(keys(library, "word")) == sorted(keys(library, ""))


def test_an_index_of_which_much_is_left_behind_is_made_anew(tmp_path: Path) -> None:
    library, source = filled(tmp_path / "library.db", 4)
    with library:
        fill(library)
        for text in "abc":
            assert not library.is_stale() or text == "c"
            library.save(source, [sample("0000.md", text=text)])
            fill(library)
        library.save(source, [sample("0001.md", text="d")])
        assert library.is_stale()
        library.forget_index()
        assert library.index_state() == (0, 4, 0)


def test_a_library_of_before_waits_to_be_indexed(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    before = MIGRATIONS[: MIGRATIONS.index(TABLES)]
    with Database(path, before) as old, old.transaction() as connection:
        connection.executemany(
            "INSERT INTO entry (source, key, title, author, url, published, certain, dated,"
            " categories, tags, problems, digest, mtime_ns, size, inode, gone)"
            " VALUES (1, ?, '旧', '', '', 9, 1, 1, '[]', '[]', '[]', x'', 7, 8, 9, ?)",
            [("a.md", 0), ("gone.md", 1)],
        )
        connection.execute("INSERT INTO member VALUES (1, 9, 1, 1)")
    with Library(path) as library:
        assert library.index_state() == (0, 1, 0)
        fill(library)
        assert [*library.search(parse("旧"), ALL, NOW)]


def test_a_hurt_index_is_told_and_made_anew(tmp_path: Path) -> None:
    library, _ = filled(tmp_path / "library.db", 30)
    with library:
        fill(library, "words and more words")
        with library.transaction() as connection:
            connection.execute("UPDATE found_data SET block = x'00' WHERE id > 10")
        assert any("search index" in problem for problem in library.check())
        library.repair()
        assert library.check() == []
        assert fill(library, "word") == 30
        assert len(keys(library, "word")) == 30


def test_an_index_that_lost_an_entry_is_told(tmp_path: Path) -> None:
    library, _ = filled(tmp_path / "library.db", 3)
    with library:
        fill(library)
        with library.transaction() as connection:
            connection.execute("DELETE FROM doc WHERE entry = 2")
        assert library.check() == [
            "1 wrong: entries that the search does not know",
            "2 wrong: words in the index without a document",
        ]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["save", "remove", "index", "mark", "move"]),
        st.integers(0, 4),
        st.integers(0, 3),
    ),
    max_size=25,
)


@settings(max_examples=40)
@given(STEPS)
def test_after_anything_what_is_found_is_what_is_there(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    with Library(tmp_path_factory.mktemp("any") / "library.db") as library:
        source = library.add_source("folder", "/posts", "posts").id
        for step, number, value in steps:
            key = f"{number}.md"
            if step == "save":
                entry = sample(key, 1_700_000_000 + value * 50_000, text=f"v{value}")
                library.save(source, [replace(entry, author=f"v{value}")])
            elif step == "remove":
                library.remove(source, [key])
            elif step == "move":
                library.move(source, key, f"{value}.md")
            elif step == "mark" and (row := library.find(source, key)):
                library.mark([row.id], "starred", want=value > 1)
            elif step == "index":
                fill(library)
        fill(library)
        assert library.check() == []
        rows = library.window(ALL, 0, 99)
        for value in range(4):
            expected = [row.id for row in rows if row.entry.author == f"v{value}"]
            found = library.search(parse(f"author:v{value}"), ALL, NOW)
            assert [n for part in found for n in part] == expected


def test_a_damaged_text_is_no_reason_to_stop(tmp_path: Path) -> None:
    library, _ = filled(tmp_path / "library.db", 2)
    with library:
        rows = library.unindexed(9)
        library.index([Text(row, "\x00\x1b word \ue000every") for row in rows])
        assert len(keys(library, "word")) == 2


def test_an_index_cannot_be_written_while_another_program_writes(
    tmp_path: Path,
) -> None:
    library, _ = filled(tmp_path / "library.db", 1)
    with library, Library(library.path) as other, other.transaction():
        library.connection.execute("PRAGMA busy_timeout = 1")
        with pytest.raises(LibraryError, match="in use"):
            library.index([Text(row, "") for row in library.unindexed(1)])
