"""One file that a command writes where the user says: put there safely, and told."""

from __future__ import annotations

from pathlib import Path

from generator.cli.terminal import say


def put(file: Path, data: bytes, kind: str, *, source: str, force: bool) -> int:
    """Write one file and tell where it is; one that a person worked on stays. Raises DeliveryFault."""
    for line in put_quietly(file, data, kind, source=source, force=force)[1]:
        say(line)
    return 0


def put_quietly(file: Path, data: bytes, kind: str, *, source: str, force: bool) -> tuple[tuple[Path, ...], list[str]]:
    """Write one file; return where it is, and the lines that tell so."""
    from generator.deliver import Folder, deliver
    from generator.render.rendering import OutputFile
    from generator.report import finding_lines

    told = deliver([OutputFile(file.name, data, kind)], Folder(file.parent, force), source)
    lines = [line for one in told.findings for line in finding_lines(one)]
    return told.files, [*lines, *(f"-> {path}" for path in told.files)]
