"""Nilai akhir from a bare table: `nama`, then one column per aspect with its weight in the heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from generator.form.bare import BareTable
from generator.form.beside import is_beside, passed_over
from generator.form.headings import PEOPLE, Reading, ReadRow, doubled_names, known_names, read_columns, with_words_told_once, without, words
from generator.office.sheet.cells import letters
from generator.scoring.grades import ClassResult, Grade
from generator.scoring.parts import labels_of
from generator.scoring.registry import SCORES, as_plain
from generator.tallies.livebook import HEAD_ROW, Limit, Page, band_formula, cell, ready, span, when
from generator.tallies.livebook import given as given_
from generator.tallies.model import Options, ScoreResult, ScoreRun, TallyRecipe
from generator.tallies.printing import aligned, number
from validators.absence import is_absent
from validators.findings import Findings, Path, Place, Severity
from validators.messages import finding
from validators.values import parse_number, parse_percent

_COLUMNS: Final = (words(*PEOPLE),)
_WEIGHT: Final = re.compile(
    r"(?P<name>.*?)[\s,;:–-]*[(\[]?\s*(?:bobot\s*:?\s*)?(?P<weight>[0-9]+(?:[.,][0-9]+)?)\s*%\s*[)\]]?", re.IGNORECASE
)
_LONGEST_HEADING: Final = 500


def _read(table: BareTable, options: Options) -> Reading:
    passed = [at for at, heading in enumerate(table.headings) if _is_passed_over(heading)]
    noted = [passed_over(table, at, "bukan aspek, karena tidak berbobot", "Aspek (20%)") for at in passed]
    reading = with_words_told_once(read_columns(without(table, passed), _COLUMNS, others=parse_number, are_others_filled=True))
    found = [*reading.found, *noted, *doubled_names(reading, "nama", Severity.WARNING)]
    told = {one.place for one in found if one.code == "kolom-bukan-angka"}
    for heading in reading.others:
        if _weight(heading) is None and reading.heading(heading) not in told:
            found.append(replace(finding("kolom-tanpa-bobot", nilai=heading), place=reading.heading(heading)))
    if not reading.others and not reading.found.has_errors:
        made = finding(
            "kolom-tidak-ada", nilai="aspek", usul=".", kolom="nama, lalu satu kolom tiap aspek dengan bobotnya: Pengetahuan (40%)"
        )
        found.append(replace(made, place=reading.heading("nama")))
    return replace(reading, found=Findings(found), is_complete=reading.is_complete and bool(reading.others))


def _is_passed_over(heading: str) -> bool:
    """Tell whether a column identifies the participant, or holds the answer already."""
    return _weight(heading) is None and is_beside(heading)


def _weight(heading: str) -> tuple[str, Decimal] | None:
    """Return the aspect and its weight: "Pengetahuan (40%)" is ("Pengetahuan", 40)."""
    match = _WEIGHT.fullmatch(heading) if len(heading) <= _LONGEST_HEADING else None
    weight = parse_percent(f"{match['weight'].replace('.', ',')}%") if match else None
    return (match["name"].strip(), weight) if match and isinstance(weight, Decimal) else None


def _runs(reading: Reading, options: Options) -> list[ScoreRun]:
    weights = {heading: _weight(heading) or (heading, Decimal(0)) for heading in reading.others}
    rows = [{"nama": name, "bobot": weight} for name, weight in weights.values()]
    places: dict[Path, Place] = {("peserta",): reading.heading("nama"), ("bobot",): reading.heading(next(iter(weights), "nama"))}
    places |= {("bobot", at): reading.heading(heading) for at, heading in enumerate(weights)}
    people: dict[str, dict[str, Any]] = {}
    for row, name in zip(reading.rows, _names(reading), strict=True):
        people[name] = {aspect: row.cells[heading] for heading, (aspect, _) in weights.items()}
        places |= {("peserta", name, aspect): reading.place(row, heading) for heading, (aspect, _) in weights.items()}
        places["peserta", name] = reading.place(row, "nama")
    return [ScoreRun("", {"peserta": people, "bobot": rows}, places)] if weights else []


def _names(reading: Reading) -> list[str]:
    """Return the participants' names; two of the same name are told apart by their place."""
    counts = Counter(row.text("nama") for row in reading.rows)
    return [_told_apart(row, reading) if counts[row.text("nama")] > 1 else row.text("nama") for row in reading.rows]


