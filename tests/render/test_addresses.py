"""Addresses of a page are resolved as RFC 3986 says, whichever way is the quickest."""

from urllib.parse import urljoin

import pytest
from hypothesis import given, strategies as st

from tui.render.addresses import safe

BASES = ["https://example.org/", "http://a.example:80/x/y.html?q#f", "https://h"]
_path = st.text(st.sampled_from("ab9./?#:@&=-_~(+*,!$"), max_size=12)


@given(_path, st.sampled_from(BASES))
def test_what_begins_at_the_root_is_resolved_there(path: str, base: str) -> None:
    assert safe(f"/{path}", base) == urljoin(base, f"/{path}")


@pytest.mark.parametrize(
    ("base", "resolved"),
    [
        ("", "/x"),
        ("https://[broken", "/x"),
        ("file.html", "/x"),
        ("gopher://example.org/", ""),
    ],
)
def test_a_base_that_no_link_can_be_opened_from(base: str, resolved: str) -> None:
    assert safe("/x", base) == resolved


def test_a_long_address_takes_time_by_its_length() -> None:
    address = "/" + "a/" * 4000 + " "
    assert safe(address, "https://example.org/").endswith("a/")
