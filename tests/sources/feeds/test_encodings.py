"""Feeds in every encoding."""

import pytest

from tui.sources.feeds.parse import parse


def title(data: bytes, content_type: str = "") -> str:
    return parse(data, content_type).entries[0].entry.title


def rss(text: str, encoding: str = "") -> str:
    says = f' encoding="{encoding}"' if encoding else ""
    return f'<?xml version="1.0"{says}?><rss><item><title>{text}</title></item></rss>'


@pytest.mark.parametrize(
    ("codec", "label", "text"),
    [
        ("gb18030", "gb2312", "量子计算的新闻€"),
        ("big5", "Big5", "臺灣新聞"),
        ("cp932", "Shift_JIS", "日本の新聞①"),
        ("euc_jp", "EUC-JP", "日本の新聞"),
        ("iso2022_jp", "ISO-2022-JP", "日本の新聞"),
        ("cp949", "euc-kr", "뉴스똠"),
        ("koi8_r", "KOI8-R", "Новости"),
        ("cp1251", "windows-1251", "Новости"),
        ("cp1252", "iso-8859-1", "“Été”"),
        ("hz", "hz-gb-2312", "新闻"),
        ("cp037", "cp037", "News"),
        ("utf-16", "utf-16", "新闻"),
        ("utf-16-le", "utf-16", "新闻"),
        ("utf-16-be", "utf-16", "新闻"),
        ("utf-32-be", "utf-32", "新闻"),
    ],
)
def test_a_feed_is_read_in_the_encoding_that_it_declares(
    codec: str, label: str, text: str
) -> None:
    assert title(rss(text, label).encode(codec)) == text


def test_what_the_server_says_counts_before_the_declaration() -> None:
    data = rss("Новости", "iso-8859-1").encode("cp1251")
    assert title(data, "application/rss+xml; charset='windows-1251'") == "Новости"


def test_utf_8_is_believed_whatever_is_said_of_it() -> None:
    assert title(rss("新闻", "gb2312").encode(), "text/xml; charset=latin1") == "新闻"


def test_a_broken_byte_does_not_make_it_another_encoding() -> None:
    data = rss("新闻 ☃ 完了").encode().replace("☃".encode(), b"\xe2\x98")
    feed = parse(data)
    assert feed.entries[0].entry.title == "新闻 � 完了"
    assert feed.problems[0] == "not UTF-8; read as broken UTF-8"


def test_an_encoding_that_is_unknown_or_wrong_is_guessed() -> None:
    assert title(rss("中国经济的新闻", "klingon").encode("gb18030")) == "中国经济的新闻"
    assert title(rss("Été à Genève").encode("cp1252")) == "Été à Genève"


def test_characters_of_windows_in_references_are_meant() -> None:
    assert title(rss("&#147;x&#x94;").encode()) == "“x”"
