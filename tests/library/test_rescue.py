"""Of a damaged library, what can be read is saved, and the damaged file is kept."""

import contextlib
import random
from pathlib import Path

import pytest

from tests.library.samples import filled
from tui.errors import LibraryError
from tui.library import KeptPage, Library, rescue
from tui.model import Body, View

PAGE = 4_096


def damage(path: Path, pages: int, seed: int) -> None:
    data = bytearray(path.read_bytes())
    dice = random.Random(seed)  # noqa: S311
    for _ in range(pages):
        start = dice.randrange(2, len(data) // PAGE) * PAGE
        data[start : start + PAGE] = dice.randbytes(PAGE)
    path.write_bytes(data)


def test_a_sound_library_is_rescued_whole(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    library, _ = filled(path, 300)
    ids = [row.id for row in library.window(View(1), 0, 10)]
    library.mark(ids, "starred", want=True)
    library.mark(ids[:5], "read", want=True)
    body = Body("<p>页</p>", markdown=False, base="http://example.org/")
    library.keep_page(ids[0], body)
    library.close()
    saved = rescue(path)
    assert (saved.entries, saved.marks) == (300, 10)
    with Library(path) as library, Library(saved.kept) as damaged:
        assert library.check() == []
        assert library.page(ids[0]) == KeptPage(body, shown=True)
        for view in (View(1), View(1, unread_only=True)):
            assert library.window(view, 0, 300) == damaged.window(view, 0, 300)
        assert library.statistics()["starred"] == 10


@pytest.mark.parametrize("seed", range(8))
def test_of_a_damaged_library_what_can_be_read_is_saved(
    tmp_path: Path, seed: int
) -> None:
    path = tmp_path / "library.db"
    library, _ = filled(path, 2_000)
    library.close()
    damage(path, 12, seed)
    saved = None
    with contextlib.suppress(LibraryError):
        saved = rescue(path)
    if saved is None:  # a page that everything hangs on
        assert [item.name for item in tmp_path.iterdir()] == ["library.db"]
        return
    with Library(path) as library:
        assert library.check() == []
        assert library.count(View(1)) <= saved.entries <= 2_000
        assert saved.kept.exists()


def test_what_is_no_library_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_text("no database " * 500)
    with pytest.raises(LibraryError, match="start again"):
        rescue(path)
    assert path.read_text().startswith("no database")
    assert [item.name for item in tmp_path.iterdir()] == ["library.db"]


def test_where_even_the_names_of_the_tables_are_lost_the_file_is_left_alone(
    tmp_path: Path,
) -> None:
    path = tmp_path / "library.db"
    filled(path, 3)[0].close()
    data = path.read_bytes()
    path.write_bytes(data[:200] + b"x" * (PAGE - 200) + data[PAGE:])
    with pytest.raises(LibraryError, match=r"library\.db: nothing in it"):
        rescue(path)
    assert [item.name for item in tmp_path.iterdir()] == ["library.db"]
