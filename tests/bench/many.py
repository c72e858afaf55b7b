"""A server of feeds with any number of articles, each made from its number when asked.

``python -m tests.bench.many 5000000`` serves them by the Google Reader API and by
Miniflux's; no article is kept but for the marks that it was given. What it says of the
number of articles, and of the unread ones, is right, so counts can be compared.
"""

import sys
import threading
import time
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

_BEGINNING = 1_600_000_000
_TOPICS = ("terminal", "lighthouse", "周刊", "芯片", "bread", "railway", "雨", "chess")
_IN_FOLDER = 20
_READ, _STARRED = 3, 50
_RARE = 1_000
_PARAGRAPH = "There is a harbour at the end of the line, 而那里的灯还亮着。 "


@dataclass(frozen=True)
class Made:
    """An article."""

    id: int
    feed: int
    title: str
    html: str
    published: int
    read: bool
    starred: bool
    changed: int

    @property
    def url(self) -> str:
        return f"https://example.org/{self.feed}/{self.id}"

    @property
    def date(self) -> datetime:
        return datetime.fromtimestamp(self.published, UTC)


@dataclass(frozen=True)
class Asked:
    """Which articles are wanted."""

    feeds: Container[int]
    unread: bool | None = None
    starred: bool | None = None
    word: str = ""
    low: int = 0
    """Ids from here on."""
    high: int = 2**62
    """Ids up to here."""


@dataclass
class Many:
    """``total`` articles, 1 to ``total``, the newest last; three have each time."""

    total: int
    clock: int = 0
    size: int = 400
    """How many feeds there are: twenty in a folder, and no multiple of 7."""
    marks: dict[int, dict[str, bool]] = field(default_factory=dict)
    """By the number of an article, what was marked since the beginning."""
    changes: dict[int, int] = field(default_factory=dict)
    """By the number of an article, when it was marked."""

    def __post_init__(self) -> None:
        self.clock = self.clock or int(time.time())
        self.first = self.total
        """How many there were at the beginning."""

    @property
    def feeds(self) -> range:
        return range(1, self.size + 1)

    def title(self, feed: int) -> str:
        return f"Feed {feed:03}"

    def folder(self, feed: int) -> str:
        return f"Folder {(feed - 1) // _IN_FOLDER + 1:02}"

    def feeds_in(self, folder: str) -> frozenset[int]:
        return frozenset(f for f in self.feeds if self.folder(f) == folder)

    def feed_of(self, number: int) -> int:
        return number * 7 % self.size + 1

    def published(self, number: int) -> int:
        return _BEGINNING + number // 3 * 60

    def last_before(self, moment: int) -> int:
        """Return the number of the last article published before a time, by arithmetic."""
        return min(self.total, -(-(moment - _BEGINNING) // 60) * 3 - 1)

    def publish(self, count: int = 1) -> int:
        """Let new articles come; return the number of the last."""
        for number in range(self.total + 1, self.total + count + 1):
            self.changes[number] = self.clock
        self.total += count
        return self.total

    def mark(self, number: int, **marks: bool) -> None:
        self.marks.setdefault(number, {}).update(marks)
        self.changes[number] = self.clock

    def was_read(self, number: int) -> bool:
        return number <= self.first and number // self.size % _READ == 0

    def is_read(self, number: int) -> bool:
        return self.marks.get(number, {}).get("read", self.was_read(number))

    def is_starred(self, number: int) -> bool:
        found = number <= self.first and number // self.size % _STARRED == 1
        return self.marks.get(number, {}).get("starred", found)

    def topics(self, number: int) -> tuple[str, ...]:
        rare = (f"rare{number // _RARE}",) if number % _RARE == _RARE - 1 else ()
        return (_TOPICS[number % len(_TOPICS)], *rare)

    def article(self, number: int) -> Made | None:
        if not 1 <= number <= self.total:
            return None
        words = " ".join(self.topics(number))
        return Made(
            number,
            self.feed_of(number),
            f"No. {number:,} about {words}",
            f"<p>{words}: {number}</p>" + f"<p>{_PARAGRAPH * 6}</p>" * 5,
            self.published(number),
            self.is_read(number),
            self.is_starred(number),
            self.changes.get(number, self.published(number)),
        )

    def numbers(self, asked: Asked, *, oldest: bool) -> Iterator[int]:
        """Yield the numbers of the articles that are wanted, from one end on.

        Those between are stepped over, so it takes as long as it yields: the rarest
        that can be asked for is one of a thousand, and any other word is in none.
        """
        low, high = max(1, asked.low), min(self.total, asked.high)
        step, rest = self._steps(asked.word)
        if not step:
            return
        low, high = low + (rest - low) % step, high - (high - rest) % step
        span = range(low, high + 1, step) if oldest else range(high, low - 1, -step)
        for number in span:
            if (
                self.feed_of(number) in asked.feeds
                and asked.unread in (None, not self.is_read(number))
                and asked.starred in (None, self.is_starred(number))
            ):
                yield number

    def _steps(self, word: str) -> tuple[int, int]:
        if not word:
            return 1, 0
        if word in _TOPICS:
            return len(_TOPICS), _TOPICS.index(word)
        if word.startswith("rare") and word[4:].isdecimal():
            return 2**40, int(word[4:]) * _RARE + _RARE - 1
        return 0, 0

    def count(self, feed: int) -> tuple[int, int]:
        """Return how many articles a feed has, and how many of them are unread."""
        # feed_of is one to one on each self.size numbers in a row, and read changes with these.
        whole, rest = divmod(self.total + 1, self.size)
        offset = next(n for n in range(self.size) if n * 7 % self.size + 1 == feed)
        total = whole + (offset < rest) - (offset == 0)
        blocks, rest = divmod(self.first + 1, self.size)
        read = (blocks + _READ - 1) // _READ
        read += blocks % _READ == 0 and offset < rest
        read -= offset == 0  # there is no article 0
        for number, marks in self.marks.items():
            if self.feed_of(number) == feed and "read" in marks:
                read += marks["read"] - self.was_read(number)
        return total, total - read

    def count_starred(self) -> tuple[int, int]:
        """Return how many articles are starred, and how many of these are unread."""
        total = unread = 0
        last = self.first // self.size
        for block in range(1, last + 1, _STARRED):
            size = min(self.size, self.first - block * self.size + 1)
            total, unread = total + size, unread + size * (block % _READ > 0)
        for number in self.marks:
            was = number <= self.first and number // self.size % _STARRED == 1
            is_so = self.is_starred(number)
            total += is_so - was
            unread += is_so * (not self.is_read(number))
            unread -= was * (not self.was_read(number))
        return total, unread


def main() -> int:
    """Serve until the line that it is told by is closed; print the address first."""
    from tests.bench.many_answers import served

    many = Many(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000)
    with served(many) as site:
        print(site.url, flush=True)
        watching = threading.Thread(target=sys.stdin.read)
        watching.start()
        watching.join()
        print(site.sent, flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
