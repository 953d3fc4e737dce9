"""A body that is longer than it may be, refused in our own words: the framework's own bound answers in English, and even what nobody reads."""

from __future__ import annotations

from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message

_MOST_DIGITS: Final = 18


def bounded(request: Request, most: int) -> Request:
    """Return a request of whose body so many bytes are heard. Raises HTTPException where it says that it has more; where it has without saying so, at reading."""
    said = request.headers.get("content-length", "")
    if len(said) > _MOST_DIGITS or (said.isdecimal() and int(said) > most):
        raise HTTPException(413)
    heard = 0

    async def receive() -> Message:
        nonlocal heard
        message = await request.receive()
        heard += len(message.get("body", b""))
        if heard > most:
            raise HTTPException(413)
        return message

    return Request(request.scope, receive)
