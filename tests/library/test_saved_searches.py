"""Whatever happens to a library, a saved search has what it would find at that moment."""

import sqlite3
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from typing_extensions import override

from tests.library.samples import filled, sample
from tests.library.test_plans import plans
from tui.errors import QueryError
from tui.library import Library, SavedSearch, Text
from tui.library.marks import Field
from tui.library.rescue import rescue
from tui.library.searches import NameTakenError
from tui.model import Entry, View
from tui.query import lasting, parse

NOW = 1_700_000_000
DAY = 86_400
KEYS = [f"{letter}.md" for letter in "abcdef"]
PATHS = [(), (("甲",),), (("甲", "乙"),), (("甲", "乙"), ("丙",))]
WORDS = ["", "地铁", "metro", "地铁 metro"]
QUERIES = [
    "地铁",
    "m*",
    "地铁 -metro",
    "-地铁",
    "in:甲",
    "in:乙 地铁",
    "is:unread 地铁",
    "is:starred",
    "is:later",
    "(is:starred OR 地铁) -in:丙",
    "-is:read",
    "is:updated",
    "newer:7d",
    "newer:7d 地铁 is:unread",
    "older:7d",
    "(older:7d OR metro)",
    "date:2023-11 has:problem",
    "tag:x",
    "",
]


def view_of(library: Library, search: SavedSearch, now: int, root: int = 1) -> View:
    """What the screen shows of a saved search."""
    said = lasting(parse(search.query))
    since = None if said.newer is None else now - said.newer
    return View(library.list_of(search, root), said.unread, since=since)


def ids(library: Library, view: View) -> list[int]:
    return [row.id for row in library.window(view, 0, 999)]


def found(library: Library, text: str, now: int, root: int = 1) -> list[int]:
    steps = library.search(parse(text), View(root), now)
    return [number for step in steps for number in step]


def settled(library: Library, now: int) -> None:
    while library.settle(now):
        pass


def read_texts(library: Library, word: str = "") -> None:
    while rows := library.unindexed(99):
        library.index([Text(row, word) for row in rows])


