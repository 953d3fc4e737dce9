"""Ending the program from its page: on a person's own computer nobody knows of Ctrl+C."""

from __future__ import annotations

from starlette.background import BackgroundTask
from starlette.responses import Response

from generator.web.calls import PageCall
from generator.web.rendering import page


def ask(_call: PageCall) -> Response:
    """Ask whether the program is to end."""
    return page("tutup.html", tertutup=False)


def close(call: PageCall) -> Response:
    """Say that the program has ended, and end it once that is sent."""
    answer = page("tutup.html", tertutup=True)
    answer.background = BackgroundTask(call.service.close)
    return answer
