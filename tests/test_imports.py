"""Each command loads only what it needs, so that scripts start fast."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCREEN = {"textual", "httpx", "pygments", "watchfiles", "PIL", "textual_image"}
MARKDOWN = {"markdown_it", "html2text"}
DATA = {"sqlite3", "yaml", "selectolax", "asyncio", "platformdirs"}

LOADED = """
import json, sys
from tui.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
sys.stderr.write(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "posts"
    folder.mkdir()
    (tmp_path / "config.yaml").touch()
    (folder / "a.html").write_text("---\ntitle: A\ndate: 2024-05-01\n---\n<p>one</p>\n")
    (folder / "b.md").write_text("---\ntitle: B\ndate: 2024-05-02\n---\n*two*\n")
    return folder


def loaded(shelf: Path, *words: str) -> set[str]:
    """Return the packages that a command loads, in an interpreter of its own."""
    library = f"--library={shelf.parent / 'library.db'}"
    config = f"--config={shelf.parent / 'config.yaml'}"
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words, library, config],
        capture_output=True,
        check=True,
        # Coverage itself loads sqlite3 and more into whatever it watches.
        env={k: v for k, v in os.environ.items() if not k.startswith("COVERAGE")},
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["list", "--help"]])
def test_help_loads_nothing(shelf: Path, words: list[str]) -> None:
    assert not loaded(shelf, *words) & (SCREEN | MARKDOWN | DATA)


def test_drawing_pictures_asks_the_terminal_nothing() -> None:
    """textual-image's package of renderables asks it, as soon as it is imported."""
    code = (
        "import sys; from PIL import Image; from tui.widgets import graphics\n"
        "assert not any(name.startswith('textual_image') for name in sys.modules)\n"
        "cells = (2, 2), (8, 8)\n"
        "graphics.kitty(Image.new('RGB', (9, 9)), *cells)\n"
        "graphics.sixel(Image.new('RGB', (9, 9)), *cells)\n"
        "assert 'textual_image.renderable' not in sys.modules\n"
        "assert 'textual_image.widget' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_lists_are_made_without_screen_and_renderer(shelf: Path) -> None:
    assert not loaded(shelf, "list", str(shelf), "--json") & (SCREEN | MARKDOWN)
    assert not loaded(shelf, "list") & (SCREEN | MARKDOWN)
    assert not loaded(shelf, "mark", "1", "--read") & (SCREEN | MARKDOWN)
    assert not loaded(shelf, "refresh") & (SCREEN | MARKDOWN)
    assert not loaded(shelf, "doctor") & (SCREEN | MARKDOWN)
    assert not loaded(shelf, "sources") & (SCREEN | MARKDOWN)
    assert not loaded(shelf, "export") & (SCREEN | MARKDOWN)


def test_an_article_loads_the_renderer_it_needs(shelf: Path) -> None:
    html, post = str(shelf / "a.html"), str(shelf / "b.md")
    assert not loaded(shelf, "show", html, "--html") & (SCREEN | MARKDOWN)
    assert not loaded(shelf, "show", html, "--text") & (SCREEN | MARKDOWN)
    assert "html2text" not in loaded(shelf, "show", post, "--text")
    assert "html2text" in loaded(shelf, "show", post, "--markdown")
