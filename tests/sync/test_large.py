"""A library that is a window on a server with more than it keeps stays true to it."""

from collections.abc import Iterator

import pytest

from tests.sync.large import Window, window
from tui.library import Library
from tui.model import View

TOTAL, NEWEST = 1_200, 200
ALL = View(1)


@pytest.fixture(params=["miniflux", "greader", "ttrss"])
def there(request: pytest.FixtureRequest, library: Library) -> Iterator[Window]:
    with window(library, request.param, TOTAL, NEWEST) as found:
        yield found


def expected(there: Window) -> dict[int, tuple[bool, bool]]:
    many = there.many
    return {n: (many.is_read(n), many.is_starred(n)) for n in there.here()}


def test_the_newest_come_and_no_more(there: Window) -> None:
    there.visit()
    numbers = there.numbers()
    assert NEWEST * 0.9 <= len(numbers) <= NEWEST
    assert {*numbers} == {*range(TOTAL - len(numbers) + 1, TOTAL + 1)}
    assert there.here() == expected(there)


def test_the_tree_counts_what_is_only_there(there: Window) -> None:
    there.visit()
    shown, told = there.shown(), there.told()
    if there.account.kind == "miniflux":
        assert {name: shown[name] for name in told} == told
        starred = sum(map(there.many.is_starred, range(1, TOTAL + 1)))
        assert shown["starred"][0] == starred
    else:  # it says only what is unread
        assert {n: shown[n][1] for n in told} == {n: told[n][1] for n in told}
        assert {shown[name][0] for name in told} == {None}


def test_counts_stay_right_while_one_reads_and_pages(there: Window) -> None:
    there.visit()
    shown = there.shown()
    ids = [row.id for row in there.rows() if not row.read][:7]
    there.library.mark(ids, "read", want=True)
    assert there.shown()["all"][1] == shown["all"][1] - 7
    there.page(ALL)
    assert there.shown()["all"][1] == shown["all"][1] - 7
    there.visit()
    told = there.told()
    assert {name: there.shown()[name][1] for name in told} == {
        name: told[name][1] for name in told
    }
    assert there.told()["all"][1] == shown["all"][1] - 7


def test_marks_that_wait_are_not_counted_twice(there: Window) -> None:
    there.visit()
    before = there.shown()["all"][1]
    there.visit()
    ids = [row.id for row in there.rows() if not row.read][:7]
    there.library.mark(ids, "read", want=True)
    wishes = there.library.wishes(there.account.id)
    there.library.fulfilled(wishes)  # as if the server could not be told
    there.library.mark(ids, "read", want=False)
    there.library.mark(ids, "read", want=True)
    there.visit()
    assert there.shown()["all"][1] == before - 7 == there.told()["all"][1]


def test_older_pages_follow_without_a_gap(there: Window) -> None:
    there.visit()
    for _ in range(3):
        before = len(there.numbers())
        brought = there.page(ALL)
        assert not brought.ended
        assert len(there.numbers()) == before + brought.new > before
        numbers = there.numbers()
        assert {*numbers} == {*range(TOTAL - len(numbers) + 1, TOTAL + 1)}
    assert there.here() == expected(there)


def test_all_of_it_comes_where_one_goes_on_to_the_end(there: Window) -> None:
    there.visit()
    there.all_pages(ALL)
    assert sorted(there.numbers()) == [*range(1, TOTAL + 1)]
    assert there.here() == expected(there)


def test_the_oldest_come_first_where_one_jumps_to_the_end(there: Window) -> None:
    there.visit()
    there.page(ALL, oldest=True)
    oldest = sorted(there.numbers())[:50]
    assert oldest == [*range(1, 51)]
    gap = there.gap(ALL)
    assert gap
    rest = there.numbers()[gap.index :]
    assert {*rest} == {*range(1, len(rest) + 1)}
    upside = there.gap(View(1, newest_first=False))
    assert upside
    assert upside.index == len(rest)


def test_both_ends_meet(there: Window) -> None:
    there.visit()
    there.all_pages(ALL, [False, True])
    assert sorted(there.numbers()) == [*range(1, TOTAL + 1)]
    assert there.here() == expected(there)


@pytest.mark.parametrize("name", ["Feed 017", "Folder 03"])
def test_a_feed_and_a_folder_are_gone_through_by_themselves(
    there: Window, name: str
) -> None:
    there.visit()
    view = View(there.node(name).id)
    there.all_pages(view)
    many = there.many
    names = {"Feed": many.title, "Folder": many.folder}[name.split(maxsplit=1)[0]]
    wanted = [n for n in range(1, TOTAL + 1) if names(many.feed_of(n)) == name]
    assert sorted(there.numbers(view)) == wanted
    assert there.gap(ALL)
    shown, told = there.shown()[name], there.told()[name]
    assert shown[1] == told[1]


def test_what_is_unread_is_gone_through_by_itself(there: Window) -> None:
    there.visit()
    view = View(1, unread_only=True)
    asked = there.there.questions
    there.all_pages(view)
    unread = [n for n in range(1, TOTAL + 1) if not there.many.is_read(n)]
    assert sorted(there.numbers(view)) == unread
    assert there.there.questions > asked
    assert there.gap(ALL)


def test_what_is_starred_is_gone_through_by_itself(there: Window) -> None:
    there.visit()
    node = next(c for c in there.library.categories() if c.kind == "starred")
    view = View(node.id)
    there.all_pages(view)
    assert sorted(there.numbers(view)) == [
        n for n in range(1, TOTAL + 1) if there.many.is_starred(n)
    ]


