"""Item analysis from a bare table: a row with the key, then one row per participant, one column per item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from generator.form.bare import BareTable, folded
from generator.form.beside import ColumnsBeside, beside
from generator.form.headings import PEOPLE, Reading, ReadRow, known_names, read_columns, read_rating, words
from generator.scoring.item_analysis import ItemFigures, Result
from generator.scoring.marked_answers import written
from generator.scoring.parts import labels_of
from generator.scoring.registry import as_plain
from generator.tallies.item_pages import pages
from generator.tallies.model import Options, ScoreResult, ScoreRun, TallyRecipe
from generator.tallies.printing import aligned, listed, number
from generator.tallies.printing import text as text_
from validators.absence import KOSONG, is_absent
from validators.findings import Finding, Findings, Path, Place, Severity
from validators.messages import finding

_COLUMNS: Final = (words("peserta", "responden", "nama responden", *PEOPLE),)
_ITEMS: Final = ColumnsBeside("butir", "Butir 4")
_KEY: Final = frozenset({"kunci", "kunci jawaban", "jawaban benar", "kunci butir"})
_HIGHEST: Final = frozenset({"bobot", "bobot butir", "bobot soal", "skor butir"})
"""A row called by a highest mark would be taken for one below a table, which tells of the marks that were reached."""
_LETTERS: Final = frozenset("abcde")


def _read(table: BareTable, options: Options) -> Reading:
    table, noted = beside(table, known_names(_COLUMNS), _ITEMS)
    reading = read_columns(table, _COLUMNS, others=read_rating)
    reading = replace(reading, found=reading.found + noted)
    if reading.found.has_errors:
        return reading
    if not reading.others:
        made = finding("kolom-tidak-ada", nilai="butir", usul=".", kolom="peserta, lalu satu kolom untuk setiap butir")
    elif _rows_named(reading, _KEY | _HIGHEST):
        return reading
    else:
        made = finding(
            "kolom-tidak-ada", nilai="Kunci", usul=" di kolom pertama.", kolom="satu baris bernama Kunci di atas jawaban peserta"
        )
    found = Findings((*reading.found, replace(made, place=reading.heading("peserta"))))
    return replace(reading, found=found, is_complete=False)


def _rows_named(reading: Reading, names: frozenset[str]) -> list[ReadRow]:
    return [row for row in reading.rows if folded(row.text("peserta")) in names]


def _runs(reading: Reading, options: Options) -> list[ScoreRun]:
    told = {row.at for row in _rows_named(reading, _KEY | _HIGHEST)}
    people = [row for row in reading.rows if row.at not in told]
    key, highest = (next(iter(_rows_named(reading, names)), None) for names in (_KEY, _HIGHEST))
    offered = _letters([row.cells[name] for row in (*people, *((key,) if key else ())) for name in reading.others])
    items: list[dict[str, Any]] = []
    places: dict[Path, Place] = {("jawaban",): reading.heading(reading.others[0]), ("kunci",): reading.heading(reading.others[0])}
    for at, name in enumerate(reading.others):
        right = written(key.cells[name]) if key else ""
        most = highest.cells[name] if highest else KOSONG
        items.append({"butir": name, "kunci": right, "maksimum": most, "opsi": offered if right else []})
        for column, row in (("kunci", key), ("maksimum", highest)):
            places |= {("kunci", at, column): reading.place(row, name)} if row else {}
    answers: dict[str, dict[str, Any]] = {}
    for row in people:
        who = row.text("peserta") if row.text("peserta") not in answers else f"{row.text('peserta')} ({len(answers) + 1})"
        answers[who] = {name: row.cells[name] for name in reading.others}
        places |= {("jawaban", who, name): reading.place(row, name) for name in reading.others}
    return [ScoreRun("", {"jawaban": answers, "kunci": items}, places)]


def _letters(cells: Sequence[Any]) -> list[str]:
    """Return the options of a test that is answered in letters throughout, the ones that nobody chose too; else none."""
    met = {str(cell).strip().casefold() for cell in cells if not is_absent(cell)}
    return [letter.upper() for letter in sorted(_LETTERS) if letter <= max(met)] if met and met <= _LETTERS else []


def _keys(done: Sequence[ScoreResult]) -> dict[str, Any]:
    return as_plain(done[0].result)


def _lines(done: Sequence[ScoreResult]) -> Iterator[str]:
    result: Result = done[0].result
    given = done[0].given
    edges = {name: given[name].boundaries for name in ("kesukaran", "korelasi", "daya_beda", "reliabilitas")}
    headings = labels_of(ItemFigures, "butir", "kesukaran", "korelasi", "daya_beda", "putusan", "keterangan")
    yield from aligned(
        headings,
        [
            (
                one.butir,
                _with(number(one.kesukaran, edges["kesukaran"]), one.kesukaran_kategori),
                _with(number(one.korelasi, edges["korelasi"]), one.korelasi_kategori),
                _with(number(one.daya_beda, edges["daya_beda"]), one.daya_beda_kategori),
                text_(one.putusan),
                text_(one.keterangan),
            )
            for one in result.butir
        ],
    )
    weak = [one for one in result.pengecoh if one.keterangan not in ("kunci", "berfungsi")]
    if weak:
        yield "  Pengecoh yang perlu ditinjau:"
        yield from listed(
            ("Butir", "Opsi", "Pemilih", "Keterangan"), weak, lambda one: (one.butir, one.opsi, str(one.jumlah), one.keterangan)
        )
    yield f"  {result.jumlah_peserta} peserta, {result.jumlah_butir} butir; rerata jumlah skor {number(result.rerata)}"
    measure = f"  {result.reliabilitas_ukuran} = {number(result.reliabilitas, edges['reliabilitas'])}"
    yield measure + (f", {result.reliabilitas_kategori}" if result.reliabilitas_kategori else "")
    if result.catatan:
        yield f"  {result.catatan}"


def _with(figure: str, category: str) -> str:
    return f"{figure} {category}".strip()


def _noted(done: ScoreResult) -> Iterator[Finding]:
    """Yield a warning for each participant who answered nothing and each item that is not analysed."""
    result: Result = done.result
    for name in result.tidak_mengerjakan:
        first = next(iter(done.given["jawaban"][name]))
        yield replace(finding("nilai-dilewati", ("jawaban", name, first), severity=Severity.WARNING), label=name)
    for at, item in enumerate(done.given["kunci"]):
        if item["butir"] in result.tanpa_kunci:
            yield replace(finding("nilai-dilewati", ("kunci", at, "kunci"), severity=Severity.WARNING), label=f"Kunci {item['butir']}")


RECIPE: Final = TallyRecipe(
    "analisis-butir",
    "analisis_butir",
    "peserta, lalu satu kolom untuk setiap butir; baris Kunci memuat kunci jawaban (baris Bobot: skor tertinggi butir yang dinilai dengan skor)",
    known_names(_COLUMNS),
    _read,
    _runs,
    _keys,
    _lines,
    pages,
    notes=_noted,
    named_by=("peserta",),
)
