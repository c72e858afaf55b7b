"""The full page of an entry is kept beside it, as long as the entry is there."""

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tests.library.samples import filled, sample
from tui.library import KeptPage, Library, rescue
from tui.model import Body, View

BODY = Body("<p>页 &amp; more</p>" * 99, markdown=False, base="http://example.org/a/")


@pytest.fixture
def shelf(tmp_path: Path) -> tuple[Library, int, int]:
    """A library of three entries, its source, and the id of the first."""
    library, source = filled(tmp_path / "library.db", 3)
    row = library.find(source, "0000.md")
    assert row
    return library, source, row.id


def test_there_is_no_page_at_first(shelf: tuple[Library, int, int]) -> None:
    library, _, number = shelf
    assert library.page(number) is None


def test_a_page_is_there_after_a_restart(shelf: tuple[Library, int, int]) -> None:
    library, _, number = shelf
    library.keep_page(number, BODY)
    library.close()
    with Library(library.path) as again:
        assert again.page(number) == KeptPage(BODY, shown=True)


def test_it_is_remembered_which_of_the_two_is_read(
    shelf: tuple[Library, int, int],
) -> None:
    library, _, number = shelf
    library.keep_page(number, BODY)
    library.show_page(number, shown=False)
    assert library.page(number) == KeptPage(BODY, shown=False)
    library.keep_page(number, BODY)
    assert library.page(number) == KeptPage(BODY, shown=True)


def test_a_page_takes_little_room(shelf: tuple[Library, int, int]) -> None:
    library, _, number = shelf
    library.keep_page(number, Body(BODY.text * 100, markdown=False))
    size = library.one("SELECT length(html) FROM page")[0]
    assert size * 50 < len(BODY.text) * 100


def test_a_page_stays_with_an_entry_that_is_renamed_or_rewritten(
    shelf: tuple[Library, int, int],
) -> None:
    library, source, number = shelf
    library.keep_page(number, BODY)
    library.save(source, [sample("other.md", text="二")])
    library.move(source, "0000.md", "other.md")
    found = library.find(source, "other.md")
    assert found
    assert library.page(found.id) == KeptPage(BODY, shown=True)


def test_a_page_goes_with_its_entry(shelf: tuple[Library, int, int]) -> None:
    library, source, number = shelf
    library.keep_page(number, BODY)
    library.remove(source, ["0000.md"])
    assert library.page(number) is None
    library.keep_page(number, BODY)
    assert library.page(number) is None


def test_a_page_of_an_entry_with_marks_waits_for_it(
    shelf: tuple[Library, int, int],
) -> None:
    library, source, number = shelf
    library.mark([number], "starred", want=True)
    library.keep_page(number, BODY)
    library.remove(source, ["0000.md"])
    library.save(source, [sample("0000.md")])
    assert library.page(number) == KeptPage(BODY, shown=True)


def test_what_cannot_be_unpacked_is_fetched_again(
    shelf: tuple[Library, int, int],
) -> None:
    library, _, number = shelf
    library.keep_page(number, BODY)
    library.connection.execute("UPDATE page SET html = x'00'")
    assert library.page(number) is None


def test_a_rescue_leaves_no_page_without_an_entry(
    shelf: tuple[Library, int, int],
) -> None:
    library, _, number = shelf
    library.keep_page(number, BODY)
    library.connection.execute("UPDATE page SET entry = 99")
    library.close()
    rescue(library.path)
    with Library(library.path) as again:
        assert again.page(99) is None
        assert again.count(View(1)) == 3


@given(text=st.text(), base=st.text())
@settings(max_examples=30)
def test_any_text_is_kept(
    tmp_path_factory: pytest.TempPathFactory, text: str, base: str
) -> None:
    library, source = filled(tmp_path_factory.mktemp("any") / "library.db", 1)
    with library:
        row = library.find(source, "0000.md")
        assert row
        library.keep_page(row.id, Body(text, markdown=False, base=base))
        kept = library.page(row.id)
        assert kept
        assert kept.body == Body(text, markdown=False, base=base)
