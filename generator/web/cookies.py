"""The key of a session in a browser: where it is kept there, and how it is read back."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import Response

from generator.store.sessions import DAYS
from generator.web.service import Service


def give_cookie(answer: Response, key: str, service: Service) -> None:
    """Have a browser keep the key of its session, "" for no longer; where people sign in until the browser is closed, and never without TLS."""
    if service.public is None:
        answer.set_cookie(_cookie_name(service), key, max_age=DAYS * 86400, httponly=True, samesite="lax")
    elif key:
        answer.set_cookie(_cookie_name(service), key, httponly=True, samesite="lax", secure=True)
    else:
        answer.delete_cookie(_cookie_name(service), httponly=True, samesite="lax", secure=True)


def cookie_of(headers: Headers, service: Service) -> str:
    """Return the key that a browser holds, "" for none."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except CookieError:
        return ""
    held: Any = jar.get(_cookie_name(service))
    return "" if held is None else str(held.value)


def _cookie_name(service: Service) -> str:
    return (
        "borang_sesi" if service.public is None else "__Host-borang_sesi"
    )  # a browser takes that name from this very host alone, and by TLS
