"""The command, run in this process or in one of its own, on a library of the test's."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.cli import main

Run = Callable[..., subprocess.CompletedProcess[str]]

POSTS = {
    "新媒体/model.html": (
        "---\ntitle: '一个因“崩溃”留言引发的故事'\nauthor: 编辑部\n"
        "link: https://example.com/1\ndate: Tue, 22 Mar 2022 02:59:56 GMT\n"
        "categories:\n - 新媒体\n - 趣头条\n - 分类\n---\n\n"
        "<h2>开头</h2><p>正文<b>很重要</b>。</p>\n"
    ),
    "compiler.md": (
        "---\ntitle: Compiler release notes\ndate: 2024-05-01T10:00:00Z\n"
        "categories: [Technology]\n---\n\n# News\n\nIt is *faster*, see https://example.com/\n"
    ),
    "broken.md": (
        "---\ntitle: 'Half a quote\ncategories: [Technology, Broken]\n"
        "date: 2023-01-02\n---\n\nStill readable.\n"
    ),
    "nothing.html": "<p>Only a body</p>\n",
    "hostile.html": (
        '---\ntitle: "\\e]0;owned\\a[/bold] \\u202Egnp.exe"\ndate: 2022-01-01\n---\n'
        "<p>a\x1b[31mred\x9b2J \u202eback</p>\n"
    ),
}


@pytest.fixture(autouse=True)
def _own_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BROADSHEET_LIBRARY", str(tmp_path / "library.db"))
    monkeypatch.setenv("BROADSHEET_CONFIG", str(tmp_path / "config.yaml"))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of five posts: fine, broken, bare and hostile."""
    for name, content in POSTS.items():
        file = tmp_path / "posts" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    return tmp_path / "posts"


@pytest.fixture
def broadsheet(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process."""

    def run(*words: object) -> subprocess.CompletedProcess[str]:
        argv = [str(word) for word in words]
        try:
            status = main(argv)
        except SystemExit as left:
            status = int(left.code or 0)
        return subprocess.CompletedProcess(argv, status, *capsys.readouterr())

    return run


@pytest.fixture
def program() -> Run:
    """Run the command as a program of its own."""

    def run(*words: object) -> subprocess.CompletedProcess[str]:
        argv = [sys.executable, "-m", "tui", *map(str, words)]
        return subprocess.run(argv, capture_output=True, encoding="utf-8", check=False)

    return run
