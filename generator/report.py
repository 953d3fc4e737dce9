"""Outcomes for people and programs: Indonesian lines for the terminal, one JSON object for `--json`."""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from generator.document import Outcome
from generator.formatting import angka, rupiah, show
from generator.scoring.parts import PERCENT, Part
from validators.absence import is_absent
from validators.findings import MISSING, NOWHERE, Finding, Findings, Place, Severity

_STATUS: Final = {
    "delivered": "dibuat",
    "checked": "benar",
    "withheld": "tidak terbit",
    "lacking": "belum lengkap",
    "refused": "ditolak",
    "unreadable": "tidak terbaca",
    "faulty": "gagal",
    "crashed": "gagal (kesalahan program)",
}
_SEVERITY: Final = {Severity.ERROR: "Salah", Severity.WARNING: "Perhatian", Severity.NOTE: "Catatan"}
MOST_TOLD: Final = 200
"""How many findings of one document a screen shows; `--json` gives all."""
_SINGLE: Final = (int, str, Decimal, Fraction)
_EXIT_ORDER: Final = (70, 3, 5, 4, 2, 1)
_HALF: Final = re.compile("[\ud800-\udfff]")
"""Half of a sign, which a key in JSON may hold and no encoding can."""


def exit_code(outcomes: Iterable[Outcome]) -> int:
    """Return the exit code of a run: 0, or of several kinds of trouble the first of 70 (a defect of the program), 3, 5, 4, 2, 1."""
    return first_code({outcome.exit_code for outcome in outcomes})


def first_code(codes: AbstractSet[int]) -> int:
    """Return the exit code of a run in which these came up: the one that counts most."""
    return next((code for code in _EXIT_ORDER if code in codes), max(codes, default=0))


def as_json(outcomes: Sequence[Outcome]) -> str:
    """Return the outcomes as one JSON object; exact numbers that are not whole are text."""
    text = json.dumps({"outcomes": [_outcome(outcome) for outcome in outcomes]}, ensure_ascii=False, indent=2)
    return _HALF.sub("\N{REPLACEMENT CHARACTER}", text)


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "source": outcome.source,
        "type": outcome.type,
        **({"row": outcome.row, **_place_of_row(outcome.row_place)} if outcome.row else {}),
        "status": outcome.status,
        **({"withheld": outcome.withheld} if outcome.withheld else {}),
        **({"count": outcome.count} if outcome.count != 1 else {}),
        "findings": [finding.as_json() for finding in outcome.findings],
        "computed": plain(outcome.computed),
        **({"provisional": _provisional_data(outcome)} if outcome.provisional else {}),
        "files": [str(file) for file in outcome.files],
        **({"fault": outcome.fault, "code": outcome.code} if outcome.fault else {}),
    }


def _place_of_row(place: Place) -> dict[str, Any]:
    return {} if place is NOWHERE else {"row_file": place.file, "row_line": place.line}


def _provisional_data(outcome: Outcome) -> dict[str, Any]:
    return {name: {"value": plain(one.value), "sound_rows": one.sound, "rows": one.rows} for name, one in outcome.provisional.items()}


def plain(value: Any) -> Any:
    """Return a value as JSON data: absence null, Decimal and Fraction exact text, dates ISO."""
    if is_absent(value):
        return None
    if isinstance(value, Mapping):
        return {str(key): plain(child) for key, child in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(child) for child in value]
    if isinstance(value, (Decimal, Fraction)):
        return str(value)
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else value


def lines(outcome: Outcome, *, is_brief: bool = False) -> Iterator[str]:
    """Yield what a person reads about one outcome. is_brief: only what is to be put right."""
    errors = len(outcome.findings.errors)
    yield f"{outcome.source}: {_STATUS[outcome.status]}{_type(outcome)}{_why(outcome)}{f', {errors} yang perlu diperbaiki' if errors else ''}"
    if outcome.fault:
        yield f"  {outcome.fault}"
    shown = Findings(one for one in outcome.findings if not is_brief or one.severity is not Severity.NOTE)
    yield from findings_lines(shown, outcome.source)
    if is_brief:
        return
    yield from (f"  {words}" for words in computed_lines(outcome))
    for file in outcome.files:
        yield f"  -> {file}"


def status(outcome: Outcome) -> str:
    """Return what became of a document in a word or two, and why it was withheld."""
    return f"{_STATUS[outcome.status]}{_why(outcome)}"


def computed_lines(outcome: Outcome) -> Iterator[str]:
    """Yield the single values among the computed ones as people read them, a score's own members behind its label."""
    for name, value in outcome.computed.items():
        yield from _provisional(outcome, name) if name in outcome.provisional else _told(outcome, name, value)


def provisional_lines(outcome: Outcome) -> Iterator[str]:
    """Yield what stands over the sound rows while others are wrong: "Jumlah anggaran (sementara, 7 dari 8 baris): Rp..."."""
    for name in outcome.provisional:
        yield from _provisional(outcome, name)


def _provisional(outcome: Outcome, name: str) -> Iterator[str]:
    one = outcome.provisional[name]
    yield from _told(outcome, name, one.value, f" (sementara, {show(one.sound)} dari {show(one.rows)} baris)")


