"""The protocols of a server with many articles at one address, bytes counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.bench.many import Many
from tests.bench.many_fever import ManyFever
from tests.bench.many_greader import ManyGReader
from tests.bench.many_miniflux import ManyMiniflux
from tests.bench.many_ttrss import ManyTtrss
from tests.sources.server import Asked, Site, Whole, serving
from tests.sources.servers.talking import refusing


@dataclass
class Served:
    """A server that runs."""

    url: str
    site: Site
    sent: int = 0
    """Bytes of all its answers."""
    questions: int = 0


@contextmanager
def served(many: Many) -> Iterator[Served]:
    """Serve Miniflux below ``/v1``, Tiny Tiny RSS at ``/api/``, Fever and Google Reader."""
    miniflux, greader = refusing(ManyMiniflux(many)), refusing(ManyGReader(many))
    ttrss, fever = refusing(ManyTtrss(many)), refusing(ManyFever(many))
    with serving() as site:
        found = Served(site.url, site)
        site.clock = many.clock

        def answer(asked: Asked) -> Whole | None:
            site.asked.clear()  # it would grow with each question
            site.clock = many.clock
            own = miniflux if asked.path.startswith("/v1") else greader
            own = ttrss if asked.path == "/api/" else own
            own = fever if asked.path == "/fever/" else own
            whole = own(asked)
            found.questions += 1
            found.sent += len(whole[2]) if whole else 0
            return whole

        site.program = answer
        yield found
