"""What a server brings and what the reader marks end as the last wish of either."""

import pytest
from msgspec.structs import replace

from tests.library.samples import sample
from tui.library import Account, Library
from tui.model import Body, Row, View
from tui.news import Batch, Item, Marks, Move, Remaining

PLACE = ("科技", "周报")


@pytest.fixture
def account(library: Library) -> Account:
    login = {"user": "alice", "command": "pass news"}
    return library.add_account("miniflux", "https://rss.example", "Miniflux", login)


def item(key: str, *, read: bool = False, starred: bool = False) -> Item:
    return Item(sample(key, paths=(PLACE,)), Body(key, markdown=False), read, starred)


def take(library: Library, account: Account, *items: Item, **more: object) -> None:
    batch = replace(Batch({"since": 1}, items=items), **more)
    library.take(account.id, batch)


def rows(library: Library) -> dict[str, Row]:
    return {row.entry.key: row for row in library.window(View(1), 0, 99)}


def marks(library: Library) -> dict[str, tuple[bool, bool]]:
    return {key: (row.read, row.starred) for key, row in rows(library).items()}


def test_items_come_with_their_marks_and_texts(
    library: Library, account: Account
) -> None:
    take(library, account, item("1", read=True), item("2", starred=True))
    assert marks(library) == {"1": (True, False), "2": (False, True)}
    assert library.body(rows(library)["1"].id) == Body("1", markdown=False)
    assert library.count(View(1, unread_only=True)) == 1
    assert library.accounts()[0].state == {"since": 1}
    assert not library.wishes(account.id)


def test_what_the_reader_marks_waits_for_the_server(
    library: Library, account: Account
) -> None:
    take(library, account, item("1"), item("2"))
    found = rows(library)
    library.mark([found["1"].id], "read", want=True)
    library.mark([found["2"].id], "starred", want=True)
    library.mark([found["2"].id], "later", want=True)
    wishes = [(w.key, w.field, w.want) for w in library.wishes(account.id)]
    assert wishes == [("1", "read", True), ("2", "starred", True)]


def test_only_the_last_wish_counts(library: Library, account: Account) -> None:
    take(library, account, item("1"))
    number = rows(library)["1"].id
    library.mark([number], "read", want=True)
    (first,) = library.wishes(account.id)
    library.undo()
    (last,) = library.wishes(account.id)
    assert (last.want, last.seq > first.seq) == (False, True)
    library.fulfilled([first])
    assert library.wishes(account.id) == [last]
    library.fulfilled([last])
    assert not library.wishes(account.id)


def test_what_waits_is_not_taken_back_by_the_server(
    library: Library, account: Account
) -> None:
    take(library, account, item("1"), item("2"))
    library.mark([rows(library)["1"].id], "read", want=True)
    take(library, account, item("1"), item("2", read=True))
    assert marks(library)["1"] == (True, False)
    told = Marks(unread=frozenset({"1", "2"}), starred=frozenset({"1"}))
    take(library, account, marks=(told,))
    assert marks(library) == {"1": (True, True), "2": (False, False)}


def test_marks_of_some_or_of_a_place_leave_the_others(
    library: Library, account: Account
) -> None:
    take(library, account, item("1"), item("2"))
    some = Marks(frozenset(), frozenset(), among=frozenset({"2", "unknown"}))
    take(library, account, marks=(some,))
    assert marks(library) == {"1": (False, False), "2": (True, False)}
    there = Marks(frozenset({"2"}), frozenset(), place=PLACE)
    take(library, account, marks=(there,))
    assert marks(library) == {"1": (True, False), "2": (False, False)}


def test_a_mark_of_the_server_is_nothing_to_undo(
    library: Library, account: Account
) -> None:
    take(library, account, item("1"))
    take(library, account, item("1", read=True))
    assert library.undo() is None


def test_a_feed_that_moved_takes_its_entries_along(
    library: Library, account: Account
) -> None:
    take(library, account, item("1"))
    take(library, account, moved=(Move(PLACE, (("生活", "周报"),)),))
    assert rows(library)["1"].entry.categories == (("生活", "周报"),)
    assert {c.name for c in library.categories() if c.kind == "category"} == {
        "生活",
        "周报",
    }


def test_what_is_gone_at_the_server_goes(library: Library, account: Account) -> None:
    take(library, account, item("1"), item("2"))
    left = (Remaining(PLACE, frozenset({"2"})),)
    take(library, account, remaining=left)
    assert list(rows(library)) == ["2"]


def test_folders_and_feeds_have_nothing_to_tell(library: Library) -> None:
    source = library.add_source("folder", "/posts", "posts").id
    library.save(source, [sample("a.md")])
    library.mark([rows(library)["a.md"].id], "read", want=True)
    assert not library.wishes(source)
    assert library.rows("SELECT * FROM wish") == []


def test_it_is_told_which_entries_are_lacking(
    library: Library, account: Account
) -> None:
    take(library, account, item("1"))
    assert library.lacking(account.id, ["1", "2"]) == {"2"}


def test_an_account_keeps_its_login_up_to_date(
    library: Library, account: Account
) -> None:
    again = library.add_account(
        "miniflux", "https://rss.example", "Other", {"user": "bob"}
    )
    assert (again.id, again.name) == (account.id, "Miniflux")
    assert again.login == {"user": "bob"}
