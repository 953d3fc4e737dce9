"""How far a long run is: a line that changes on a terminal, else a line every so often."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import Final, TextIO

import click

from generator.formatting import show
from generator.pace import pace_told

_BAR: Final = 20
_WIDTH: Final = 78
_SHOWN_EACH: Final = 0.2
_SAID_EACH: Final = 15.0


class ProgressLine:
    """Tells on a stream how much of a stage is done, at which rate, and how long the rest takes. clock: tells seconds."""

    def __init__(self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic, *, is_quiet: bool = False) -> None:
        self._stream = stream or sys.stderr
        self._clock = clock
        self._is_quiet = is_quiet
        self._is_live = self._stream.isatty() and os.environ.get("TERM") != "dumb"
        self._what, self._total, self._done = "", 0, 0
        self._begun = self._said = 0.0
        self._is_drawn = False

    def begins(self, what: str, total: int) -> None:
        """Begin a stage with so many pieces."""
        self.cleared()
        self._what, self._total, self._done = what, total, 0
        self._begun = self._said = self._clock()

    def goes_on(self, done: int) -> None:
        """Tell that so many more are done, where it is time to."""
        self._done += done
        now = self._clock()
        if self._is_quiet or now - self._said < (_SHOWN_EACH if self._is_live else _SAID_EACH):
            return
        self._said = now
        line = self.line(now)
        if self._is_live:
            click.echo(f"\r{line:{_WIDTH}}", nl=False, err=True)
            self._is_drawn = True
        else:
            click.echo(line, err=True)

    def line(self, now: float) -> str:
        """Return the line: what is done, of how much, how fast, how long yet."""
        share = self._done / self._total if self._total else 1.0
        bar = "#" * int(share * _BAR)
        spent = now - self._begun
        line = f"{self._what} [{bar:.<{_BAR}}] {show(self._done)}/{show(self._total)}"
        pace = pace_told(self._done, self._total, spent)
        return f"{line}, {pace}" if pace else line

    def cleared(self) -> None:
        """Take the line away, before anything else is printed."""
        if self._is_drawn:
            click.echo(f"\r{'':{_WIDTH}}\r", nl=False, err=True)
            self._is_drawn = False
