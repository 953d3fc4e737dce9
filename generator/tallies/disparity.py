"""Indeks Disparitas from a bare table: one row per kabupaten/kota, or one row per teacher where no column `guru` is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

from generator.form.bare import BareTable, folded
from generator.form.headings import Reading, ReadRow, WantedColumn, doubled_names, known_names, read_columns, whole, words
from generator.scoring.disparity import Result
from generator.scoring.registry import SCORES, as_plain
from generator.scoring.working import shown as printed
from generator.tallies.livebook import HEAD_ROW, Limit, Page, cell, given, ready, span, when
from generator.tallies.model import Options, ScoreResult, ScoreRun, TallyRecipe
from generator.tallies.printing import aligned, number
from validators.findings import Finding, Findings, Path, Place, Severity
from validators.messages import finding
from validators.values import Unreadable, parse_boolean, parse_integer, shown

MOST_SHOWN: Final = 40
"""Regions listed one by one in the terminal."""
_NAME: Final = words(
    "kabupaten",
    "kabupaten/kota",
    "kab/kota",
    "kab kota",
    "kabupaten kota",
    "kota",
    "nama kabupaten",
    "nama kabupaten/kota",
    "nama kab/kota",
    "nama wilayah",
    "wilayah",
    "provinsi",
    "nama",
)
_TEACHERS: Final = ("guru", "populasi", "populasi guru", "jumlah guru", "fi")
_BY_REGION: Final = (
    _NAME,
    whole("lulus", "jumlah lulus", "peserta lulus"),
    whole("sasaran", "jumlah sasaran", "target", "sasaran peserta", "target peserta"),
    whole("guru", *_TEACHERS[1:]),
)


def read_flag(raw: Any) -> Any:
    """Return 1 or 0 for a teacher's yes or no; nothing else is one."""
    number = parse_integer(raw)
    if isinstance(number, int) and not isinstance(raw, bool):
        return number if number in (0, 1) else Unreadable("pilihan-ya-tidak", {"nilai": shown(raw)})
    flag = parse_boolean(raw)
    return int(flag) if isinstance(flag, bool) else flag


_BY_TEACHER: Final = (_NAME, WantedColumn("lulus", read_flag), WantedColumn("sasaran", read_flag, ("target",)))


def _read(table: BareTable, options: Options) -> Reading:
    if by_teacher(table.headings):
        return read_columns(table, (*_BY_TEACHER, words("guru", "nama guru", "nip", "nuptk", is_needed=False, is_filled=False)))
    reading = read_columns(table, _BY_REGION)
    return replace(reading, found=Findings((*reading.found, *doubled_names(reading, "kabupaten"))))


def by_teacher(headings: Sequence[str]) -> bool:
    """Tell whether each row is one teacher: lulus and sasaran are there, and no number of teachers."""
    written = {folded(heading) for heading in headings}
    return {"kabupaten", "lulus", "sasaran"} <= written and not written & set(_TEACHERS)


def _runs(reading: Reading, options: Options) -> list[ScoreRun]:
    is_grouped = by_teacher(reading.table.headings)
    rows = _grouped(reading.rows) if is_grouped else [dict(row.cells) for row in reading.rows]
    places: dict[Path, Place] = {("wilayah",): reading.heading("kabupaten"), ("n",): reading.heading("guru")}
    for at, row in enumerate(_firsts(reading.rows) if is_grouped else reading.rows):
        places |= {("wilayah", at, name): reading.place(row, name) for name in ("lulus", "sasaran", "guru")}
        places["wilayah", at] = reading.place(row, "kabupaten")
    return [ScoreRun("", {"wilayah": rows, **options.given("rerata", "sasaran_nol", "n")}, places)]


def spellings(names: Iterable[str]) -> dict[str, str]:
    """Return each spelling of a region with the one that stands for it: KAB. MELATI and Kab Melati are one region."""
    every = sorted(set(names))
    first: dict[str, str] = {}
    for name in every:
        first.setdefault(folded(name), name)
    return {name: first[folded(name)] for name in every}


def _grouped(rows: Sequence[ReadRow]) -> list[dict[str, Any]]:
    """Return one row per kabupaten from one row per teacher, in the order of names."""
    sums: dict[str, dict[str, Any]] = {}
    spelt = spellings(row.text("kabupaten") for row in rows)
    for row in rows:
        name = spelt[row.text("kabupaten")]
        one = sums.setdefault(name, {"kabupaten": name, "lulus": 0, "sasaran": 0, "guru": 0})
        one["lulus"] += row.cells["lulus"]
        one["sasaran"] += row.cells["sasaran"]
        one["guru"] += 1
    return [sums[name] for name in sorted(sums)]


def _firsts(rows: Sequence[ReadRow]) -> list[ReadRow]:
    """Return the first row of each kabupaten, in the order of names."""
    firsts: dict[str, ReadRow] = {}
    spelt = spellings(row.text("kabupaten") for row in rows)
    for row in rows:
        firsts.setdefault(spelt[row.text("kabupaten")], row)
    return [firsts[name] for name in sorted(firsts)]


def _beyond(done: ScoreResult) -> Iterator[Finding]:
    """Yield a warning for each region with more graduates than targets, or more targets than teachers: IN-09."""
    for at, region in enumerate(done.given["wilayah"]):
        name, graduates, targets, teachers = _counts(region)
        pairs = (("lulus", graduates, targets, "Lulus", "sasaran"), ("sasaran", targets, teachers, "Sasaran", "guru"))
        for column, value, limit, what, of in pairs:
            if value > limit:
                facts: dict[str, Any] = {"nilai": printed(value), "batas": printed(limit), "isi": what, "acuan": of}
                yield replace(finding("melebihi-sasaran", ("wilayah", at, column), severity=Severity.WARNING, **facts), label=str(name))


