"""``broadsheet mark``: sets marks on entries; it knows them by their ids only."""

import argparse
import sys

from tui import paths
from tui.library import Library
from tui.library.marks import Field

_FIELDS: tuple[Field, ...] = ("read", "starred", "later")


def run(given: argparse.Namespace) -> int:
    """Mark what is there; return 1 where an id is unknown, the rest being done."""
    with Library(given.library or paths.library()) as library:
        known = [number for number in given.ids if library.entry(number)]
        for field in _FIELDS:
            want = getattr(given, field)
            if known and want is not None:
                library.mark(known, field, want, f"broadsheet mark: {field}")
    unknown = sorted(set(given.ids) - set(known))
    for number in unknown:
        sys.stderr.write(f"broadsheet: There is no entry {number}.\n")
    return 1 if unknown else 0
