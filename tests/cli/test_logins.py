"""Feeds behind a login are followed by command; no secret is kept where it can be read."""

import json
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.sources.locked import BASIC, BEARER, SECRET, USER, by_name, by_token, locked
from tests.sources.server import Asked, Site, Whole, serving
from tests.sources.test_feed_visit import rss

Run = Callable[..., subprocess.CompletedProcess[str]]

TELL = f"{sys.executable} -c \"print('{SECRET}')\""
LOGIN = ("--user", USER, "--password-command", TELL)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        found.program = locked(BASIC, by_name, rss(1, 2))
        yield found


def with_login(url: str) -> str:
    return url.replace("//", f"//{quote(USER)}:{quote(SECRET)}@")


def secrets(tmp_path: Path) -> list[Path]:
    return [*(tmp_path / "secrets").glob("*")]


def test_a_feed_with_a_login_is_followed_as_any_other(
    broadsheet: Run, site: Site, tmp_path: Path
) -> None:
    done = broadsheet("add", f"{site.url}/feed", *LOGIN, "--in", "科技")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "RSS 2.0, 2 articles, in 科技 / 新闻\n"
    site.program = locked(BASIC, by_name, rss(1, 2, 3))
    assert "1 new article" in broadsheet("refresh", "--all").stdout
    found = json.loads(broadsheet("sources", "--json").stdout)
    assert (found["kind"], found["user"], found["trouble"]) == ("feed", USER, "")
    assert not secrets(tmp_path)


def test_a_token_is_one_too(broadsheet: Run, site: Site) -> None:
    site.program = locked(BEARER, by_token, rss(1))
    done = broadsheet("add", f"{site.url}/feed", "--token-command", "echo t0k3n")
    assert done.stdout == "RSS 2.0, 1 article, in 新闻\n"
    assert broadsheet("refresh", "--all").returncode == 0


def test_a_wrong_token_is_told_as_one(broadsheet: Run, site: Site) -> None:
    url = f"{site.url}/feed"
    site.program = locked(BEARER, by_token, rss(1))
    done = broadsheet("add", url, "--token-command", "echo wrong")
    assert done.returncode == 1
    again = f"“broadsheet add {url} --token-command CMD” gives it another"
    assert f"does not accept the token: {again}" in done.stderr


def test_a_command_that_fails_is_run_once(
    broadsheet: Run, site: Site, tmp_path: Path
) -> None:
    ran = tmp_path / "ran"
    command = f"echo once >> {ran}; false"
    words = ("--user", USER, "--password-command", command)
    done = broadsheet("add", f"{site.url}/feed", *words)
    assert done.returncode == 1
    assert "ends with 1 and tells no secret" in done.stderr
    assert ran.read_text().splitlines() == ["once"]


def test_a_login_in_an_address_is_kept_apart(
    broadsheet: Run, site: Site, tmp_path: Path
) -> None:
    done = broadsheet("add", with_login(f"{site.url}/feed"))
    assert done.stdout == "RSS 2.0, 2 articles, in 新闻\n"
    (kept,) = secrets(tmp_path)
    assert kept.read_text("utf-8") == f"{SECRET}\n"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    said = [
        broadsheet(*words).stdout
        for words in (("sources",), ("sources", "--json"), ("export",))
    ]
    library = b"".join(path.read_bytes() for path in tmp_path.glob("library.db*"))
    assert SECRET not in "".join(said)
    assert quote(SECRET) not in "".join(said)
    assert SECRET.encode() not in library
    assert quote(SECRET).encode() not in library
    assert broadsheet("refresh", "--all").returncode == 0
    assert broadsheet("remove", f"{site.url}/feed").returncode == 0
    assert not secrets(tmp_path)


def test_where_it_cannot_be_kept_another_way_is_named(
    broadsheet: Run, site: Site, tmp_path: Path
) -> None:
    (tmp_path / "secrets").write_text("in the way")
    done = broadsheet("add", with_login(f"{site.url}/feed"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "Give a command that prints it instead (--password-command)" in done.stderr
    assert SECRET not in done.stderr
    assert broadsheet("sources").stdout.startswith("Nothing is followed")


def test_without_a_login_it_is_said_how_to_give_one(
    broadsheet: Run, site: Site
) -> None:
    url = f"{site.url}/feed"
    done = broadsheet("add", url)
    assert (done.returncode, done.stdout) == (1, "")
    again = f"“broadsheet add {url} --user NAME --password-command CMD” gives it one"
    assert again in done.stderr


def test_a_feed_that_wants_one_later_is_given_it(broadsheet: Run, site: Site) -> None:
    url = site.put("/feed", rss(1))
    broadsheet("add", url)
    del site.pages["/feed"]
    assert "wants a login" in broadsheet("refresh", "--all").stderr
    wrong = broadsheet("add", url, "--user", USER, "--password-command", "echo no")
    assert wrong.returncode == 1
    assert f"does not accept the login of {USER}" in wrong.stderr
    assert broadsheet("add", url, *LOGIN).stdout.endswith("in 新闻, 1 new\n")
    assert broadsheet("refresh", "--all").returncode == 0


def test_a_login_that_nobody_asks_for_is_not_kept(
    broadsheet: Run, site: Site, tmp_path: Path
) -> None:
    done = broadsheet("add", with_login(site.put("/feed", rss(1))))
    assert done.stdout.endswith("; it asks for no login, so yours is not kept\n")
    assert not secrets(tmp_path)
    assert all("authorization" not in headers for _, headers in site.asked)


def test_the_feeds_of_a_page_have_its_login(broadsheet: Run, site: Site) -> None:
    page = b"<!doctype html><link rel=alternate type=application/rss+xml href=/feed>"
    pages = {"/": page, "/feed": rss(1, 2)}

    def answer(asked: Asked) -> Whole:
        return locked(BASIC, by_name, pages.get(asked.path, b""))(asked)

    site.program = answer
    done = broadsheet("add", site.url, *LOGIN)
    assert done.stdout.splitlines()[0] == "RSS 2.0, 2 articles, in 新闻"


def test_an_imported_list_may_have_logins(
    broadsheet: Run, site: Site, tmp_path: Path
) -> None:
    listed = tmp_path / "urls"
    listed.write_text(f"{with_login(site.url + '/feed')} News\n", "utf-8")
    assert "1 new feed" in broadsheet("import", listed).stdout
    assert "2 new articles" in broadsheet("refresh").stdout
    assert "1 followed already" in broadsheet("import", listed).stdout
    assert len(secrets(tmp_path)) == 1
    assert quote(SECRET) not in broadsheet("export").stdout
