"""Runs the program on one mutant and tells what it showed. With `plant` (and what writes the originals of forms) the only module here that runs the program."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import tempfile
import time
import traceback
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from datetime import time as clock
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from tests.torture.mutant import Seen

FRESH_MEGABYTES = 45.0
"""What a process holds that has read nothing yet; one of a campaign holds also what it keeps of the inputs before."""


def observe(files: Mapping[str, bytes], command: Sequence[str], first: Sequence[str] = ()) -> Seen:
    """Return what `borang COMMAND` shows in a folder that holds `files`, and for `check` what was read."""
    with tempfile.TemporaryDirectory(prefix="siksa-") as folder, contextlib.chdir(folder):
        for name, data in files.items():
            file = Path(folder) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        if command[:2] in (("score", "cgi"), ("score", "id")):
            return replace(_seen(list(command)), twin=_twin(list(command)))
        if not first:
            return _seen(list(command))
        code, output, trace = run(list(first))
        seen = _seen(list(command))
        return replace(seen, first_code=code, output=output + seen.output, trace=trace or seen.trace)


def _seen(command: list[str]) -> Seen:
    asked = [*command, "--json"] if command[0] in ("check", "score", "make") else command
    held = _forget_peak()
    started = time.process_time()  # work, not waiting: on a busy machine the clock on the wall tells of the others
    code, output, trace = run(asked)
    seconds, megabytes = time.process_time() - started, FRESH_MEGABYTES + _memory("VmHWM") - held
    told = _json(output)
    outcomes = told.get("outcomes", [])
    findings = tuple(finding for outcome in outcomes for finding in outcome.get("findings", ())) or tuple(told.get("findings", ()))
    values: dict[str, str] = {}
    if command[0] == "check" and not trace:
        with contextlib.suppress(Exception):  # what cannot be read has no values; the run above was judged already
            values = read_values(Path(command[-1]), command[command.index("--type") + 1] if "--type" in command else "")
    result = (outcomes or [told])[0] if command[0] == "score" and code == 0 else {}
    return Seen(code, output, seconds, findings, values, result, trace, megabytes=megabytes)


def _forget_peak() -> float:
    """Let the process's highest memory count anew, and return what it holds now, in megabytes; Linux alone tells it."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _memory("VmRSS")


def _memory(name: str) -> float:
    with contextlib.suppress(OSError, StopIteration):
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return int(next(line for line in lines if line.startswith(name)).split()[1]) / 1024
    return 0.0


def run(command: list[str]) -> tuple[int, str, str]:
    """Return the exit code, the text of both streams, and the traceback of what was raised."""
    from borang import main

    screen, kept = io.StringIO(), sys.argv
    sys.argv = ["borang", *command]
    try:
        with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen):
            main()
    except SystemExit as exit_:
        return (exit_.code if isinstance(exit_.code, int) else 0 if exit_.code is None else 1), screen.getvalue(), ""
    except BaseException:  # noqa: BLE001 - whatever the program lets out is what is looked for
        return 70, screen.getvalue(), traceback.format_exc()
    finally:
        sys.argv = kept
    return 0, screen.getvalue(), ""


def _twin(command: list[str]) -> str:
    """Return in what the way for tables too large to hold differs from the other, "" where both say the same."""
    from generator.tallies.census import census_tally

    defaults = census_tally.__kwdefaults__
    small = run([*command, "--json"])
    kept = defaults["least_bytes"]
    defaults["least_bytes"] = 0
    try:
        large = run([*command, "--json"])
    finally:
        defaults["least_bytes"] = kept
    if small == large:
        return ""
    lines = [line for line in large[1].splitlines() if line not in small[1].splitlines()]
    return f"{small[0]} dan {large[0]}: {' '.join(lines)[:300]}{large[2][-300:]}"


def _json(output: str) -> dict[str, Any]:
    with contextlib.suppress(ValueError):
        found = json.loads(output[output.index("{") : output.rindex("}") + 1])
        return found if isinstance(found, dict) else {}
    return {}


def read_values(file: Path, type_name: str = "") -> dict[str, str]:
    """Return every value the program read from a data file, by path, in the judge's canonical form; of many documents behind the number of each."""
    from generator.document import Document
    from generator.intake.form import Incoming
    from generator.intake.read import TABLES, read, read_all

    catalogue = _catalogue()
    if type_name and file.suffix in TABLES:
        read_ones = [one for one in read_all(Incoming(file), catalogue, type_name=type_name) if isinstance(one, Document)]
        return {".".join(path): text for number, one in enumerate(read_ones) for path, text in _leaves(one.given.values, (str(number),))}
    document = read(file, catalogue, type_name=type_name)
    given = getattr(document, "given", None)
    return {".".join(path): text for path, text in _leaves(getattr(given, "values", {}), ())}


@cache
def _catalogue() -> Any:
    """The shipped types, compiled once for the process."""
    from generator.home import Home
    from generator.spec.catalogue import Catalogue

    return Catalogue(Home(Path(tempfile.gettempdir())))


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, Mapping):
        for key, child in value.items():
            yield from _leaves(child, (*path, str(key)))
    elif isinstance(value, (list, tuple)):
        for number, child in enumerate(value):
            yield from _leaves(child, (*path, str(number)))
    elif isinstance(value, clock):
        yield path, f"{value:%H.%M}"
    elif isinstance(value, date):
        yield path, value.isoformat()
    elif isinstance(value, (bool, str)):
        yield path, unicodedata.normalize("NFC", str(value)).strip()
    elif isinstance(value, (int, Decimal, Fraction)):
        yield path, str(Fraction(value))
