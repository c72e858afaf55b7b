"""A folder of posts is read whole, and nothing outside of it."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tui import text
from tui.errors import SourceError
from tui.model import Entry, Stamp
from tui.sources.folder import Folder
from tui.sources.post import body_of, entry_of, take_apart
from tui.sources.site import Site

TREE = Site("", nested=True)
STAMP = Stamp(1_700_000_000_000_000_000, 1, 1)


def write(root: Path, *names: str, content: str = "---\ntitle: 题\n---\n正文") -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")


def keys(root: Path, scope: str = "") -> list[str]:
    return [key for key, _ in Folder(root).scan(scope)]


def entry(content: str | bytes, key: str = "a/b/c.md", site: Site = TREE) -> Entry:
    data = content if isinstance(content, bytes) else content.encode()
    return entry_of(take_apart(data), key, STAMP, site)


@pytest.mark.parametrize(
    ("posts", "others"),
    [
        (
            ["source/_posts/a.md", "source/_posts/b/c.md"],
            ["source/about.md", "README.md"],
        ),
        (["_posts/2024-01-01-a.md"], ["README.md"]),
        (
            ["content/a.md", "content/b/_index.md"],
            ["README.md", "themes/x/content/y.md"],
        ),
        (["a/b.md", "c.html", "d/e.markdown", "f.HTM"], ["g.txt", "h.png"]),
        (["content/a.md", "news/b.md"], []),
    ],
)
def test_posts_are_where_the_kind_of_site_has_them(
    tmp_path: Path, posts: list[str], others: list[str]
) -> None:
    write(tmp_path, *posts, *others)
    assert keys(tmp_path) == sorted(posts)


def test_hidden_draft_build_and_dependency_folders_are_passed_over(
    tmp_path: Path,
) -> None:
    names = [".git", "_drafts", "node_modules", "public", "_site", "vendor"]
    write(tmp_path, "a.md", ".hidden.md", *(f"{name}/b.md" for name in names))
    assert keys(tmp_path) == ["a.md"]
    for name in names:
        assert keys(tmp_path, f"{name}/b.md") == []


def test_links_are_followed_only_inside_the_folder(tmp_path: Path) -> None:
    write(tmp_path, "posts/a.md", "outside/secret.md", "posts/.store/b.md")
    posts = tmp_path / "posts"
    (posts / "inside.md").symlink_to(posts / ".store" / "b.md")
    (posts / "out.md").symlink_to(tmp_path / "outside" / "secret.md")
    (posts / "away").symlink_to(tmp_path / "outside")
    (posts / "loop").symlink_to(posts)
    assert keys(posts) == ["a.md", "inside.md"]
    with pytest.raises(SourceError):
        Folder(posts).body("out.md")
    with pytest.raises(SourceError):
        Folder(posts).body("../outside/secret.md")


def test_only_files_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    assert keys(tmp_path) == []


def test_keys_ascend_and_scopes_agree(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "a/b.md", "a-c.md", "a/d/e.md", "文/章.md", "z.md")
    found = keys(tmp_path)
    assert found == sorted(found)
    assert keys(tmp_path, "a") == ["a/b.md", "a/d/e.md"]
    assert keys(tmp_path, "a/b.md") == ["a/b.md"]
    assert keys(tmp_path, "gone") == []


def test_a_name_that_is_no_utf8_is_read(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xcf\xc2.md")
    path.write_text("---\ntitle: 下\n---\n正文", "utf-8")
    folder = Folder(tmp_path)
    [(key, stamp)] = folder.scan()
    assert key == "\\xcf\\xc2.md"
    assert folder.read(key, stamp).title == "下"
    assert folder.body(key).text == "正文"


def test_a_missing_folder_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nowhere"):
        list(Folder(tmp_path / "nowhere").scan())


def test_a_post_that_vanished_is_listed_with_the_reason(tmp_path: Path) -> None:
    found = Folder(tmp_path).read("2024-05-01-gone.md", STAMP)
    assert found.title == "gone"
    assert not found.date_certain
    assert "No such file" in found.problems[0]


@pytest.mark.parametrize(
    ("fields", "nested", "paths"),
    [
        ("categories: [甲, 乙]", True, (("甲", "乙"),)),
        ("categories: [甲, 乙]", False, (("甲",), ("乙",))),
        ("categories:\n - [甲, 乙]\n - [丙]", True, (("甲", "乙"), ("丙",))),
        ("categories: 甲", True, (("甲",),)),
        ("category: 甲, 乙", True, (("甲", "乙"),)),
        ("categories: 甲，乙", False, (("甲",), ("乙",))),
        ("tags: [甲, 乙]", True, (("甲",), ("乙",))),
        ("author: 某人", True, (("a", "b"),)),
        ("categories:\n    - 甲\n    - 乙", True, (("甲", "乙"),)),
        ("categories: []", False, (("a", "b"),)),
    ],
)
def test_categories(fields: str, nested: bool, paths: object) -> None:
    site = Site("", nested=nested)
    assert entry(f"---\ntitle: 题\n{fields}\n---\n", site=site).categories == paths


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Tue, 22 Mar 2022 02:59:56 GMT", "2022-03-22T02:59:56"),
        ("2014-06-30 10:00:10 -0400", "2014-06-30T14:00:10"),
        ("2024-05-01T10:00:00+08:00", "2024-05-01T02:00:00"),
        ("2024-05-01T10:00:00Z", "2024-05-01T10:00:00"),
        ("2024-05-01 10:00", "2024-05-01T10:00:00"),
        ("2024-05-01", "2024-05-01T00:00:00"),
        ("2024/5/1 10:00", "2024-05-01T10:00:00"),
        ("2022年3月22日 10:59", "2022-03-22T10:59:00"),
        ("1700000000", "2023-11-14T22:13:20"),
        ("May 1, 2024", "2024-05-01T00:00:00"),
    ],
)
def test_dates(written: str, moment: str) -> None:
    found = entry(f"---\ntitle: 题\ndate: {written}\n---\n")
    assert found.published == datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert found.date_certain


@pytest.mark.parametrize(
    "written", ["Invalid Date", "0000-00-00", "9999-99-99", "soon"]
)
def test_what_is_no_date_is_told_and_the_files_time_is_used(written: str) -> None:
    found = entry(f"---\ntitle: 题\ndate: {written}\n---\n")
    assert found.published == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert not found.date_certain
    assert "a/b/c.md:3: " in found.problems[0]


def test_the_name_may_hold_the_date_and_the_title() -> None:
    found = entry("正文", "2021-09-21-some_title.md")
    assert found.title == "some_title"
    assert found.published == datetime(2021, 9, 21, 12, tzinfo=UTC)
    assert found.date_certain


def test_a_title_of_what_cannot_be_seen_is_none() -> None:
    found = entry("---\ntitle: '\u200b\u2060\u200d'\n---\n正文", "a-name.md")
    assert found.title == "a-name"


def test_a_file_that_could_not_be_read_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("a.md")
    (tmp_path / "b.md").write_text("---\ntitle: 题\n---\n")
    source = Folder(tmp_path)
    ((key, stamp),) = source.scan()
    assert source.read(key, stamp).stamp == stamp
    (tmp_path / "b.md").unlink()
    assert source.read(key, stamp).stamp != stamp


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("gb18030", "gb18030"), ("shift_jis", "shift_jis"), ("utf-16", "utf-16")],
)
def test_other_encodings(name: str, encoding: str) -> None:
    title = "祖父の電腦の話です" if name == "shift_jis" else "祖父的旧电脑，今天的新闻"
    found = entry(f"---\ntitle: {title}\n---\n{title}。".encode(name))
    assert found.title == title
    assert encoding in found.problems[0]


def test_html_with_blank_and_indented_lines_is_html() -> None:
    html = "<div>   \n<p>一</p>\n\n        <p>二</p>\n</div>"
    assert not body_of(
        take_apart(f"---\ntitle: 题\n---\n\n{html}".encode()), "a.md"
    ).markdown


@pytest.mark.parametrize("body", ["# 题\n\n文", "文 **粗**", "<p>一</p>\n\n- 二\n- 三"])
def test_markdown_and_mixed_bodies_are_markdown(body: str) -> None:
    assert body_of(take_apart(body.encode()), "a.md").markdown


@settings(deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes_make_a_safe_entry(data: bytes) -> None:
    for content in (data, b"---\ntitle: " + data + b"\n---\n" + data):
        post = take_apart(content)
        found = entry_of(post, "a/b.md", STAMP, TREE)
        assert found.title
        for words in (
            found.title,
            found.author,
            found.url,
            *found.problems,
            *found.tags,
        ):
            assert words == text.line(words)
        body_of(post, "a/b.md")
