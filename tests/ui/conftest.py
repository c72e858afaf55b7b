"""Fixtures for the screens."""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tests.ui.newspaper import Newspaper, samples


class _SVG(SingleFileSnapshotExtension):
    file_extension = "svg"
    _write_mode = WriteMode.TEXT


@pytest.fixture
def painted(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """The picture a screen is compared with."""
    return snapshot.use_extension(_SVG)


@pytest.fixture
def newspaper(tmp_path: Path) -> Newspaper:
    """Thirty posts in three categories, the newest first in 科技 / 终端."""
    folder = tmp_path / "paper"
    folder.mkdir()
    paper = Newspaper(folder, tmp_path / "library.db", 30)
    names = ["科技, 终端", "科技, 网络", "生活"]
    for number in range(30):
        body = "".join(
            f"<p>第{number}篇的第{p}段，说的是一件小事。</p>" for p in range(40)
        )
        paper.write(
            f"{number:02}", f"文章{number:02}", names[number % 3], 30 - number, body
        )
    return paper


@pytest.fixture
def sampler(tmp_path: Path) -> Newspaper:
    """The sample posts."""
    return samples(tmp_path)


@pytest.fixture
def nothing(tmp_path: Path) -> Newspaper:
    """A folder without posts."""
    folder = tmp_path / "empty"
    folder.mkdir()
    return Newspaper(folder, tmp_path / "library.db", 0)


@pytest.fixture(autouse=True)
def without_indexing(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for a program that reads texts, but those that are about it."""
    monkeypatch.setattr("tui.screens.indexing.LOOK_SECONDS", None)


@pytest.fixture(autouse=True)
def in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pictures are in colour, whatever the terminal of the tests is."""
    for name in ("NO_COLOR", "COLORFGBG", "TEXTUAL_COLOR_SYSTEM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
