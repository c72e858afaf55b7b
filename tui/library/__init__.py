"""The only SQL: entries, their places in lists, what the reader marked."""

from tui.library.accounts import Account, Wish
from tui.library.addresses import Addresses
from tui.library.bodies import Bodies
from tui.library.claims import Claims
from tui.library.entries import Saved, SourceRow
from tui.library.feeds import Feeds, Subscription, Wanted
from tui.library.health import Health
from tui.library.index import Index, IndexState, Text
from tui.library.marks import Undone
from tui.library.names import Names
from tui.library.packs import MOST_KEPT, Kept, Packs
from tui.library.pages import KeptPage, Pages
from tui.library.rescue import Rescued, rescue
from tui.library.results import Results
from tui.library.searches import SavedSearch
from tui.library.shelves import Gap, Missing, Shelves
from tui.library.space import Space, Spaces
from tui.library.sweeping import Sweeping
from tui.library.tidying import Stock, Surplus, Tidying

__all__ = [
    "MOST_KEPT",
    "Account",
    "Gap",
    "IndexState",
    "Kept",
    "KeptPage",
    "Library",
    "Missing",
    "Rescued",
    "Saved",
    "SavedSearch",
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
    Sweeping,
    Results,
    Feeds,
    Shelves,
    Addresses,
    Bodies,
    Pages,
    Packs,
    Index,
    Names,
    Claims,
    Tidying,
    Spaces,
    Health,
):
    """One file with everything; every method blocks, and any thread may call it."""
