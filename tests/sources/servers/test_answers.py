"""Whatever a server answers, items are safe to print, or it is told that it is wrong."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, strategies as st

from tui.errors import SourceError
from tui.news import Item
from tui.sources.http import Response
from tui.sources.servers import (
    fever,
    greader_answers,
    hexo_answers,
    miniflux_answers,
    nextcloud,
    places,
    ttrss_answers,
    wordpress_answers,
)
from tui.sources.servers.fields import document, moment, number
from tui.sources.servers.making import make
from tui.text import line

NAMES = re.findall(
    r"\w+",
    "entries items itemRefs subscriptions id feed_id title content html feed category "
    "categories label tags labels origin streamId published published_at updated unread "
    "status starred url alternate href name bare_id type continuation feeds groups "
    "feeds_groups group_id feed_ids created_on_time is_read author canonical summary "
    "feedId body enclosureLink enclosureMime mediaThumbnail unread pubDate "
    "path permalink slug tags text rendered date date_gmt modified parent posts meta "
    "enclosures enclosure attachments mime_type content_url",
)
texts = st.text(max_size=20) | st.sampled_from(
    [
        "1",
        "-1",
        "\x1b[2J",
        "9" * 30,
        "\ud800",
        "0001-01-01",
        "2026-11-20T08:00:00",
        "a/b",
    ]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(NAMES), inner, max_size=8)
    ),
    max_leaves=12,
)

records = st.fixed_dictionaries(
    dict.fromkeys(("title", "date", "categories", "link"), values),
    optional=dict.fromkeys(("tags", "content", "author", "parent", "name"), values),
).flatmap(
    lambda told: st.fixed_dictionaries(
        {"id": st.integers(1, 9), "path": texts, "permalink": texts}
    ).map(lambda more: told | more)
)


def said(value: Any) -> Response:
    return Response("https://example.org/x", 200, {}, json.dumps(value).encode())


def _wordpress(value: Any) -> tuple[Item, ...]:
    posts = wordpress_answers.posts_of(said(value))
    there = wordpress_answers.places_of(wordpress_answers.listed(said(value)))
    for post in posts:
        if post.date:
            wordpress_answers.later(post.date, -1)
    known = wordpress_answers.Known(there, {}, {}, {})
    return tuple(wordpress_answers.item_of(post, known) for post in posts)


def _hexo(value: Any) -> tuple[Item, ...]:
    found = hexo_answers.posts_of(said(value))
    return found.items if found else ()


READERS: dict[str, Callable[[Any], tuple[Item, ...]]] = {
    "miniflux": lambda v: miniflux_answers.page_of(said(v)).items,
    "greader": lambda v: greader_answers.items_of(said(v), {}, wide=False),
    "fever": lambda v: fever.items_of(v if isinstance(v, dict) else {}, {}),
    "nextcloud": lambda v: tuple(i for i, _ in nextcloud.items_of(said(v), {})),
    "wordpress": _wordpress,
    "hexo": _hexo,
    "ttrss": lambda v: tuple(h.item for h in ttrss_answers.headlines_of(v, {})),
}


@pytest.mark.parametrize("protocol", READERS)
@given(
    st.dictionaries(st.sampled_from(("entries", "items", "posts")), values)
    | st.lists(values)
    | st.lists(records, max_size=3)
)
def test_any_answer_gives_items_that_are_safe(protocol: str, value: Any) -> None:
    items: tuple[Item, ...] = ()
    with suppress(SourceError):
        items = READERS[protocol](value)
    for item in items:
        entry = item.entry
        assert entry.key
        assert entry.title
        for text in (entry.title, entry.author, entry.url, *entry.tags):
            assert text == line(text)
        for place in entry.categories:
            assert place
            assert all(name and name == line(name) for name in place)
        item.body.text.encode()


@given(values)
def test_any_answer_gives_places_that_are_safe(value: Any) -> None:
    found = [fever.places_of({"groups": value}, {"feeds": value})]
    found.append(ttrss_answers.places_of({"categories": {"items": value}}))
    told = said({"subscriptions": value})
    found.append(greader_answers.places_of(told, wide=True))
    if isinstance(value, list):
        found.append(miniflux_answers.places_of(said(value)))
    ttrss_answers.counts_of(value)
    for one in found:
        assert places.read(json.loads(json.dumps(places.kept(one)))) == one
        for stands in one.values():
            assert all(name == line(name) for place in stands for name in place)


@given(values)
def test_any_state_can_be_read(value: Any) -> None:
    places.read(value)
    places.read({"1": value, "2": [value]})


@given(st.binary(max_size=50))
def test_what_is_no_json_is_told(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"example\.org/x answers with no JSON"):
        document(Response("https://example.org/x", 200, {}, b"{" + data))


def test_times_are_told_in_seconds_or_in_words() -> None:
    for value in (1_795_000_000, "1795000000", 1_795_000_000.5, "2026-11-18T11:06:40Z"):
        found = moment(value)
        assert found is not None
        assert int(found.timestamp()) == 1_795_000_000
    nonsense: object
    for nonsense in (0, -5, 10**30, "", "soon", None, [], float("nan"), 1e300):
        assert moment(nonsense) is None


def test_numbers_keep_all_their_digits() -> None:
    assert number("1732554000123456789") == 1_732_554_000_123_456_789
    assert number("") == number("x") == number(None) == number("1" * 21) == 0


def test_an_item_without_a_title_begins_with_its_text() -> None:
    text = "<p>第一句。</p>" + "<b>word</b> " * 40
    title = make("1", title="\u200b", text=text, read=True, starred=False).entry.title
    assert title.startswith("第一句。")
    assert len(title) == 80
    assert make("1", title="", text="", read=True, starred=False).entry.title == "?"


def test_what_is_heard_or_seen_stands_below_the_text() -> None:
    url = "https://example.org/a.mp3"
    media = [{"url": url, "mime_type": "audio/mpeg"}, {"url": "javascript:1"}, {}, 7]
    made = miniflux_answers.page_of(
        said({"entries": [{"id": 1, "content": "<p>x</p>", "enclosures": media}]})
    )
    text = f'<p>x</p>\n<audio src="{url}" title=""></audio>'
    assert made.items[0].body.text == text
    media = [{"href": url, "type": "audio/mpeg"}]
    item = {"id": "1", "summary": {"content": "<p>x</p>"}, "enclosure": media}
    (one,) = greader_answers.items_of(said({"items": [item]}), {}, wide=False)
    assert one.body.text == text
    item["summary"] = {"content": text}
    (one,) = greader_answers.items_of(said({"items": [item]}), {}, wide=False)
    assert one.body.text == text
    media = [{"content_url": url, "content_type": "audio/mpeg"}]
    (told,) = ttrss_answers.headlines_of(
        [{"id": 1, "content": "<p>x</p>", "attachments": media}], {}
    )
    assert told.item.body.text == text
