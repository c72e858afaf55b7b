"""A library is a window on a large server by Fever too, which lists items by id alone."""

from collections.abc import Iterator

import pytest

from tests.sync.large import Window, window
from tui.errors import SourceError
from tui.library import Library
from tui.model import View

TOTAL, NEWEST = 1_200, 200
ALL = View(1)


@pytest.fixture
def there(library: Library) -> Iterator[Window]:
    with window(library, "fever", TOTAL, NEWEST) as found:
        yield found


def expected(there: Window) -> dict[int, tuple[bool, bool]]:
    many = there.many
    return {n: (many.is_read(n), many.is_starred(n)) for n in there.here()}


def test_the_newest_come_and_then_what_is_new(there: Window) -> None:
    there.visit()
    assert sorted(there.numbers()) == [*range(TOTAL - NEWEST + 1, TOTAL + 1)]
    assert there.visit() == 0
    there.many.publish(70)
    assert there.visit() == 70
    assert there.here() == expected(there)


def test_what_is_unread_is_counted_as_a_whole(there: Window) -> None:
    there.visit()
    assert there.shown()["all"][1] == there.told()["all"][1]
    starred = [n for n in range(1, TOTAL + 1) if there.many.is_starred(n)]
    assert there.shown()["starred"][0] == len(starred)


def test_older_ones_come_page_by_page_from_either_end(there: Window) -> None:
    there.visit()
    assert there.page(ALL, oldest=True).new == 51
    assert sorted(there.numbers())[:51] == [*range(1, 52)]
    there.all_pages(ALL, [False, True])
    assert sorted(there.numbers()) == [*range(1, TOTAL + 1)]
    assert not there.gap(ALL)
    assert there.here() == expected(there)


def test_what_is_unread_or_starred_is_gone_through_by_itself(there: Window) -> None:
    there.visit()
    node = next(c for c in there.library.categories() if c.kind == "starred")
    starred = View(node.id)
    there.all_pages(starred)
    wanted = [n for n in range(1, TOTAL + 1) if there.many.is_starred(n)]
    assert sorted(there.numbers(starred)) == wanted
    unread = View(1, unread_only=True)
    there.all_pages(unread)
    wanted = [n for n in range(1, TOTAL + 1) if not there.many.is_read(n)]
    assert sorted(there.numbers(unread)) == wanted
    assert there.gap(ALL)


def test_a_feed_is_gone_through_with_all(there: Window) -> None:
    there.visit()
    view = View(there.node("Feed 017").id)
    there.all_pages(view)
    wanted = [n for n in range(1, TOTAL + 1) if there.many.feed_of(n) == 17]
    assert sorted(there.numbers(view)) == wanted


def test_marks_go_both_ways_for_all_that_is_here(there: Window) -> None:
    there.visit()
    there.page(ALL, oldest=True)
    size = len(there.numbers())
    for number in (5, 500, TOTAL - 3):
        there.many.mark(number, read=True, starred=True)
    row = there.row(7)
    there.library.mark([row.id], "starred", want=not row.starred)
    there.visit()
    assert there.here() == expected(there)
    assert len(there.numbers()) == size
    assert not there.library.wishes(there.account.id)


def test_more_than_is_kept_came_meanwhile(there: Window) -> None:
    there.visit()
    there.many.publish(700)
    there.visit()
    gap = there.gap(ALL)
    assert gap
    there.all_pages(ALL)
    assert sorted(there.numbers()) == [*range(1, there.many.total + 1)]


def test_there_is_no_search(there: Window) -> None:
    there.visit()
    with pytest.raises(SourceError, match="search"):
        there.search("lighthouse")
