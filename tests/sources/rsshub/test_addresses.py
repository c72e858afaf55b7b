"""A route is known by its own address, and asked of the instance with its code only."""

import pytest
from hypothesis import given, strategies as st

from tui.errors import SourceError
from tui.sources import reach
from tui.sources.addresses import Sent
from tui.sources.rsshub.instance import Instance

MINE = Instance("https://hub.example.org")
BELOW = Instance("https://example.org/rsshub")


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("rsshub://github/issue/a/b", "rsshub://github/issue/a/b"),
        ("RSSHub:///github/issue/a/b/", "rsshub://github/issue/a/b"),
        ("https://hub.example.org/a/b?limit=3", "rsshub://a/b?limit=3"),
        ("http://HUB.example.org/a/b", "rsshub://a/b"),
        ("https://hub.example.org/a?key=secret&code=1&format=json", "rsshub://a"),
        ("https://hub.example.org/a?format=atom", "rsshub://a?format=atom"),
        (
            "rsshub://21caijing/channel/%E7%83%AD%E7%82%B9",
            "rsshub://21caijing/channel/热点",
        ),
        ("rsshub://a/b%20c%2Fd", "rsshub://a/b%20c%2Fd"),
        ("rsshub://a/%E2%80%AEgnp", "rsshub://a/%E2%80%AEgnp"),
        (
            "https://other.example.org/a?key=mine",
            "https://other.example.org/a?key=mine",
        ),
        ("https://hub.example.org/", "https://hub.example.org/"),
        ("https://hub.example.org:8443/a", "https://hub.example.org:8443/a"),
    ],
)
def test_what_is_at_the_instance_is_known_as_a_route(address: str, known: str) -> None:
    assert MINE.identity(address) == known


def test_an_instance_below_a_path_has_only_what_is_below_it() -> None:
    assert BELOW.identity("https://example.org/rsshub/a/b") == "rsshub://a/b"
    assert BELOW.identity("https://example.org/about") == "https://example.org/about"
    assert BELOW.web("rsshub://a/b") == "https://example.org/rsshub/a/b"


def test_a_scheme_alone_is_no_route() -> None:
    with pytest.raises(SourceError, match="names no route"):
        MINE.identity("rsshub://")


def test_the_code_goes_to_the_instance_alone_and_the_key_nowhere() -> None:
    sent = MINE.sent("https://hub.example.org/test/1?limit=2", "s3cret")
    assert sent.address == (
        f"https://hub.example.org/test/1?limit=2&format=json&code={sent.secret}"
    )
    assert len(sent.secret) == 32
    for other in (
        "http://hub.example.org/test/1",
        "https://hub.example.org:444/test/1",
        "https://evil.org/test/1",
        "https://hub.example.org.evil.org/test/1",
    ):
        assert MINE.sent(other, "s3cret") == Sent(other)


def test_a_format_that_was_asked_for_and_the_api_are_left_alone() -> None:
    assert "json" not in MINE.sent("https://hub.example.org/a?format=atom").address
    assert "format" not in MINE.sent("https://hub.example.org/api/namespace").address


segments = st.lists(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zs"]), min_size=1),
    min_size=1,
)


@given(segments)
def test_an_identity_is_its_own_and_is_what_is_asked(parts: list[str]) -> None:
    try:
        known = MINE.identity("rsshub://x/" + "/".join(parts))
    except SourceError:
        return
    assert MINE.identity(known) == known
    web = reach.checked(MINE.web(known))
    assert MINE.identity(web) == known
    sent = MINE.sent(web, "k").address
    assert sent.isascii()
    assert MINE.identity(sent) == known
