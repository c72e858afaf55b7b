"""Processes that read posts bring what reading them here brings."""

from itertools import chain
from pathlib import Path

import pytest

from tui.model import Stamp
from tui.sources import reading
from tui.sources.folder import Folder

Wanted = list[tuple[str, Stamp]]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Some posts, one of them not UTF-8, one without any front matter."""
    for number in range(20):
        text = (
            f"---\ntitle: 题{number}\ndate: 2024-05-{number + 1:02}\n---\n正文{number}"
        )
        (tmp_path / f"{number:02}.md").write_text(text, "utf-8")
    (tmp_path / "97.md").write_bytes("---\ntitle: 题\n---\n正文".encode("gb18030"))
    (tmp_path / "98.md").write_text("# Heading\n\ntext", "utf-8")
    return Folder(tmp_path)


@pytest.fixture
def wanted(folder: Folder) -> Wanted:
    """All of them, and one that is gone by the time it is read."""
    found = list(folder.scan())
    return [*found[::-1], ("99.md", found[0][1])]


def test_the_entries_are_those_read_here_in_the_order_wanted(
    folder: Folder, wanted: Wanted, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = [folder.read(*item) for item in wanted]
    assert [*chain(*reading.read_all(folder, wanted, 4))] == here
    monkeypatch.setattr(reading, "_MANY", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.delattr(Folder, "read")  # so it is done elsewhere
    batches = list(reading.read_all(folder, wanted, 4))
    assert [len(batch) for batch in batches] == [4, 4, 4, 4, 4, 3]
    assert [*chain(*batches)] == here
