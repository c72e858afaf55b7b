"""A web server on this machine that answers as a test tells it, with all its faults."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

from typing_extensions import override

Whole = tuple[int, dict[str, str], bytes]
Answer = Whole | Callable[["Handler"], None]


@dataclass(frozen=True)
class Asked:
    """What was asked of a server that answers as a program does."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    """By lower-case name."""
    body: bytes


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
    program: Callable[[Asked], Whole | None] | None = None
    """Answers what no page does; None where it cuts the line instead."""
    clock: int = 0
    """What it says the time is, seconds since 1970; 0 for the real one."""
    busy: threading.Lock = field(default_factory=threading.Lock)

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
    disable_nagle_algorithm = True
    site: ClassVar[Site]

    def do_GET(self) -> None:
        names = {name.lower(): value for name, value in self.headers.items()}
        self.site.asked.append((self.path, names))
        answer = self.site.pages.get(self.path) or self.programmed(names)
        with suppress(OSError):  # who asked may have hung up
            if callable(answer):
                answer(self)
                self.close_connection = True
                return
            status, headers, body = answer
            self.begin(status, **headers)
            self.wfile.write(body)

    def do_POST(self) -> None:
        self.do_GET()

    def do_PUT(self) -> None:
        self.do_GET()

    def programmed(self, headers: dict[str, str]) -> Answer:
        if self.site.program is None:
            return 404, {"Content-Length": "0"}, b""
        body = self.rfile.read(int(headers.get("content-length", "0")))
        path, _, query = self.path.partition("?")
        with self.site.busy:
            answer = self.site.program(Asked(self.command, path, query, headers, body))
        if answer is None:
            return lambda _: None
        status, more, body = answer
        return status, {"Content-Length": str(len(body))} | more, body

    @override
    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string(timestamp or self.site.clock or None)

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
def serving(secure: ssl.SSLContext | None = None) -> Iterator[Site]:
    class Own(Handler):
        site = Site("")

    server = Server(("127.0.0.1", 0), Own)
    if secure:
        server.socket = secure.wrap_socket(server.socket, server_side=True)
    Own.site.url = f"http{'s' * bool(secure)}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield Own.site
    finally:
        Own.site.done.set()
        server.shutdown()
        thread.join()
        server.server_close()
