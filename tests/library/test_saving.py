"""What sources bring is kept as it was, and what the reader marked is never lost."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.library.samples import filled, sample
from tui.library import Library
from tui.model import View


def test_an_entry_without_a_date_keeps_none(library: Library) -> None:
    source = library.add_source("folder", "/posts", "posts").id
    library.save(source, [sample("a.md", None)])
    row = library.find(source, "a.md")
    assert row
    assert row.entry.published is None
    assert library.save(source, [sample("a.md", None)]).changed == 0


def test_a_fraction_of_a_second_is_no_change(library: Library) -> None:
    source = library.add_source("folder", "/posts", "posts").id
    when = datetime(2024, 5, 1, 8, 0, 0, 250_000, tzinfo=UTC)
    entry = replace(sample("a.md"), published=when)
    library.save(source, [entry])
    assert library.save(source, [entry]).changed == 0


def test_moving_what_is_not_there_harms_nothing(library: Library) -> None:
    source = library.add_source("folder", "/posts", "posts").id
    library.save(source, [sample("new.md")])
    row = library.find(source, "new.md")
    assert row
    library.mark([row.id], "starred", want=True)
    library.move(source, "old.md", "new.md")
    after = library.find(source, "new.md")
    assert after
    assert (after.id, after.starred) == (row.id, True)


def test_a_changed_body_of_a_read_entry_shows_as_updated(library: Library) -> None:
    source = library.add_source("folder", "/posts", "posts").id
    library.save(source, [sample("a.md"), sample("b.md")])
    row = library.find(source, "a.md")
    assert row
    library.mark([row.id], "read", want=True)
    library.save(source, [sample("a.md", text="二"), sample("b.md", text="二")])
    rows = {found.entry.key: found for found in library.window(View(1), 0, 9)}
    assert (rows["a.md"].read, rows["a.md"].updated) == (True, True)
    assert not rows["b.md"].updated


def test_a_removed_entry_comes_back_with_its_id_and_marks(library: Library) -> None:
    source = library.add_source("folder", "/posts", "posts").id
    library.save(source, [sample("a.md")])
    row = library.find(source, "a.md")
    assert row
    library.mark([row.id], "later", want=True)
    assert library.remove(source, ["a.md", "none.md"]) == 1
    assert library.find(source, "a.md") is None
    assert library.count(View(1)) == 0
    assert library.save(source, [sample("a.md")]).new == 1
    back = library.find(source, "a.md")
    assert back
    assert (back.id, back.later) == (row.id, True)


@pytest.mark.parametrize("count", [3, 1_000, 2_001])
def test_stamps_ascend_over_pages(tmp_path: Path, count: int) -> None:
    library, source = filled(tmp_path / "library.db", count)
    with library:
        keys = [key for key, _, _ in library.stamps(source)]
    assert keys == sorted(keys)
    assert len(keys) == count


def test_stamps_of_a_scope_are_that_key_and_what_is_below(library: Library) -> None:
    source = library.add_source("folder", "/posts", "posts").id
    keys = ["a", "a-b", "a.md", "a/1", "a/b/2", "a0", "b"]
    library.save(source, [sample(key) for key in keys])
    assert [k for k, _, _ in library.stamps(source, "a")] == ["a", "a/1", "a/b/2"]


def test_marking_twice_at_once_counts_once(library: Library) -> None:
    source = library.add_source("folder", "/posts", "posts").id
    library.save(source, [sample("a.md")])
    row = library.find(source, "a.md")
    assert row
    assert library.mark([row.id, row.id], "starred", want=True) == 1


def test_undo_leaves_alone_what_was_changed_since(library: Library) -> None:
    source = library.add_source("folder", "/posts", "posts").id
    library.save(source, [sample("a.md"), sample("b.md")])
    first, second = [row.id for row in library.window(View(1), 0, 2)]
    library.mark([first, second], "read", want=True, label="both")
    library.connection.execute("UPDATE mark SET read = 0 WHERE entry = ?", (first,))
    undone = library.undo()
    assert undone
    assert (undone.label, undone.field, undone.want, undone.count) == (
        "both",
        "read",
        True,
        1,
    )
    assert library.undo() is None


def test_two_sources_of_one_name_are_told_apart(library: Library) -> None:
    library.add_source("folder", "/a", "posts")
    library.add_source("folder", "/b", "posts")
    again = library.add_source("folder", "/a", "posts")
    names = [c.name for c in library.categories() if c.kind == "source"]
    assert names == ["posts", "posts (2)"]
    assert again.id == library.sources()[0].id


def test_folders_of_one_name_are_told_apart_by_where_they_are(library: Library) -> None:
    for number, site in enumerate(("blog", "news", "news")):
        library.add_source("folder", f"/{number}/{site}/content", "content", site)
    names = [c.name for c in library.categories() if c.kind == "source"]
    assert names == ["content", "content (news)", "content (2)"]
    assert [source.name for source in library.sources()] == names


def test_an_emptied_category_leaves_the_tree(library: Library) -> None:
    source = library.add_source("folder", "/posts", "posts").id
    library.save(source, [sample("a.md")])
    library.save(source, [sample("a.md", paths=(("别处",),))])
    names = [c.name for c in library.categories() if c.kind == "category"]
    assert names == ["别处"]


def test_what_the_screen_remembers_comes_back(library: Library) -> None:
    assert library.recall("view") is None
    library.remember("view", {"category": 3, "names": ["新闻"]})
    assert library.recall("view") == {"category": 3, "names": ["新闻"]}


def test_a_place_is_kept_and_reads_nothing(library: Library) -> None:
    source = library.add_source("folder", "/posts", "posts").id
    library.save(source, [sample("a.md")])
    row = library.find(source, "a.md")
    assert row
    library.set_place(row.id, 7, 2)
    assert library.place(row.id) == (7, 2)
    assert library.count(View(1, unread_only=True)) == 1
