"""PostgreSQL for one server alone, in its folder, with nothing kept safe."""

from contextlib import suppress
from pathlib import Path

from tests.servers.local.place import NotHereError, Place, own, pause

PACKAGE = "postgresql"
_USER = "postgres"
_TRIES = 300
_QUICK = ("-c", "fsync=off", "-c", "shared_buffers=32MB", "-c", "max_connections=40")


class Postgres:
    """A cluster of databases at a port of 127.0.0.1; whoever asks there may do all."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._data = place.folder / "postgres" / "data"
        self.port = place.port("postgres")

    def make(self) -> None:
        """Make the cluster where there is none."""
        if self._data.exists():
            return
        self._data.parent.mkdir(parents=True, exist_ok=True)
        own(self._data.parent, _USER)
        making = ("-D", self._data, "-A", "trust", "-U", _USER, "-E", "UTF8")
        quick = ("--locale=C.UTF-8", "--no-sync")
        self._place.run(_programs() / "initdb", *making, *quick, user=_USER)

    def start(self) -> None:
        """Start it; return when it takes connections."""
        sockets = self._data.parent
        own_ways = ("-D", self._data, "-h", "127.0.0.1", "-p", str(self.port))
        words = (_programs() / "postgres", *own_ways, "-k", sockets, *_QUICK)
        self._place.spawn("postgres", *words, user=_USER, cwd=self._data.parent)
        self._place.wait(port=self.port)
        for _ in range(_TRIES):  # it listens before it has recovered
            with suppress(NotHereError):
                self.run("postgres", "SELECT 1")
                return
            pause()
        raise NotHereError("PostgreSQL was started, and takes no connections")

    def has(self, database: str) -> bool:
        """Whether a database is there."""
        names = self.run("postgres", "SELECT datname FROM pg_database")
        return database in names.split()

    def run(self, database: str, statements: str) -> str:
        """Run statements; return what they give, a row a line."""
        return self._place.run(
            _programs() / "psql", *self._asking(database), text=statements
        )

    def _asking(self, database: str) -> tuple[str, ...]:
        there = ("-h", "127.0.0.1", "-p", str(self.port), "-U", _USER, "-d", database)
        return ("-qtA", "-v", "ON_ERROR_STOP=1", *there)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise NotHereError("PostgreSQL is installed, but not where Debian has it")
    return found[-1].parent
