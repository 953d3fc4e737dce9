"""A request to the service without a server around it, and what came back."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import quote

HOST = "127.0.0.1:8710"


class Answer:
    """What came back of a request."""

    def __init__(self, messages: list[dict[str, Any]]) -> None:
        self.status: int = messages[0]["status"]
        self.headers = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
        self.text = b"".join(message.get("body", b"") for message in messages[1:]).decode(errors="replace")


def asked(
    app: Any, path: str, headers: dict[str, str] | None = None, *, method: str = "GET", body: bytes = b"", scheme: str = "http"
) -> Answer:
    given = {"host": HOST, **(headers or {})}
    bare, _, query = path.partition("?")
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": bare,
        "raw_path": quote(bare).encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        "scheme": scheme,
        "client": ("192.0.2.1", 50000),
        "server": ("127.0.0.1", 8710),
        "root_path": "",
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return Answer(sent)
