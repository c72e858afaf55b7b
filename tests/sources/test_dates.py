"""A date in the usual form of feeds is what the email package says it is."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

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
