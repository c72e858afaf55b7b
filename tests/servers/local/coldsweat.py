"""Coldsweat, a server of the Fever API, of PyPI alone."""

from collections.abc import Sequence

from typing_extensions import override

from tests.servers.local import packages
from tests.servers.local.articles import opml
from tests.servers.local.server import Local

USER, PASSWORD = "a@example.org", "alice-api-Pass1"


class Coldsweat(Local):
    name = "coldsweat"

    @override
    def install(self) -> None:
        # setuptools, because it asks for pkg_resources, which newer ones have not.
        packages.pip(self.place, "coldsweat==0.10.2", "setuptools<80", "waitress")

    @property
    def _told(self) -> dict[str, str]:
        return {
            "FLASK_DATABASE_URL": f"sqlite:///{self.place.folder}/coldsweat.db",
            "FLASK_SECRET_KEY": "made",
            "FLASK_APP": "coldsweat",
        }

    def _run(self, *words: str) -> None:
        program = self.place.folder / "venv" / "bin" / "coldsweat"
        self.place.run(program, *words, more=self._told)

    @override
    def start(self) -> None:
        if not (self.place.folder / "coldsweat.db").exists():
            self._run("setup", USER, "-p", PASSWORD, "-n", "Alice")
        program = self.place.folder / "venv" / "bin" / "waitress-serve"
        listening = f"--listen=127.0.0.1:{self.place.port()}"
        ways = ("--threads=4", "--call", "coldsweat:create_app")
        self.place.spawn("web", program, listening, *ways, more=self._told)
        self.place.wait("/fever/")

    @override
    def fill(self) -> None:
        filled = self.place.folder / "filled"
        if not filled.exists():
            self.place.write("feeds.opml", opml(self.feeds.url))
            self._run("import", "feeds.opml", USER, "-f")
            filled.touch()

    @override
    def accounts(self) -> Sequence[str]:
        return [f"fever,{self.place.url},{USER},{PASSWORD}"]