def _told_apart(row: ReadRow, reading: Reading) -> str:
    place = reading.place(row, "nama")
    return f"{row.text('nama')} ({place.cell or f'baris {place.line}'})"


def _keys(done: Sequence[ScoreResult]) -> dict[str, Any]:
    result: ClassResult = done[0].result
    rows = [{"nama": one.nama, "na": one.na, "predikat": one.predikat, "kategori": one.kategori, "lulus": one.lulus} for one in result.rows]
    kept = {key: as_plain(getattr(result, key)) for key in ("jumlah", "rerata", "sebaran")}
    return {"rows": rows, **kept, "jumlah_lulus": result.lulus, "jumlah_belum_lulus": result.belum_lulus}


def _lines(done: Sequence[ScoreResult]) -> Iterator[str]:
    result: ClassResult = done[0].result
    bounds = done[0].given["ambang"].boundaries
    rows = [(one.nama, number(one.na, bounds), one.predikat, one.kategori) for one in result.rows]
    yield from aligned(labels_of(Grade, "nama", "na", "predikat", "kategori"), rows)
    yield f"  Lulus {result.lulus} dari {result.jumlah}; rerata NA {number(result.rerata, bounds)}"
    yield f"  Sebaran: {', '.join(f'{one.predikat} {one.jumlah}' for one in result.sebaran)}"


def _pages(done: Sequence[ScoreResult]) -> list[Page]:
    given, table = done[0].given, done[0].given["ambang"]
    aspects = [row["nama"] for row in given["bobot"]]
    page = Page("Nilai Akhir")
    page.title(SCORES["nilai_akhir"].label, ["Nama", *aspects, *labels_of(Grade, "na", "predikat", "kategori")])
    na = len(aspects) + 2
    weights = HEAD_ROW + 1
    page.table([["Bobot (%)", *(row["bobot"] for row in given["bobot"])]])
    own = span(weights, 2, weights, na - 1)
    page.work(weights, na, when(ready(own, len(aspects), 100), f"SUM({own})"), "hitung")
    people = (
        [name, *(None if is_absent(marks[aspect]) else marks[aspect] for aspect in aspects)] for name, marks in given["peserta"].items()
    )
    last = page.table(people, top=weights + 1)
    for row in range(weights + 1, last + 1):
        marks = span(row, 2, row, na - 1)
        condition = f"AND({ready(marks, len(aspects), 100)},ROUND({letters(na)}${weights},9)=100)"
        page.work(row, na, when(condition, f"SUMPRODUCT({span(weights, 2, weights, na - 1, fixed=True)},{marks})/100"))
        page.work(row, na + 1, given_(cell(row, na), band_formula(cell(row, na), table)), "kata")
        page.work(row, na + 2, given_(cell(row, na), band_formula(cell(row, na), table, "kategori")), "kata")
    page.limits.append(Limit(weights, 2, last, na - 1, highest=100))
    _summary(page, last + 2, (weights + 1, na, last), table)
    return [page]


def _summary(page: Page, top: int, body: tuple[int, int, int], table: Any) -> None:
    first, na, last = body
    page.put(top, 1, "Rerata NA", "kepala")
    all_there = f"COUNT({span(first, na, last)})={last - first + 1}"
    page.work(top, 2, when(all_there, f"AVERAGE({span(first, na, last)})"), "hasil")
    page.put(top + 1, 1, "Lulus", "kepala")
    page.work(top + 1, 2, when(all_there, f'COUNTIF({span(first, na + 2, last)},"Lulus")'), "hasil-hitung")
    for row, band in enumerate(table.bands, start=top + 2):
        page.put(row, 1, band.label, "kepala")
        page.work(row, 2, when(all_there, f'COUNTIF({span(first, na + 1, last)},"{band.label}")'), "hitung")


RECIPE: Final = TallyRecipe(
    "na",
    "daftar_nilai",
    "nama, lalu satu kolom untuk setiap aspek dengan bobotnya dalam judul: Pengetahuan (40%)",
    known_names(_COLUMNS),
    _read,
    _runs,
    _keys,
    _lines,
    _pages,
)