def _keys(done: Sequence[ScoreResult]) -> dict[str, Any]:
    result: Result = done[0].result
    names = ("id", "kuadrat", "rerata", "cakupan", "n", "kabupaten", "pembanding", "dilewati", "melebihi_satu", "catatan")
    return {name: as_plain(getattr(result, name)) for name in names}


def _lines(done: Sequence[ScoreResult]) -> Iterator[str]:
    result: Result = done[0].result
    shares = result.kabupaten[:MOST_SHOWN]
    rows = [(one.kabupaten, number(one.persen, unit="%"), number(one.selisih), str(one.guru)) for one in shares]
    yield from aligned(("Kabupaten/Kota", "Cakupan", "Selisih dari Y", "Guru"), rows)
    if len(result.kabupaten) > MOST_SHOWN:
        yield f"  ... dan {len(result.kabupaten) - MOST_SHOWN} lagi (lihat --json atau -o)"
    yield f"  Y (rerata {result.rerata}) = {number(result.cakupan)}; n = {number(result.n)}"
    yield f"  ID = {number(result.id, (Fraction(1),))}"
    others = [f"{one.rerata} {number(one.id)}" for one in result.pembanding if one.rerata != result.rerata and one.id is not None]
    yield f"  Pembanding, rerata lain: {', '.join(others)}"
    if result.dilewati:
        yield f"  Tidak ikut dihitung (sasaran 0): {', '.join(result.dilewati)}"
    if result.melebihi_satu:
        yield "  Nilai melebihi 1 dan tidak dipotong."


def _pages(done: Sequence[ScoreResult]) -> list[Page]:
    result: Result = done[0].result
    regions = [_counts(region) for region in done[0].given["wilayah"]]
    kept = [region for region in regions if region[0] not in result.dilewati]
    page = Page("ID")
    page.title(SCORES["id"].label, ["Kabupaten/Kota", "Lulus", "Sasaran", "Guru (fi)", "Cakupan (Yi)", "(Yi − Y)² × fi / n"])
    last = page.table(kept)
    first, top = HEAD_ROW + 1, last + 2
    for row in range(first, last + 1):
        empty = "0" if done[0].given.get("sasaran_nol") == "nol" else '""'
        page.work(row, 5, when(ready(span(row, 2, row, 4), 3), f"IF({cell(row, 3)}=0,{empty},{cell(row, 2)}/{cell(row, 3)})"))
    page.limits.append(Limit(first, 2, last, 4, "integer"))
    column = {name: span(first, at, last) for at, name in enumerate(("lulus", "sasaran", "guru", "yi", "bagian"), start=2)}
    means = {
        "sederhana": f"AVERAGE({column['yi']})",
        "tertimbang": f"SUMPRODUCT({column['yi']},{column['guru']})/SUM({column['guru']})",
        "agregat": f"SUM({column['lulus']})/SUM({column['sasaran']})",
    }
    labels = (f"Y (rerata {result.rerata})", "n", "Σ(Yi − Y)² × fi / n", "ID")
    for row, label in enumerate(labels, start=top):
        page.put(row, 1, label, "kepala")
    all_there = f"COUNT({column['yi']})={last - first + 1}"
    page.work(top, 2, when(f"AND({all_there},SUM({column['guru']})>0)", means[result.rerata]), "hasil")
    page.work(top + 1, 2, when(all_there, f"SUM({column['guru']})"), "hasil-hitung")
    for row in range(first, last + 1):
        page.work(row, 6, given(f"$B${top}", f"({cell(row, 5)}-$B${top})^2*{cell(row, 4)}/$B${top + 1}"))
    page.work(top + 2, 2, given(cell(top, 2), f"SUM({column['bagian']})"), "hasil")
    root = f'IF({cell(top, 2)}=0,"",SQRT({cell(top + 2, 2)})/{cell(top, 2)})'
    page.work(top + 3, 2, given(cell(top, 2), root), "hasil", value=result.id)
    for row, name in enumerate(result.dilewati, start=top + 5):
        page.put(row, 1, f"Tidak ikut dihitung (sasaran 0): {name}", "catatan")
    return [page]


def _counts(region: Any) -> list[Any]:
    """Return name, graduates, targets and teachers of a region, given as a row or as the score's own record."""
    names = ("kabupaten", "lulus", "sasaran", "guru")
    return [region[name] if isinstance(region, Mapping) else getattr(region, name) for name in names]


RECIPE: Final = TallyRecipe(
    "id",
    "id",
    "kabupaten, lulus, sasaran, guru; atau satu baris tiap guru: kabupaten, lulus, sasaran (1 atau 0)",
    (*known_names(_BY_REGION), *known_names(_BY_TEACHER)),
    _read,
    _runs,
    _keys,
    _lines,
    _pages,
    _beyond,
    options=frozenset({"rerata", "sasaran_nol", "n"}),
    named_by=("guru",),
    hints={
        "sasaran-nol": "Pilih perlakuannya: --sasaran-nol lewati (wilayah itu tidak ikut dihitung) atau --sasaran-nol nol (cakupannya 0).",
    },
)
