"""Measures how well texts that are the same are known, and what that costs the indexing.

    python -m tests.bench.stories [2000]

Of made posts and of the corpus: how many pairs of different texts are taken for the same
(there should be none), and how many texts are known again after a change. Then made posts
are indexed with and without sketches, in turn, in one run; the rates are per second of
processor time.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from unittest.mock import patch

from tests.bench import corpora
from tui.library import Library
from tui.model import Entry
from tui.render.plain import plain_text
from tui.story.sketch import alike, sketch
from tui.sync import indexing

_FOOTER = (
    "\n本文由某某网站转载，如有侵权请联系我们删除。欢迎关注我们，获取更多的精彩内容。"
)
_BATCH = 500
Change = Callable[[str], str]


def _spoiled(share: float) -> Change:
    """Return what puts other letters in place of some of a text."""

    def change(text: str) -> str:
        chance, letters = random.Random(len(text)), list(text)  # noqa: S311 - the same again
        for _ in range(int(len(letters) * share)):
            letters[chance.randrange(len(letters))] = chance.choice("甲乙丙丁abc")
        return "".join(letters)

    return change


def _without_one(text: str) -> str:
    parts = text.split("\n")
    return "\n".join(parts[: len(parts) // 2] + parts[len(parts) // 2 + 1 :])


CHANGES: dict[str, Change] = {
    "a footer": lambda text: text + _FOOTER,
    "one paragraph less": _without_one,
    "a tenth cut off": lambda text: text[: len(text) * 9 // 10],
    "1 letter in 500 another": _spoiled(0.002),
    "1 in 100": _spoiled(0.01),
    "1 in 30": _spoiled(0.033),
    "half of it": lambda text: text[: len(text) // 2],
}


def judge(name: str, texts: list[str]) -> None:
    """Print what is taken for the same, wrongly and rightly."""
    made = [(text, found) for text in set(texts) if (found := sketch(text))]
    wrong = sum(alike(one[1], other[1]) for one, other in combinations(made, 2))
    print(f"{name}: {len(texts):,} texts, {len(made):,} not too short")
    print(f"  different, taken for the same: {wrong:,} pairs")
    for what, change in CHANGES.items():
        again = [(found, sketch(change(text))) for text, found in made]
        known = sum(
            other is not None
            and alike(one, other)
            and bool({*one.hashes[:2]} & {*other.hashes[:2]})
            for one, other in again
        )
        print(f"  {what}: {known / max(1, len(made)):.1%} known again")


def _indexing(folder: Path, name: str, count: int) -> Iterator[int]:
    library = Library(folder / f"{name}.db")
    source = library.add_source("folder", f"/{name}", name).id
    bodies = list(corpora.made(count, folder / f"{name}-posts"))
    for start in range(0, len(bodies), _BATCH):
        some = bodies[start : start + _BATCH]
        entries = [Entry(f"{start + n}", "题") for n in range(len(some))]
        library.save(source, entries, some)
    yield 0
    yield from indexing.run(library)
    library.close()


def _nothing(_: str) -> None:
    """What a text is known by where it is not looked at."""


def cost(count: int) -> None:
    """Print how many posts are indexed in a second, with sketches and without."""
    took, done = [0.0, 0.0], [0, 0]
    with tempfile.TemporaryDirectory() as folder:
        runs = [_indexing(Path(folder), name, count) for name in ("with", "without")]
        for run in runs:
            next(run)
        going = True
        while going:
            going = False
            for which, run in enumerate(runs):
                made = sketch if not which else _nothing
                began = time.process_time()
                with patch("tui.library.prepared.sketch", made):
                    step = next(run, None)
                took[which] += time.process_time() - began
                done[which] += step or 0
                going = going or step is not None
    rates = [n / max(1e-9, seconds) for n, seconds in zip(done, took, strict=True)]
    print(f"indexed a second: {rates[0]:,.0f} with sketches, {rates[1]:,.0f} without")
    print(f"  they cost {1 - rates[0] / rates[1]:.1%}")


def main() -> None:
    """Print all of it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as folder:
        made = corpora.made(count, Path(folder))
        judge("made posts", [plain_text(body).text for body in made])
    judge("posts of the corpus", [plain_text(body).text for body in corpora.kept()])
    judge("pages of the corpus", [plain_text(body).text for body in corpora.pages()])
    cost(count)


if __name__ == "__main__":
    main()