def _told(outcome: Outcome, name: str, value: Any, mark: str = "") -> Iterator[str]:
    part = outcome.parts.get(name, Part(name, name, None))
    if isinstance(value, _SINGLE):
        yield f"{part.label}{mark}: {_number(part, value)}"
    elif isinstance(value, Mapping):
        inner = {member: outcome.parts.get(f"{name}.{member}") for member in value}
        members = (
            (one, value[member]) for member, one in inner.items() if one and isinstance(value[member], _SINGLE) and value[member] != ""
        )
        yield from (f"{part.label}{mark}, {one.label}: {_number(one, held)}" for one, held in members)


def _number(part: Part, value: Any) -> str:
    """Return a computed value with its unit; no probability is nought."""
    if part.is_probability and not isinstance(value, str) and 0 <= value < Fraction(1, 10 ** (part.decimals or 0)):
        return f"< {part.least}"
    if part.unit == "rupiah" and not isinstance(value, str):
        return str(rupiah(value))
    shown = show(value) if part.decimals is None or isinstance(value, str) else angka(value, part.decimals)
    return f"{shown}%" if part.unit == PERCENT else f"{shown} {part.unit}".rstrip()


def _type(outcome: Outcome) -> str:
    return f" ({outcome.type})" if outcome.type else ""


def _why(outcome: Outcome) -> str:
    return f": {outcome.withheld}" if outcome.withheld else ""


def findings_lines(findings: Iterable[Finding], source: str = "") -> Iterator[str]:
    """Yield the lines of many findings: what is only missing in one paragraph, at the place of the first; `MOST_TOLD` at most."""
    missing = [finding for finding in findings if finding.code == MISSING]
    told = 0
    for finding in findings:
        if finding.code == MISSING and len(missing) > 1:
            if finding is missing[0]:
                yield from _missing_lines(missing, source)
            continue
        told += 1
        if told <= MOST_TOLD:
            yield from finding_lines(finding, source)
    if told > MOST_TOLD:
        yield f"  ... dan {show(told - MOST_TOLD)} lagi yang tidak ditampilkan (semuanya ada dalam --json)."


def _missing_lines(missing: Sequence[Finding], source: str) -> Iterator[str]:
    """Yield one paragraph about all fields that are empty; a field that many rows lack is named once, with its rows counted."""
    named: dict[str, list[Finding]] = {}
    for finding in missing:
        named.setdefault(re.sub(r", baris \d+", "", finding.label) or ".".join(map(str, finding.path)), []).append(finding)
    parts = [_missing_part(label, found, source) for label, found in named.items()]
    yield f"  Salah [{MISSING}] {len(missing)} isian wajib masih kosong: {'; '.join(parts)}."
    yield "      Lengkapi isian itu."


def _missing_part(label: str, found: Sequence[Finding], source: str) -> str:
    first = _where(found[0], source)
    if len(found) > 1:
        return f"{label} ({first} dan {len(found) - 1} tempat lain)" if first else f"{label} ({len(found)} tempat)"
    return f"{found[0].label or label} ({first})" if first else found[0].label or label


def _where(finding: Finding, source: str) -> str:
    """Return the place of a finding, without the file where that is the document's own."""
    place = str(finding.place)
    return place.removeprefix(source).lstrip(", ") if source else place


def finding_lines(finding: Finding, source: str = "") -> Iterator[str]:
    """Yield the lines of one finding: where, what is wrong, what to do, by which source."""
    where = " | ".join(part for part in (_where(finding, source), finding.label) if part)
    yield f"  {_SEVERITY[finding.severity]} [{finding.code}] {where}{': ' if where else ''}{finding.message}"
    if finding.hint:
        yield f"      {finding.hint}"
    if finding.source:
        yield f"      Dasar: {finding.source}"


def summary(outcomes: Sequence[Outcome]) -> str:
    """Return the closing line of a run over several documents: all of them, how many of each ending, and why some were withheld.

    They are called files where each came of a file of its own.
    """
    counts = {status: sum(outcome.count for outcome in outcomes if outcome.status == status) for status in _STATUS}
    told = [f"{count} {_STATUS[status]}{_reasons(outcomes) if status == 'withheld' else ''}" for status, count in counts.items() if count]
    warned = sum(1 for outcome in outcomes for finding in outcome.findings if finding.severity is Severity.WARNING)
    files = sum(len(outcome.files) for outcome in outcomes if outcome.status == "delivered")
    are_files = len({outcome.source.removesuffix(f", {outcome.row}") for outcome in outcomes}) == len(outcomes)
    parts = [f"{sum(counts.values())} {'berkas' if are_files else 'dokumen'}: {', '.join(told)}"]
    if files:
        parts.append(f"{files} {'dokumen' if are_files else 'berkas'} jadi")
    if warned:
        parts.append(f"{warned} perhatian")
    return "; ".join(parts) + "."


def _reasons(outcomes: Sequence[Outcome]) -> str:
    """Return why documents were withheld, with how many where the reasons are several."""
    why = Counter(outcome.withheld for outcome in outcomes if outcome.withheld)
    return f" ({', '.join(why) if len(why) == 1 else ', '.join(f'{count} {reason}' for reason, count in why.items())})"
