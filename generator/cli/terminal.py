"""What the terminal shows: colour where there is one, progress while many files are on their way, and how much is told."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum
from typing import Any, Final, TypeVar

import click

_Item = TypeVar("_Item")
_FEWEST: Final = 4
_WIDTH: Final = 78
_COLOURS: Final = (
    (re.compile(r"^(\s*)(Salah) \["), "red"),
    (re.compile(r"^(\s*)(Perhatian) \["), "yellow"),
    (re.compile(r"^(\s*)(Catatan) \["), "cyan"),
    (re.compile(r"^(\s*\S.*: )(dibuat|benar)(?= \(|$)"), "green"),
    (re.compile(r"^(\s*\S.*: )(ditolak|tidak terbaca|gagal)(?= \(|$)"), "red"),
    (re.compile(r"^(\[)(ada)\]"), "green"),
    (re.compile(r"^(\[)(belum)\]"), "yellow"),
)


class Telling(IntEnum):
    """How much a run tells: only what is to be put right, what is usual, or also what it was made with."""

    QUIET = 0
    USUAL = 1
    VERBOSE = 2


def _told(ctx: click.Context, param: click.Parameter, value: bool) -> bool:
    if value and param.name == "is_quiet" and ctx.params.get("is_verbose"):
        raise click.UsageError("Pilih salah satu: --quiet atau --verbose.")
    return value


def telling_options(function: Any) -> Any:
    """Add `-q` and `-v` to a command; it takes them as `is_quiet` and `is_verbose`."""
    quiet = click.option("-q", "--quiet", "is_quiet", is_flag=True, callback=_told, help="Tampilkan hanya yang perlu diperbaiki.")
    verbose = click.option(
        "-v", "--verbose", "is_verbose", is_flag=True, is_eager=True, help="Tampilkan juga waktu dan berkas yang dipakai."
    )
    return quiet(verbose(function))


def telling(*, is_quiet: bool, is_verbose: bool) -> Telling:
    """Return how much to tell."""
    return Telling.QUIET if is_quiet else Telling.VERBOSE if is_verbose else Telling.USUAL


def say(line: str = "", *, err: bool = False) -> None:
    """Print a line of a report, its first word in colour on a terminal that shows colours."""
    click.echo(painted(line), err=err)


def painted(line: str) -> str:
    """Return a line with the word that tells how it went in colour; `click.echo` takes the colour off where there is no terminal."""
    for pattern, colour in _COLOURS:
        found = pattern.match(line)
        if found is not None:
            start, end = found.span(2)
            return line[:start] + click.style(line[start:end], fg=colour, bold=True) + line[end:]
    return line


def wants_no_colour() -> bool:
    """Whether the environment asks for text without colours (no-color.org), or the terminal shows none."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


def tells_progress(items: Sequence[Any], *, is_shown: bool = True) -> bool:
    """Whether there are items enough, and a terminal, to tell which of them is on its way."""
    return is_shown and len(items) >= _FEWEST and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def with_progress(items: Sequence[_Item], *, is_told: bool) -> Iterator[_Item]:
    """Yield the items, telling which of many is on its way; `cleared` takes the line away before anything else is printed."""
    for number, item in enumerate(items, start=1):
        if is_told:
            click.echo(f"\r{f'[{number}/{len(items)}] {str(item)[-60:]}':{_WIDTH}}", nl=False, err=True)
        yield item


def cleared(*, is_told: bool) -> None:
    """Take the progress line away."""
    if is_told:
        click.echo(f"\r{'':{_WIDTH}}\r", nl=False, err=True)


@contextmanager
def paged() -> Iterator[list[str]]:
    """Collect lines and show them through the pager on a terminal, plainly elsewhere."""
    lines: list[str] = []
    yield lines
    text = "\n".join(lines) + "\n"
    if sys.stdout.isatty():
        click.echo_via_pager(text)
    else:
        click.echo(text, nl=False)
