"""How the last visits to accounts and repositories went; it visits none."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui.library import Library


def source_visited(library: "Library", source: int, now: int, trouble: str) -> int:
    """Remember how a visit to an account or a repository went; return since when it fails.

    Args:
        library: Where it is kept.
        source: The id of what was visited.
        now: Seconds since 1970.
        trouble: Why it failed; empty where it did not.

    Returns:
        Seconds since 1970; 0 where it did not fail.
    """
    was = visits(library, source)
    failures = was.get("failures", 0) + 1 if trouble else 0
    since = (was.get("since") or now) if trouble else 0
    library.remember(
        f"visit:{source}",
        {"visited": now, "failures": failures, "since": since, "trouble": trouble},
    )
    return int(since)


def visits(library: "Library", source: int) -> Mapping[str, Any]:
    """Return ``visited``, ``failures``, ``since`` and ``trouble``; empty before the first."""
    return library.recall(f"visit:{source}") or {}
