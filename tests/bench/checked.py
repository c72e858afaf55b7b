"""Sets every body of the corpora at many widths and counts what is wrong.

    python -m tests.bench.checked [COUNT OF MADE POSTS] [WIDTH …]

The judge is `tests.findings`. It prints a table and ends with 1 if anything was found.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.bench.corpora import kept, made, pages
from tests.findings import Finding, found_in
from tui.model import Body
from tui.render.read import document

_WIDTHS = (20, 21, 39, 40, 60, 79, 80, 100, 120, 160, 200)
_SHOWN = 40


def _judged(job: tuple[Body, tuple[int, ...]]) -> list[tuple[int, Finding]]:
    body, widths = job
    page = document(body)
    return [(width, finding) for width in widths for finding in found_in(page, width)]


def _count(name: str, bodies: Iterable[Body], widths: tuple[int, ...]) -> int:
    found: Counter[str] = Counter()
    seen: set[Finding] = set()
    count = 0
    with ProcessPoolExecutor() as pool:
        jobs = [(body, widths) for body in bodies]
        for findings in pool.map(_judged, jobs, chunksize=8):
            count += 1
            for width, finding in findings:
                found[finding.kind] += 1
                if finding not in seen and len(seen) < _SHOWN:
                    seen.add(finding)
                    print(f"  {width:3} {finding.kind:8} {finding.line[:100]}")
    total = found.total()
    kinds = ", ".join(f"{kind} {times}" for kind, times in found.most_common())
    print(f"{name:<16} {count:6} bodies  {len(widths):3} widths  {total:6} {kinds}")
    return total


def main() -> int:
    """Check all; 1 where anything was found."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    widths = tuple(map(int, sys.argv[2:])) or _WIDTHS
    total = _count("pages", pages(), widths) + _count("posts", kept(), widths)
    with tempfile.TemporaryDirectory() as folder:
        total += _count("made posts", made(count, Path(folder) / "posts"), widths)
    return min(1, total)


if __name__ == "__main__":
    raise SystemExit(main())
