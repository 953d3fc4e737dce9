"""Beside the ratings: columns that people keep next to reviewers or items, and that are neither.

Known by their headings they are passed over with a note. A column that equals the sum, mean or count of the others in every row is
asked about: counted as one more reviewer it would turn a verdict.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from generator.form.bare import BareTable, folded, is_rounded, number_of
from generator.form.headings import PASSED_OVER, without
from validators.findings import Finding, Findings, Severity
from validators.messages import finding
from validators.values import shown

_ALWAYS: Final = re.compile(
    r"(?:(?:sub |grand )?total|jumlah|jml|banyaknya|frekuensi|rata rata|rata2|rerata|mean|average|median|modus|p[er]+sentase|persen|%|proporsi"
    r"|i cvi|icvi|s cvi|scvi|cvi|cvr|kappa|aiken|v aiken|indeks|index|koefisien|simpangan|standar deviasi|keterangan|ket|catatan|saran|komentar"
    r"|masukan|perbaikan|revisi|kategori|kriteria|interpretasi|kesimpulan|simpulan|putusan|keputusan|predikat|validitas|tindak lanjut|ketercapaian|ketuntasan|peringkat|ranking|rangking|rank|rata rata kelas)\b.*|%.*"
)
_ALONE: Final = re.compile(
    r"(?:skor|nilai|hasil|n|s/ts|v/tv|ya/tidak|(?:skor|nilai|hasil) (?:aiken|cvi|cvr|kappa|validitas|v)|(?:skor|nilai) (?:tertinggi|terendah|terbesar|terkecil|maks|maksimal|maksimum|min|minimal|minimum|rata rata)|tertinggi|terendah|v|k|na|no [a-z ]{1,20}|nomor [a-z ]{1,20}|urutan|tahun lahir|tempat lahir|tanggal lahir|ttl|nilai akhir|skor akhir|skor total|status|valid|min|max|maks|minimum|maksimum|sd|varians?|ragam|bobot"
    r"|kelas|usia|umur|jenis kelamin|jk|l/p|gender|nip|nuptk|nik|npsn|nisn|nim|sekolah|asal sekolah|nama sekolah|satuan pendidikan|instansi|asal instansi"
    r"|lembaga|unit kerja|jabatan|pangkat|golongan|pangkat[/ ]golongan|mata pelajaran|mapel|jenjang|jenjang jabatan|pendidikan|pendidikan terakhir"
    r"|masa kerja|lama mengajar|lama kerja|tanggal|hari[/ ]tanggal|email|e mail|no hp|no wa|hp|telepon|alamat|kabupaten|kabupaten/kota|kab/kota|kota"
    r"|kecamatan|provinsi|angkatan|kelompok|gelombang|paraf|tanda tangan|ttd|tahun|semester|rombel|aspek|indikator|komponen|dimensi|halaman)"
    r"(?: \((?:tahun|th|thn|%)\))?"
)
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
"""Reviewers in a row; the V among them stands also over Aiken's V."""


@dataclass(frozen=True, slots=True)
class ColumnsBeside:
    """What the further columns of a table are: "penilai", how a heading looks that is surely one, and which counts may stand beside."""

    what: str
    example: str
    counts: tuple[tuple[str, Callable[[Fraction], bool]], ...] = ()


def beside(table: BareTable, own: Sequence[str], wanted: ColumnsBeside) -> tuple[BareTable, Findings]:
    """Return the table without the columns that are none of those wanted, and what is said of them. own: headings the score knows."""
    known = {folded(name) for name in own} | PASSED_OVER
    further = [at for at, heading in enumerate(table.headings) if folded(heading) not in known]
    written = {folded(heading) for heading in table.headings}
    passed = [at for at in further if is_beside(table.headings[at]) and not _is_next(table.headings[at], written)]
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


def _is_next(heading: str, written: Collection[str]) -> bool:
    """Tell whether a heading is the letter or Roman number after another one: reviewer N behind M, or V behind IV, is no count."""
    mark = folded(heading)
    is_letter = len(mark) == 1 and chr(ord(mark) - 1) in written
    return is_letter or (mark in _ROMAN[1:] and _ROMAN[_ROMAN.index(mark) - 1] in written)


def passed_over(table: BareTable, at: int, why: str, example: str) -> Finding:
    """Return the note about a column that is not read."""
    made = finding("kolom-dilewati", severity=Severity.NOTE, nilai=shown(table.headings[at]), sebab=why, contoh=example)
    return replace(made, place=table.heading_places[at])


def _computed(table: BareTable, columns: Sequence[int], wanted: ColumnsBeside) -> Iterator[tuple[int, str]]:
    """Yield the columns that are sums, means or counts of the others in every row, with what they are."""
    numbers = [[number_of(row[at]) for at in columns] for row in table.rows]
    rows = [row for row in numbers if any(value is not None for value in row)]
    if len(rows) < 2 or len(columns) < 3:
        return
    sums = _Sums(
        [sum((value for value in row if value is not None), Fraction(0)) for row in rows],
        [sum(value is not None for value in row) for row in rows],
        [(what, holds, [sum(value is not None and holds(value) for value in row) for row in rows]) for what, holds in wanted.counts],
    )
    surely = re.compile(rf".*\b{folded(wanted.example).rstrip('0123456789 ')}\b.*|[a-z]{{1,2}} ?[0-9]+")
    for place, at in enumerate(columns):
        own = [value for row in rows if (value := row[place]) is not None]
        if len(own) < len(rows) or surely.fullmatch(folded(table.headings[at])[:200]):
            continue
        if all(2 * value == total for value, total in zip(own, sums.totals, strict=True)) and any(own):
            yield at, "jumlah"
        elif (what := _counted(own, sums)) is not None and _is_telling(rows, place, own):
            yield at, what


@dataclass(frozen=True, slots=True)
class _Sums:
    """Of each row the sum of its numbers, how many they are, and how many of them hold what is counted."""

    totals: Sequence[Fraction]
    sizes: Sequence[int]
    counts: Sequence[tuple[str, Callable[[Fraction], bool], Sequence[int]]]


def _counted(own: Sequence[Fraction], sums: _Sums) -> str | None:
    """Return what a column is of the others in every row: their mean, or a count of them, or its share."""
    others = [size - 1 for size in sums.sizes]
    if not all(others):
        return None
    if all(is_rounded(value, (total - value) / size) for value, total, size in zip(own, sums.totals, others, strict=True)):
        return "rerata"
    for what, holds, counts in sums.counts:
        rest = [count - holds(value) for count, value in zip(counts, own, strict=True)]
        for times in (None, 1, 100):
            exact = (count if times is None else Fraction(count * times, size) for count, size in zip(rest, others, strict=True))
            if all(is_rounded(value, one) for value, one in zip(own, exact, strict=True)):
                return what
    return None


def _is_telling(rows: Sequence[Sequence[Fraction | None]], place: int, own: Sequence[Fraction]) -> bool:
    """Tell whether a match can hardly be chance: the column changes, and the others differ in more than one row."""
    others = ({value for at, value in enumerate(row) if at != place and value is not None} for row in rows)
    return len(rows) > 2 and len(set(own)) > 1 and sum(len(row) > 1 for row in others) > 1
