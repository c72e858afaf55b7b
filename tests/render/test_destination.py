"""Where a link leads is said as the network knows it."""

import pytest
from hypothesis import given, strategies as st

from tui.render.destination import destination


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://example.org/a", "example.org"),
        ("https://EXAMPLE.org:8080/a", "example.org"),
        ("https://аррle.com/", "xn--le-6kc8da.com"),
        ("https://新闻.中国/", "xn--efvy88h.xn--fiqs8s"),
        ("mailto:a@example.org", "mailto"),
        ("other.md", ""),
        ("https://[broken/", ""),
    ],
)
def test_the_host_is_ascii(url: str, host: str) -> None:
    assert destination(url).host == host


@pytest.mark.parametrize(
    ("url", "text", "warning"),
    [
        ("https://аррle.com/", "", "not written in plain letters"),
        ("https://xn--le-6kc8da.com/", "", "аррle.com"),
        ("https://bank.com@evil.org/", "", "no server: bank.com"),
        ("https://evil.org/", "https://bank.com/login", "The text says bank.com"),
        ("https://bank.com.evil.org/", "bank.com", "The text says bank.com"),
        ("https://[broken/", "", "broken"),
        ("nowhere.html", "", "no address of the web"),
    ],
)
def test_what_may_deceive_is_said(url: str, text: str, warning: str) -> None:
    assert warning in " ".join(destination(url, text).warnings)


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://www.example.org/a", "example.org/a"),
        ("https://example.org/a", "www.example.org"),
        ("https://news.example.org/", "example.org"),
        ("https://example.org/", "读全文 …"),
        ("https://example.org/", "v1.2.3 is out"),
    ],
)
def test_what_is_plain_has_no_warning(url: str, text: str) -> None:
    assert not destination(url, text).warnings


@given(st.text(), st.text())
def test_any_text_is_survived(url: str, text: str) -> None:
    assert destination(url, text).host.isascii()
    assert destination(f"https://{url}", text).host.isascii()