class SearchesMachine(RuleBasedStateMachine):
    """A library with saved searches, beside the searches themselves."""

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.library = Library(Path(self.folder.name) / "library.db")
        self.sources = [
            self.library.add_source("folder", f"/{n}", name).id
            for n, name in enumerate(("晨报", "Evening"))
        ]
        self.now = NOW

    @override
    def teardown(self) -> None:
        self.library.close()
        self.folder.cleanup()

    @rule(
        source=st.integers(0, 1),
        key=st.sampled_from(KEYS),
        days=st.sampled_from([0, 1, 6, 8, 19_000]),
        paths=st.sampled_from(PATHS),
        title=st.sampled_from(WORDS),
        problem=st.booleans(),
        tags=st.sampled_from([(), ("x",)]),
    )
    def save(  # noqa: PLR0913, PLR0917 - what an entry is
        self,
        source: int,
        key: str,
        days: int,
        paths: tuple[tuple[str, ...], ...],
        title: str,
        problem: bool,
        tags: tuple[str, ...],
    ) -> None:
        entry = Entry(
            key=key,
            title=title or "题",
            published=datetime.fromtimestamp(NOW - days * DAY, UTC),
            categories=paths,
            tags=tags,
            digest=f"{title}{days}".encode(),
            problems=("broken",) * problem,
            url=f"https://example.org/story/{key}",
        )
        self.library.save(self.sources[source], [entry])
        read_texts(self.library)

    @rule(source=st.integers(0, 1), key=st.sampled_from(KEYS))
    def remove(self, source: int, key: str) -> None:
        self.library.remove(self.sources[source], [key])

    @rule(source=st.integers(0, 1))
    def leave_and_come_back(self, source: int) -> None:
        row = next(
            row for row in self.library.sources() if row.id == self.sources[source]
        )
        self.library.leave_source(row)
        self.library.add_source(row.kind, row.address, row.name)

    @rule(
        place=st.integers(0, 5),
        field=st.sampled_from(["read", "starred", "later"]),
        want=st.booleans(),
    )
    def mark(self, place: int, field: Field, want: bool) -> None:
        for row in self.library.window(View(1), place, 1):
            self.library.mark([row.id], field, want)

    @rule(name=st.sampled_from("xyz"))
    def mark_all(self, name: str) -> None:
        if search := self.library.saved_search(name):
            self.library.mark_all(view_of(self.library, search, self.now))

    @rule()
    def undo(self) -> None:
        self.library.undo()

    @rule(name=st.sampled_from("xyz"), text=st.sampled_from(QUERIES))
    def keep(self, name: str, text: str) -> None:
        search = self.library.saved_search(name)
        try:
            if search:
                self.library.change_search(search, name, text, self.now)
            else:
                self.library.save_search(name, text, self.now)
        except QueryError:
            assert "in:" in text  # there is no such category now

    @rule(name=st.sampled_from("xyz"), other=st.sampled_from("xyz"))
    def rename(self, name: str, other: str) -> None:
        search = self.library.saved_search(name)
        if search and not self.library.saved_search(other):
            self.library.change_search(search, other, search.query, self.now)

    @rule(name=st.sampled_from("xyz"))
    def forget(self, name: str) -> None:
        if search := self.library.saved_search(name):
            self.library.remove_search(search)

    @rule(days=st.integers(1, 5))
    def time_goes_by(self, days: int) -> None:
        self.now += days * DAY

    @rule()
    def repair(self) -> None:
        self.library.repair()
        read_texts(self.library)

    @invariant()
    def lists_have_what_is_found(self) -> None:
        settled(self.library, self.now)
        for search in self.library.saved_searches():
            assert search.complete
            for root in (1, *(row.mount for row in self.library.sources())):
                view = view_of(self.library, search, self.now, root)
                try:
                    want = found(self.library, search.query, self.now, root)
                except QueryError:
                    want = []
                has = ids(self.library, view)
                # The first that came stands for its story, in a search the first found.
                told = [self.story(number) for number in has]
                assert sorted(told) == sorted(map(self.story, want)), search
                assert len(set(told)) == len(told) == self.library.count(view)
                if told == has and want == [self.story(number) for number in want]:
                    assert has == want

    def story(self, entry: int) -> int:
        return self.library.story(entry)[0].id

    @invariant()
    def smart_views_have_what_is_so(self) -> None:
        kinds = {c.kind: c.id for c in self.library.categories() if c.parent == 1}
        every = self.library.rows("SELECT id FROM entry WHERE NOT gone")
        rows = [row for (n,) in every if (row := self.library.entry(n))]
        problems = {self.story(row.id) for row in rows if row.entry.problems}
        has = ids(self.library, View(kinds["problem"]))
        assert sorted(map(self.story, has)) == sorted(problems)
        updated = {self.story(row.id) for row in rows if row.updated}
        has = ids(self.library, View(kinds["updated"]))
        assert sorted(map(self.story, has)) == sorted(updated)

    @invariant()
    def it_is_sound(self) -> None:
        assert self.library.check() == []


TestSearches = pytest.mark.slow(SearchesMachine.TestCase)
TestSearches.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)


def test_a_mark_counts_in_the_same_transaction(tmp_path: Path) -> None:
    library, _ = filled(tmp_path / "library.db")
    with library:
        search = library.save_search("Stars", "is:starred", NOW)
        settled(library, NOW)
        category = library.list_of(search)
        library.mark([3, 4], "starred", want=True)
        assert library.count(View(category)) == 2
        library.mark([3], "read", want=True)
        assert library.count(View(category, unread_only=True)) == 1
        library.undo()
        library.undo()
        assert library.count(View(category)) == 0


def test_what_is_read_for_the_search_belongs_with_that_transaction(
    tmp_path: Path,
) -> None:
    library, source = filled(tmp_path / "library.db", 3)
    with library:
        search = library.save_search("Metro", "metro", NOW)
        settled(library, NOW)
        read_texts(library, "metro")
        assert library.count(View(library.list_of(search))) == 3
        library.save(source, [sample("new.md")])
        assert library.count(View(library.list_of(search))) == 3
        read_texts(library, "metro")
        assert library.count(View(library.list_of(search))) == 4


def test_a_new_search_is_filled_step_by_step_the_newest_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.library.judging._WINDOW", 7)
    library, _ = filled(tmp_path / "library.db", 20)
    with library:
        search = library.save_search("All", "in:新闻", NOW)
        assert not search.complete
        assert library.settle(NOW)
        newest = [row.id for row in library.window(View(1), 0, 7)]
        assert ids(library, View(library.list_of(search))) == newest
    # It may be left at any step, and goes on from there.
    with Library(tmp_path / "library.db") as again:
        assert again.unsettled(NOW)
        settled(again, NOW)
        assert again.count(View(again.list_of(search))) == 20
        assert again.saved_searches()[0].complete
        assert not again.unsettled(NOW)


