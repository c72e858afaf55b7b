"""What a server of feeds has, for the servers that tests speak to."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

START = 1_795_000_000
"""When the server was started, seconds since 1970."""


@dataclass
class Feed:
    title: str
    folder: str


@dataclass(frozen=True)
class Article:
    id: int
    feed: int
    title: str
    html: str
    published: int
    read: bool = False
    starred: bool = False
    changed: int = START

    @property
    def url(self) -> str:
        return f"https://example.org/{self.id}"

    @property
    def date(self) -> datetime:
        return datetime.fromtimestamp(self.published, UTC)


@dataclass
class Shelf:
    """Feeds and articles, and a clock that goes on when a test says so."""

    clock: int = START
    feeds: dict[int, Feed] = field(default_factory=dict)
    articles: dict[int, Article] = field(default_factory=dict)
    last: int = 0
    """The highest id that was given."""

    def subscribe(self, title: str, folder: str) -> int:
        number = max(self.feeds, default=0) + 1
        self.feeds[number] = Feed(title, folder)
        return number

    def unsubscribe(self, feed: int) -> None:
        del self.feeds[feed]
        for article in [a for a in self.articles.values() if a.feed == feed]:
            del self.articles[article.id]

    def publish(self, feed: int, title: str, html: str = "") -> Article:
        self.last += 1
        html = html or f"<p>正文 {self.last} " + "lorem ipsum " * 200 + "</p>"
        # Many have the same time, which is in no order then.
        published = START - 1_000_000 + self.last // 7 * 60
        article = Article(self.last, feed, title, html, published, changed=self.clock)
        self.articles[article.id] = article
        return article

    def mark(
        self, number: int, *, read: bool | None = None, starred: bool | None = None
    ) -> None:
        was = self.articles[number]
        self.articles[number] = replace(
            was,
            read=was.read if read is None else read,
            starred=was.starred if starred is None else starred,
            changed=self.clock,
        )

    def newest(self) -> list[Article]:
        """The newest first; those of one time in no order that means anything."""
        return sorted(
            self.articles.values(), key=lambda a: (-a.published, a.id * 7_919 % 101)
        )

    def folders(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, feed in self.feeds.items():
            found.setdefault(feed.folder, []).append(number)
        return found

    def __iter__(self) -> Iterator[Article]:
        return iter(self.articles.values())


def stocked(articles: int = 84) -> Shelf:
    """A server with feeds in folders, in Chinese and English, and some marks."""
    shelf = Shelf()
    for title, folder in (
        ("IT之家 - 排行榜", "科技"),
        ("少数派 -- 首页", "科技"),
        ("BBC News World", "World"),
        ("Lobsters & friends <rust>", "开发"),
        ("Dribbble Popular", "Art & Design"),
    ):
        shelf.subscribe(title, folder)
    for number in range(articles):
        shelf.publish(number % 5 + 1, f'第{number}条：emoji 🚀 & "引号" — {number}')
    for number in range(3, articles, 9):
        shelf.mark(number, read=True)
    for number in range(5, articles, 20):
        shelf.mark(number, starred=True)
    return shelf
