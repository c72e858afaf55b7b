"""What a visit to a feed leaves for the next one; it visits none."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

HOUR = 3_600


class State(Struct, frozen=True):
    """What a visit leaves for the next one."""

    answered: str = ""
    """The address that answered; what follows is true of it alone."""
    etag: str = ""
    modified: str = ""
    """Both as the server wrote them (RFC 9110, 8.8)."""
    digest: str = ""
    """A hash of the body, for servers that say neither."""
    every: int = HOUR
    """How many seconds lie between two visits."""
    visited: int = 0
    """When it was visited last, in seconds since 1970."""
    failures: int = 0
    """How many visits failed since one did not."""
    since: int = 0
    """When they began to."""
    trouble: str = ""
    """What the last failure was; a sentence that names the address."""
    moved: str = ""
    """Where it was found to have moved for good."""
    moves: int = 0
    """How often in a row it was found there."""
    ended: bool = False
    """Whether its server says that it is gone for good; it is not asked again."""
    site: str = ""
    """The address of the site that it belongs to."""
    kind: str = ""
    """Format and version: ``RSS 2.0``."""
    way: str = ""
    """How its server is told who asks, as ``tui.sources.login`` has it; empty if it is not."""

    def as_json(self) -> dict[str, Any]:
        """Return it as what JSON has."""
        return asdict(self)


def state_of(kept: Mapping[str, Any]) -> State:
    """Return the state that ``as_json`` wrote, by this version or another."""
    known = set(State.__struct_fields__)
    return State(**{name: value for name, value in kept.items() if name in known})
