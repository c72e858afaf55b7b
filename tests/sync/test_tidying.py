"""What housekeeping removed of an account does not come back, whatever its server speaks."""

from collections.abc import Iterator

import pytest

from tests.library.samples import a_day_passes
from tests.sources.server import serving
from tests.sources.servers.conftest import WAYS
from tests.sync.test_servers import Kept
from tui.config import Config
from tui.library import Library
from tui.model import View
from tui.sync.tidying import summed, surplus, tidy

NOW = 1_900_000_000


@pytest.fixture(params=WAYS)
def kept(request: pytest.FixtureRequest, library: Library) -> Iterator[Kept]:
    with serving() as site:
        found = Kept(request.param, site, library)
        found.add()
        found.visit()
        yield found


def remove(kept: Kept, config: Config) -> int:
    """Remove what is to go the day after."""
    a_day_passes(kept.library)
    return sum(each.entries for each in tidy(kept.library, config, NOW))


def test_what_went_is_not_new_at_any_later_visit(kept: Kept) -> None:
    waiting = kept.library.mark_all(View(1))
    remove(kept, Config(keep_entries=1))
    assert len(kept.rows) >= waiting, "the server was not told yet"
    kept.visit()
    every = len(kept.rows)
    starred = {url for url, (_, starred) in kept.there().items() if starred}
    a_day_passes(kept.library)
    told = summed(surplus(kept.library, Config(keep_entries=1), NOW))
    went = remove(kept, Config(keep_entries=1))
    assert [each.entries for each in told] == [went]
    assert every - went == len(kept.rows) == len(starred | {newest(kept)})
    assert [kept.visit() for _ in range(3)] == [0, 0, 0]
    assert every - went == len(kept.rows)
    assert kept.library.check() == []


def test_what_arrives_after_it_is_taken_in(kept: Kept) -> None:
    kept.library.mark_all(View(1))
    kept.visit()
    remove(kept, Config(keep=1))
    kept.shelf.publish(1, "new")
    assert kept.visit() == 1


def newest(kept: Kept) -> str:
    return kept.library.window(View(1), 0, 1)[0].entry.url
