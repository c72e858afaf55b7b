"""Lists of feeds come in from other programs and go out to them."""

import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from tests.sources.server import serving
from tests.sources.test_feed_visit import rss
from tui.cli import main

Run = Callable[..., subprocess.CompletedProcess[str]]

OPML = """<opml version="2.0"><body>
<outline text="科技"><outline text="中文">
  <outline text="少数派" xmlUrl="https://sspai.com/feed" htmlUrl="https://sspai.com/"
    language="zh"/>
</outline></outline>
<outline xmlUrl="https://example.org/rss?a=1&amp;b=2"/>
</body></opml>"""
URLS = 'https://example.org/a news "~A name"\n"filter:x:https://example.org/b"\n'


@pytest.fixture
def opml(tmp_path: Path) -> Path:
    path = tmp_path / "mine.opml"
    path.write_text(OPML, "utf-8")
    return path


def followed(broadsheet: Run) -> dict[str, list[str]]:
    lines = broadsheet("sources", "--json").stdout.splitlines()
    feeds = [json.loads(line) for line in lines]
    return {feed["address"]: [*feed["folder"], feed["name"]] for feed in feeds}


def test_a_list_is_followed_and_not_visited(broadsheet: Run, opml: Path) -> None:
    done = broadsheet("import", opml)
    assert done.stdout.splitlines() == [
        f"{opml}: 2 new feeds",
        "“broadsheet refresh” visits them.",
    ]
    assert followed(broadsheet) == {
        "https://sspai.com/feed": ["科技", "中文", "少数派"],
        "https://example.org/rss?a=1&b=2": ["https://example.org/rss?a=1&b=2"],
    }
    again = broadsheet("import", opml)
    assert again.stdout == f"{opml}: no new feeds, 2 followed already\n"
    assert again.returncode == 0


def test_newsboats_list_is_followed(broadsheet: Run, tmp_path: Path) -> None:
    path = tmp_path / "urls"
    path.write_text(URLS)
    done = broadsheet("import", path)
    assert done.returncode == 0
    assert "line 2" in done.stderr
    assert followed(broadsheet) == {"https://example.org/a": ["news", "A name"]}


def test_a_list_can_be_added_below_a_folder(broadsheet: Run, opml: Path) -> None:
    assert broadsheet("add", opml, "--in", "Old").returncode == 0
    assert followed(broadsheet)["https://sspai.com/feed"][:2] == ["Old", "科技"]
    assert broadsheet("add", opml, "--name", "x").returncode == 1


def test_a_list_is_read_from_a_pipe(
    broadsheet: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = io.TextIOWrapper(io.BytesIO(OPML.encode("utf-16")))
    monkeypatch.setattr("sys.stdin", piped)
    done = broadsheet("import", "-", "--json")
    assert json.loads(done.stdout) == {"feeds": 2, "new": 2, "problems": []}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<html><p>Hello", "is no list of feeds"),
        ("<opml><body/></opml>", "names no feed"),
        ("", "names no feed"),
        ("<opml><body><outline text=A url='https://a/b.opml'/>", "names no feed"),
        (None, "cannot be read"),
    ],
)
def test_what_is_no_list_is_told(
    broadsheet: Run, tmp_path: Path, text: str | None, why: str
) -> None:
    path = tmp_path / "mine.opml"
    if text is not None:
        path.write_text(text)
    done = broadsheet("import", path)
    assert done.returncode == 1
    assert why in done.stderr


def test_of_many_problems_the_first_are_named(broadsheet: Run, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no feed\n" * 1_000)
    done = broadsheet("import", path)
    assert done.returncode == 1
    assert "line 20: " in done.stderr
    assert "and 980 more; --json has them all" in done.stderr
    assert len(done.stderr.splitlines()) == 22


def test_what_cannot_be_followed_is_named(broadsheet: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.opml"
    path.write_text(
        "<opml><body><outline text=X xmlUrl='gopher://example.org'/>"
        "<outline xmlUrl='https://example.org/a' category='/News,/Press'/></body></opml>"
    )
    done = broadsheet("import", path)
    assert done.returncode == 0
    assert "gopher://example.org is no address of the web" in done.stderr
    assert followed(broadsheet)["https://example.org/a"][:1] == ["News"]


def test_what_goes_out_comes_in_again(
    broadsheet: Run, opml: Path, tmp_path: Path
) -> None:
    broadsheet("import", opml)
    was, out = followed(broadsheet), tmp_path / "out.opml"
    assert broadsheet("export", out).stdout == f"{out}: 2 feeds\n"
    written = out.read_text("utf-8")
    assert 'language="zh"' in written
    assert 'htmlUrl="https://sspai.com/"' in written
    other = tmp_path / "other.db"
    assert broadsheet("import", out, "--library", other).returncode == 0
    assert len(was) == 2
    lines = broadsheet("sources", "--json", "--library", other).stdout.splitlines()
    assert {json.loads(line)["address"] for line in lines} == {*was}
    broadsheet("export", tmp_path / "again.opml", "--library", other)
    assert (tmp_path / "again.opml").read_text("utf-8") == written


def test_a_list_is_printed_where_no_file_is_named(
    program: Run, opml: Path, tmp_path: Path
) -> None:
    program("import", opml)
    printed = program("export").stdout
    assert program("export", tmp_path / "out.opml").returncode == 0
    assert (tmp_path / "out.opml").read_text("utf-8") == printed


def test_a_file_that_cannot_be_written_is_told(broadsheet: Run, tmp_path: Path) -> None:
    done = broadsheet("export", tmp_path / "none" / "out.opml")
    assert done.returncode == 1
    assert "cannot be written" in done.stderr


def test_a_feed_without_a_name_is_called_as_it_calls_itself(
    broadsheet: Run, tmp_path: Path
) -> None:
    with serving() as site:
        url = site.put("/feed", rss(1))
        path = tmp_path / "mine.opml"
        path.write_text(f"<opml><body><outline xmlUrl='{url}'/></body></opml>")
        broadsheet("import", path)
        broadsheet("refresh")
    assert followed(broadsheet) == {url: ["新闻"]}


@given(st.binary(max_size=300))
def test_no_file_breaks_the_import(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "any.opml").write_bytes(data)
    words = ["import", str(folder / "any.opml"), f"--library={folder / 'l.db'}"]
    assert main(words) in {0, 1}
