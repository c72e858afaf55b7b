"""The only SQL: entries, their places in lists, what the reader marked."""

from tui.library.accounts import Account, Wish
from tui.library.addresses import Addresses
from tui.library.bodies import Bodies
from tui.library.entries import Saved, SourceRow
from tui.library.feeds import Feeds, Subscription, Wanted
from tui.library.health import Health
from tui.library.index import Index, IndexState, Text
from tui.library.marks import Undone
from tui.library.pages import KeptPage, Pages
from tui.library.rescue import Rescued, rescue
from tui.library.results import Results
from tui.library.shelves import Gap, Missing, Shelves
from tui.library.space import Space, Spaces
from tui.library.tidying import Stock, Surplus, Tidying

__all__ = [
    "Account",
    "Gap",
    "IndexState",
    "KeptPage",
    "Library",
    "Missing",
    "Rescued",
    "Saved",
    "SourceRow",
    "Space",
    "Stock",
    "Subscription",
    "Surplus",
    "Text",
    "Undone",
    "Wanted",
    "Wish",
    "rescue",
]


class Library(
    Results, Feeds, Shelves, Addresses, Bodies, Pages, Index, Tidying, Spaces, Health
):
    """One file with everything; every method blocks, and any thread may call it."""
