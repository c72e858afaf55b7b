"""Only the public internet is asked, whatever the address looks like."""

import contextlib

import pytest
from hypothesis import example, given, strategies as st

from tui.errors import SourceError
from tui.sources import reach


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255", "198.18.0.1"),  # noqa: S104
        *("::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1"),
        *("64:ff9b::10.0.0.1", "2002:7f00:1::", "2001:db8::1", "no address"),
    ],
)
def test_what_is_not_the_public_internet(address: str) -> None:
    assert not reach.public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "2606:4700::1111", "64:ff9b::1.1.1.1", "::ffff:1.1.1.1"]
)
def test_what_is(address: str) -> None:
    assert reach.public(address)


@pytest.mark.parametrize(
    ("name", "public"),
    [
        *(("example.org", True), ("例子.中国", True), ("1.1.1.1", True)),
        *(("localhost", False), ("a.localhost.", False), ("printer.local", False)),
        *(("10.0.0.1", False), ("0x7f.1", False), ("127.1", False), ("::1", False)),
        *(("db.internal", False), ("nas.home.arpa", False), ("router", False)),
    ],
)
def test_a_name_tells_as_much_as_it_can(name: str, *, public: bool) -> None:
    assert reach.public_name(name) is public


def test_an_address_is_made_absolute_and_plain() -> None:
    assert reach.checked("../b#c", "https://x.org/a/a") == "https://x.org/b"
    assert reach.checked("HTTP://bob:pw@X.org:80?q") == "http://x.org/?q"
    assert reach.checked("http://[::1]:8080/") == "http://[::1]:8080/"


@example("0 ?", "https://x.org/a/")
@given(st.text(max_size=60), st.sampled_from(["", "https://x.org/a/", "http://[x"]))
def test_any_text_is_an_address_of_the_web_or_refused(text: str, base: str) -> None:
    address = ""
    with contextlib.suppress(SourceError):
        address = reach.checked(text, base)
    if address:
        assert address.startswith(("http://", "https://"))
        assert reach.checked(address) == address
        assert reach.host(address)


@given(st.text(max_size=300))
def test_any_address_can_be_told(text: str) -> None:
    assert len(reach.shown(text)) <= 200
    assert "\x1b" not in reach.shown(text)


@pytest.mark.parametrize(
    ("address", "domains"),
    [
        ("http://News.Example.org:80/a", ["org", "example.org", "news.example.org"]),
        ("http://example.org./", ["org", "example.org"]),
        ("/posts/a.md", []),
        ("", []),
        ("http://[", []),
    ],
)
def test_the_domains_of_an_address(address: str, domains: list[str]) -> None:
    assert reach.domains(address) == domains


@pytest.mark.parametrize(
    ("address", "there", "stays"),
    [
        ("http://a.org/x", "http://a.org/y", True),
        ("http://a.org/x", "https://a.org/x", True),
        ("https://a.org/x", "http://a.org/x", False),
        ("http://a.org/x", "https://b.org/x", False),
        ("http://a.org:8080/x", "https://a.org/x", False),
        ("http://a.org/x", "https://a.org:8443/x", False),
    ],
)
def test_what_is_meant_for_a_host_may_go_to_its_https(
    address: str, there: str, *, stays: bool
) -> None:
    assert reach.stays(address, there) is stays
