"""CVI from a bare table: `butir`, then one column per reviewer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from generator.form.bare import BareTable
from generator.form.beside import ColumnsBeside, beside
from generator.form.headings import Reading, doubled_names, known_names, read_columns, read_rating, words
from generator.scoring.cvi import WORDS, ItemValidity, Result
from generator.scoring.parts import labels_of
from generator.scoring.registry import SCORES, as_plain
from generator.tallies.livebook import HEAD_ROW, Limit, Page, band_formula, beyond, cell, given, span, when
from generator.tallies.model import Options, ScoreResult, ScoreRun, TallyRecipe
from generator.tallies.printing import aligned, number, text
from validators.absence import KOSONG, is_absent
from validators.findings import Finding, Findings, Path, Place, Severity
from validators.messages import finding
from validators.values import shown

_COLUMNS: Final = (
    words(
        "butir",
        "butir penilaian",
        "butir pernyataan",
        "butir pertanyaan",
        "butir soal",
        "butir instrumen",
        "item",
        "item penilaian",
        "kode",
        "kode butir",
        "nomor butir",
        "no butir",
        "aspek",
        "aspek penilaian",
        "aspek yang dinilai",
        "item/aspek penilaian",
        "aspek/subbab",
        "indikator penilaian",
        "pernyataan",
        "pertanyaan",
    ),
)
_HIGHEST: Final = 4
_REVIEWERS: Final = ColumnsBeside(
    "penilai", "Penilai 4", (("banyaknya yang setuju dari", lambda rating: rating >= 3), ("banyaknya", lambda rating: True))
)


def _read(table: BareTable, options: Options) -> Reading:
    table, noted = beside(table, known_names(_COLUMNS), _REVIEWERS)
    reading = read_columns(table, _COLUMNS, others=read_rating)
    found = [*reading.found, *noted, *doubled_names(reading, "butir")]
    scale = _scale_found(reading)
    if not reading.others and not reading.found.has_errors:
        made = finding("kolom-tidak-ada", nilai="nama reviewer", usul=".", kolom="butir, lalu satu kolom untuk setiap reviewer")
        found.append(replace(made, place=reading.heading("butir")))
    return replace(reading, found=Findings((*found, *scale)), is_complete=reading.is_complete and bool(reading.others) and not scale)


def _scale_found(reading: Reading) -> list[Finding]:
    """Return what is wrong with the scale as a whole: said once, not at every cell."""
    ratings = [value for row in reading.rows for name in reading.others if isinstance(value := row.cells[name], Decimal)]
    above = [value for value in ratings if value > _HIGHEST and value == int(value)]
    if len(above) >= max(2, len(ratings) // 10):
        return [replace(finding("skala-lima", nilai=shown(max(above))), place=reading.heading("butir"))]
    if ratings and all(value in (0, 1) for value in ratings) and not _has_words(reading):
        facts: dict[str, Any] = {
            "nilai": "0 atau 1" if 0 in ratings else "1",
            "cara": "Tulis Sesuai atau Tidak Sesuai, atau angka 1 sampai 4 bila ada yang lain dari 1.",
        }
        return [replace(finding("skala-nol-satu", **facts), place=reading.heading("butir"))]
    return []


def _has_words(reading: Reading) -> bool:
    return any(isinstance(row.cells[name], str) for row in reading.rows for name in reading.others)


def _runs(reading: Reading, options: Options) -> list[ScoreRun]:
    ratings: dict[str, dict[str, Any]] = {}
    places: dict[Path, Place] = {("penilaian",): reading.heading("butir")}
    for row in reading.rows:
        name = row.text("butir")
        butir = f"{name} ({_line(reading.place(row, 'butir'))})" if name in ratings else name
        ratings[butir] = {name: row.cells[name] for name in reading.others}
        places |= {("penilaian", butir, name): reading.place(row, name) for name in reading.others}
        places["penilaian", butir] = reading.place(row, "butir")
    return [ScoreRun("", {"penilaian": ratings}, places)]


def _line(place: Place) -> str:
    return place.cell or f"baris {place.line}"


def _keys(done: Sequence[ScoreResult]) -> dict[str, Any]:
    result: Result = done[0].result
    return {
        "i_cvi": as_plain(result.butir),
        "s_cvi_ave": result.s_cvi_ave,
        "s_cvi_ua": result.s_cvi_ua,
        "verdict": result.verdict,
        "band": result.band,
        "jumlah_penilai": result.jumlah_penilai,
        "perlu_revisi": list(result.perlu_revisi),
        "kosong": as_plain(result.kosong),
        "catatan": _notes_of_literature(result),
    }


def _lines(done: Sequence[ScoreResult]) -> Iterator[str]:
    result: Result = done[0].result
    bounds = done[0].given["ambang"].boundaries
    rows = [
        (one.butir, f"{one.relevan}/{one.penilai}", number(one.value, bounds), one.band, f"{number(one.kappa)} ({text(one.kappa_band)})")
        for one in result.butir
    ]
    yield from aligned(labels_of(ItemValidity, "butir", "relevan", "value", "band", "kappa"), rows)
    ones = sum(one.value == 1 for one in result.butir)
    total = " + ".join(str(one.value) for one in result.butir) if len(result.butir) <= 12 else "jumlah I-CVI"
    yield f"  S-CVI/Ave = ({total}) / {result.jumlah_butir} = {number(result.s_cvi_ave, bounds)}, {result.band}"
    yield f"  S-CVI/UA  = {ones} / {result.jumlah_butir} = {number(result.s_cvi_ua)}"
    yield f"  Putusan: {result.verdict}"
    if result.perlu_revisi:
        yield f"  Perlu revisi: {', '.join(result.perlu_revisi)}"
    yield from (f"  Pustaka: {note}" for note in _notes_of_literature(result))


def _notes_of_literature(result: Result) -> list[str]:
    return [note.keterangan for note in (result.lynn, result.polit_beck) if note is not None]


def _blanks(done: ScoreResult) -> Iterator[Finding]:
    for blank in done.result.kosong:
        made = finding("nilai-dilewati", ("penilaian", blank.butir, blank.penilai), severity=Severity.WARNING)
        yield replace(made, label=f"{blank.butir}, {blank.penilai}")


def _pages(done: Sequence[ScoreResult]) -> list[Page]:
    ratings, table = done[0].given["penilaian"], done[0].given["ambang"]
    reviewers = list(next(iter(ratings.values())))
    page = Page("CVI")
    page.title(SCORES["cvi"].label, ["Butir", *reviewers, *labels_of(ItemValidity, "penilai", "relevan", "value", "band")])
    last = page.table([butir, *(_rating(row[name]) for name in reviewers)] for butir, row in ratings.items())
    count, relevant, index, band = range(len(reviewers) + 2, len(reviewers) + 6)
    for row in range(HEAD_ROW + 1, last + 1):
        marks = span(row, 2, row, len(reviewers) + 1)
        page.work(row, count, _votes(marks, (1, 2, 3, 4), WORDS), "hitung")
        page.work(row, relevant, _votes(marks, (3, 4), WORDS[2:]), "hitung")
        all_known = f"AND({cell(row, count)}>0,{cell(row, count)}=COUNTA({marks}))"
        page.work(row, index, when(all_known, f"{cell(row, relevant)}/{cell(row, count)}"))
        page.work(row, band, given(cell(row, index), band_formula(cell(row, index), table)), "kata")
    page.limits.append(Limit(HEAD_ROW + 1, 2, last, len(reviewers) + 1, words=("1", "2", "3", "4", *WORDS)))
    _summary(page, last + 2, (span(HEAD_ROW + 1, index, last), last - HEAD_ROW), table)
    return [page]


def _votes(marks: str, numbers: Sequence[int], words_: Sequence[str]) -> str:
    """Return the formula that counts the ratings that are one of these: what is none of the scale counts nowhere."""
    return "+".join([*(f"COUNTIF({marks},{number})" for number in numbers), *(f'COUNTIF({marks},"{word}")' for word in words_)])


def _summary(page: Page, top: int, body: tuple[str, int], table: Any) -> None:
    values, rows = body
    for row, label in enumerate(labels_of(Result, "s_cvi_ave", "s_cvi_ua", "verdict"), start=top):
        page.put(row, 1, label, "kepala")
    passing = table.top.from_
    all_there = f"COUNT({values})={rows}"
    page.work(top, 2, when(all_there, f"AVERAGE({values})"), "hasil")
    page.work(top + 1, 2, when(all_there, f"COUNTIF({values},1)/COUNT({values})"), "hasil")
    enough, all_enough = beyond(cell(top, 2), passing, ">="), beyond(f"MIN({values})", passing, ">=")
    page.work(top + 2, 2, given(cell(top, 2), f'IF({enough},IF({all_enough},"LAYAK","REVISI"),"TIDAK LAYAK")'), "hasil")


def _rating(value: Any) -> Any:
    """Return a rating as it stands in a cell: a whole number, or the word in the regulation's spelling."""
    if is_absent(value):
        return None
    if isinstance(value, Decimal):
        return int(value)
    spelled = {word.casefold(): word for word in WORDS}
    return spelled.get(" ".join(str(value).split()).casefold(), str(value)) if value is not KOSONG else None


RECIPE: Final = TallyRecipe(
    "cvi",
    "cvi",
    "butir, lalu satu kolom untuk setiap reviewer (1–4 atau Tidak Sesuai/Kurang Sesuai/Cukup Sesuai/Sesuai; boleh kosong)",
    known_names(_COLUMNS),
    _read,
    _runs,
    _keys,
    _lines,
    _pages,
    _blanks,
)
