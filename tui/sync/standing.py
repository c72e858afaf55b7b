"""What is followed and how each of it goes; it asks no server and prints nothing."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from tui import paths
from tui.library import Account, Library, SourceRow, Subscription
from tui.model import Category, CategoryPath
from tui.sources import reach
from tui.sources.feed_state import state_of
from tui.sources.git import Clone, Clones, shown
from tui.sync import wording
from tui.sync.board import key_of
from tui.sync.counts import with_servers
from tui.sync.visits import visits


class Standing(Struct, frozen=True):
    """A folder, an account or a feed."""

    what: SourceRow | Account | Subscription
    kind: str
    """``folder``, ``git``, ``feed``, or the protocol of an account."""
    place: CategoryPath
    address: str
    """Without a login, safe to print."""
    category: int = 0
    """The node of its articles; 0 where there is none yet."""
    total: int = 0
    """How many articles it has, those included that only its server has."""
    unread: int = 0
    visited: int = 0
    """When it was visited last, in seconds since 1970; 0 where it was not, or is watched."""
    due: int = 0
    """When it is visited next; 0 where that is not said."""
    here: int | None = None
    """How many articles are kept here, where its server has more."""
    waiting: int = 0
    """How many marks wait to be told to it."""
    trouble: str = ""
    """Why the last visit failed."""
    failures: int = 0
    since: int = 0
    """Since when it fails."""
    note: str = ""
    """What is wrong and what to do, in words."""

    @property
    def key(self) -> str:
        return key_of(self.what)

    @property
    def name(self) -> str:
        return wording.place(self.place)


def standings(library: Library, *, keys: bool = False) -> list[Standing]:
    """Return each folder and account, then the feeds by their places in the tree.

    ``keys`` is whether what to do is said by the keys of the list of sources, which are
    not at hand on the command line.
    """
    return [*_found(library, keys=keys)]


def _found(library: Library, *, keys: bool) -> Iterator[Standing]:
    tree = library.categories()
    nodes = {node.id: node for node in tree}
    clones = Clones(paths.repositories(library.path))
    servers = {node.id: node for node in with_servers(library)}
    accounts = {account.id: account for account in library.accounts()}
    for row in library.sources():
        node = nodes[row.mount]
        if row.kind == "folder":
            clone = clones.at(row.address)
            yield (
                _repository(library, row, clone, node) if clone else _folder(row, node)
            )
        elif row.id in accounts:
            there = servers[row.mount]
            yield _account(library, accounts[row.id], there, node.total, keys=keys)
        else:
            places = below(tree, row.mount)
            feeds = library.subscriptions()
            for feed in sorted(feeds, key=lambda feed: feed.place):
                yield _feed(feed, places.get(feed.place), keys=keys)


def below(tree: Sequence[Category], mount: int) -> Mapping[CategoryPath, Category]:
    """Return the node of each place below a node."""
    paths: dict[int, CategoryPath] = {mount: ()}
    found: dict[CategoryPath, Category] = {}
    for node in tree:  # those above come first: their ids are lower
        if node.kind == "category" and node.parent in paths:
            paths[node.id] = (*paths[node.parent], node.name)
            found[paths[node.id]] = node
    return found


def _folder(row: SourceRow, node: Category) -> Standing:
    there = _is_there(row.address)
    return Standing(
        *(row, "folder", (row.name,), row.address, node.id, node.total, node.unread),
        trouble="" if there else f"{row.address}: is not there now.",
        note="" if there else "it is not there now; what was read in stays",
    )


def _repository(
    library: Library, row: SourceRow, clone: Clone, node: Category
) -> Standing:
    visit = visits(library, row.id)
    trouble = str(visit.get("trouble", ""))
    failures, since = int(visit.get("failures", 0)), int(visit.get("since", 0))
    gone = "" if _is_there(row.address) else f"{row.address}: is not there now."
    note = wording.failing_since(trouble, failures, since) if trouble else ""
    return Standing(
        *(row, "git", (row.name,), shown(clone.address)),
        *(node.id, node.total, node.unread, int(visit.get("visited", 0))),
        trouble=trouble or gone,
        failures=failures,
        since=since,
        note=note or ("it is not there now; a refresh fetches it" if gone else ""),
    )


def _account(
    library: Library, account: Account, node: Category, here: int, *, keys: bool
) -> Standing:
    visit, waiting = visits(library, account.id), len(library.wishes(account.id))
    trouble = str(visit.get("trouble", ""))
    failures, since = int(visit.get("failures", 0)), int(visit.get("since", 0))
    notes = [wording.failing_since(trouble, failures, since)] if trouble else []
    if waiting:
        wait = "1 mark waits" if waiting == 1 else f"{waiting:,} marks wait"
        by = "r" if keys else "“broadsheet refresh”"
        notes.append(f"{wait} for it; {by} tells it")
    return Standing(
        *(account, account.kind, (account.name,), reach.shown(account.address)),
        *(node.id, node.total, node.unread, int(visit.get("visited", 0))),
        here=here if node.more or node.total > here else None,
        waiting=waiting,
        trouble=trouble,
        failures=failures,
        since=since,
        note="; ".join(notes),
    )


def _feed(feed: Subscription, node: Category | None, *, keys: bool) -> Standing:
    state = state_of(feed.state)
    return Standing(
        *(feed, "feed", feed.place, reach.shown(feed.url)),
        *((node.id, node.total, node.unread) if node else (0, 0, 0)),
        state.visited,
        0 if state.ended else feed.due,
        trouble=state.trouble,
        failures=state.failures,
        since=state.since,
        note=wording.failing(feed, keys=keys),
    )


def _is_there(address: str) -> bool:
    try:
        return Path(address).is_dir()
    except OSError:
        return False