def test_what_is_too_much_for_one_transaction_is_judged_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, source = filled(tmp_path / "library.db", 1)
    with library:
        search = library.save_search("All", "in:新闻", NOW)
        settled(library, NOW)
        monkeypatch.setattr("tui.library.searches._A_TRANSACTION", 2)
        library.save(source, [sample(f"new{n}.md") for n in range(5)])
        assert library.count(View(library.list_of(search))) == 3
        assert library.unsettled(NOW)
        settled(library, NOW)
        assert library.count(View(library.list_of(search))) == 6


def test_what_waits_to_be_judged_can_be_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.library.searches._A_TRANSACTION", 0)
    library, _ = filled(tmp_path / "library.db", 1)
    with library:
        search = library.save_search("Stars", "is:starred", NOW)
        library.mark([1], "read", want=True)
        library.mark([1], "starred", want=True)
        monkeypatch.undo()
        settled(library, NOW)
        assert ids(library, View(library.list_of(search))) == [1]


def test_a_name_is_given_once_and_a_query_must_be_right(library: Library) -> None:
    search = library.save_search("One", "地铁", NOW)
    library.save_search("Two", "metro", NOW)
    with pytest.raises(NameTakenError, match="“One” already"):
        library.save_search("One", "x", NOW)
    with pytest.raises(NameTakenError, match="“Two” already"):
        library.change_search(search, "Two", "地铁", NOW)
    with pytest.raises(QueryError, match="no category"):
        library.save_search("Three", "in:nowhere", NOW)
    with pytest.raises(QueryError):
        library.change_search(search, "One", '"', NOW)
    assert [one.name for one in library.saved_searches()] == ["One", "Two"]


def test_searches_are_put_in_order_and_keep_it(library: Library) -> None:
    one, two, three = (library.save_search(n, n, NOW) for n in ("a", "b", "c"))
    library.move_search(three, -2)
    library.move_search(one, 5)
    library.move_search(one, 1)
    names = [search.name for search in library.saved_searches()]
    assert names == ["c", "b", "a"]
    library.change_search(two, "B", "other", NOW)
    assert [search.name for search in library.saved_searches()] == ["c", "B", "a"]


def test_marking_all_marks_what_belongs_and_nothing_else(tmp_path: Path) -> None:
    library, _ = filled(tmp_path / "library.db")
    with library:
        library.mark([3, 4], "starred", want=True)
        search = library.save_search("Stars", "is:starred", NOW)
        settled(library, NOW)
        assert library.mark_all(View(library.list_of(search))) == 2
        assert library.count(View(1, unread_only=True)) == 18
        undone = library.undo()
        assert undone
        assert undone.count == 2
        assert library.count(View(1, unread_only=True)) == 20


def test_a_source_that_comes_later_has_its_lists(library: Library) -> None:
    library.save(library.add_source("folder", "/a", "a").id, [sample("a")])
    search = library.save_search("All", "in:新闻", NOW)
    settled(library, NOW)
    other = library.add_source("folder", "/b", "b")
    library.save(other.id, [sample("b"), sample("c")])
    assert library.count(View(library.list_of(search))) == 3
    assert library.count(View(library.list_of(search, other.mount))) == 2


def test_searches_outlive_a_damaged_file(tmp_path: Path) -> None:
    library, _ = filled(tmp_path / "library.db")
    with library:
        library.mark([3], "starred", want=True)
        library.save_search("Stars", "is:starred", NOW)
    rescue(tmp_path / "library.db")
    with Library(tmp_path / "library.db") as again:
        settled(again, NOW)
        (search,) = again.saved_searches()
        assert ids(again, View(again.list_of(search))) == [3]
        assert again.check() == []


def test_a_damaged_index_keeps_nobody_from_marking(tmp_path: Path) -> None:
    library, _ = filled(tmp_path / "library.db")
    with library:
        read_texts(library, "metro")
        search = library.save_search("Metro", "metro OR is:starred", NOW)
        settled(library, NOW)
        library.connection.execute("UPDATE found_data SET block = x'00' WHERE id > 10")
    with Library(tmp_path / "library.db") as again:
        assert any("cannot be compared" in fault for fault in again.check())
        assert again.mark([3], "starred", want=True) == 1
        assert again.unsettled(NOW)
        again.repair()
        read_texts(again, "metro")
        settled(again, NOW)
        assert again.count(View(again.list_of(search))) == 20


