"""``search`` prints what a query finds, in the language of docs/searching.md."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.library import Library

Run = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.usefixtures("known")


@pytest.fixture
def known(broadsheet: Run, folder: Path) -> Path:
    assert broadsheet("list", folder).returncode == 0
    return folder


def titles(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["title"] for line in done.stdout.splitlines()]


def test_what_is_found_is_printed(broadsheet: Run) -> None:
    assert titles(broadsheet("search", "很重要", "--json")) == [
        "一个因“崩溃”留言引发的故事"
    ]
    done = broadsheet("search", "compiler", "is:unread")
    assert "Compiler release notes" in done.stdout
    assert len(done.stdout.splitlines()) == 1


def test_several_words_are_one_query(broadsheet: Run) -> None:
    assert len(titles(broadsheet("search", "faster", "OR", "readable", "--json"))) == 2
    assert titles(broadsheet("search", "faster readable", "--json")) == []


def test_the_order_and_the_number_can_be_chosen(broadsheet: Run) -> None:
    newest = titles(broadsheet("search", "in:Technology", "--newest", "--json"))
    assert newest[0] == "Compiler release notes"
    oldest = titles(broadsheet("search", "in:Technology", "--oldest", "--json"))
    assert oldest == newest[::-1]
    assert len(titles(broadsheet("search", "", "--limit", 2, "--json"))) == 2


def test_only_what_is_unread_is_found(broadsheet: Run) -> None:
    done = broadsheet("search", "compiler", "--json")
    broadsheet("mark", json.loads(done.stdout)["id"], "--read")
    assert titles(broadsheet("search", "compiler", "--unread", "--json")) == []


def test_a_mistake_is_pointed_at(broadsheet: Run) -> None:
    done = broadsheet("search", "深圳 titl:wind")
    assert done.returncode == 1
    assert done.stdout == ""
    first, query, pointer = done.stderr.splitlines()
    assert first.endswith("did you mean title:?")
    assert query.endswith("  深圳 titl:wind")
    assert pointer.endswith("       ^")


def test_what_is_not_indexed_yet_is_by_then(broadsheet: Run, known: Path) -> None:
    with Library(known.parent / "library.db") as library:
        assert library.index_state().documents == 0
        broadsheet("search", "x")
        assert library.index_state().waiting == 0


def test_doctor_tells_how_far_the_index_is(broadsheet: Run) -> None:
    assert "search 0 entries, 5 to be read" in broadsheet("doctor").stdout
    broadsheet("search", "x")
    assert "search 5 entries, 0 to be read" in broadsheet("doctor").stdout
    assert broadsheet("doctor", "--repair").returncode == 0
    assert len(titles(broadsheet("search", "正文", "--json"))) == 1
