"""Stretches of time are all of it together, in order, and cut between days."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from tests.library.samples import sample
from tui.library import Library
from tui.library.stretches import stretches

DAY = 86_400
MOMENTS = st.integers(-3 * DAY, 40 * DAY)
BOUNDS = st.none() | MOMENTS


@given(st.lists(MOMENTS, max_size=30), BOUNDS, BOUNDS, st.booleans())
def test_every_moment_is_in_one_stretch(
    tmp_path_factory: pytest.TempPathFactory,
    moments: list[int],
    low: int | None,
    high: int | None,
    newest_first: bool,
) -> None:
    path: Path = tmp_path_factory.mktemp("library") / "library.db"
    with pytest.MonkeyPatch.context() as patch, Library(path) as library:
        patch.setattr("tui.library.stretches._FIRST", 2)
        patch.setattr("tui.library.stretches._GROWTH", 1)
        source = library.add_source("folder", "/posts", "posts").id
        entries = [sample(f"{n:03}.md", moment) for n, moment in enumerate(moments)]
        library.save(source, entries)
        cut = [*stretches(library.connection, low, high, newest_first=newest_first)]
    in_order = cut[::-1] if newest_first else cut
    assert in_order[0].low == low
    assert in_order[-1].high == high
    for one, next_one in pairwise(in_order):
        assert one.high == next_one.low
        assert one.high is not None
        assert one.high % DAY == 0


def test_the_first_stretch_is_short(tmp_path: Path) -> None:
    with Library(tmp_path / "library.db") as library:
        source = library.add_source("folder", "/posts", "posts").id
        day = 1_700_006_400
        entries = [sample(f"{n:03}.md", day + n * DAY) for n in range(90)]
        library.save(source, entries)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("tui.library.stretches._FIRST", 5)
            newest = [*stretches(library.connection, None, None, newest_first=True)]
            oldest = [*stretches(library.connection, None, None, newest_first=False)]
    assert newest[0] == (day + 85 * DAY, None)
    assert newest[-1].low is None
    assert oldest[0] == (None, day + 5 * DAY)
    assert len(newest) == len(oldest) == 5  # 5, 10, 20, 40, and what is left
