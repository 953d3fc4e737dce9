"""`--mark`: beside a workbook with something to put right, a copy in which it is marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from generator.errors import BorangError

if TYPE_CHECKING:
    from generator.deliver import Delivery
    from generator.document import Outcome
    from validators.findings import Finding

BOOK_SUFFIX: Final = ".xlsx"
mark_option = click.option(
    "--mark",
    "is_marking",
    is_flag=True,
    help="Tulis di sebelah buku kerja Excel salinannya yang kesalahannya ditandai: NAMA-ditandai.xlsx.",
)


def refuse_without_books(files: Iterable[Path]) -> None:
    """Raise a usage error when no file is a workbook."""
    if not any(file.suffix.lower() == BOOK_SUFFIX for file in files):
        raise click.UsageError("--mark hanya untuk buku kerja Excel (.xlsx).")


def put_marked(file: Path, findings: Iterable[Finding]) -> Delivery | None:
    """Write the marked copy of a workbook beside it, None where nothing is to be put right; one that a person corrected stays.

    Raises IntakeFault for a workbook that cannot be marked, DeliveryFault.
    """
    from generator.cli.delivery import put_file
    from generator.marked_copy import marked_copy, marked_name

    data = marked_copy(file, findings)
    if data is None:
        return None
    return put_file(file.with_name(marked_name(file)), data, "xlsx", source=str(file), force=True)


def with_marked_copies(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Yield the outcomes, those of workbooks with their marked copies among their files; where none could be made, that too."""
    told: dict[str, list[Finding]] = {}
    for outcome in outcomes:
        found = told.setdefault(outcome.source, [])
        found += outcome.findings
        if not found or not outcome.source.lower().endswith(BOOK_SUFFIX):
            yield outcome
            continue
        try:
            delivery = put_marked(Path(outcome.source), found)
        except BorangError as fault:
            yield outcome
            yield replace(
                outcome, status="faulty", findings=type(outcome.findings)(), files=(), computed={}, provisional={}, **_said(fault)
            )
            continue
        if delivery is None:
            yield outcome
        else:
            yield replace(outcome, files=(*outcome.files, *delivery.files), findings=outcome.findings + delivery.findings)


def _said(fault: BorangError) -> dict[str, object]:
    return {"fault": str(fault), "code": fault.code, "exit_code": fault.exit_code}
