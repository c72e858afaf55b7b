"""The way that was read: back and forward, as in a browser."""

from typing import NamedTuple

_LONGEST = 200


class Stop(NamedTuple):
    """A place in an entry."""

    entry: int
    """Its id in the library."""
    place: tuple[int, int]
    """What ``ArticleView.place`` said there."""


class Trail:
    """Remembers where one was."""

    def __init__(self) -> None:
        self._back: list[Stop] = []
        self._forward: list[Stop] = []

    def leave(self, here: Stop) -> None:
        """Hear that one goes on from ``here`` to somewhere new."""
        self._back = [*self._back[-_LONGEST:], here]
        self._forward = []

    def back(self, here: Stop) -> Stop | None:
        """Return where one was before ``here``, if anywhere."""
        return _step(self._back, self._forward, here)

    def forward(self, here: Stop) -> Stop | None:
        """Return where one went from ``here``, if one came back."""
        return _step(self._forward, self._back, here)


def _step(from_: list[Stop], to: list[Stop], here: Stop) -> Stop | None:
    if not from_:
        return None
    to.append(here)
    return from_.pop()
