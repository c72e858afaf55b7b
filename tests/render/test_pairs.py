"""Each NAME.html in pairs/ must be set as NAME.40.txt says."""

from pathlib import Path

import pytest

from tui.render.html import parse
from tui.render.typeset import plain_lines

PAIRS = Path(__file__).parent / "pairs"


@pytest.mark.parametrize("name", sorted(path.stem for path in PAIRS.glob("*.html")))
def test_a_page_is_set_as_expected(name: str) -> None:
    page = parse(
        (PAIRS / f"{name}.html").read_text("utf-8"), "https://example.org/posts/one/"
    )
    expected = (PAIRS / f"{name}.40.txt").read_text("utf-8")
    assert "\n".join(plain_lines(page, 40)) + "\n" == expected
