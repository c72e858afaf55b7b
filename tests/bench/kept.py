"""Says how much of a page's text each tool keeps: python -m tests.bench.kept [--missing].

The reference is what ``lynx -dump`` shows of the same HTML (`tests.losses`). With
``--missing`` each page is named of which ours loses something, and what. Pages: the
corpus beside the project, and made posts.
"""

import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from html2text import HTML2Text

from tests.bench.corpora import SHARED, kept, made, pages
from tests.losses import EXCUSES, WIDTH, Loss, characters, loss, reference, words
from tui.model import Body
from tui.render.html import parse
from tui.render.markdown import to_html
from tui.render.typeset import plain_lines
from tui.text import clean, line

_MADE = 2_000
_W3M = ("w3m", "-dump", "-I", "UTF-8", "-O", "UTF-8", "-T", "text/html")


def _ours(page: str) -> str:
    return "\n".join(plain_lines(parse(page), WIDTH))


def _w3m(page: str) -> str:
    done = subprocess.run(
        [*_W3M, "-cols", str(WIDTH)],
        input=page.encode("utf-8", "replace"),
        capture_output=True,
        check=False,
        timeout=120,
    )
    return done.stdout.decode("utf-8", "replace")


def _html2text(page: str) -> str:
    writer = HTML2Text(bodywidth=0)
    writer.unicode_snob = True
    try:
        return writer.handle(page)
    except (RecursionError, AssertionError, IndexError, ValueError):
        return ""


def _inscriptis(page: str) -> str:
    text: str = import_module("inscriptis").get_text(page)
    return text


_TOOLS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"ours": _ours, "html2text": _html2text, "inscriptis": _inscriptis, "w3m": _w3m}
)


def _tools() -> list[str]:
    """Return the names of the tools that are installed."""
    there = {
        "inscriptis": find_spec("inscriptis") is not None,
        "w3m": shutil.which("w3m") is not None,
    }
    for name in [name for name, found in there.items() if not found]:
        print(f"{name} is not installed and left out", file=sys.stderr)
    return [name for name in _TOOLS if there.get(name, True)]


def _html(body: Body) -> str:
    return to_html(body.text) if body.markdown else clean(body.text)


def _judged(job: tuple[Body, list[str]]) -> tuple[int, int, list[Loss]]:
    """Return how many words and characters lynx shows, and what each tool loses."""
    body, tools = job
    page = _html(body)
    wanted = reference(page)
    lost = [loss(page, wanted, _TOOLS[name](page)) for name in tools]
    return words(wanted).total(), characters(wanted).total(), lost


def _report(title: str, bodies: Iterable[Body], *, missing: bool) -> None:
    tools, jobs = _tools(), list(bodies)
    with ProcessPoolExecutor() as pool:
        work = ((body, tools) for body in jobs)
        judged = list(pool.map(_judged, work, chunksize=4))
    total = sum([count for count, _, _ in judged])
    letters = sum([count for _, count, _ in judged])
    print(f"{title}: {len(jobs):,} pages, {total:,} words, {letters:,} characters")
    print("  lynx          100.000 %: it is what the others are held against")
    by_tool = zip(*[lost for _, _, lost in judged], strict=True)
    for name, losses in zip(tools, by_tool, strict=False):
        gone = sum([lost.words.total() for lost in losses])
        less = sum([lost.characters.total() for lost in losses])
        whole = sum([not lost.words and not lost.characters for lost in losses])
        print(
            f"  {name:12}{_share(gone, total)} of the words "
            f"{_share(less, letters)} of the characters {whole:6,} pages whole"
        )
    ours = [lost[0] for _, _, lost in judged]
    excused = sum([lost.excused for lost in ours], Counter[str]())
    for reason, count in excused.most_common():
        print(f"    no loss of ours: {count:6,} words: {reason}")
    if missing:
        _name(jobs, ours)


def _share(gone: int, total: int) -> str:
    return f"{100 * (1 - gone / max(1, total)):9.3f} %"


def _name(jobs: list[Body], losses: list[Loss]) -> None:
    for number, (body, lost) in enumerate(zip(jobs, losses, strict=True)):
        if lost.words or lost.characters:
            some = " ".join(f"{x}×{n}" for x, n in lost.words.most_common(12))
            more = " ".join(f"{x}×{n}" for x, n in lost.characters.most_common(12))
            print(f"    {number} {line(body.text[:300])[:50]}: {some} | {more}")


def main() -> int:
    """Print the report; 2 where lynx or the corpus is not there."""
    if not shutil.which("lynx") or not SHARED.is_dir():
        print(f"lynx and {SHARED} are needed; BENCH_SHARED names another folder.")
        return 2
    print("No loss is what lynx says in its own words, nor what it shows of")
    for excuse in EXCUSES:
        print(f"  {excuse.reason}: {excuse.selector}")
    missing = "--missing" in sys.argv
    _report("saved pages", pages(), missing=missing)
    _report("posts", kept(), missing=missing)
    with tempfile.TemporaryDirectory(prefix="broadsheet-kept-") as folder:
        _report("made posts", made(_MADE, Path(folder)), missing=missing)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
