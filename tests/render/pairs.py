"""The pages of tests/data/pages and the lines that they are to be set in."""

from pathlib import Path

from tui.render.html import parse
from tui.render.typeset import plain_lines

PAGES = Path(__file__).parents[1] / "data" / "pages"
WIDTHS = (40, 80, 120)
_BASE = "https://example.org/posts/one/"


def names() -> list[str]:
    """The pages there are."""
    return sorted(path.stem for path in PAGES.glob("*.html"))


def page(name: str) -> str:
    """What a page says."""
    return (PAGES / f"{name}.html").read_text("utf-8")


def expected(name: str, width: int) -> Path:
    """Where the lines are that a page is to be set in."""
    return PAGES / f"{name}.{width}.txt"


def lines(name: str, width: int) -> str:
    """A page as it is set."""
    return "\n".join(plain_lines(parse(page(name), _BASE), width)) + "\n"
