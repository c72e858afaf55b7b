"""Ids and names of the Google Reader API, as its dialects write them."""

import json

import pytest

from tui.sources.http import Response
from tui.sources.servers.greader_answers import items_of, key_of, label, places_of


def said(value: object) -> Response:
    return Response("https://example.org/", 200, {}, json.dumps(value).encode())


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("13", "000000000000000d"),
        ("-1", "ffffffffffffffff"),
        ("1732554000123456", "00061d0000000000"),
        ("18446744073709551615", "ffffffffffffffff"),
        ("tag:google.com,2005:reader/item/000000000000000d", "000000000000000d"),
        ("tag:google.com,2005:reader/item/D", "000000000000000d"),
        ("tag:google.com,2005:reader/item/13", "0000000000000013"),
        ("5f3c9e1b2a4d6e8f0a1b2c3d", "5f3c9e1b2a4d6e8f0a1b2c3d"),
        ("507199191243979943201187", "507199191243979943201187"),
        (
            "tag:google.com,2005:reader/item/5f3c9e1b2a4d6e8f0a1b2c3d",
            "5f3c9e1b2a4d6e8f0a1b2c3d",
        ),
    ],
)
def test_an_item_has_one_key_however_its_id_is_written(written: str, key: str) -> None:
    if written == "1732554000123456":
        key = f"{1732554000123456:016x}"
    assert key_of(written) == key


def test_a_label_is_anyones() -> None:
    assert label("user/-/label/A/B") == label("user/1005/label/A/B") == "A/B"
    assert label("user/-/state/com.google/read") == label("feed/1") == ""


def test_a_feed_stands_in_all_its_folders_or_at_the_top() -> None:
    told = {
        "subscriptions": [
            {"id": "feed/1", "title": "F", "categories": [{"id": "user/7/label/A"}]},
            {
                "id": "feed/2",
                "title": "G",
                "categories": [{"label": "A"}, {"label": "B"}],
            },
            {"id": "feed/3", "title": "", "url": "https://example.org/feed"},
        ]
    }
    assert places_of(said(told), wide=False) == {
        "feed/1": (("A", "F"),),
        "feed/2": (("A", "G"), ("B", "G")),
        "feed/3": (("https://example.org/feed",),),
    }


def test_labels_and_tags_are_tags_but_folders_are_not() -> None:
    item = {
        "id": "5",
        "title": "x",
        "origin": {"streamId": "feed/1"},
        "categories": ["user/-/label/A", "user/-/label/later", "rust"],
    }
    (made,) = items_of(said({"items": [item]}), {"feed/1": (("A", "F"),)}, wide=False)
    assert made.entry.tags == ("later", "rust")


def test_freshrss_gets_its_signs_back() -> None:
    item = {"id": "5", "title": "Ｑ＆A ＜b＞：「x」", "origin": {"title": "R＆D"}}
    (made,) = items_of(said({"items": [item]}), {}, wide=True)
    assert made.entry.title == "Ｑ&A <b>：「x」"
    assert made.entry.categories == (("R&D",),)
    (made,) = items_of(said({"items": [item]}), {}, wide=False)
    assert made.entry.title == "Ｑ＆A ＜b＞：「x」"
