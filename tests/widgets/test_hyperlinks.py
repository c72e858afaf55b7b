"""What is sent to the terminal as a link can be nothing else."""

import re

import pytest
from hypothesis import given, strategies as st

from tui.config import Hyperlinks
from tui.widgets.hyperlinks import safe, understood, wanted


@given(st.text())
def test_no_character_can_end_the_sequence(text: str) -> None:
    for url in (text, f"https://a.b/{text}"):
        assert re.fullmatch(r"[!-~]*", safe(url))


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://example.org/a?b=1&c=%20#d", "https://example.org/a?b=1&c=%20#d"),
        ("https://example.org/新 闻", "https://example.org/%E6%96%B0%20%E9%97%BB"),
        ("https://a.b/\x1b\\\x07;\x9c", "https://a.b/%1B%5C%07;%C2%9C"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https://a.b/" + "x" * 3_000, ""),
        ("", ""),
    ],
)
def test_only_addresses_of_the_web_are_sent(url: str, sent: str) -> None:
    assert safe(url) == sent


@pytest.mark.parametrize(
    ("environment", "known"),
    [
        ({}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"VTE_VERSION": "7200"}, True),
        ({"VTE_VERSION": "4602"}, False),
        ({"VTE_VERSION": "new"}, False),
        ({"TERM_PROGRAM": "WezTerm"}, True),
        ({"LC_TERMINAL": "iTerm2"}, True),
        ({"WT_SESSION": ""}, True),
    ],
)
def test_terminals_are_known_by_their_names(
    environment: dict[str, str], known: bool
) -> None:
    assert understood(environment) is known


@pytest.mark.parametrize(("setting", "sent"), [("always", True), ("never", False)])
def test_what_is_set_counts_more(setting: Hyperlinks, *, sent: bool) -> None:
    assert wanted(setting, {"TERM": "xterm-kitty"}) is sent
    assert wanted(setting, {}) is sent
    assert wanted("auto", {"TERM": "xterm-kitty"})
