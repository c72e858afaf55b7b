"""Whatever is done to a library, its lists and counts are what a plain list would be."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from typing_extensions import override

from tui.library import Library
from tui.library.marks import Field
from tui.model import Entry, Stamp, View

KEYS = [f"{letter}.md" for letter in "abcdefgh"]
PATHS = [(), (("甲",),), (("甲", "乙"),), (("甲", "乙"), ("丙",)), (("丙",),)]
TIMES = [-200_000, -86_400, -5, 0, 5, 86_399, 86_400, 1_700_000_000, 1_700_000_100]


def entry(key: str, when: int, paths: tuple[tuple[str, ...], ...], text: str) -> Entry:
    published = datetime.fromtimestamp(when, UTC)
    stamp = Stamp(hash(text) % 1000, len(text), 1)
    digest = text.encode()
    return Entry(
        key=key,
        title=f"题 {key}",
        published=published,
        categories=paths,
        digest=digest,
        stamp=stamp,
    )


class LibraryMachine(RuleBasedStateMachine):
    """A library beside a dictionary that is meant to say the same."""

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.library = Library(Path(self.folder.name) / "library.db")
        self.source = self.library.add_source("folder", "/posts", "posts")
        self.there: dict[str, tuple[int, tuple[tuple[str, ...], ...]]] = {}
        self.marks: dict[str, set[str]] = {}
        self.ids: dict[str, int] = {}

    @override
    def teardown(self) -> None:
        self.library.close()
        self.folder.cleanup()

    @rule(
        batch=st.lists(
            st.tuples(
                st.sampled_from(KEYS),
                st.sampled_from(TIMES),
                st.sampled_from(PATHS),
                st.sampled_from("xyz"),
            ),
            max_size=5,
            unique_by=lambda item: item[0],
        )
    )
    def save(
        self, batch: list[tuple[str, int, tuple[tuple[str, ...], ...], str]]
    ) -> None:
        self.library.save(self.source.id, [entry(*item) for item in batch])
        for key, when, paths, _ in batch:
            self.there[key] = when, paths
            row = self.library.find(self.source.id, key)
            assert row
            if key in self.marks:
                assert self.ids[key] == row.id
            self.ids[key] = row.id

    @rule(key=st.sampled_from(KEYS))
    def remove(self, key: str) -> None:
        assert self.library.remove(self.source.id, [key]) == (key in self.there)
        self.there.pop(key, None)

    @rule(old=st.sampled_from(KEYS), new=st.sampled_from(KEYS))
    def move(self, old: str, new: str) -> None:
        if old == new or not {old, new} <= self.there.keys():
            return
        self.library.move(self.source.id, old, new)
        self.there[new] = self.there.pop(new)
        del self.there[old]
        self.marks.pop(new, None)
        if old in self.marks:
            self.marks[new] = self.marks.pop(old)
        self.ids[new] = self.ids.pop(old)

    @rule(
        key=st.sampled_from(KEYS),
        field=st.sampled_from(["read", "starred", "later"]),
        want=st.booleans(),
    )
    def mark(self, key: str, field: Field, want: bool) -> None:
        if key not in self.there:
            return
        marks = self.marks.get(key, set())
        real = (field in marks) != want
        assert self.library.mark([self.ids[key]], field, want) == real
        if real:
            self.marks[key] = marks | {field} if want else marks - {field}

    @rule(view=st.sampled_from(["all", "starred", "甲"]))
    def mark_all_and_undo(self, view: str) -> None:
        category = self.named(view)
        if not category:
            return
        unread = [
            key for key in self.listed(view) if "read" not in self.marks.get(key, ())
        ]
        assert self.library.mark_all(View(category), "all") == len(unread)
        assert self.library.count(View(category, unread_only=True)) == 0
        if unread:
            undone = self.library.undo()
            assert undone
            assert undone.count == len(unread)
            for key in unread:
                self.marks.setdefault(key, set())

    def named(self, view: str) -> int:
        for category in self.library.categories():
            if category.kind == view and category.parent in {0, 1}:
                return category.id
            if category.name == view:
                return category.id
        return 0

    def listed(self, view: str) -> list[str]:
        def has(key: str) -> bool:
            if view == "all":
                return True
            if view == "starred":
                return "starred" in self.marks.get(key, ())
            return any(path[0] == view for path in self.there[key][1])

        keys = [key for key in self.there if has(key)]
        return sorted(
            keys, key=lambda key: (self.there[key][0], self.ids[key]), reverse=True
        )

    @invariant()
    def the_lists_are_right(self) -> None:
        for name in ("all", "starred", "甲"):
            category = self.named(name)
            if not category:
                continue
            every = [self.ids[key] for key in self.listed(name)]
            unread = [
                self.ids[key]
                for key in self.listed(name)
                if "read" not in self.marks.get(key, ())
            ]
            for newest in (True, False):
                turn = 1 if newest else -1
                self.compare(View(category, newest_first=newest), every[::turn])
                self.compare(
                    View(category, unread_only=True, newest_first=newest),
                    unread[::turn],
                )
                for kept in set(every) - set(unread):
                    shown = [n for n in every if n in unread or n == kept]
                    view = View(category, True, newest, keep=kept)
                    self.compare(view, shown[::turn])
                recent = [
                    self.ids[key]
                    for key in self.listed(name)
                    if self.there[key][0] >= 5
                ]
                self.compare(
                    View(category, newest_first=newest, since=5), recent[::turn]
                )

    def compare(self, view: View, ids: list[int]) -> None:
        assert self.library.count(view) == len(ids)
        whole = [row.id for row in self.library.window(view, 0, 100)]
        assert whole == ids
        assert [row.id for row in self.library.window(view, 1, 2)] == ids[1:3]
        assert [row.id for row in self.library.window(view, 3, 50)] == ids[3:53]
        assert [self.library.rank(view, number) for number in ids] == [*range(len(ids))]

    @invariant()
    def it_is_sound(self) -> None:
        assert self.library.check() == []


TestLibrary = pytest.mark.slow(LibraryMachine.TestCase)
TestLibrary.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
