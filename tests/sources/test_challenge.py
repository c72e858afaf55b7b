"""What a server asks of whoever asks it is understood, and answered as the standards say."""

import pytest
from hypothesis import given, strategies as st

from tui.sources.challenge import Challenge, basic, challenges, digest

RFC_7616 = (
    'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256,'
    ' nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",'
    ' opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS", '
    'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=MD5,'
    ' nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",'
    ' opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
)
ONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"


@pytest.mark.parametrize(
    ("header", "schemes"),
    [
        ('Basic realm="a"', ["basic"]),
        ('BASIC realm="feeds "quoted" realm"', ["basic"]),
        ("Negotiate, Basic realm=x, Bearer", ["negotiate", "basic", "bearer"]),
        ("NTLM", ["ntlm"]),
        ("Negotiate TlRMTVNTUAAB==, Bearer", ["negotiate", "bearer"]),
        (RFC_7616, ["digest", "digest"]),
        ("", []),
    ],
)
def test_the_ways_that_a_server_offers_are_told_apart(
    header: str, schemes: list[str]
) -> None:
    assert [found.scheme for found in challenges(header)] == schemes


def test_digest_answers_as_the_standard_has_it() -> None:
    sha, md5 = challenges(RFC_7616)
    for challenge, response in (
        (sha, "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
        (md5, "8ca523f5e9506fed4657c9700eebdbec"),
    ):
        made = digest(
            challenge, "Mufasa", "Circle of Life", "/dir/index.html", once=ONCE
        )
        assert f'response="{response}"' in made
        assert 'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"' in made
        assert "qop=auth, nc=00000001" in made


def test_digest_of_servers_that_know_only_the_first_standard() -> None:
    # RFC 2069 has no such example; this is the one of RFC 2617 without qop.
    (old,) = challenges(
        'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"'
    )
    made = digest(old, "Mufasa", "Circle Of Life", "/dir/index.html")
    assert 'response="670fd8c2df070c60b045671b8b24ff02"' in made
    assert "qop" not in made


@pytest.mark.parametrize(
    "header",
    [
        'Digest realm="a", nonce="b", algorithm=SHA-512-256',
        'Digest realm="a", nonce="b", qop="auth-int"',
        'Digest realm="a"',
    ],
)
def test_what_cannot_be_answered_is_not(header: str) -> None:
    (found,) = challenges(header)
    assert digest(found, "a", "b", "/") == ""


def test_names_in_any_script_and_tokens_alone() -> None:
    assert basic("爱丽丝", "päss: wörd") == "Basic 54ix5Li95LidOnDDpHNzOiB3w7ZyZA=="
    assert basic("", "token") == "Basic dG9rZW46"
    (found,) = challenges('Digest realm="新闻", nonce="n", charset=UTF-8')
    assert "username*=UTF-8''%E7%88%B1" in digest(found, "爱", "b", "/")


@given(st.text(max_size=200))
def test_whatever_a_server_says_is_answered_in_one_line_or_not_at_all(
    header: str,
) -> None:
    for found in [*challenges(header), *challenges(f"Digest nonce={header}, realm=x")]:
        assert found.scheme == found.scheme.lower()
        made = digest(Challenge(found.scheme, found.parameters), "u", "p", "/")
        assert made == "" or made.startswith("Digest ")
