"""What sources do to a library by chance, and to a plain one beside it; it checks no list."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from msgspec.structs import replace
from typing_extensions import override

from tests.library.plain_library import NAMES, Key, Paths, Plain
from tests.library.samples import linked, sample
from tui.library import Library
from tui.model import Body, CategoryPath, Entry, View
from tui.news import Batch, Item, Marks, Move, Remaining, Scope, Stretch

if TYPE_CHECKING:
    from tui.library.marks import Field

URLS = ["https://a.example/feed", "https://b.example/feed"]
KEYS = list("abcd")
PATHS: list[Paths] = [(), (("甲",),), (("甲", "乙"),), (("甲", "乙"), ("丙",))]
PLACES: list[CategoryPath] = [("甲",), ("甲", "乙"), ("丙",)]
TIMES = [-90_000, -1, 0, 5, 86_399, 86_400, 1_700_000_000]
TOLD = st.sampled_from([None, True, False])

keys = st.sampled_from(KEYS)
times = st.sampled_from(TIMES)
some = st.lists(
    st.tuples(keys, times, st.sampled_from(PATHS), st.sampled_from("xy")),
    min_size=1,
    max_size=5,
    unique_by=lambda item: item[0],
)


def made(key: str, when: int, paths: Paths, text: str) -> Entry:
    """An entry that tells the story of its key, if there is one."""
    entry = sample(key, when, paths, text)
    name = NAMES.get(key[-1])
    return linked(entry, name) if name else entry


class Sources(RuleBasedStateMachine):
    """A library beside a plain one, and what feeds, an account and a folder do to it."""

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "library.db"
        self.library, self.plain = Library(self.path), Plain()
        self.feeds = self.library.feeds().id
        self.posts = self.library.add_source("folder", "/posts", "posts").id
        self.account = self.log_in()
        full = [(key, TIMES[-n], PATHS[n % 4], "x") for n, key in enumerate(KEYS, 1)]
        for url in URLS:
            self.subscribe(url, "甲", at=True)
            self.visit(url, full)
        self.read_folder(full)
        self.take(full, read=True, starred=None)
        self.read_everything()

    @override
    def teardown(self) -> None:
        self.library.close()
        self.folder.cleanup()

    # What sources do

    def log_in(self) -> int:
        return self.library.add_account("miniflux", "https://m.example", "M", {}).id

    @rule(url=st.sampled_from(URLS), name=st.sampled_from("甲乙"), at=st.booleans())
    def subscribe(self, url: str, name: str, at: bool) -> None:
        self.library.subscribe(url, name, ("新闻",) * at)

    @rule(url=st.sampled_from(URLS))
    def unsubscribe(self, url: str) -> None:
        if feed := self.library.subscription(url):
            keys = self.plain.here(self.feeds, f"{feed.prefix}/")
            assert self.library.unsubscribe(feed) == len(keys)
            self.plain.remove(keys)
            self.plain.forget_tidied(self.feeds, f"{feed.prefix}/")
            self.plain.fold(self.account)

    @rule(url=st.sampled_from(URLS), name=st.sampled_from("甲乙"), at=st.booleans())
    def rename(self, url: str, name: str, at: bool) -> None:
        if feed := self.library.subscription(url):
            wanted = replace(feed, name=name, folder=("新闻", "甲") * at)
            now = self.library.change_feed(feed, wanted)
            if now.places != feed.places:
                for key in self.plain.here(self.feeds, f"{feed.prefix}/"):
                    self.plain.known[key].paths = now.places
                self.plain.fold(self.account)

    @rule(url=st.sampled_from(URLS), batch=some)
    def visit(self, url: str, batch: list[tuple[str, int, Paths, str]]) -> None:
        if not (feed := self.library.subscription(url)):
            return
        entries = [made(feed.key(k), t, feed.places, x) for k, t, _, x in batch]
        bodies = [Body("<p>文</p>", markdown=False)] * len(entries)
        brought = self.library.save(self.feeds, entries, bodies)
        new = sum(self.save(self.feeds, entry) for entry in entries)
        assert brought.new == new
        self.plain.fold(self.account)

    @rule(batch=some)
    def read_folder(self, batch: list[tuple[str, int, Paths, str]]) -> None:
        entries = [made(*item) for item in batch]
        self.library.save(self.posts, entries)
        for entry in entries:
            self.save(self.posts, entry)
        self.plain.fold(self.account)

    @rule(key=keys)
    def delete_file(self, key: str) -> None:
        gone = self.plain.here(self.posts, key)
        assert self.library.remove(self.posts, [key]) == len(gone)
        self.plain.remove(gone)
        self.plain.fold(self.account)

    @rule(old=keys, new=keys)
    def rename_file(self, old: str, new: str) -> None:
        here = {key for _, key in self.plain.here(self.posts)}
        if old != new and {old, new} <= here:
            self.library.move(self.posts, old, new)
            self.plain.move(self.posts, old, new)
            self.plain.fold(self.account)

    @rule(batch=some, read=TOLD, starred=TOLD)
    def take(
        self,
        batch: list[tuple[str, int, Paths, str]],
        read: bool | None,
        starred: bool | None,
    ) -> None:
        entries = [made(*item) for item in batch]
        body = Body("文", markdown=True)
        items = tuple(Item(entry, body, read, starred) for entry in entries)
        self.library.take(self.account, Batch({}, items=items))
        for entry in entries:
            self.plain.reopen((self.account, entry.key), bool(starred), read is False)
            self.save(self.account, entry)
            self.told(entry.key, read, starred)
        self.plain.fold(self.account)

    def told(self, key: str, read: bool | None, starred: bool | None) -> None:
        said: list[tuple[Field, bool | None]] = [("read", read), ("starred", starred)]
        for name, want in said:
            if want is not None:
                self.plain.told(self.account, [key][:want], [key][want:], name)

    @rule(unread=st.frozensets(keys), starred=st.frozensets(keys))
    def hear_marks(self, unread: frozenset[str], starred: frozenset[str]) -> None:
        marks = Marks(unread, starred)
        self.library.take(self.account, Batch({}, marks=(marks,)))
        here = [key for _, key in self.plain.here(self.account)]
        on_server: list[tuple[Field, set[str]]] = [
            ("read", {*here} - unread),
            ("starred", {*here} & starred),
        ]
        for name, on in on_server:
            self.plain.told(self.account, on, {*here} - on, name)
        self.plain.fold(self.account)

    @rule(place=st.sampled_from(PLACES), to=st.sampled_from(PATHS))
    def rename_at_server(self, place: CategoryPath, to: Paths) -> None:
        self.library.take(self.account, Batch({}, (Move(place, to),)))
        for key in self.plain.here(self.account):
            self.plain.known[key].rename(place, to)
        self.plain.fold(self.account)

    @rule(left=st.frozensets(keys))
    def lose(self, left: frozenset[str]) -> None:
        self.library.take(self.account, Batch({}, remaining=(Remaining((), left),)))
        self.plain.remove(
            [each for each in self.plain.here(self.account) if each[1] not in left]
        )
        self.plain.fold(self.account)

    @rule(batch=some)
    def find_at_server(self, batch: list[tuple[str, int, Paths, str]]) -> None:
        self.library.seek("词")
        items = [Item(made(*item), Body("", False), False, False) for item in batch]
        reached = Stretch(Scope(words="词"), oldest=False, edge=0, more=None)
        self.library.take_page(self.account, items, reached)
        for item in items:
            here = self.plain.here(self.account)
            if (self.account, item.entry.key) not in here:
                self.plain.reopen((self.account, item.entry.key), False, True)
                self.save(self.account, item.entry)
                self.told(item.entry.key, False, False)
        self.plain.fold(self.account)

    @rule()
    def log_out_and_in(self) -> None:
        (row,) = [row for row in self.library.sources() if row.id == self.account]
        assert self.library.leave_source(row) == len(self.plain.here(self.account))
        self.plain.remove(self.plain.here(self.account))
        self.plain.forget_tidied(self.account)
        self.plain.fold(self.account)
        assert self.log_in() == self.account

    @rule(half=st.booleans())
    def tell_server(self, half: bool) -> None:
        wishes = self.library.wishes(self.account)
        wanted = {(wish.key, wish.field): wish.want for wish in wishes}
        assert wanted == self.plain.wishes_of(self.account)
        told = wishes[::2] if half else wishes
        self.library.fulfilled(told)
        for wish in told:
            del self.plain.wishes[self.plain.id(self.account, wish.key), wish.field]

    @rule()
    def read_everything(self) -> None:
        rows = self.library.window(View(1, unread_only=True), 0, 1_000)
        ids = [row.id for row in rows]
        real = self.plain.mark(ids, "read", True, self.account)
        assert self.library.mark_all(View(1)) == real

    def save(self, source: int, entry: Entry) -> bool:
        """Have the plain library take an entry in; return whether it was new."""
        key: Key = source, entry.key
        found = self.library.find(source, entry.key)
        assert (found is None) == (key in self.plain.tidied)
        if found is None:
            return False
        assert entry.published
        return self.plain.save(key, found.id, int(entry.published.timestamp()), entry)
