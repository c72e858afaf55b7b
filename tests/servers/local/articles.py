"""Eighty-four made articles in seven feeds, Chinese and English, always the same."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from types import MappingProxyType

FEEDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "ithome": ("科技", "IT之家 - 排行榜"),
        "sspai": ("科技", "少数派 -- 首页"),
        "bbc": ("World", "BBC News World"),
        "zaobao": ("World", "联合早报-中港台-即时"),
        "hn": ("开发", "Hacker News: Best"),
        "lobsters": ("开发", "Lobsters & friends <rust>"),
        "dribbble": ("Art & Design", "Dribbble Popular"),
    }
)
"""By the name of its file: the folder and the title of each feed."""
EACH = 12
ARTICLES = len(FEEDS) * EACH
_LAST = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
_EVERY = timedelta(hours=7, minutes=11)


@dataclass(frozen=True, slots=True)
class Article:
    feed: str
    number: int

    @property
    def folder(self) -> str:
        return FEEDS[self.feed][0]

    @property
    def feed_title(self) -> str:
        return FEEDS[self.feed][1]

    @property
    def title(self) -> str:
        if self.number % 4:
            return f"{self.feed_title}: story {self.number}"
        return f"第{self.number}篇“引号”、🚀 & <b>标签</b>：{self.feed}"

    @property
    def link(self) -> str:
        return f"https://example.org/{self.feed}/{self.number}"

    @property
    def author(self) -> str:
        return "Ann Lee" if self.number % 2 else "李安"

    @property
    def date(self) -> datetime:
        minutes = [*FEEDS].index(self.feed)
        return _LAST - self.number * _EVERY - timedelta(minutes=minutes)

    @property
    def html(self) -> str:
        more = 3 + (7 * self.number + len(self.feed)) % 19
        paragraphs = "\n".join(
            f"<p>第{n}段：the quick brown fox 跳过了那只懒狗，正文还有很长。</p>"
            for n in range(1, more)
        )
        return (
            f"<p>今天的 <strong>{escape(self.feed_title)}</strong>。</p>\n{paragraphs}\n"
            f'<ul><li>一</li><li><a href="{self.link}?a=1&amp;b=2">二</a></li></ul>\n'
            "<pre><code>if a &lt; b:\n    pass</code></pre>\n"
            "<table><tr><th>键</th><td>value</td></tr></table>"
        )


def articles(feed: str = "") -> Iterator[Article]:
    """Yield all, or those of a feed, the newest of each feed first."""
    for name in [feed] if feed else FEEDS:
        yield from (Article(name, number) for number in range(EACH))


def write_feeds(folder: Path, url: str) -> None:
    """Write each feed as RSS, Atom and JSON Feed, and a list of all as OPML."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in FEEDS:
        (folder / f"{name}.xml").write_text(_rss(name), "utf-8")
        (folder / f"{name}.atom").write_text(_atom(name), "utf-8")
        (folder / f"{name}.json").write_text(_json_feed(name), "utf-8")
    (folder / "feeds.opml").write_text(opml(url), "utf-8")


def opml(url: str) -> str:
    """Return the list of the feeds at ``url``, of the formats in turn."""
    folders: dict[str, list[str]] = {}
    for number, (name, (folder, title)) in enumerate(FEEDS.items()):
        form, said = ("xml", "atom")[number % 2], escape(title)
        folders.setdefault(folder, []).append(
            f'<outline type="rss" text="{said}" title="{said}"'
            f' xmlUrl="{url}/{name}.{form}" htmlUrl="https://example.org/{name}"/>'
        )
    body = "".join(
        f'<outline text="{escape(name)}" title="{escape(name)}">{"".join(feeds)}</outline>'
        for name, feeds in folders.items()
    )
    return f'<?xml version="1.0"?><opml version="2.0"><head/><body>{body}</body></opml>'


def write_posts(folder: Path) -> None:
    """Write all as posts with front matter, as RSSHub's are written for Hexo."""
    folder.mkdir(parents=True, exist_ok=True)
    for it in articles():
        title, author = (
            json.dumps(x, ensure_ascii=False) for x in (it.title, it.author)
        )
        places = "".join(
            f"  - {json.dumps(x, ensure_ascii=False)}\n"
            for x in (it.folder, it.feed_title)
        )
        (folder / f"{it.feed}-{it.number}.md").write_text(
            f"---\ntitle: {title}\nauthor: {author}\ndate: {it.date:%Y-%m-%d %H:%M:%S}\n"
            f"categories:\n{places}tags:\n  - {it.feed}\n---\n\n<div>{it.html}</div>\n",
            "utf-8",
        )


def _rss(feed: str) -> str:
    items = "".join(
        f"<item><title>{escape(it.title)}</title><link>{it.link}</link>"
        f'<guid isPermaLink="false">tag:example.org,2026:{it.feed}/{it.number}</guid>'
        f"<pubDate>{format_datetime(it.date)}</pubDate><dc:creator>{it.author}</dc:creator>"
        f"<category>{escape(it.folder)}</category>"
        f"<description>{escape(it.html)}</description></item>"
        for it in articles(feed)
    )
    title = escape(FEEDS[feed][1])
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{title}</title><link>https://example.org/{feed}</link>"
        f"<description>{title}</description><ttl>30</ttl>{items}</channel></rss>"
    )


def _atom(feed: str) -> str:
    entries = "".join(
        f'<entry><title type="text">{escape(it.title)}</title>'
        f'<link rel="alternate" href="{it.link}"/>'
        f"<id>tag:example.org,2026:{it.feed}/{it.number}</id>"
        f"<published>{it.date.isoformat()}</published>"
        f"<updated>{it.date.isoformat()}</updated>"
        f"<author><name>{it.author}</name></author>"
        f'<category term="{escape(it.folder)}"/>'
        f'<content type="html">{escape(it.html)}</content></entry>'
        for it in articles(feed)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{escape(FEEDS[feed][1])}</title><id>tag:example.org,2026:{feed}</id>"
        f"<updated>{_LAST.isoformat()}</updated>"
        f'<link href="https://example.org/{feed}"/>{entries}</feed>'
    )


def _json_feed(feed: str) -> str:
    items = [
        {
            "id": f"tag:example.org,2026:{it.feed}/{it.number}",
            "url": it.link,
            "title": it.title,
            "content_html": it.html,
            "date_published": it.date.isoformat(),
            "authors": [{"name": it.author}],
            "tags": [it.folder],
        }
        for it in articles(feed)
    ]
    said = {"version": "https://jsonfeed.org/version/1.1", "title": FEEDS[feed][1]}
    return json.dumps({**said, "items": items}, ensure_ascii=False)
