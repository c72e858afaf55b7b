"""Whatever is done to a library with feeds, an account and a folder, its lists are true."""

from typing import get_args

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import invariant, precondition, rule

from tests.library.any_sources import TIMES, Sources
from tests.library.recount import assert_true
from tests.library.samples import a_day_passes
from tui.library import Library, Stock, Text
from tui.library.marks import Field
from tui.model import Body, View

limits = st.tuples(
    st.sampled_from([None, 86_400, 1_700_000_001]),
    st.sampled_from([None, 0, 2]),
    st.booleans(),
)
QUERIES = [
    "题",
    "-题",
    "is:read OR is:starred",
    "older:1d",
    "is:updated 题",
    "is:later",
]


class AnySequence(Sources):
    """What the reader does and the library by itself, and what must always hold."""

    # What the reader does

    @precondition(lambda self: self.plain.here())
    @rule(data=st.data(), field=st.sampled_from(get_args(Field)), want=st.booleans())
    def mark(self, data: st.DataObject, field: Field, want: bool) -> None:
        here = self.plain.here()
        chosen = data.draw(st.lists(st.sampled_from(here), max_size=3, unique=True))
        ids = [self.plain.known[key].id for key in chosen]
        real = self.plain.mark(ids, field, want, self.account)
        assert self.library.mark([*ids, 1 << 40], field, want) == real

    @rule(data=st.data(), since=st.sampled_from([None, 0, 86_400]))
    def mark_all(self, data: st.DataObject, since: int | None) -> None:
        node = data.draw(st.sampled_from(self.library.categories()))
        view = View(node.id, unread_only=True, since=since)
        ids = [row.id for row in self.library.window(view, 0, 1_000)]
        real = self.plain.mark(ids, "read", True, self.account)
        assert self.library.mark_all(view) == real == len(ids)

    @rule()
    def undo(self) -> None:
        undone, count = self.library.undo(), self.plain.undo(self.account)
        assert (undone.count if undone else None) == count

    @precondition(lambda self: self.plain.here())
    @rule(data=st.data())
    def read_on_and_fetch_the_page(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(self.plain.here()))
        known = self.plain.known[key]
        self.library.set_place(known.id, 3, 1)
        known.marked = True
        self.library.keep_page(known.id, Body("<p>页</p>", markdown=False))
        self.library.show_page(known.id, shown=False)

    @rule(name=st.sampled_from("xy"), text=st.sampled_from(QUERIES))
    def keep_a_search(self, name: str, text: str) -> None:
        if search := self.library.saved_search(name):
            self.library.change_search(search, name, text, 0)
        else:
            self.library.save_search(name, text, 0)

    @rule(name=st.sampled_from("xy"))
    def forget_a_search(self, name: str) -> None:
        if search := self.library.saved_search(name):
            self.library.remove_search(search)

    # What the library does by itself

    @rule(all_of_it=st.booleans(), again=st.booleans())
    def judge(self, all_of_it: bool, again: bool) -> None:
        if again:
            self.library.fill_again()
        while self.library.settle(0) and all_of_it:
            pass

    @rule(limits=limits, account=st.booleans())
    def tidy(self, limits: tuple[int | None, int | None, bool], account: bool) -> None:
        source = self.account if account else self.feeds
        rows = {row.id: row.mount for row in self.library.sources()}
        stock = Stock("", source, rows[source], "", *limits)
        a_day_passes(self.library)
        surplus = self.library.surplus(stock)
        went = sum(step.entries for step in self.library.tidy(stock))
        assert surplus.entries == went == self.plain.tidy(source, *limits)
        self.plain.fold(self.account)

    @rule(since=st.sampled_from(TIMES))
    def tidy_aside(self, since: int) -> None:
        followed = tuple(feed.prefix for feed in self.library.subscriptions())
        surplus = self.library.aside(since)
        went = sum(step.entries for step in self.library.tidy_aside(since))
        sources = self.feeds, self.account
        assert (
            surplus.entries == went == self.plain.tidy_aside(sources, since, followed)
        )

    @rule(count=st.sampled_from([2, 100]))
    def index(self, count: int) -> None:
        rows = self.library.unindexed(count)
        assert self.library.index(Text(row, row.entry.title) for row in rows) == len(
            rows
        )

    @rule()
    def forget_index(self) -> None:
        self.library.forget_index()

    @rule(repair=st.booleans())
    def open_again(self, repair: bool) -> None:
        if repair:
            self.library.repair()
            while self.library.settle(0):
                pass
        self.library.close()
        self.library = Library(self.path)

    @rule(wanted=st.booleans())
    def want_stories(self, wanted: bool) -> None:
        self.library.want_stories(wanted)
        while self.library.settle(0):
            assert_true(self.library)
        self.plain.stories_wanted = wanted
        self.plain.fold(self.account)

    # What must hold

    @invariant()
    def the_lists_are_true(self) -> None:
        assert_true(self.library)

    @invariant()
    def the_entries_are_those_of_the_plain_library(self) -> None:
        (count,) = self.library.one("SELECT count(*) FROM entry WHERE NOT gone")
        assert count == len(self.plain.here())
        for key in self.plain.here():
            row = self.library.find(*key)
            assert row
            known = self.plain.known[key]
            assert (row.id, row.entry.categories) == (known.id, known.paths)
            marks = row.read, row.starred, row.later
            assert marks == (known.read, known.starred, known.later)
            story = [each.id for each in self.library.story(row.id)]
            assert story == sorted(self.plain.stories.get(row.id, [row.id]))
            assert row.also == len(story) - 1


EXAMPLES = max(12, settings().max_examples // 10)
TestAnySequence = pytest.mark.slow(AnySequence.TestCase)
TestAnySequence.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=30, deadline=None
)
