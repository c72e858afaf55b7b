"""A program that writes all a library can, and stands still somewhere within a write.

``python -m tests.library.writer LIBRARY SEED POINT``: after so many steps of SQLite's
machine, in tens, it says ``begun`` and waits to be killed.
"""

import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from msgspec.structs import replace

from tests.library.samples import a_day_passes, linked, sample
from tests.story.test_sketch import article
from tui.library import Library, Stock, Text
from tui.library.marks import Field
from tui.model import Body, Entry, View
from tui.news import Batch, Item

if TYPE_CHECKING:
    from collections.abc import Callable

STEP = 10
PATHS = [(), (("甲",),), (("甲", "乙"),), (("甲", "乙"), ("丙",))]


class Writer:
    """Does one thing after another with a library, by chance."""

    def __init__(self, library: Library, chance: random.Random) -> None:
        self.library, self.chance = library, chance
        login = {"user": "u", "command": "c"}
        self.account = library.add_account("miniflux", "https://m.example", "M", login)
        self.folder = library.add_source("folder", "/posts", "posts")
        self.feed = library.subscribe("https://a.example/feed", "甲", ("新闻",))

    def any_view(self) -> View:
        nodes = self.library.categories()
        return View(self.chance.choice(nodes).id)

    def entries(self, count: int) -> list[tuple[str, int, str]]:
        pick = self.chance.randrange
        keys = self.chance.sample(range(60), count)
        return [(f"{key}", pick(-100_000, 400_000), f"{pick(4)}") for key in keys]

    def told(self, entry: Entry, key: str) -> Entry:
        """Return an entry with the link of others, in its own source at times."""
        return linked(entry, f"{int(key) // self.chance.choice([1, 1, 1, 2])}")

    def save(self) -> None:
        made = [
            self.told(sample(f"{key}.md", when, self.chance.choice(PATHS), text), key)
            for key, when, text in self.entries(12)
        ]
        self.library.save(self.folder.id, made)

    def visit(self) -> None:
        made = [
            self.told(sample(self.feed.key(key), when, self.feed.places, text), key)
            for key, when, text in self.entries(12)
        ]
        bodies = [Body("<p>正文</p>", markdown=False)] * len(made)
        self.library.save(self.library.feeds().id, made, bodies)

    def take(self) -> None:
        items = tuple(
            Item(
                self.told(sample(key, when, self.chance.choice(PATHS), text), key),
                Body("文", markdown=True),
                self.chance.choice([True, False]),
                self.chance.random() < 0.2,
            )
            for key, when, text in self.entries(12)
        )
        self.library.take(self.account.id, Batch({}, items=items))

    def remove(self) -> None:
        self.library.remove(self.folder.id, [f"{key}.md" for key in range(0, 60, 5)])

    def move(self) -> None:
        keys = [key for key, _, _ in self.library.stamps(self.folder.id)]
        if len(keys) > 1:
            self.library.move(self.folder.id, *self.chance.sample(keys, 2))

    def rename(self) -> None:
        was, name = self.library.current(self.feed), self.chance.choice("甲乙丙")
        assert was
        now = replace(was, name=name, folder=(name, "下"))
        self.feed = self.library.change_feed(was, now)

    def leave(self) -> None:
        self.library.unsubscribe(self.feed)
        self.feed = self.library.subscribe("https://a.example/feed", "甲", ("新闻",))

    def mark(self) -> None:
        rows = self.library.window(View(1), 0, 200)
        some = self.chance.sample([row.id for row in rows], min(len(rows), 9))
        field = self.chance.choice(get_args(Field))
        self.library.mark(some, field, self.chance.random() < 0.7)

    def mark_all(self) -> None:
        self.library.mark_all(self.any_view())

    def undo(self) -> None:
        self.library.undo()

    def tell(self) -> None:
        self.library.fulfilled(self.library.wishes(self.account.id)[::2])

    def tidy(self) -> None:
        a_day_passes(self.library)
        for source in (self.account.id, self.library.feeds().id):
            mount = next(
                row.mount for row in self.library.sources() if row.id == source
            )
            most, unread = self.chance.randrange(20), self.chance.random() < 0.5
            for _ in self.library.tidy(
                Stock("", source, mount, most=most, unread=unread)
            ):
                pass
        for _ in self.library.tidy_aside(0):
            pass

    def index(self) -> None:
        rows = self.library.unindexed(20)
        texts = [article(row.id % 7) for row in rows]
        self.library.index(map(Text, rows, texts))

    def keep_page(self) -> None:
        for row in self.library.window(View(1), 0, 3):
            self.library.keep_page(row.id, Body("<p>页</p>", markdown=False))

    def fold(self) -> None:
        self.library.want_stories(self.chance.random() < 0.7)
        for _ in range(3):
            self.library.settle(0)

    def mend(self) -> None:
        if self.chance.random() < 0.1:
            self.library.repair()


def main() -> None:
    path, seed, point = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    left = point

    def stand_still() -> None:
        nonlocal left
        left -= library.connection.in_transaction
        if not left:
            sys.stdout.write("begun\n")
            sys.stdout.flush()
            sys.stdin.read()

    with Library(Path(path)) as library:
        chance = random.Random(seed)  # noqa: S311 - it is to be the same again
        writer = Writer(library, chance)
        deeds: list[Callable[[], None]] = [
            *(writer.save, writer.visit, writer.take, writer.mark, writer.mark_all),
            *(writer.remove, writer.move, writer.rename, writer.leave, writer.undo),
            *(writer.tell, writer.tidy, writer.index, writer.keep_page, writer.mend),
            writer.fold,
        ]
        for deed in deeds[:3]:
            deed()
        library.connection.set_progress_handler(stand_still, STEP)
        while True:
            chance.choice(deeds)()


if __name__ == "__main__":
    main()
