"""Says how much of a page's text each tool keeps: python -m tests.bench.kept [--missing].

The reference is the text that ``lynx -dump`` shows of the same HTML, counted in words
and in Chinese and Japanese characters. With ``--missing`` each page is named of which
ours loses something, and what. Pages: the corpus beside the project, and made posts.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from importlib import import_module
from pathlib import Path

from html2text import HTML2Text
from selectolax.lexbor import LexborHTMLParser

from tests.bench.corpora import SHARED, kept, made, pages
from tui.model import Body
from tui.render.html import parse
from tui.render.markdown import to_html
from tui.render.typeset import plain_lines
from tui.text import clean, line

_MADE = 2_000
_WIDTH = 990  # lynx takes no more than 999
_HAN = "\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff"
_word = re.compile(f"[^\\W_{_HAN}]+|[{_HAN}]")

# What lynx shows and no reader of the page is meant to see, by design.md, 5.
_NO_CONTENT = (
    "script,style,template,head,title,link,meta",  # for the program, not the reader
    "noscript",  # a twin of what is shown, or a request to turn scripts on
    "button,select,textarea,input,label:has(input)",  # what only a form can use
    '[hidden],[style*="display:none" i],[style*="display: none" i]',  # hidden
    'img[width="1"],img[height="1"],img[width="0"],img[height="0"]',  # trackers
    "iframe,embed,object,video,audio,frame,area",  # links here, named otherwise
    "svg,math,.katex-html,.MathJax_Display",  # set from their source
)
# What lynx says in its own words, and the bullets that are letters.
_ITS_OWN = re.compile(
    r"\b(?:CAPTION|MATH|BUTTON|I?FRAME|EMBED|INS|DEL)\b|REFRESH\(.*|\[X\]|^ +o "
    r"|Input\] \(not implemented\)|\{\\displaystyle",
    re.MULTILINE,
)

Tool = Callable[[str], str]


def words(text: str) -> Counter[str]:
    """Count the words and the Chinese and Japanese characters of a text.

    Letters that are raised, lowered or joined count as what they stand for (NFKC), and
    a line's end inside a word is none.
    """
    folded = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    return Counter(_word.findall(re.sub("[\u200b-\u200d\u2060\ufeff]", "", folded)))


def no_content(page: str) -> Counter[str]:
    """Count the words of a page, and of its attributes, that need not be shown."""
    tree = LexborHTMLParser(page)
    nodes = tree.css(",".join(_NO_CONTENT))
    silent = [node.html or "" for node in nodes]
    # lynx names a picture by its file where it has nothing else to say.
    named = [node.attributes.get("src") or "" for node in tree.css("img,input")]
    return words(unescape(" ".join(silent + named)))


def lost(said: Counter[str], reference: Counter[str]) -> Counter[str]:
    """Count what of the reference is not kept; a word may be joined to another."""
    gone = reference - said
    if not gone:
        return gone
    more = [word for word in said - reference if len(word) > 1]
    whole = "\n".join(more)
    return Counter({w: n for w, n in gone.items() if w not in whole})


def _run(*command: str) -> Tool:
    def convert(page: str) -> str:
        done = subprocess.run(
            command,
            input=page.encode("utf-8", "replace"),
            capture_output=True,
            check=False,
            timeout=120,
        )
        return done.stdout.decode("utf-8", "replace")

    return convert


def _ours(page: str) -> str:
    return "\n".join(plain_lines(parse(page), _WIDTH))


def _html2text(page: str) -> str:
    writer = HTML2Text(bodywidth=0)
    writer.unicode_snob = True
    try:
        return writer.handle(page)
    except (RecursionError, AssertionError, IndexError, ValueError):
        return ""


def _tools() -> Iterator[tuple[str, Tool]]:
    width = str(_WIDTH)
    yield "ours", _ours
    yield "html2text", _html2text
    try:
        yield "inscriptis", import_module("inscriptis").get_text
    except ImportError:
        print("inscriptis is not installed and left out", file=sys.stderr)
    if shutil.which("w3m"):
        options = ["-I", "UTF-8", "-O", "UTF-8", "-T", "text/html", "-cols", width]
        yield "w3m", _run("w3m", "-dump", *options)


_lynx = _run(
    "lynx",
    "-dump",
    "-stdin",
    "-force_html",
    "-nolist",
    f"-width={_WIDTH}",
    "-assume_charset=utf-8",
    "-display_charset=utf-8",
)


def _named(bodies: Iterator[Body]) -> Mapping[str, str]:
    """Return the HTML of bodies by a name that begins as they do."""
    pages: dict[str, str] = {}
    for number, body in enumerate(bodies, 1):
        page = to_html(body.text) if body.markdown else clean(body.text)
        pages[f"{number} {line(page[:300])[:60]}"] = page
    return pages


def _report(title: str, found: Mapping[str, str], *, missing: bool) -> None:
    with ThreadPoolExecutor() as pool:
        shown = pool.map(_lynx, found.values())
        wanted = [
            (words(_ITS_OWN.sub(" ", text)), no_content(page))
            for page, text in zip(found.values(), shown, strict=True)
        ]
        total = sum([reference.total() for reference, _ in wanted])
        print(f"{title}: {len(found):,} pages, {total:,} words and characters")
        for tool, convert in _tools():
            own = map(words, pool.map(convert, found.values()))
            gone = [
                lost(said, reference) - silent
                for said, (reference, silent) in zip(own, wanted, strict=True)
            ]
            share = 100 * (1 - sum([count.total() for count in gone]) / max(1, total))
            whole = sum([not count for count in gone])
            print(f"  {tool:12}{share:9.3f} %  {whole:5,} pages whole")
            if missing and tool == "ours":
                _name(dict(zip(found, gone, strict=True)))


def _name(gone: Mapping[str, Counter[str]]) -> None:
    for name, count in gone.items():
        if count:
            some = " ".join(f"{word}×{n}" for word, n in count.most_common(12))
            print(f"    {name}: {some}")


def main() -> int:
    """Print the report; 2 where lynx or the corpus is not there."""
    if not shutil.which("lynx") or not SHARED.is_dir():
        print(f"lynx and {SHARED} are needed; BENCH_SHARED names another folder.")
        return 2
    missing = "--missing" in sys.argv
    _report("saved pages", _named(pages()), missing=missing)
    _report("posts", _named(kept()), missing=missing)
    with tempfile.TemporaryDirectory(prefix="broadsheet-kept-") as folder:
        _report("made posts", _named(made(_MADE, Path(folder))), missing=missing)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
