"""The window that the pages are shown in: a tab of the usual browser, or on Windows one of its own, as a program has it."""

from __future__ import annotations

import os
import subprocess
import webbrowser
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final

_PLACES: Final = ("ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA")
_BROWSERS: Final = (("Microsoft", "Edge", "Application", "msedge.exe"), ("Google", "Chrome", "Application", "chrome.exe"))
_PATIENCE: Final = 2


def show(address: str, *, is_app: bool) -> None:
    """Open an address; is_app: in a window of its own, where a browser is found that has such."""
    program = app_browser(os.environ) if is_app else None
    if program is None:
        webbrowser.open(address)
    else:
        subprocess.Popen([str(program), f"--app={address}"])


def app_browser(environment: Mapping[str, str]) -> Path | None:
    """Return the browser on Windows that shows a page as a window of its own: Edge, which is always there, else Chrome; None elsewhere."""
    folders = [Path(environment[place]) for place in _PLACES if environment.get(place)]
    found = (folder.joinpath(*browser) for browser in _BROWSERS for folder in folders)
    return next((file for file in found if file.is_file()), None)


def runs_at(port: int) -> bool:
    """Whether borang answers already at a port of this computer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        connection.request("GET", "/ping", headers={"host": f"127.0.0.1:{port}"})
        return connection.getresponse().read(100) == b"borang\n"
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
