"""What people keep around a table: feet, columns beside the marks, titles, headings of two rows, other sheets. All of it is read past.

A refusal is right only where the file does not say which is meant; each such case names what may then be found.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from fractions import Fraction

from tests.torture.mutant import Mutant, asks, either, told_at
from tests.torture.scores import Table, gives, number
from tests.torture.sheets import column, packed, parts_of, xlsx_file
from tests.torture.tables import SHEET, damage, mutant, saved

Column = Sequence[Fraction]
STATISTICS: dict[str, Callable[[Column], Fraction]] = {
    "sum": lambda numbers: sum(numbers, Fraction(0)),
    "mean": lambda numbers: sum(numbers, Fraction(0)) / len(numbers),
    "most": max,
    "least": min,
    "limit": lambda _: Fraction(75),
    "spread": lambda _: Fraction(31, 4),
}
FEET = {
    "sum": ("Jumlah", "Total", "JUMLAH", "Jml", "Grand Total", "Total Keseluruhan", "Jumlah Total", "Σ", "Jumlah:", "J u m l a h", "JUMLAH (A+B)", "Sub Total"),
    "mean": ("Rata-rata", "Rerata", "Rata - rata", "RATA-RATA KELAS", "Nilai rata-rata", "Rata2", "Mean", "Rataan", "Rata-Rata Nilai"),
    "most": ("Nilai Tertinggi", "Maksimum", "Tertinggi", "Skor Maksimal", "MAX", "Nilai Maks."),
    "least": ("Terendah", "Nilai Terendah", "Minimum", "MIN", "Skor Minimal"),
    "limit": ("KKM", "Batas Lulus", "KKTP", "Ambang batas", "Nilai KKM"),
    "spread": ("Simpangan baku", "Standar Deviasi", "SD", "Simpangan Baku (s)", "Varians"),
}  # fmt: skip
WORDS_BELOW = (
    ("Mengetahui,", "Ketua Panitia", "", "Dr. Rahmat Hidayat, M.Pd.", "NIP. 19700101 199003 1 001"),
    ("Melati, 12 Juni 2026", "Kepala BGTK", "", "Siti Aminah, S.Pd."),
    ("Catatan:", "1. Nilai diambil dari ujian akhir", "2. Yang absen tidak dihitung"),
    ("Keterangan:", "1 = Tidak Sesuai", "2 = Kurang Sesuai", "3 = Cukup Sesuai", "4 = Sesuai"),
    ("Sumber: Dapodik, Juni 2026",),
    ("*) data sementara",),
    ("Dibuat oleh", "Operator"),
    ("Validator,", "", "( ........................ )"),
)


def short(value: Fraction) -> str:
    """Return a number as people write it under a table."""
    return str(value) if value.denominator == 1 else f"{float(value):.2f}".replace(".", ",")


def _blank(rows: Sequence[Sequence[str]]) -> list[str]:
    return [""] * len(rows[0])


def _numbered(rows: list[list[str]], chance: random.Random) -> bool:
    """Put running numbers before some tables; tell whether it was done."""
    if chance.random() < 0.5:
        return False
    for at, row in enumerate(rows):
        row.insert(0, str(at) if at else chance.choice(("No", "No.", "NO", "Nomor")))
    return True


@damage
def foot(table: Table, chance: random.Random) -> Mutant:
    """Sums, means, extremes, limits under the table: none of them a row."""
    rows = table.rows()
    shift = 1 + _numbered(rows, chance)
    kinds = chance.sample(sorted(FEET), chance.randint(1, 3))
    if chance.random() < 0.3:
        rows.append(_blank(rows))
    for kind in kinds:
        line = _blank(rows)
        line[chance.randrange(shift)] = chance.choice(FEET[kind])
        for at in table.numbers:
            line[shift + at] = short(STATISTICS[kind](table.column(at)))
        rows.append(line)
    return mutant("kaki-hitungan", table, saved(rows, chance), gives(table))


@damage
def words_below(table: Table, chance: random.Random) -> Mutant:
    """Signatures, remarks and legends below the table, in its first column or its last."""
    rows = table.rows()
    _numbered(rows, chance)
    at = chance.choice((0, 1, len(rows[0]) - 1))
    if chance.random() < 0.7:
        rows.append(_blank(rows))
    for text in chance.choice(WORDS_BELOW):
        rows.append(_blank(rows))
        rows[-1][at] = text
    return mutant("kaki-tulisan", table, saved(rows, chance), gives(table))


@damage
def nameless_sum(table: Table, chance: random.Random) -> Mutant | None:
    """Sums without a word: told from the data where rows have names; few small numbers may be asked about."""
    rows = table.rows()
    _numbered(rows, chance)
    line = _blank(rows)
    shift = len(rows[0]) - len(table.marks[0])
    for at in table.numbers:
        line[shift + at] = short(sum(table.column(at), Fraction(0)))
    rows.append(line)
    return mutant("kaki-tanpa-kata", table, saved(rows, chance), either(gives(table), asks("baris-rancu")))


@damage
def region_above(table: Table, chance: random.Random) -> Mutant | None:
    """The line of the province under its regions: their sum, and none of them."""
    if table.score not in ("id", "dasbor") or len(set(table.names)) < len(table.names):
        return None
    rows = table.rows()
    _numbered(rows, chance)
    line = _blank(rows)
    shift = len(rows[0]) - len(table.marks[0])
    line[shift - 1] = chance.choice(("Provinsi Contoh", "Provinsi", "Se-Provinsi", "PROV. CONTOH"))
    for at in table.numbers:
        line[shift + at] = short(sum(table.column(at), Fraction(0)))
    rows.append(line)
    return mutant("kaki-provinsi", table, saved(rows, chance), gives(table))


BESIDE: dict[str, Callable[[list[Fraction], int], str]] = {
    "Jumlah": lambda marks, _: short(sum(marks, Fraction(0))),
    "Total Skor": lambda marks, _: short(sum(marks, Fraction(0))),
    "Rata-rata": lambda marks, _: short(sum(marks, Fraction(0)) / len(marks)),
    "Rerata": lambda marks, _: short(sum(marks, Fraction(0)) / len(marks)),
    "Skor Tertinggi": lambda marks, _: short(max(marks)),
    "Min": lambda marks, _: short(min(marks)),
    "Peringkat": lambda _, at: str(at),
    "Ranking": lambda _, at: str(at),
    "Rank": lambda _, at: str(at),
    "No. Urut Presensi": lambda _, at: str(at),
    "No Absen": lambda _, at: str(at),
    "Keterangan": lambda *_: "-",
    "Ket.": lambda *_: "",
    "Kelas": lambda *_: "7",
    "Usia": lambda _, at: str(30 + at),
    "Usia (tahun)": lambda _, at: str(30 + at),
    "Masa Kerja": lambda _, at: str(3 + at),
    "L/P": lambda _, at: "LP"[at % 2],
    "NIP": lambda _, at: f"19700101199003{at:04}",
    "NISN": lambda _, at: f"00{at:08}",
    "Tanda Tangan": lambda _, at: "",
    "Unit Kerja": lambda _, at: f"SMP Negeri {at}",
    "Lama Mengajar": lambda _, at: str(at + 2),
    "Tahun Lahir": lambda _, at: str(1970 + at),
    "Skor": lambda marks, _: short(sum(marks, Fraction(0))),
    "% Ketercapaian": lambda _, at: str(70 + at),
    "Persentase": lambda _, at: f"{70 + at}%",
    "Varians": lambda _, at: "0,25",
    "Standar Deviasi": lambda _, at: "0,5",
}


@damage
def columns_beside(table: Table, chance: random.Random) -> Mutant | None:
    """Columns that people keep beside the marks, at the end, before the marks or in front."""
    rows = table.rows()
    own = {heading.casefold() for heading in table.headings}
    names = [name for name in chance.sample(sorted(BESIDE), chance.randint(1, 3)) if not _is_own(table, name, own)]
    if not names:
        return None
    for name in names:
        at = chance.choice((len(rows[0]), len(rows[0]), 1, 0))
        rows[0].insert(at, name)
        for number_, (row, marks) in enumerate(zip(rows[1:], table.marks, strict=True), start=1):
            row.insert(at, BESIDE[name]([number(marks[place]) for place in table.numbers], number_))
    return mutant(f"kolom-samping-{'pasti' if table.is_wide else 'bebas'}", table, saved(rows, chance), gives(table))


def _is_own(table: Table, name: str, own: set[str]) -> bool:
    """Tell whether a heading means a column of the score itself: a number of plans, who somebody is."""
    return name.casefold() in own or (table.score == "rhk" and name in ("Jumlah", "NIP"))


@damage
def titles_above(table: Table, chance: random.Random) -> Mutant:
    """Titles, facts of the sheet and blank rows above the headings."""
    rows = table.rows()
    _numbered(rows, chance)
    wide = len(rows[0])
    facts = (
        ["REKAP NILAI PESERTA"],
        ["BGTK Provinsi Contoh"],
        ["Nama Sekolah", ": SMP Negeri 1 Melati"],
        ["Nama", ":", "Rahmat"],
        ["Kelas", "7"],
        ["Tahun", "2026"],
        ["Tanggal", "12 Juni 2026"],
        ["Jumlah peserta", str(len(table.marks))],
        ["Program: Pelatihan Guru", "", "Kelas: A"],
        [""],
    )
    above = [[*fact, *[""] * wide][:wide] for fact in chance.sample(facts, chance.randint(1, 5))]
    if chance.random() < 0.5:
        above.append([""] * wide)
    return mutant("judul-di-atas", table, saved([*above, *rows], chance), gives(table))


@damage
def two_row_heading(table: Table, chance: random.Random) -> Mutant:
    """A heading over the columns of numbers, as one merged cell where the file can say so."""
    rows = table.rows()
    shift = 1 + _numbered(rows, chance)
    first, last = shift + table.numbers[0], shift + table.numbers[-1]
    upper, lower = list(rows[0]), [""] * len(rows[0])
    upper[first], lower[first : last + 1] = chance.choice(("Nilai", "Penilaian", "Hasil", "Skor Penilaian")), rows[0][first : last + 1]
    upper[first + 1 : last + 1] = [""] * (last - first)
    body = [upper, lower, *rows[1:]]
    if first == last:
        return mutant("judul-dua-baris", table, saved(rows, chance), gives(table))
    if chance.random() < 0.4:
        return mutant("judul-dua-baris", table, saved(body, chance), gives(table))
    areas = [f"{column(first)}1:{column(last)}1", *(f"{column(at)}1:{column(at)}2" for at in range(len(upper)) if not first <= at <= last)]
    cells = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    parts = parts_of({"Data": body})
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>".encode())
    return mutant("judul-dua-baris", table, packed(parts), gives(table))


@damage
def counted_columns(table: Table, chance: random.Random) -> Mutant:
    """A row under the headings that only counts the columns."""
    rows = table.rows()
    style = chance.choice(("({})", "{}"))
    rows.insert(1, [style.format(at + 1) for at in range(len(rows[0]))])
    return mutant("nomor-kolom", table, saved(rows, chance), gives(table))


@damage
def blank_rows_and_columns(table: Table, chance: random.Random) -> Mutant:
    """Blank rows between the rows, a blank column in front or between."""
    rows = table.rows()
    for _ in range(chance.randint(1, 3)):
        rows.insert(chance.randrange(2, len(rows)), _blank(rows))
    if chance.random() < 0.6:
        at = chance.randrange(len(rows[0]))
        for row in rows:
            row.insert(at, "")
    return mutant("sela-kosong", table, saved(rows, chance), gives(table))


@damage
def repeated_heading(table: Table, chance: random.Random) -> Mutant:
    """The headings once more where a printed page began: no row of data, or said where it stands."""
    rows = table.rows()
    at = chance.randrange(2, len(rows))
    rows.insert(at, list(rows[0]))
    return mutant("judul-berulang", table, saved(rows, chance), either(gives(table), told_at(f"baris {at + 1}", f"{at + 1}")))


@damage
def other_sheets(table: Table, chance: random.Random) -> Mutant:
    """Sheets of other things before and after the table."""
    around = {
        "Sampul": [["LAPORAN"], ["BGTK Provinsi Contoh"], ["2026"]],
        "Petunjuk": [["Isi kolom yang kuning"], ["Jangan mengubah judul"]],
        "Rekap": [["Uraian", "Banyak"], ["Peserta", str(len(table.marks))]],
        "Daftar": [["Pilihan"], ["Ya"], ["Tidak"]],
        "Sheet3": [],
    }
    names = chance.sample(sorted(around), chance.randint(1, 3))
    sheets = [(name, around[name]) for name in names]
    sheets.insert(chance.randrange(len(sheets) + 1), ("Data", table.rows()))
    return mutant("lembar-lain", table, packed(parts_of(dict(sheets))), gives(table))


@damage
def second_sheet(table: Table, chance: random.Random) -> Mutant:
    """Another sheet with the same headings: its name is said."""
    rows = table.rows()
    cut = chance.randrange(2, len(rows) - 1)
    data = xlsx_file(rows[:cut], None, Lain=[rows[0], *rows[cut:]])
    return mutant("dua-lembar", table, data, told_at("Lain"))
