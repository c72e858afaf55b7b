"""Marking, refreshing, the doctor, and how the command takes its words."""

import json
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tui.cli import arguments, parsers

Run = Callable[..., subprocess.CompletedProcess[str]]


def entries(broadsheet: Run, *words: object) -> list[dict[str, Any]]:
    lines = broadsheet("list", *words, "--json").stdout.splitlines()
    return [json.loads(line) for line in lines]


def test_marks_are_set_and_taken_back(broadsheet: Run, folder: Path) -> None:
    numbers = [entry["id"] for entry in entries(broadsheet, folder)]
    assert broadsheet("mark", *numbers, "--read", "--star", "--later").returncode == 0
    assert all(e["read"] and e["starred"] for e in entries(broadsheet))
    assert broadsheet("mark", *numbers[1:], "--unread", "--unstar").returncode == 0
    assert [e["read"] for e in entries(broadsheet)] == [True] + [False] * 4


def test_an_unknown_id_is_told_and_the_rest_is_done(
    broadsheet: Run, folder: Path
) -> None:
    number = entries(broadsheet, folder)[0]["id"]
    done = broadsheet("mark", 99_999, number, "--read")
    assert (done.returncode, done.stderr) == (
        1,
        "broadsheet: There is no entry 99999.\n",
    )
    assert entries(broadsheet)[0]["read"]


@pytest.mark.parametrize(
    "words",
    [
        ["1"],
        ["--read"],
        ["x", "--read"],
        ["9" * 30, "--read"],
        ["1", "--read", "--unread"],
    ],
)
def test_marking_wants_ids_and_marks(broadsheet: Run, words: list[str]) -> None:
    assert broadsheet("mark", *words).returncode == 2


def test_refresh_sums_up_each_source(broadsheet: Run, folder: Path) -> None:
    assert broadsheet("refresh", folder).stdout == (
        "posts: 5 entries, 5 new, 1 with problems\n"
    )
    (folder / "nothing.html").unlink()
    (folder / "more.md").write_text("more, and more")
    assert broadsheet("refresh").stdout == (
        "posts: 5 entries, 1 new, 1 gone, 1 with problems\n"
    )


def test_refresh_reads_what_is_configured(
    broadsheet: Run, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "config.yaml").write_text(f"folders: {folder.name}")
    assert broadsheet("refresh").stdout.startswith("posts: 5 entries")
    assert len(broadsheet("refresh").stdout.splitlines()) == 1


def test_refresh_goes_on_after_a_folder_that_is_gone(
    broadsheet: Run, folder: Path, tmp_path: Path
) -> None:
    done = broadsheet("refresh", tmp_path / "gone", folder)
    assert done.returncode == 1
    assert "gone: there is no such folder" in done.stderr
    assert "5 new" in done.stdout


def test_without_any_source_refresh_says_what_to_do(broadsheet: Run) -> None:
    done = broadsheet("refresh")
    assert (done.returncode, done.stdout) == (
        0,
        "There is nothing to refresh: “broadsheet add” a feed or a folder.\n",
    )


def test_the_doctor_finds_nothing_wrong(broadsheet: Run, folder: Path) -> None:
    assert broadsheet("doctor").returncode == 0
    broadsheet("refresh", folder)
    done = broadsheet("doctor")
    assert done.returncode == 0, done.stdout
    assert "check passed" in done.stdout
    assert "broken.md" in done.stdout
    assert "All is well.\n" in done.stdout


def test_the_doctor_names_what_is_wrong(
    broadsheet: Run, folder: Path, tmp_path: Path
) -> None:
    broadsheet("refresh", folder)
    folder.rename(tmp_path / "elsewhere")
    (tmp_path / "config.yaml").write_text("measure: 1\nfolders: gone")
    done = broadsheet("doctor")
    assert done.returncode == 1
    wrong = done.stdout.partition("Wrong: 2\n")[2]
    assert "config.yaml:1: measure" in wrong
    assert str(folder) in wrong


def test_the_doctor_names_a_configured_folder_that_is_gone(
    broadsheet: Run, tmp_path: Path
) -> None:
    (tmp_path / "config.yaml").write_text("folders: gone")
    assert f"{tmp_path / 'gone'}: configured" in broadsheet("doctor").stdout


def test_the_doctor_tells_of_a_library_that_is_none(
    broadsheet: Run, tmp_path: Path
) -> None:
    (tmp_path / "library.db").write_bytes(b"something else altogether" * 99)
    done = broadsheet("doctor")
    assert done.returncode == 1
    assert "cannot be used" in done.stdout
    listed = broadsheet("list")
    assert listed.returncode == 1
    assert listed.stderr.startswith("broadsheet: ")