def test_an_article_read_again_is_updated_no_more(tmp_path: Path) -> None:
    library, source = filled(tmp_path / "library.db", 2)
    with library:
        kinds = {c.kind: c.id for c in library.categories() if c.parent == 1}
        library.mark([1], "read", want=True)
        library.save(source, [sample("0000.md", text="另一个")])
        assert ids(library, View(kinds["updated"])) == [1]
        library.seen(1)
        assert ids(library, View(kinds["updated"])) == []


@pytest.mark.parametrize("few", [-1, 20_000])
@pytest.mark.parametrize("text", QUERIES)
def test_nothing_that_is_done_for_a_search_walks_over_a_big_table_or_sorts(
    tmp_path: Path, text: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.library.search._FEW", few)
    library, source = filled(tmp_path / "library.db")
    paths = (("甲", "乙"), ("丙",))
    with library:
        library.save(source, [sample("x.md", paths=paths)])
        read_texts(library, "metro")

        def everything() -> None:
            search = library.save_search("S", text, NOW)
            library.unsettled(NOW + DAY)
            settled(library, NOW + DAY)
            library.mark([3], "starred", want=True)
            library.save(source, [sample("y.md", paths=paths)])
            library.saved_searches()
            library.count(view_of(library, search, NOW))
            library.remove_search(search)
            settled(library, NOW + DAY)

        for step in plans(library, everything):
            # The tree of names, the searches, the queues of what waits, a row a table.
            known_tables = ("category", "saved_search", "sqlite_sequence")
            queues = ("unjudged", "unfolded")
            small = [f"FROM {table}" for table in (*known_tables, *queues)]
            assert "TEMP B-TREE" not in step.split(" | ")[0] or "saved_search" in step
            known = any(name in step for name in small) or "VIRTUAL TABLE" in step
            assert known or not step.startswith("SCAN"), step


def test_triggers_find_the_lists_of_an_entry_by_index(tmp_path: Path) -> None:
    library, _ = filled(tmp_path / "library.db")
    with library:
        library.save_search("S", "metro", NOW)
        rows = library.rows("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
        statements = [
            part
            for (sql,) in rows
            for part in sql.partition("BEGIN")[2].removesuffix("END").split(";")
            if "derived" in part and "member" in part
        ]
        assert len(statements) > 4
        for statement in statements:
            asked = statement
            for name in ("new.", "old."):
                for column in ("published", "entry", "source", "read", "id", "gone"):
                    asked = asked.replace(f"{name}{column}", "1")
            asked = asked.replace("new.problems", "'[]'").replace("new.updated", "1")
            for step in library.rows(f"EXPLAIN QUERY PLAN {asked}"):
                assert not step[3].startswith("SCAN") or " d" in step[3], (step, asked)
                assert "TEMP B-TREE" not in step[3]


def test_a_query_of_another_version_finds_nothing(tmp_path: Path) -> None:
    library, source = filled(tmp_path / "library.db", 3)
    with library:
        search = library.save_search("S", "in:新闻", NOW)
        library.connection.execute("UPDATE saved_search SET query = 'nosuch:x'")
        settled(library, NOW)
        library.save(source, [sample("x.md")])
        assert library.count(View(library.list_of(search))) == 0


def test_an_older_library_gets_its_smart_views(tmp_path: Path) -> None:
    library, source = filled(tmp_path / "library.db", 3)
    library.save(source, [sample("x.md", problems=("x.md: broken",))])
    library.close()
    assert sqlite3.connect(tmp_path / "library.db").execute(
        "SELECT count(*) FROM member JOIN category c ON c.id = category"
        " WHERE c.kind = 'problem'"
    ).fetchone() == (2,)


@pytest.mark.parametrize("near", [0, 3, 999])
def test_however_much_is_judged_at_once_it_is_what_is_found(
    tmp_path: Path, near: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.library.judging._NEAR", near)
    library, source = filled(tmp_path / "library.db", 60)
    with library:
        read_texts(library, "地铁")
        for text in QUERIES:
            if "甲" not in text and "乙" not in text and "丙" not in text:
                library.save_search(text or "all", text, NOW)
        settled(library, NOW)
        some = [row.id for row in library.window(View(1), 0, 60)][::3]
        library.mark(some, "starred", want=True)
        library.mark(some[::2], "read", want=True)
        changed = [
            sample(f"{n:04}.md", NOW + n * 40_000 + n % 2, text="二", problems=("x",))
            for n in range(0, 60, 4)
        ]
        library.save(source, changed)
        read_texts(library, "metro")
        for search in library.saved_searches():
            view = view_of(library, search, NOW)
            assert ids(library, view) == found(library, search.query, NOW), search
        assert library.check() == []
