"""newsboat on the same posts, for benchmarks that stand it beside the program.

Its cache is made once, by itself, from files of feeds; both stay beside the libraries.
"""

import shutil
import subprocess
from contextlib import ExitStack
from pathlib import Path
from xml.sax.saxutils import escape

from tests.bench import made
from tui.text import clean

FEEDS = 81
MOST = 100_000
"""More articles than these take it minutes to open."""


def command(count: int) -> list[str]:
    """Return what starts newsboat on ``count`` made posts; nothing where it is not here."""
    if not shutil.which("newsboat") or count > MOST:
        return []
    folder = made.folder() / f"newsboat-{count}"
    cache, urls = folder / "cache.db", folder / "urls"
    words = ["newsboat", "-q", "-u", str(urls), "-c", str(cache), "-C", "/dev/null"]
    if not cache.exists():
        folder.mkdir(parents=True, exist_ok=True)
        names = _write(folder, count)
        urls.write_text("".join(f"file://{name}\n" for name in names), "utf-8")
        subprocess.run([*words, "-x", "reload"], check=True, stdout=subprocess.DEVNULL)
    return words


def _write(folder: Path, count: int) -> list[Path]:
    """Write the posts as feeds, one after the other into each."""
    names = [folder / f"{number}.xml" for number in range(FEEDS)]
    with ExitStack() as stack:
        files = [
            stack.enter_context(name.open("w", encoding="utf-8")) for name in names
        ]
        for number, file in enumerate(files):
            file.write(
                f'<rss version="2.0"><channel><title>Feed {number}</title>'
                "<link>http://127.0.0.1/</link><description>made</description>\n"
            )
        number = 0
        for batch in made.batches(count):
            for entry, body in made.read(batch):
                date = entry.published
                when = (
                    f"<pubDate>{date:%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
                    if date
                    else ""
                )
                files[number % FEEDS].write(
                    f"<item><title>{escape(clean(entry.title))}</title>"
                    f"<guid>{number}</guid><link>http://127.0.0.1/{number}</link>{when}"
                    f"<description>{escape(clean(body.text))}</description></item>\n"
                )
                number += 1
        for file in files:
            file.write("</channel></rss>\n")
    return names
