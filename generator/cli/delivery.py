"""One file that a command writes where the user says: put there as documents are, and told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.terminal import say

if TYPE_CHECKING:
    from generator.deliver import Delivery


def write_plain(file: Path, text: str) -> None:
    """Write a text file that is made anew each time, its folder too. Raises DeliveryFault."""
    from generator.errors import DeliveryFault, reason

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise DeliveryFault(f"Berkas tidak dapat ditulis ({reason(error)}).", file=file, code="penyerahan-gagal") from error


def put(file: Path, data: bytes, medium: str, *, source: str, force: bool) -> int:
    """Write one file and tell where it is; one that a person worked on stays. Raises DeliveryFault."""
    for line in told_of(put_file(file, data, medium, source=source, force=force)):
        say(line)
    return 0


def put_file(file: Path, data: bytes, medium: str, *, source: str, force: bool) -> Delivery:
    """Write one file; one that a person worked on stays. Raises DeliveryFault."""
    from generator.deliver import Folder, deliver
    from generator.render.rendering import OutputFile

    return deliver([OutputFile(file.name, data, medium)], Folder(file.parent, force), source)


def told_of(delivery: Delivery) -> list[str]:
    """Return the lines that say where files are."""
    from generator.report import finding_lines

    return [*(line for one in delivery.findings for line in finding_lines(one)), *(f"-> {path}" for path in delivery.files)]
