"""A post's pictures are found where its site keeps them, and nowhere else."""

from pathlib import Path

import pytest

from tui.errors import SourceError
from tui.sources.attachments import attached


def put(path: Path, data: bytes = b"here") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("file", "address"),
    [
        ("新闻/a.png", "a.png"),
        ("新闻/a b.png", "a%20b.png?v=2#x"),
        ("新闻/图.png", "%E5%9B%BE.png"),
        ("新闻/post/a.png", "a.png"),  # Hexo's asset folder
        ("新闻/post/a.png", "post/a.png"),
        ("新闻/post/a.png", "2024/05/post/a.png"),
        ("images/a.png", "/images/a.png"),
        ("images/a.png", "images/a.png"),
        ("images/a.png", "../images/a.png"),
        ("source/images/a.png", "/images/a.png"),
        ("static/images/a.png", "/images/a.png"),
    ],
)
def test_a_picture_is_found(tmp_path: Path, file: str, address: str) -> None:
    put(tmp_path / file)
    assert attached(tmp_path, "新闻/post.md", address, 9) == b"here"


@pytest.mark.parametrize("posts", ["source/_posts", "_posts", "content"])
def test_the_pictures_of_a_site_are_found_from_its_posts(
    tmp_path: Path, posts: str
) -> None:
    (tmp_path / "hugo.toml").touch()
    put(tmp_path / posts / "deep" / "post.md")
    put(tmp_path / "source" / "images" / "a.png")
    for root in (tmp_path / posts, tmp_path / posts / "deep"):
        assert attached(root, "post.md", "/images/a.png", 9) == b"here"


@pytest.mark.parametrize(
    "address",
    [
        *("../secret.png", "../../secret.png", "/../secret.png", "%2e%2e/secret.png"),
        *("link.png", "folder/secret.png", "", "/", "//", "a\0b", "http://[x"),
        "nothing.png",
    ],
)
def test_what_is_outside_the_folder_is_not(tmp_path: Path, address: str) -> None:
    put(tmp_path / "secret.png")
    root = tmp_path / "posts"
    put(root / "post.md")
    (root / "link.png").symlink_to(tmp_path / "secret.png")
    (root / "folder").symlink_to(tmp_path)
    with pytest.raises(SourceError, match="is no file of"):
        attached(root, "post.md", address, 9)


def test_a_folder_named_content_is_not_a_site_by_that(tmp_path: Path) -> None:
    put(tmp_path / "secret.png")
    (tmp_path / "content").mkdir()
    with pytest.raises(SourceError, match="is no file of"):
        attached(tmp_path / "content", "post.md", "/secret.png", 9)


def test_what_is_too_large_is_told(tmp_path: Path) -> None:
    put(tmp_path / "a.png", bytes(10))
    with pytest.raises(SourceError, match=r"a\.png is larger than 9 bytes"):
        attached(tmp_path, "post.md", "a.png", 9)
