"""Findings as pages tell them: plain, and naming a file by its name alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.document import Outcome
from generator.web.advice import advice_of
from generator.web.tasks import ToldFinding
from validators.findings import NOWHERE, Finding


def told(findings: Iterable[Finding], own: str = "") -> tuple[ToldFinding, ...]:
    """Return findings as a page tells them. own: the file that the page is about, which is not named again."""
    return tuple(
        ToldFinding(one.code, one.severity, one.path, one.label, one.message, advice_of(one.code, one.hint), one.source, _where(one, own))
        for one in findings
    )


def outcome_fault_told(outcome: Outcome, file: Path) -> str:
    """Return the sentence of a fault with what to do at a page. file: the one that the page is about, which is not named in front again."""
    sentence = outcome.fault.replace(f"{file.parent}/", "").removesuffix(outcome.remedy).rstrip()
    for named in (f"{file.name}: ", f"{file.name}, "):
        sentence = sentence.removeprefix(named)
    return f"{sentence} {advice_of(outcome.code, outcome.remedy)}".rstrip()


def plain_finding(one: ToldFinding) -> dict[str, Any]:
    """Return a finding as the store keeps it."""
    return {
        "salah": one.is_error,
        "kode": one.code,
        "tempat": one.where,
        "label": one.label,
        "kata": one.message,
        "saran": one.hint,
        "dasar": one.source,
    }


def _where(finding: Finding, own: str) -> str:
    place = finding.place
    if place is NOWHERE:
        return ""
    return str(replace(place, file="" if place.file == own else Path(place.file).name))
