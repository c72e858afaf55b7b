"""Each page in tests/data/pages must be set as the files beside it say.

To add one, drop ``NAME.html`` there with the lines it is to be set in beside it:
``NAME.40.txt``, ``NAME.80.txt`` and ``NAME.120.txt``, written by hand, or by
``python -m tests.render.write_pairs`` and then read, line by line, before it is kept.
"""

import pytest

from tests.render.pairs import PAGES, WIDTHS, expected, lines, names


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", names())
def test_a_page_is_set_as_expected(name: str, width: int) -> None:
    assert lines(name, width) == expected(name, width).read_text("utf-8")


def test_no_expected_lines_are_left_without_their_page() -> None:
    pages = set(names())
    assert {path.name.split(".")[0] for path in PAGES.glob("*.txt")} == pages