def hurt(library: Path, table: str) -> None:
    """Overwrite the first page of a table, or the one where all begins."""
    with closing(sqlite3.connect(library)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        found = connection.execute(query, (table,)).fetchone()
    data = library.read_bytes()
    start = (found[0] - 1 if found else 0) * 4096 + 100
    library.write_bytes(data[:start] + b"x" * 3996 + data[start + 3996 :])


def test_a_library_that_is_beyond_rescue_is_told_and_left(
    broadsheet: Run, folder: Path, tmp_path: Path
) -> None:
    library = tmp_path / "hurt.db"
    broadsheet("list", folder, "--library", library)
    hurt(library, "")
    data = library.read_bytes()
    done = broadsheet("doctor", "--repair", "--library", library)
    assert done.returncode == 1
    assert f"{library}: nothing in it can be read" in done.stdout
    assert library.read_bytes() == data


def test_the_doctor_rescues_a_damaged_library(
    broadsheet: Run, folder: Path, tmp_path: Path
) -> None:
    library = tmp_path / "hurt.db"
    broadsheet("list", folder, "--library", library)
    hurt(library, "member")
    done = broadsheet("doctor", "--library", library)
    assert done.returncode == 1
    assert "rescued" in broadsheet("doctor", "--repair", "--library", library).stdout
    again = broadsheet("doctor", "--library", library)
    assert (again.returncode, "All is well" in again.stdout) == (0, True)


def test_the_doctor_says_how_many_problems_it_did_not_list(
    broadsheet: Run, folder: Path
) -> None:
    for number in range(15):
        (folder / f"wrong-{number}.md").write_text("---\ntitle: [\n---\n")
    broadsheet("refresh", folder)
    told = broadsheet("doctor").stdout
    assert "more; “broadsheet list --json” has every problem" in told


def test_the_doctor_repairs(broadsheet: Run, folder: Path) -> None:
    broadsheet("refresh", folder)
    assert "repaired" in broadsheet("doctor", "--repair").stdout
    assert len(entries(broadsheet)) == 5


def test_files_are_chosen_by_option_before_or_after_the_command(
    broadsheet: Run, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    broadsheet("--library", other, "refresh", folder)
    assert not (tmp_path / "library.db").exists()
    assert len(entries(broadsheet, "--library", other)) == 5


@pytest.mark.parametrize(
    ("words", "module", "path"),
    [
        ([], "screen", None),
        (["posts"], "screen", "posts"),
        (["./list"], "screen", "./list"),
        (["--", "list"], "screen", "list"),
        (["--library", "list", "posts"], "screen", "posts"),
        (["--library", "list", "list"], "listing", None),
        (["list", "list"], "listing", "list"),
    ],
)
def test_the_first_word_chooses_the_command(
    words: list[str], module: str, path: str | None
) -> None:
    given = arguments.parse(words)
    assert (given.module, given.path) == (module, path)


@pytest.mark.parametrize("words", [["--nonsense"], ["a", "b"], ["list", "--lim", "1"]])
def test_words_that_mean_nothing_are_refused(broadsheet: Run, words: list[str]) -> None:
    done = broadsheet(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: broadsheet")


def test_help_names_each_command(program: Run) -> None:
    shown = program("--help")
    assert shown.returncode == 0
    assert all(f"  {name} " in shown.stdout for name in parsers.COMMANDS)


@pytest.mark.parametrize("name", parsers.COMMANDS)
def test_each_command_has_its_help(broadsheet: Run, name: str) -> None:
    assert broadsheet(name, "--help").stdout.startswith(f"usage: broadsheet {name}")


def test_the_version_is_a_line(broadsheet: Run) -> None:
    assert broadsheet("--version").stdout.startswith("broadsheet ")


@pytest.mark.parametrize(
    ("word", "what"),
    [
        ("nowhere", "there is no such folder"),
        ("gopher://example.com/", "is no address of the web"),
        ("posts/compiler.md", "is no folder"),
        ("x" * 300, "cannot be read"),
    ],
)
def test_what_cannot_be_opened_is_told_before_the_screen(
    broadsheet: Run,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    word: str,
    what: str,
) -> None:
    monkeypatch.chdir(folder.parent)
    done = broadsheet(word)
    assert done.returncode == 1
    assert done.stderr.startswith(f"broadsheet: {word}")
    assert what in done.stderr


def test_a_mistake_in_the_configuration_stops_the_screen(
    broadsheet: Run, tmp_path: Path
) -> None:
    (tmp_path / "config.yaml").write_text("measure: 1\ntheme: 2")
    done = broadsheet()
    assert done.returncode == 1
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == [
        "broadsheet"
    ] * 2


def test_an_interrupt_is_quiet(
    broadsheet: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.cli import listing

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(listing, "run", interrupt)
    done = broadsheet("list", folder)
    assert (done.returncode, done.stderr) == (130, "")


def test_without_a_word_what_is_known_is_opened(broadsheet: Run) -> None:
    assert "There is no terminal to draw on" in broadsheet().stderr
