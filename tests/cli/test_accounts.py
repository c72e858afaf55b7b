"""Accounts at servers are added, brought in step, listed and removed by command."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sources.server import Site, serving
from tests.sources.servers.miniflux_server import MinifluxServer
from tests.sources.servers.shelf import Shelf, stocked
from tests.sources.servers.talking import SECRET, USER, refusing

Run = Callable[..., subprocess.CompletedProcess[str]]

TELL = f"{sys.executable} -c \"print('{SECRET}')\""


@pytest.fixture
def shelf() -> Shelf:
    return stocked()


@pytest.fixture
def site(shelf: Shelf) -> Iterator[Site]:
    with serving() as found:
        found.program = refusing(MinifluxServer(shelf, old=False))
        yield found


@pytest.fixture
def added(broadsheet: Run, site: Site) -> subprocess.CompletedProcess[str]:
    return broadsheet(
        *("add", site.url, "--user", USER, "--password-command", TELL, "--name", "Mine")
    )


def objects(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_an_account_is_found_out_and_visited_at_once(
    added: subprocess.CompletedProcess[str], broadsheet: Run, shelf: Shelf, site: Site
) -> None:
    assert (added.returncode, added.stderr) == (0, "")
    assert added.stdout.splitlines() == [
        f"Miniflux 2.3.4 at {site.url} as {USER}, in Mine",
        f"Mine: {len(shelf.articles)} new articles",
    ]
    assert broadsheet("refresh", "Mine").stdout == "Mine: no new articles\n"
    assert broadsheet("refresh").stdout == "Mine: no new articles\n"


def test_its_articles_are_listed_shown_and_marked_there_too(
    added: subprocess.CompletedProcess[str], broadsheet: Run, shelf: Shelf
) -> None:
    assert added.returncode == 0
    entry, *_ = objects(broadsheet("list", "Mine", "--unread", "--json"))
    assert (entry["source"], entry["path"], entry["feed"]) == ("Mine", None, None)
    line = broadsheet("list", "Mine", "--unread", "--limit", 1).stdout
    assert line.endswith(f"· {entry['categories'][0][-1]}\n")
    assert "lorem" in broadsheet("show", entry["id"]).stdout
    broadsheet("mark", entry["id"], "--read")
    (source,) = objects(broadsheet("sources", "--json"))
    assert (source["name"], source["waiting"]) == ("Mine", 1)
    assert "1 mark waits for it" in broadsheet("sources").stdout
    assert "marks that wait for Mine 1" in broadsheet("doctor").stdout
    unread = sum(not article.read for article in shelf.articles.values())
    assert broadsheet("refresh").returncode == 0
    assert unread - 1 == sum(not article.read for article in shelf.articles.values())
    assert objects(broadsheet("sources", "--json"))[0]["waiting"] == 0


def test_a_server_that_is_down_is_told_and_the_rest_is_done(
    added: subprocess.CompletedProcess[str], broadsheet: Run, site: Site, folder: Path
) -> None:
    assert added.returncode == 0
    site.program = None
    broadsheet("add", folder)
    done = broadsheet("refresh", "--json")
    assert done.returncode == 1
    assert done.stderr.startswith("broadsheet: Mine: ")
    troubles = {found["name"]: bool(found["trouble"]) for found in objects(done)}
    assert troubles == {"posts": False, "Mine": True}
    assert "! Mine (since 20" in broadsheet("refresh", "--report").stdout
    done = broadsheet("doctor")
    assert "Mine: fails since " in done.stdout + done.stderr
    assert done.returncode == 1


def test_what_was_marked_comes_back_with_a_removed_account(
    added: subprocess.CompletedProcess[str], broadsheet: Run, shelf: Shelf, site: Site
) -> None:
    assert added.returncode == 0
    entry, *_ = objects(broadsheet("list", "--unread", "--json"))
    broadsheet("mark", entry["id"], "--later")
    assert "Mine is followed no more" in broadsheet("remove", "Mine").stdout
    assert broadsheet("list").stdout == ""
    assert broadsheet("sources").stdout.startswith("Nothing is followed")
    assert broadsheet("doctor").returncode == 0
    words = ("--user", USER, "--password-command", TELL, "--json")
    (again,) = objects(broadsheet("add", site.url, *words))
    assert again["new"] == len(shelf.articles)
    found = broadsheet("show", entry["id"])
    assert found.returncode == 0


@pytest.mark.parametrize(
    ("words", "status", "why"),
    [
        (["--user", USER], 2, "needs --password-command"),
        (["--user", USER, "--token-command", "false"], 1, "tells no secret"),
        (["--user", USER, "--password-command", "echo no"], 1, "login"),
        (
            ["--user", USER, "--password-command", TELL, "--in", "x"],
            1,
            "leave yours out",
        ),
    ],
)
def test_what_cannot_be_added_is_told(
    broadsheet: Run, site: Site, words: list[str], status: int, why: str
) -> None:
    done = broadsheet("add", site.url, *words)
    assert (done.returncode, done.stdout) == (status, "")
    assert why in done.stderr
    assert broadsheet("sources").stdout.startswith("Nothing is followed")


def test_a_wrong_token_of_an_account_is_told_as_one(
    broadsheet: Run, site: Site
) -> None:
    done = broadsheet("add", site.url, "--token-command", "echo wrong")
    assert "does not accept the token (it answers 401)" in done.stderr
    assert "--token-command prints" in done.stderr
