"""Compares the lists of saved searches with what these find; it changes none."""

from collections.abc import Iterator
from sqlite3 import Connection

from tui.library.judging import Judge, Standing
from tui.library.matching import Among
from tui.query import asks_for_texts

_NO_END = 1 << 40


def wrong_lists(connection: Connection, judge: Judge) -> Iterator[str]:
    """Yield which saved searches have other entries than they find, and how many.

    What waits to be judged is left out, and so is what a new search was not asked for yet.
    """
    names = dict(connection.execute("SELECT id, name FROM saved_search").fetchall())
    for search in judge.searches():
        if count := _wrong(connection, judge, search):
            yield f"{count:,} wrong: articles of the saved search “{names[search.id]}”"


def _wrong(connection: Connection, judge: Judge, search: Standing) -> int:
    asked = judge.asked(search, Among(None, _NO_END))
    waiting = "SELECT entry FROM unjudged"
    if asks_for_texts(search.query):
        waiting += " UNION ALL SELECT entry FROM unindexed"
    (count,) = connection.execute(
        f"WITH due AS (SELECT published, entry FROM ({asked.sql})),"  # noqa: S608 - our own words
        " has AS (SELECT published, entry FROM member WHERE category ="
        " (SELECT category FROM derived WHERE search = ? AND mount = 1)),"
        " wrong AS (SELECT entry FROM (SELECT * FROM has EXCEPT SELECT * FROM due)"
        " UNION ALL SELECT entry FROM (SELECT * FROM due EXCEPT SELECT * FROM has)"
        " WHERE published >= coalesce("
        "(SELECT below FROM saved_search WHERE id = ?), published))"
        f" SELECT count(*) FROM wrong WHERE entry NOT IN ({waiting})",
        (*asked.values, search.id, search.id),
    ).fetchone()
    return int(count)
