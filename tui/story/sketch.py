"""A small likeness of a text, by which texts that are nearly the same are known; pure.

Taken are the letters behind frequent words and characters (as SpotSigs, Theobald et al.
2008, does), since these lie close in prose and rarely in menus, of these the smallest hashes
(bottom-k, Broder 1997): how many two texts have in common says how alike they are.
"""

import re
from array import array
from math import ceil
from typing import NamedTuple
from zlib import crc32

_SIZE = 16
_FEWEST = 20
"""A text of fewer pieces, some two hundred characters, is too short to be known by them."""
_LONGEST = 20_000
"""Characters of a text that are looked at."""
COMMON = 14
"""Texts that are the same have so many of the smallest hashes in common."""
_LENGTH = 0.8
"""The shorter has so much of the pieces of the longer."""
# Each begins with what the machine of regular expressions finds fast.
_in_words = re.compile(r" (?=([taonивса].{9}))")
_in_runs = re.compile(r"[的在了のをに이을](?=(.{8}))")


class Sketch(NamedTuple):
    """A likeness of a text."""

    hashes: tuple[int, ...]
    """The smallest hashes of its pieces, ascending, each of 32 bits."""
    pieces: int
    """How many pieces it has."""
    whole: int
    """A hash of all of them: equal where nothing was changed."""


def sketch(text: str) -> Sketch | None:
    """Return the likeness of a text; None where it is too short to have one."""
    text = text[:_LONGEST]
    found = set(_in_words.findall(text))
    if not text.isascii():
        found.update(_in_runs.findall(text))
    if len(found) < _FEWEST:
        return None
    hashes = sorted(map(crc32, map(str.encode, found)))
    whole = crc32(array("I", hashes))
    return Sketch(tuple(hashes[:_SIZE]), len(hashes), whole)


def alike(one: Sketch, other: Sketch) -> bool:
    """Whether two texts are nearly the same."""
    if one.whole == other.whole:
        return True
    shortest, longest = span(one)
    if not shortest <= other.pieces <= longest:
        return False
    common = {*one.hashes} & {*other.hashes}
    if len(common) < COMMON:
        return False
    smallest = sorted({*one.hashes, *other.hashes})[:_SIZE]
    return sum(number in common for number in smallest) >= COMMON


def span(sketch: Sketch) -> tuple[int, int]:
    """Return how many pieces a text has at least and at most that is nearly the same."""
    return ceil(sketch.pieces * _LENGTH), int(sketch.pieces / _LENGTH)
