"""What a server can do that has more than anyone keeps; it knows no protocol."""

from collections.abc import AsyncIterator, Mapping, Sequence, Set as AbstractSet
from typing import Any, Protocol, runtime_checkable

from msgspec import Struct

from tui.news import Batch, Item, Scope, Stretch
from tui.sources.servers.fields import number


class Here(Protocol):
    """What the library has of an account, as far as a visit must know."""

    async def lacking(self, keys: Sequence[str]) -> AbstractSet[str]:
        """Return which keys there is no entry for."""
        ...

    async def marks(self, keys: Sequence[str]) -> Mapping[str, tuple[bool, bool]]:
        """Return whether entries are read and starred, by key; only of those here."""
        ...

    async def after(self, key: str, most: int) -> Sequence[str]:
        """Return the keys that follow one in the order of text."""
        ...

    async def below(self, number: int, most: int) -> Sequence[str]:
        """Return the keys below one where they are numbers, the highest first."""
        ...


class PageAsked(Struct, frozen=True):
    """Which page is wanted."""

    scope: Scope
    oldest: bool = False
    """From the oldest on, not from the newest."""
    more: Mapping[str, Any] | None = None
    """What the page before said; None for the first one."""
    edge: int = 0
    """The library has all that is nearer to that end than this time, in seconds since
    1970; a first page may begin there. 0: it has nothing."""
    far: int = 0
    """The same of the other end."""
    most: int = 0
    """So many may come at once, where nobody waits for the first of them; 0: a page."""


class ItemPage(Struct, frozen=True):
    """Some items in the server's order."""

    items: tuple[Item, ...]
    more: Mapping[str, Any] | None
    """JSON that asks for the next page; None at the end."""

    def edge(self, otherwise: int) -> int:
        """Return when the last item was published, in seconds since 1970."""
        dates = [one.entry.published for one in self.items]
        known = [int(date.timestamp()) for date in dates if date]
        return known[-1] if known else otherwise


@runtime_checkable
class Large(Protocol):
    """A server that can be gone through in pages; each question takes bounded answers."""

    searches: bool
    """Whether it can look for words."""

    async def is_large(self, most: int) -> bool:
        """Tell whether it has more than ``most`` entries.

        Raises:
            SourceError: It cannot be asked.
        """
        ...

    def recent(
        self, state: Mapping[str, Any], here: Here, newest: int
    ) -> AsyncIterator[Batch]:
        """Yield the ``newest`` entries and then what is new, as ``Server.news`` does.

        Marks are kept true of what is here; the batches count what is not.
        """
        ...

    def covering(self, scope: Scope) -> Scope:
        """Return the smallest scope that it can go through and that has all of one."""
        ...

    async def page(self, asked: PageAsked) -> ItemPage:
        """Return a page; it may have items that are here already.

        Raises:
            SourceError: It cannot be asked, or not for that.
        """
        ...


async def begun(server: Large, now: dict[str, Any]) -> AsyncIterator[Batch]:
    """Yield the newest entries, page by page, until ``now["wanted"]`` of them came.

    ``now`` is what the visit keeps; ``more`` in it says how to go on another time.

    Raises:
        SourceError: The server cannot be asked.
    """
    while (wanted := number(now.get("wanted"))) > 0:
        begins = now.get("more") is None
        page = await server.page(PageAsked(Scope(), more=now.get("more")))
        now["more"] = page.more
        now["wanted"] = max(0, wanted - len(page.items)) if page.more else 0
        edge = page.edge(0)
        reached = Stretch(
            Scope(), oldest=False, edge=edge, more=page.more, begins=begins
        )
        yield Batch({**now}, items=page.items, stretch=reached)
