"""Writes what pages are set as beside them: python -m tests.render.write_pairs NAME…

Without a name, for each page that has no expected lines yet; with --all, for every
page. Read what it wrote before you commit it.
"""

import sys

from tests.render.pairs import WIDTHS, expected, lines, names


def main() -> None:
    """Write the expected lines of the pages named."""
    wanted = sys.argv[1:]
    for name in names() if wanted in ([], ["--all"]) else wanted:
        for width in WIDTHS:
            path, text = expected(name, width), lines(name, width)
            known = path.read_text("utf-8") if path.exists() else None
            if text != known and (wanted or known is None):
                path.write_text(text, "utf-8")
                print(path)


if __name__ == "__main__":
    main()