def test_a_second_visit_transfers_little(there: Window) -> None:
    there.visit()
    sent = there.there.sent
    there.visit()
    assert there.there.sent - sent < sent / 5
    assert len(there.numbers()) <= NEWEST


def test_news_come_and_leave_no_gap(there: Window) -> None:
    there.visit()
    for _ in range(3):
        there.many.publish(40)
        assert there.visit() == 40
    numbers = there.numbers()
    assert {*numbers} == {*range(TOTAL + 120 - len(numbers) + 1, TOTAL + 121)}
    assert there.shown()["all"][1] == there.told()["all"][1]
    there.page(ALL)
    numbers = there.numbers()
    assert {*numbers} == {*range(TOTAL + 120 - len(numbers) + 1, TOTAL + 121)}


def test_marks_made_there_come_here_and_nothing_else(there: Window) -> None:
    there.visit()
    there.page(ALL, oldest=True)
    size = len(there.numbers())
    marked = [5, 6, 7, 500, TOTAL - 3, TOTAL - 4, TOTAL - 150]
    for number in marked:
        there.many.mark(number, read=True)
    there.many.mark(TOTAL - 5, starred=True)
    there.many.mark(TOTAL - 6, read=False)
    for _ in range(4):
        there.visit()
    assert there.here() == expected(there)
    assert len(there.numbers()) == size
    assert there.shown()["all"][1] == there.told()["all"][1]


def test_all_marked_read_there_brings_only_what_is_here(there: Window) -> None:
    there.visit()
    there.page(ALL, oldest=True)
    size = len(there.numbers())
    for number in range(1, TOTAL + 1):
        there.many.mark(number, read=True)
    sent = there.there.sent
    for _ in range(4):
        there.visit()
    assert {read for read, _ in there.here().values()} == {True}
    assert len(there.numbers()) == size
    assert there.there.sent - sent < 10_000_000
    assert there.shown()["all"][1] == 0


def test_marks_made_here_are_there(there: Window) -> None:
    there.visit()
    there.page(ALL, oldest=True)
    for number in (3, TOTAL - 3):
        row = there.row(number)
        there.library.mark([row.id], "read", want=not row.read)
        there.library.mark([row.id], "starred", want=not row.starred)
    wanted = there.here()
    there.visit()
    assert there.here() == wanted == expected(there)
    assert not there.library.wishes(there.account.id)


def test_a_page_takes_no_mark_back(there: Window) -> None:
    there.visit()
    ids = [row.id for row in there.rows()]
    there.library.mark(ids, "starred", want=True)
    there.page(ALL)
    assert sum(row.starred for row in there.rows()) >= len(ids)


def test_more_than_is_kept_came_meanwhile(there: Window) -> None:
    """Then the newest come again, and the list says that something is between."""
    there.visit()
    there.many.publish(700)
    there.visit()
    total = there.many.total
    gap = there.gap(ALL)
    assert gap
    newest = there.numbers()[: gap.index]
    assert {*newest} == {*range(total - len(newest) + 1, total + 1)}
    assert there.shown()["all"][1] == there.told()["all"][1]
    there.all_pages(ALL)
    assert sorted(there.numbers()) == [*range(1, total + 1)]


@pytest.mark.parametrize("batches", range(1, 5))
def test_a_first_visit_that_ends_early_loses_nothing(
    there: Window, batches: int
) -> None:
    there.visit(batches)
    there.many.publish(30)
    there.visit()
    numbers = there.numbers()
    gap = there.gap(ALL)
    assert gap
    newest = numbers[: gap.index]
    assert {*newest} == {*range(TOTAL + 30 - len(newest) + 1, TOTAL + 31)}
    assert len(newest) >= NEWEST * 0.9
    there.all_pages(ALL)
    assert sorted(there.numbers()) == [*range(1, TOTAL + 31)]


def test_an_account_with_little_is_kept_whole(library: Library) -> None:
    for protocol in ("miniflux", "greader", "ttrss"):
        with window(library, protocol, 150) as there:
            there.visit()
            assert not there.gap(ALL)
            assert not there.library.beyond()
            row = next(r for r in library.sources() if r.kind == protocol)
            library.leave_source(row)


def test_what_is_left_is_forgotten(there: Window) -> None:
    there.visit()
    (row,) = there.library.sources()
    there.library.leave_source(row)
    assert not there.library.beyond()
    assert not there.gap(ALL)


def test_a_server_is_searched(there: Window) -> None:
    there.visit()
    if there.account.kind == "greader":
        from tui.errors import SourceError

        with pytest.raises(SourceError, match="search"):
            there.search("lighthouse")
        return
    there.search("周刊")
    node = next(c for c in there.library.categories() if c.kind == "found")
    view = View(node.id)
    assert node.total in {100, 150}  # a page
    there.all_pages(view)
    found = [n for n in range(1, TOTAL + 1) if "周刊" in there.many.topics(n)]
    assert sorted(there.numbers(view)) == found
    row = there.rows(view)[3]
    there.library.mark([row.id], "read", want=not row.read)
    there.library.repair()
    assert not there.library.check()
    assert len(there.numbers(view)) == len(found)
    there.search("rare0")
    assert there.numbers(view) == [999]
    assert there.gap(ALL)
