"""A web server on this machine that answers as a test tells it, with all its faults."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

from typing_extensions import override

Answer = tuple[int, dict[str, str], bytes] | Callable[["Handler"], None]


@dataclass
class Site:
    """What the server has, and what it was asked."""

    url: str
    """Its address, without a slash at the end."""
    done: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over."""
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Each path asked for, with the headers by lower-case name."""

    def put(self, path: str, body: bytes, type: str = "text/html", **more: str) -> str:  # noqa: A002
        """Answer ``path`` with a body; return its address."""
        headers = {"Content-Type": type, "Content-Length": str(len(body))}
        named = {name.replace("_", "-"): value for name, value in more.items()}
        self.pages[path] = (200, headers | named, body)
        return self.url + path

    def answer(self, path: str, status: int, **headers: str) -> str:
        """Answer ``path`` with a status and no body; return its address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, {"Content-Length": "0"} | named, b"")
        return self.url + path

    def run(self, path: str, what: Callable[["Handler"], None]) -> str:
        """Let ``what`` write all of the answer; return its address."""
        self.pages[path] = what
        return self.url + path


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: ClassVar[Site]

    def do_GET(self) -> None:
        names = {name.lower(): value for name, value in self.headers.items()}
        self.site.asked.append((self.path, names))
        answer = self.site.pages.get(self.path, (404, {"Content-Length": "0"}, b""))
        with suppress(OSError):  # who asked may have hung up
            if callable(answer):
                answer(self)
                self.close_connection = True
                return
            status, headers, body = answer
            self.begin(status, **headers)
            self.wfile.write(body)

    def begin(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    @override
    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    @override
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: who asked may have hung up."""


@contextmanager
def serving() -> Iterator[Site]:
    class Own(Handler):
        site = Site("")

    server = Server(("127.0.0.1", 0), Own)
    Own.site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield Own.site
    finally:
        Own.site.done.set()
        server.shutdown()
        thread.join()
        server.server_close()
