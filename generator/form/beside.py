"""Beside the ratings: columns that people keep next to reviewers or items, and that are neither.

Known by their headings they are passed over with a note. A column that equals the sum, mean or count of the others in every row is
asked about: counted as one more reviewer it would turn a verdict.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from generator.form.bare import BareTable, folded, number_of
from generator.form.headings import PASSED_OVER, without
from validators.findings import Finding, Findings, Severity
from validators.messages import finding
from validators.values import shown

_ALWAYS: Final = re.compile(
    r"(?:(?:sub |grand )?total|jumlah|jml|banyaknya|frekuensi|rata rata|rata2|rerata|mean|average|median|modus|p[er]+sentase|persen|%|proporsi"
    r"|i cvi|icvi|s cvi|scvi|cvi|cvr|kappa|aiken|v aiken|indeks|index|koefisien|simpangan|standar deviasi|keterangan|ket|catatan|saran|komentar"
    r"|masukan|perbaikan|revisi|kategori|kriteria|interpretasi|kesimpulan|simpulan|putusan|keputusan|predikat|validitas|tindak lanjut)\b.*|%"
)
_ALONE: Final = re.compile(
    r"(?:skor|nilai|hasil|v|k|na|nilai akhir|skor akhir|skor total|status|valid|min|max|maks|minimum|maksimum|sd|varians?|ragam|bobot"
    r"|kelas|usia|umur|jenis kelamin|jk|l/p|gender|nip|nuptk|nik|npsn|nisn|nim|sekolah|asal sekolah|nama sekolah|satuan pendidikan|instansi|asal instansi"
    r"|lembaga|unit kerja|jabatan|pangkat|golongan|pangkat[/ ]golongan|mata pelajaran|mapel|jenjang|jenjang jabatan|pendidikan|pendidikan terakhir"
    r"|masa kerja|lama mengajar|lama kerja|tanggal|hari[/ ]tanggal|email|e mail|no hp|no wa|hp|telepon|alamat|kabupaten|kabupaten/kota|kab/kota|kota"
    r"|kecamatan|provinsi|angkatan|kelompok|gelombang|paraf|tanda tangan|ttd|tahun|semester|rombel|aspek|indikator|komponen|dimensi|halaman)"
    r"(?: \((?:tahun|th|thn|%)\))?"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the further columns of a table are: "penilai", how a heading looks that is surely one, and which counts may stand beside."""

    what: str
    example: str
    counts: tuple[tuple[str, Callable[[Fraction], bool]], ...] = ()


def beside(table: BareTable, own: Sequence[str], wanted: Wanted) -> tuple[BareTable, Findings]:
    """Return the table without the columns that are none of those wanted, and what is said of them. own: headings the score knows."""
    known = {folded(name) for name in own} | PASSED_OVER
    further = [at for at, heading in enumerate(table.headings) if folded(heading) not in known]
    passed = [at for at in further if is_beside(table.headings[at])]
    left = [at for at in further if at not in passed]
    found = [passed_over(table, at, f"bukan {wanted.what}", wanted.example) for at in passed]
    computed = dict(_computed(table, left, wanted))
    for at, what in computed.items():
        made = finding("kolom-hitungan", nilai=shown(table.headings[at]), hitungan=what, contoh=wanted.example)
        found.append(replace(made, place=table.heading_places[at]))
    return without(table, {*passed, *computed}), Findings(found)


def is_beside(heading: str) -> bool:
    """Tell whether a heading is one that people keep beside ratings or marks: a sum, a remark, where somebody comes from."""
    text = folded(heading.replace("-", " "))[:200]
    return _ALWAYS.fullmatch(text) is not None or _ALONE.fullmatch(text) is not None


def passed_over(table: BareTable, at: int, why: str, example: str) -> Finding:
    """Return the note about a column that is not read."""
    made = finding("kolom-dilewati", severity=Severity.NOTE, nilai=shown(table.headings[at]), sebab=why, contoh=example)
    return replace(made, place=table.heading_places[at])


def _computed(table: BareTable, columns: Sequence[int], wanted: Wanted) -> Iterator[tuple[int, str]]:
    """Yield the columns that are sums, means or counts of the others in every row, with what they are."""
    numbers = [[number_of(row[at]) for at in columns] for row in table.rows]
    rows = [row for row in numbers if any(value is not None for value in row)]
    if len(rows) < 2 or len(columns) < 3:
        return
    totals = [sum((value for value in row if value is not None), Fraction(0)) for row in rows]
    sizes = [sum(value is not None for value in row) for row in rows]
    surely = re.compile(rf".*\b{folded(wanted.example).rstrip('0123456789 ')}\b.*|[a-z]{{1,2}} ?[0-9]+")
    for place, at in enumerate(columns):
        if any(row[place] is None for row in rows) or surely.fullmatch(folded(table.headings[at])):
            continue
        own = [row[place] or Fraction(0) for row in rows]
        if all(2 * value == total for value, total in zip(own, totals, strict=True)) and any(own):
            yield at, "jumlah"
        elif (what := _counted(rows, place, own, (totals, sizes), wanted)) is not None:
            yield at, what


def _counted(
    rows: Sequence[Sequence[Fraction | None]],
    place: int,
    own: Sequence[Fraction],
    sums: tuple[Sequence[Fraction], Sequence[int]],
    wanted: Wanted,
) -> str | None:
    """Return what a column counts of the others, None where that may be chance: it does not change, or the others hardly differ."""
    if len(rows) < 3 or len(set(own)) < 2:
        return None
    others = [[value for at, value in enumerate(row) if at != place and value is not None] for row in rows]
    if sum(len(set(row)) > 1 for row in others) < 2 or not all(others):
        return None
    means = [(total - value) / (size - 1) for total, value, size in zip(sums[0], own, sums[1], strict=True)]
    if all(_is_rounded(value, mean) for value, mean in zip(own, means, strict=True)):
        return "rerata"
    for what, holds in wanted.counts:
        counts = [sum(map(holds, row)) for row in others]
        shares = [Fraction(count, len(row)) for count, row in zip(counts, others, strict=True)]
        if any(
            all(_is_rounded(value, one * times) for value, one in zip(own, given, strict=True))
            for given, times in ((counts, 1), (shares, 1), (shares, 100))
        ):
            return what
    return None


def _is_rounded(value: Fraction, exact: Fraction | int) -> bool:
    """Tell whether a written number is an exact one to two decimals, or equal to it."""
    return value == exact or (value.denominator != 1 and abs(value - exact) <= Fraction(1, 200))
