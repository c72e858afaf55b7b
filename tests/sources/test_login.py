"""A login is told to the server that it is for, where that asks; to no other, ever."""

import asyncio
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources.locked import (
    BASIC,
    BEARER,
    DIGEST,
    SECRET,
    USER,
    Accepts,
    by_digest,
    by_name,
    by_token,
    locked,
)
from tests.sources.server import Site, serving
from tests.sources.test_feed_visit import NOW, rss
from tui.sources.feed_state import State
from tui.sources.feed_visit import Visit, visit
from tui.sources.http import Client
from tui.sources.login import Logins, kept_for, login_in

WHO = {"user": USER, "secret": SECRET}


@pytest.fixture
def other() -> Iterator[Site]:
    """A server at another origin."""
    with serving() as found:
        yield found


def ask(
    url: str, who: dict[str, str], state: State | None = None, at: str = ""
) -> Visit:
    async def asked() -> Visit:
        login = Logins().of(kept_for(who, at or url))
        async with Client() as client:
            return await visit(client, url, state or State(), NOW, login=login)

    return asyncio.run(asked())


def told(site: Site) -> list[str]:
    return [headers.get("authorization", "") for _, headers in site.asked]


@pytest.mark.parametrize(
    ("offer", "accepted", "way", "questions"),
    [
        (BASIC, by_name, "basic", 1),
        (DIGEST, by_digest, "digest", 2),
        (f"{BASIC}, {DIGEST}", by_digest, "digest", 2),
        (f"Negotiate, {BASIC}", by_name, "basic", 1),
    ],
)
def test_a_feed_behind_a_login_is_read(
    site: Site, offer: str, accepted: Accepts, way: str, questions: int
) -> None:
    site.program = locked(offer, accepted, rss(1, 2))
    found = ask(f"{site.url}/新闻?a=b c", WHO)
    assert found.feed
    assert (len(found.feed.entries), found.state.way) == (2, way)
    assert (len(site.asked), told(site)[0]) == (2, "")
    ask(f"{site.url}/新闻?a=b c", WHO, found.state)
    # What was right is told at once the next time, where that can be done.
    assert len(site.asked) == 2 + questions


def test_a_token_is_told_as_such(site: Site) -> None:
    site.program = locked(BEARER, by_token, rss(1))
    found = ask(f"{site.url}/feed", {"secret": "t0k3n"})
    assert found.feed
    assert told(site) == ["", "Bearer t0k3n"]


def test_nobody_is_told_who_does_not_ask(site: Site) -> None:
    found = ask(site.put("/feed", rss(1)), WHO)
    assert found.feed
    assert (told(site), found.state.way) == ([""], "")


def test_what_is_hidden_from_strangers_is_asked_for_again(site: Site) -> None:
    def hidden(header: str, _: str) -> bool:
        return bool(header)

    answer = locked("", hidden, rss(1))
    site.program = lambda asked: (
        (404, {}, b"") if (found := answer(asked))[0] != 200 else found
    )
    assert ask(f"{site.url}/feed", WHO).feed
    assert len(site.asked) == 2


def test_it_is_not_told_to_another_host_after_a_redirect(
    site: Site, other: Site
) -> None:
    other.program = locked(BASIC, by_name, rss(1))
    url = site.answer("/feed", 302, Location=f"{other.url}/there")
    found = ask(url, WHO)
    assert not found.feed
    assert found.refused
    assert told(other) == [""]
    assert "which gets no login meant for it" in found.state.trouble
    # Not even if that host is where the feed has moved to for good.
    known = State(way="basic")
    ask(f"{other.url}/there", WHO, known, at=url)
    assert told(other) == ["", ""]


def test_it_is_not_carried_along_to_another_host(site: Site, other: Site) -> None:
    def leads_on(header: str, path: str) -> bool:
        return by_name(header, path)

    answer = locked(BASIC, leads_on, b"")
    site.program = lambda asked: (
        (302, {"Location": f"{other.url}/there"}, b"")
        if (found := answer(asked))[0] == 200
        else found
    )
    other.put("/there", rss(1))
    assert ask(f"{site.url}/feed", WHO).feed
    assert told(other) == [""]


