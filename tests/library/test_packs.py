"""What is kept to be read offline has a bound; what is wanted there never goes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library.samples import filled
from tui.library import Library, rescue
from tui.model import Body, View

BODY = Body("".join(f"<p>{n * n}" for n in range(3_000)), markdown=False, base="")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Eight entries with a page each, kept one after the other."""
    opened, _ = filled(tmp_path / "library.db", 8)
    with opened:
        for number in ids(opened):
            opened.keep_page(number, BODY, at=number)
        yield opened


def ids(library: Library) -> list[int]:
    return sorted(row.id for row in library.window(View(1), 0, 99))


def kept(library: Library) -> list[int]:
    return [number for number in ids(library) if library.page(number)]


def page_size(library: Library) -> int:
    return library.kept().bytes // library.kept().pages


def test_what_was_kept_longest_ago_goes_first(library: Library) -> None:
    library.make_room(page_size(library) * 3)
    assert kept(library) == ids(library)[-3:]


def test_what_is_put_aside_or_packed_and_unread_stays(library: Library) -> None:
    starred, later, unread, read, *_ = ids(library)
    library.mark([starred], "starred", want=True)
    library.mark([later], "later", want=True)
    for number in (unread, read):
        library.pack(number, 1, whole=True)
    library.mark([read], "read", want=True)
    left = library.make_room(0)
    assert kept(library) == [starred, later, unread]
    assert left == library.kept().bytes > 0
    assert library.is_packed(unread)
    assert not library.is_packed(read)


def test_what_is_of_this_run_stays(library: Library) -> None:
    *_, last = ids(library)
    library.make_room(0, before=last)
    assert kept(library) == [last]


def test_a_new_page_makes_room_for_itself(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, *rest = ids(library)
    monkeypatch.setattr(
        "tui.library.packs.make_room.__defaults__",
        (page_size(library) * 8, 1 << 62, ()),
    )
    library.make_room(page_size(library) * 7)
    assert kept(library) == [second, *rest]
    library.keep_page(first, BODY, at=99)
    assert first in kept(library)


def test_a_picture_of_several_is_counted_once_and_goes_with_the_last(
    library: Library,
) -> None:
    one, other, *_ = ids(library)
    before = library.kept().bytes
    for number in (one, other):
        library.keep_picture(number, "https://example.org/a.png", 10_000)
    assert library.kept().bytes == before + 10_000
    library.make_room(before + 10_000 - 1)
    assert [*library.pictures()] == ["https://example.org/a.png"]
    library.make_room(before - page_size(library) * 2 + 1)
    assert [*library.pictures()] == []


def test_all_of_it_goes_with_its_entry(library: Library) -> None:
    (one, *_) = ids(library)
    library.keep_picture(one, "https://example.org/a.png", 10)
    library.pack(one, 1, whole=True)
    row = library.entry(one)
    assert row
    library.remove(row.source, [row.entry.key])
    assert [*library.pictures()] == []
    assert not library.is_packed(one)


def test_a_rescued_library_knows_what_was_packed(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    opened, _ = filled(path, 3)
    with opened:
        (one, *_) = ids(opened)
        opened.keep_picture(one, "https://example.org/a.png", 10)
        opened.pack(one, 1, whole=True)
    rescue(path)
    with Library(path) as library:
        assert [*library.pictures()] == ["https://example.org/a.png"]
        assert library.is_packed(one)


def test_a_page_that_is_fetched_keeps_to_the_bound_that_is_named(
    library: Library,
) -> None:
    first, *_, last = ids(library)
    size = page_size(library)
    library.keep_page(last, BODY, most=size * 20)
    assert len(kept(library)) == 8
    library.keep_page(first, BODY, most=size * 2)
    assert kept(library) == [first, last]
