"""What the servers that tests speak to have in common: JSON, forms, logins."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from tests.sources.server import Asked, Whole

Program = Callable[[Asked], Whole | None]
USER, SECRET = "爱丽丝", "päss: wörd"


class RefusedError(Exception):
    """Ends an answer with a status."""

    def __init__(self, status: int, value: Any = None) -> None:
        super().__init__(status)
        self.status = status
        self.value = value


def jsonic(value: Any, status: int = 200) -> Whole:
    # Some servers call it text/html.
    return status, {"Content-Type": "text/html"}, json.dumps(value).encode()


def plain(text: str, status: int = 200) -> Whole:
    return status, {"Content-Type": "text/plain"}, text.encode()


def pairs(asked: Asked) -> list[tuple[str, str]]:
    """What a form and the address say."""
    found = parse_qsl(asked.query, keep_blank_values=True)
    if "form" in asked.headers.get("content-type", ""):
        found += parse_qsl(asked.body.decode(), keep_blank_values=True)
    return found


def refusing(program: Callable[[Asked], Whole]) -> Program:
    """Let a program end by ``RefusedError``."""

    def answer(asked: Asked) -> Whole:
        try:
            return program(asked)
        except RefusedError as refused:
            return jsonic(refused.value, refused.status)

    return answer
