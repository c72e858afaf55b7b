"""A run brings the library in step with the folder, whatever happened to it."""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from tui.library import Library
from tui.model import Entry, Stamp, View
from tui.sources.folder import Folder
from tui.sync import folder as sync

STAMPS = st.builds(Stamp, st.integers(0, 3), st.just(1), st.just(1))
LISTINGS = st.dictionaries(st.text("ab/.", min_size=1, max_size=3), STAMPS)


@given(LISTINGS, LISTINGS)
def test_the_plan_names_each_key_once_and_what_became_of_it(
    known: dict[str, Stamp], found: dict[str, Stamp]
) -> None:
    steps = list(
        sync.plan(
            ((k, v, b"") for k, v in sorted(known.items())), sorted(found.items())
        )
    )
    assert [step.key for step in steps] == sorted({*known, *found})
    for step in steps:
        assert step.found == found.get(step.key)
        assert (step.known.stamp if step.known else None) == known.get(step.key)
        assert step.same == (known.get(step.key) == found.get(step.key))


def post(title: str, body: str = "<p>正文</p>") -> str:
    return f"\n---\ntitle: '{title}'\ncategories:\n - 新闻\ndate: 2024-05-01\n---\n\n{body}\n"


class Shelf:
    """A folder of posts and the library that follows it."""

    def __init__(self, folder: Path, library: Library) -> None:
        folder.mkdir()
        self.path, self.library = folder, library
        self.source = Folder(folder)
        row = library.add_source("folder", self.source.address, self.source.name)
        self.number, self.mount = row.id, row.mount

    def write(self, name: str, text: str) -> None:
        (self.path / name).write_text(text, "utf-8")

    def run(self, *scopes: str, batches: int = 1_000) -> sync.Progress:
        return asyncio.run(self._run(scopes or ("",), batches))

    async def _run(self, scopes: Sequence[str], batches: int) -> sync.Progress:
        steps = sync.run(self.source, self.library, self.number, scopes)
        progress = sync.Progress()
        while batches and not progress.done:
            progress, batches = await anext(steps), batches - 1
        return progress

    def titles(self) -> list[str]:
        rows = self.library.window(View(self.mount), 0, 1_000)
        return sorted(row.entry.title for row in rows)


def test_posts_come_change_and_go(tmp_path: Path, library: Library) -> None:
    shelf = Shelf(tmp_path / "posts", library)
    shelf.write("a.md", post("甲"))
    shelf.write("b.md", post("乙"))
    assert (shelf.run()).new == 2
    assert (shelf.run()).news == 0
    shelf.write("a.md", post("甲二", "<p>另一篇更长的正文</p>"))
    (shelf.path / "b.md").unlink()
    progress = shelf.run()
    assert (progress.changed, progress.removed) == (1, 1)
    assert shelf.titles() == ["甲二"]


def test_a_renamed_post_keeps_its_marks(tmp_path: Path, library: Library) -> None:
    shelf = Shelf(tmp_path / "posts", library)
    shelf.write("a.md", post("甲"))
    shelf.run()
    row = library.find(shelf.number, "a.md")
    assert row
    library.mark([row.id], "starred", want=True)
    (shelf.path / "a.md").rename(shelf.path / "z.md")
    progress = shelf.run()
    assert (progress.moved, progress.new, progress.removed) == (1, 0, 0)
    moved = library.find(shelf.number, "z.md")
    assert moved
    assert (moved.id, moved.starred) == (row.id, True)


def test_what_an_older_program_read_is_read_again(
    tmp_path: Path, library: Library
) -> None:
    shelf = Shelf(tmp_path / "posts", library)
    shelf.write("a.md", post("甲"))
    stamp = dict(shelf.source.scan())["a.md"]
    old = replace(stamp, reader=stamp.reader - 1)
    library.save(shelf.number, [Entry("a.md", "badly read", stamp=old)])
    assert shelf.run().changed == 1
    assert [row.entry.title for row in library.window(View(1), 0, 9)] == ["甲"]
    assert shelf.run().news == 0


def test_only_the_named_scope_is_looked_at(tmp_path: Path, library: Library) -> None:
    shelf = Shelf(tmp_path / "posts", library)
    shelf.write("a.md", post("甲"))
    shelf.write("b.md", post("乙"))
    progress = shelf.run("b.md")
    assert (progress.seen, shelf.titles()) == (1, ["乙"])


def test_a_run_that_was_stopped_goes_on_from_what_was_saved(
    tmp_path: Path, library: Library
) -> None:
    shelf = Shelf(tmp_path / "posts", library)
    for number in range(200):
        shelf.write(f"{number:03}.md", post(f"第{number}篇"))
    assert shelf.run(batches=1).new < 200
    saved = library.count(View(shelf.mount))
    assert 0 < saved < 200
    assert (shelf.run()).new == 200 - saved
    assert library.count(View(shelf.mount)) == 200


def test_the_newest_are_read_first_by_their_names_or_times(
    tmp_path: Path, library: Library
) -> None:
    shelf = Shelf(tmp_path / "posts", library)
    for number in range(600):
        shelf.write(f"{number:03}.md", post(f"第{number}篇"))
        os.utime(shelf.path / f"{number:03}.md", (number, number))
    shelf.write("2030-01-01-a.md", post("最新"))
    shelf.run(batches=3)  # the first few as they stand, then one batch of the others
    titles = shelf.titles()
    assert "最新" in titles
    assert {"第599篇", "第590篇"} <= set(titles)
    assert "第100篇" not in titles
    shelf.run()
    assert library.count(View(shelf.mount)) == 601


def test_a_run_with_processes_is_one_without(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(tmp_path / "posts", library)
    for number in range(100):
        shelf.write(f"{number:03}.md", post(f"第{number}篇"))
    monkeypatch.setattr("tui.sources.reading._MANY", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert shelf.run(batches=1).new == 60
    assert shelf.run().new == 40
    assert shelf.titles() == sorted(f"第{number}篇" for number in range(100))


def test_of_one_date_the_post_whose_file_is_newest_comes_first(
    tmp_path: Path, library: Library
) -> None:
    shelf = Shelf(tmp_path / "posts", library)
    written = {"b": 2_000, "c": 1_000, "a": 3_000, "d": 1_000}
    for name, seconds in written.items():
        shelf.write(f"{name}.md", post(name))
        os.utime(shelf.path / f"{name}.md", (seconds, seconds))
    shelf.run()
    rows = shelf.library.window(View(shelf.mount), 0, 9)
    assert [row.entry.title for row in rows] == ["a", "b", "d", "c"]
