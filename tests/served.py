"""`borang serve` as a user starts it, and a real browser in front of it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = "/usr/bin/chromium"
AXE = (ROOT / "tests" / "generator" / "web" / "axe.min.js").read_text(encoding="utf-8")
WIDE: ViewportSize = {"width": 1366, "height": 820}
PHONE: ViewportSize = {"width": 393, "height": 851}
_STARTS = 60
SAMPLE = "Mulai dari contoh yang terisi"
"""The button of a type's page that begins a draft with its sample."""


class ServedBorang:
    """A running service. lines: what it has said so far; temporary: its folder for what does not last, with its log of faults."""

    def __init__(self, data: Path, port: int = 0, *options: str) -> None:
        self.data = data
        data.mkdir(parents=True, exist_ok=True)
        self.temporary = tempfile.mkdtemp(prefix="b")  # children are reached by a socket below it, whose name may have 107 letters
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "BORANG"))}
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                "from borang import main; main()",
                "serve",
                "--no-browser",
                "--port",
                str(port),
                "--data",
                str(data),
                *options,
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=data,
            env={**environment, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "TMPDIR": self.temporary},
        )
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.base = self.door().split("/mulai")[0]
        told = self.base.rpartition(":")[2]
        self.port = int(told) if told.isdecimal() else port

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def door(self) -> str:
        """Return the newest address that lets a browser in."""
        until = time.monotonic() + _STARTS
        while time.monotonic() < until:
            found = [line for line in self.lines if "kunci=" in line or "melayani" in line]
            if found:
                return "http" + found[-1].rpartition("http")[2]
            assert self.process.poll() is None, self.lines
            time.sleep(0.05)
        raise AssertionError(self.lines)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Return the exit code of the service, ended by a signal."""
        self.process.send_signal(how)
        code = self.process.wait(timeout=30)
        self._reader.join(timeout=5)
        assert self.process.stdout is not None
        self.process.stdout.close()
        shutil.rmtree(self.temporary, ignore_errors=True)
        return code


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def browser() -> Iterator[Browser]:
    """Give Debian's Chromium without a window."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def let_in(chromium: Browser, served: ServedBorang, **settings: Any) -> Page:
    """Return a page of a browser that was let in."""
    context = chromium.new_context(**{"viewport": WIDE, "locale": "id-ID", "reduced_motion": "reduce", **settings})
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.on("pageerror", lambda error: page.context.close() or (_ for _ in ()).throw(AssertionError(error)))
    page.goto(served.door())
    return page


def violations(page: Page) -> list[str]:
    """Return what axe finds against a page, no rule switched off."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate("axe.run({resultTypes: ['violations']}).then(result => result.violations)")
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def begun(page: Page, served: ServedBorang, type_name: str, button: str = "Mulai mengisi") -> Page:
    """Return the page with a new draft of a type. button: that begins it."""
    page.goto(f"{served.base}/jenis/{type_name}")
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url("**/draf/*")
    return page


def documents_taken(page: Page, button: str = "Buat dokumen", called: str = "Word|PDF|Excel") -> dict[str, bytes]:
    """Return the files of a document, made by a button of its draft and downloaded one by one, by name. called: what the links say."""
    page.get_by_role("button", name=button).click()
    page.wait_for_url("**/dokumen/*")
    taken: dict[str, bytes] = {}
    for link in page.get_by_role("link", name=re.compile(f"^Unduh ({called})$")).all():
        with page.expect_download() as download:
            link.click()
        taken[download.value.suggested_filename] = Path(download.value.path()).read_bytes()
    return taken
