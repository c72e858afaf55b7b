"""A Git repository of posts, as somebody else keeps it."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

_WHO = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


@dataclass(frozen=True)
class Repository:
    """A bare repository, and where its posts are written."""

    bare: Path
    work: Path

    @classmethod
    def made(cls, folder: Path) -> "Repository":
        found = cls(folder / "news.git", folder / "work")
        found.work.mkdir(parents=True)
        found.git("init", "-q", "-b", "main")
        found.git("init", "-q", "--bare", "-b", "main", str(found.bare))
        found.git("remote", "add", "origin", str(found.bare))
        return found

    def git(self, *words: str) -> str:
        done = subprocess.run(
            ["git", *words],
            cwd=self.work,
            env=os.environ | _WHO,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        return done.stdout

    def write(self, name: str, title: str, text: str = "正文") -> None:
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"---\ntitle: {title}\ndate: 2026-11-01\ncategories: [科技, AI]\n---\n\n{text}\n",
            "utf-8",
        )

    def publish(self, *options: str) -> None:
        """Bring what was written to where others fetch it."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "posts", *options)
        self.git("push", "-q", "--force", "origin", "main")
        subprocess.run(["git", "-C", self.bare, "update-server-info"], check=True)