def test_it_is_told_where_a_redirect_stays(site: Site) -> None:
    site.program = locked(DIGEST, by_digest, rss(1))
    url = site.answer("/old", 301, Location="/new")
    found = ask(url, WHO)
    assert found.feed
    assert found.state.moved == f"{site.url}/new"


@pytest.mark.parametrize(
    ("offer", "who", "why"),
    [
        (BASIC, {}, "It wants a login: “broadsheet add http://127"),
        (BASIC, {**WHO, "secret": "no"}, f"does not accept the login of {USER}"),
        (DIGEST, {**WHO, "secret": "no"}, f"does not accept the login of {USER}"),
        (BEARER, {"secret": "no"}, "does not accept the token"),
        ("NTLM", WHO, "of a kind that is not known here (NTLM)"),
        ("", {**WHO, "secret": "no"}, "does not accept the login"),
        (DIGEST.replace("SHA-256", "x"), WHO, "a kind that is not known here (Digest)"),
    ],
)
def test_what_is_refused_names_the_feed_and_says_what_to_do(
    site: Site, offer: str, who: dict[str, str], why: str
) -> None:
    site.program = locked(offer, lambda *_: False, b"")
    found = ask(f"{site.url}/feed", who)
    assert found.refused
    assert found.state.trouble.startswith(f"{site.url}/feed answers 401. ")
    assert why in found.state.trouble
    assert len(site.asked) <= 3
    assert "no" not in found.state.trouble.split()


def test_a_server_that_always_asks_anew_is_not_asked_for_ever(site: Site) -> None:
    site.program = lambda asked: (
        (302, {"Location": f"{asked.path}x"}, b"")
        if asked.headers.get("authorization") and len(asked.path) % 2
        else (401, {"WWW-Authenticate": BASIC}, b"")
    )
    assert ask(f"{site.url}/a", WHO).refused
    assert len(site.asked) < 20


def test_a_secret_that_cannot_be_told_is_said(site: Site) -> None:
    site.program = locked(BASIC, by_name, rss(1))
    found = ask(f"{site.url}/feed", {"user": USER, "command": "exit 3"})
    assert "“exit 3” ends with 3" in found.state.trouble


def test_each_command_is_run_once_however_many_feeds_want_it(
    site: Site, tmp_path: Path
) -> None:
    site.program = locked(BEARER, by_token, rss(1))
    ran = shlex.quote(str(tmp_path / "ran"))
    command = f"test -e {ran} && exit 1; touch {ran}; echo t0k3n"

    async def asked() -> list[Visit]:
        logins = Logins()
        async with Client(at_once=4) as client:
            urls = [f"{site.url}/{n}" for n in range(4)]
            return await asyncio.gather(
                *(
                    visit(
                        client,
                        url,
                        State(),
                        NOW,
                        login=logins.of(kept_for({"command": command}, url)),
                    )
                    for url in urls
                )
            )

    assert all(found.feed for found in asyncio.run(asked()))


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("https://bob:p%40ss@example.org/feed", {"user": "bob", "secret": "p@ss"}),
        ("https://t0k3n@example.org/feed", {"secret": "t0k3n"}),
        ("https://example.org/feed", {}),
        ("https://[", {}),
    ],
)
def test_the_login_in_an_address_is_taken_out(
    address: str, who: dict[str, str]
) -> None:
    assert login_in(address) == who


@pytest.mark.parametrize(
    ("home", "url", "told"),
    [
        ("http://example.org/", "http://example.org/a", True),
        ("http://example.org/", "https://example.org/a", True),
        ("https://example.org/", "http://example.org/a", False),
        ("https://example.org/", "https://example.org:8443/", False),
        ("http://example.org:81/", "https://example.org/a", False),
        ("https://example.org/", "https://www.example.org/", False),
    ],
)
def test_it_is_for_one_host_by_no_worse_a_line(home: str, url: str, told: bool) -> None:
    login = Logins().of(kept_for(WHO, home))
    assert login
    assert login.is_for(url) is told
    assert SECRET not in repr(login)
