"""Finds the bodies that benchmarks and checks run on; knows nothing of what they do.

They stand outside the project, in ../shared; BENCH_SHARED names another folder.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tui.errors import BroadsheetError
from tui.model import Body
from tui.sources.folder import Folder

SHARED = Path(
    os.environ.get("BENCH_SHARED", Path(__file__).parents[2].parent / "shared")
)


def kept() -> Iterator[Body]:
    """Yield the posts of the corpus."""
    for folder in sorted((SHARED / "corpus" / "posts").glob("*")):
        yield from posts(folder)


def made(count: int, folder: Path) -> Iterator[Body]:
    """Make posts of the customer's kind in ``folder`` and yield their bodies."""
    maker = SHARED / "tools" / "make_posts.py"
    if not maker.exists():
        return
    subprocess.run(
        [sys.executable, maker, str(count), folder],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    yield from posts(folder)


def posts(folder: Path) -> Iterator[Body]:
    """Yield the bodies of a folder of posts."""
    source = Folder(folder)
    for key, _ in sorted(source.scan()):
        try:
            yield source.body(key)
        except BroadsheetError:
            continue


def pages() -> Iterator[Body]:
    """Yield the pages of the corpus, whole and as articles."""
    for path in sorted((SHARED / "corpus" / "pages" / "readability").rglob("*.html")):
        text = path.read_text("utf-8", "replace")
        yield Body(text, markdown=False, base="https://example.org/")
