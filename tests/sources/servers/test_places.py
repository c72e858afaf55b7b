"""Entries go where their feeds go, and nowhere else."""

from tui.news import Move, Remaining
from tui.sources.servers.places import changes

A, B, C = ("X", "a"), ("X", "b"), ("Y", "c")


def test_nothing_changed_moves_nothing() -> None:
    assert changes({"1": (A,), "2": (B, C)}, {"1": (A,), "2": (C, B)}).moved == ()


def test_two_feeds_may_change_places() -> None:
    found = changes({"1": (A,), "2": (B,)}, {"1": (B,), "2": (A,)})
    assert {*found.moved} == {Move(A, (B,)), Move(B, (A,))}
    assert not found.gone


def test_a_feed_that_moves_to_another_place_that_is_taken_is_not_gone() -> None:
    found = changes({"1": (A,), "2": (B,)}, {"1": (B,), "2": (B,)})
    assert found.moved == (Move(A, (B,)),)
    assert not found.gone


def test_a_feed_in_two_folders_leaves_one() -> None:
    found = changes({"1": (A, B)}, {"1": (A, C)})
    assert found.moved == (Move(A, (A, C)), Move(B, ()))
    assert not found.gone


def test_what_two_feeds_share_stays_when_they_part() -> None:
    found = changes({"1": (A,), "2": (A,)}, {"1": (B,), "2": (C,)})
    assert not found.moved
    found = changes({"1": (A,), "2": (A,)}, {"1": (B,), "2": (B,)})
    assert found.moved == (Move(A, (B,)),)
    found = changes({"1": (A,), "2": (A,)}, {"1": (A,)})
    assert not found.moved
    assert not found.gone


def test_what_is_not_followed_any_more_is_gone() -> None:
    found = changes({"1": (A,), "2": (B,)}, {"2": (B,)})
    assert found.gone == (Remaining(A),)
