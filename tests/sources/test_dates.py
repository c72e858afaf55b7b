"""A date in the usual form of feeds is what the email package says it is."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from hypothesis import given, strategies as st

from tui.sources.dates import read_date

MONTHS = ["Jan", "Feb", "Mar", "May", "Jun", "Jul", "Aug", "Sep", "Nov", "Dec", "Foo"]
ZONES = st.sampled_from(
    ["GMT", "UTC", "EST", "-0000", "+0530", "-0800", "+2400", "+0099"]
)
DATES = st.builds(
    "{}{} {} {} {:02}:{:02}:{:02} {}".format,
    st.sampled_from(["", "Mon, ", "Monday, "]),
    st.integers(0, 32),
    st.sampled_from(MONTHS),
    st.integers(1900, 2199),
    st.integers(0, 24),
    st.integers(0, 60),
    st.integers(0, 60),
    ZONES,
)


@given(DATES)
def test_the_usual_form_means_what_email_says(text: str) -> None:
    try:
        said = parsedate_to_datetime(text)
    except ValueError:
        return
    said = said if said.tzinfo else said.replace(tzinfo=UTC)
    assert read_date(text) == said.astimezone(UTC)


def test_a_zone_counts() -> None:
    noon = datetime(2026, 3, 22, 12, tzinfo=UTC)
    assert read_date("Sun, 22 Mar 2026 17:30:00 +0530") == noon
    assert read_date("22 Mar 2026 04:00:00 -0800") == noon


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("Do, 31 Okt 2019 23:52:59 -0400", "2019-11-01T03:52:59"),
        ("lundi 14 février 2022 08:00", "2022-02-14T08:00:00"),
        ("jeu., 03 août 2023 10:00:00 GMT", "2023-08-03T10:00:00"),
        ("Пт, 07 май 2021 10:00:00 +0300", "2021-05-07T07:00:00"),
        ("5 июня 2019 12:00", "2019-06-05T12:00:00"),
        ("dom, 14 de abril de 2024 10:00:00 +0200", "2024-04-14T08:00:00"),
        ("Śr, 05 cze 2019 15:20:00 +0200", "2019-06-05T13:20:00"),
        ("Cum, 05 Oca 2024 10:00:00 +0300", "2024-01-05T07:00:00"),
        ("Ke, 30 Lok 2013 11:34:37 +0000", "2013-10-30T11:34:37"),
        ("2019年6月5日 下午3:20", "2019-06-05T15:20:00"),
        ("2019年06月05日 15時20分", "2019-06-05T15:20:00"),
        ("2024년 3월 5일 오전 9:05", "2024-03-05T09:05:00"),
        ("2019-06-05 下午 03:20:00", "2019-06-05T15:20:00"),
        ("Tue, 18 Sept 2018 15:53:56 +0300", "2018-09-18T12:53:56"),
        ("January 2, 2006, 12:04 a.m.", "2006-01-02T00:04:00"),
        ("Mon, 02 Jan 2006 3:04:05 PM MST", "2006-01-02T22:04:05"),
        ("05.06.2019 15:20", "2019-06-05T15:20:00"),
        ("Tue, 05 Mar 2024 15.20.00 +0200", "2024-03-05T13:20:00"),
    ],
)
def test_dates_are_read_in_the_words_that_sites_write(written: str, iso: str) -> None:
    assert read_date(written) == datetime.fromisoformat(iso).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        ("JST", 9),
        ("CEST", 2),
        ("GMT+0800", 8),
        ("GMT+8", 8),
        ("GMT+0800 (中国标准时间)", 8),
        ("+08", 8),
        ("+8:00", 8),
        ("--0700", -7),
        ("EST", -5),
        ("+0000 (UTC)", 0),
        ("QQT", 0),
    ],
)
@pytest.mark.parametrize("day", ["5 Jun 2019", "2019-06-05", "Wed Jun 05 2019"])
def test_a_zone_is_told_by_name_or_number(day: str, zone: str, hours: int) -> None:
    noon = datetime(2019, 6, 5, 12, tzinfo=UTC)
    assert read_date(f"{day} 12:00:00 {zone}") == noon - timedelta(hours=hours)


def test_what_java_prints_is_a_date() -> None:
    morning = datetime(2019, 6, 5, 3, tzinfo=UTC)
    assert read_date("Wed Jun 05 12:00:00 JST 2019") == morning


def test_what_a_date_does_not_tell_is_the_beginning() -> None:
    assert read_date("2024-03") == datetime(2024, 3, 1, tzinfo=UTC)
    assert read_date("March 2024") == datetime(2024, 3, 1, tzinfo=UTC)


@given(st.text(max_size=60) | st.from_regex(r"[0-9.:/年月日 +-]{0,40}", fullmatch=True))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = read_date(text)
    assert found is None or found.tzinfo is UTC


@pytest.mark.parametrize("text", ["Wed, 30 Nov -0001 00:00:00 +0000", "5 Foo 2019"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None
