"""Forms as people make them, before there was borang: workbooks, Word documents and exports, empty and filled."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import docx
from openpyxl import Workbook
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.datavalidation import DataValidation

BOLD = Font(bold=True)
LINE = Side(style="thin")
THIN = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
RHK_FACTS = (
    ("Nama Guru", "Rani Wulandari, S.Pd."),
    ("NIP", "198811042014032005"),
    ("Unit Kerja", "SD Negeri 1 Contoh"),
    ("Tanggal", date(2025, 7, 14)),
)
RHK_HEADS = ("No", "RHK", "Tujuan", "Kuantitas", "Poin", "Jumlah Poin", "Materi", "Tantangan", "Solusi")
RHK_GROUPS = ((10, "Rencana Pelaksanaan", ("Waktu", "Tempat", "Persiapan")), (13, "Dukungan", ("Asal", "Bentuk")))
RHK_COLUMNS = (2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14)
RHK_ROWS: tuple[tuple[Any, ...], ...] = (
    (
        "Komunitas belajar",
        "Menguasai asesmen awal",
        2,
        8,
        "Asesmen",
        "Waktu",
        "Jadwal",
        "Juli",
        "Sekolah",
        "Modul",
        "Kepala Sekolah",
        "Izin",
    ),
    (
        "Berbagi praktik baik",
        "Diferensiasi dipakai",
        1,
        8,
        "Diferensiasi",
        "Ragu",
        "Damping",
        "Agustus",
        "KKG",
        "Salindia",
        "Rekan Sejawat",
        "Saran",
    ),
    ("Pelatihan mandiri", "Modul selesai", 1, 8, "Numerasi", "Jaringan", "Unduh", "September", "Rumah", "Gawai", "Sekolah", "Kuota"),
)
SIGNERS = (("B", "Mengetahui,", "Kepala Sekolah,", "Drs. Agung Nugraha", "196809171993031009"),)
SIGNERS += (("J", "Kota Contoh, 14 Juli 2025", "Guru,", "Rani Wulandari, S.Pd.", "198811042014032005"),)


def saved(book: Workbook, file: Path) -> Path:
    data = io.BytesIO()
    book.save(data)
    file.write_bytes(data.getvalue())
    return file


def rhk_workbook(file: Path, *, is_filled: bool = True) -> Path:
    """A coaching form with merged heads, a row that counts the columns, formulas, a total and signatures."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Form RHK"
    sheet["A1"] = "FORM COACHING RHK GURU"
    sheet["A1"].font = BOLD
    sheet.merge_cells("A1:N1")
    for row, (label, value) in enumerate(RHK_FACTS, start=3):
        sheet.cell(row, 1, label)
        sheet.cell(row, 3, ":")
        sheet.cell(row, 4, value if is_filled else None)
    sheet["D6"].number_format = "d mmmm yyyy"
    _rhk_heads(sheet)
    _rhk_rows(sheet, RHK_ROWS if is_filled else ())
    sheet["A16"] = "Jumlah"
    sheet.merge_cells("A16:E16")
    sheet["F16"] = "=SUM(F11:F15)"
    for column, *texts, nip in SIGNERS:
        for row, text in zip((18, 19, 23, 24), (*texts, f"NIP. {nip}"), strict=True):
            sheet[f"{column}{row}"] = text
    sheet.print_title_rows = "8:10"
    rule = DataValidation(type="list", formula1='"Kepala Sekolah,Rekan Sejawat,Sekolah"')
    sheet.add_data_validation(rule)
    rule.add("M11:M15")
    return saved(book, file)


def _rhk_heads(sheet: Any) -> None:
    for column, head in enumerate(RHK_HEADS, start=1):
        sheet.cell(8, column, head)
        sheet.merge_cells(start_row=8, end_row=9, start_column=column, end_column=column)
    for first, head, parts in RHK_GROUPS:
        sheet.cell(8, first, head)
        sheet.merge_cells(start_row=8, end_row=8, start_column=first, end_column=first + len(parts) - 1)
        for column, part in enumerate(parts, start=first):
            sheet.cell(9, column, part)
    for column in range(1, 15):
        sheet.cell(10, column, f"({column})")


def _rhk_rows(sheet: Any, rows: Sequence[Sequence[Any]]) -> None:
    for row in range(11, 16):
        sheet.cell(row, 1, row - 10)
        sheet.cell(row, 6, f"=D{row}*E{row}")
        for column in range(1, 15):
            sheet.cell(row, column).border = THIN
    for row, values in enumerate(rows, start=11):
        for column, value in zip(RHK_COLUMNS, values, strict=True):
            sheet.cell(row, column, value)


def facts_workbook(file: Path) -> Path:
    """Labels beside values under headings, two tables on the same sheet, and a second sheet with a list of its own."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Profil"
    lines = [
        ("PROFIL SEKOLAH", None),
        (None, None),
        ("A. Identitas", None),
        ("Nama Sekolah:", "SD Negeri 1 Contoh"),
        ("NPSN:", "20100001"),
        ("Jumlah Murid", 214),
        ("Terakreditasi", "Ya"),
        (None, None),
        ("B. Keuangan", None),
        ("Anggaran Tahun Ini", 125_500_000),
        ("Persentase Terpakai", 0.875),
    ]
    for row, line in enumerate(lines, start=1):
        for column, value in enumerate(line, start=1):
            sheet.cell(row, column, value)
    for at in ("A1", "A3", "A9"):
        sheet[at].font = BOLD
    sheet["B11"].number_format = "0.0%"
    _list(sheet, 13, "C. Guru", ("No", "Nama Guru", "Mata Pelajaran", "Mulai Bertugas"), GURU)
    _list(sheet, 20, "D. Sarana", ("Nama Barang", "Jumlah", "Harga Satuan"), SARANA)
    rule = DataValidation(type="list", formula1='"Ya,Tidak"')
    sheet.add_data_validation(rule)
    rule.add("B7")
    return saved(book, file)


GURU = ((1, "Rani Wulandari", "Kelas 1", date(2014, 3, 1)), (2, "Bayu Anggoro", "Kelas 2", date(2019, 3, 1)))
SARANA = (("Meja", 30, 450_000), ("Kursi", 60, 250_000), ("Papan tulis", 6, 1_250_000))


def _list(sheet: Any, top: int, title: str, heads: Iterable[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet.cell(top, 1, title).font = BOLD
    for column, head in enumerate(heads, start=1):
        sheet.cell(top + 1, column, head).font = BOLD
    for row, values in enumerate(rows, start=top + 2):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column, value)


def register_workbook(file: Path) -> Path:
    """One big table and nothing else: a register of participants with answers that come again and again."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Peserta"
    sheet.append(["Nama Peserta", "NIP", "Jenjang", "Hadir", "Nilai"])
    for number in range(12):
        row = [
            f"Guru {number + 1}",
            f"1985010120100110{number:02}",
            ("SD", "SMP", "SMA")[number % 3],
            "√" if number % 4 else None,
            70 + number,
        ]
        sheet.append(row)
    return saved(book, file)


KAK_LINES = (
    ("Kementerian/Lembaga", "Kementerian Pendidikan"),
    ("Unit Kerja", "Balai Contoh"),
    ("Nama Kegiatan", "Pelatihan Asesmen Awal"),
    ("Tahun Anggaran", "2025"),
)
KAK_TEXTS = (
    (
        "A. Latar Belakang",
        (
            "Guru membutuhkan asesmen awal agar pembelajaran sesuai dengan kemampuan murid di setiap kelas.",
            "Catatan: data diambil dari rapor pendidikan.",
        ),
    ),
    ("B. Tujuan", ("Peserta mampu merancang asesmen awal dan memakai hasilnya.",)),
)
KAK_ROWS = (("Konsumsi", "30", "orang", "25.000", "750.000"), ("Penggandaan", "3", "paket", "100.000", "300.000"))
DOTS = "." * 40


def kak_document(file: Path, *, is_filled: bool = True) -> Path:
    """An old KAK: lines of dots, chapters of prose, a table of costs with a total, who signs in a table without a frame."""
    document = docx.Document()
    document.add_paragraph("KERANGKA ACUAN KEGIATAN")
    document.add_paragraph("(KAK)")
    for label, value in KAK_LINES:
        document.add_paragraph(f"{label}\t: {value if is_filled else DOTS}")
    for heading, texts in KAK_TEXTS:
        document.add_paragraph(heading)
        for text in texts if is_filled else (DOTS * 2, DOTS * 2):
            document.add_paragraph(text)
    document.add_paragraph("C. Rincian Anggaran")
    heads = ("No", "Uraian", "Volume", "Satuan", "Harga Satuan", "Jumlah")
    table = document.add_table(rows=1, cols=6)
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
    for number, row in enumerate(KAK_ROWS if is_filled else (("",) * 5,) * 3, start=1):
        for cell, text in zip(table.add_row().cells, (str(number), *row), strict=True):
            cell.text = text
    total = table.add_row().cells
    total[0].merge(total[4]).text = "Jumlah"
    total[5].text = "1.050.000" if is_filled else ""
    document.add_paragraph("")
    signing = document.add_table(rows=1, cols=2)
    name, nip = ("Dewi Anggraini, M.Pd.", "197001011995122001") if is_filled else ("(" + DOTS + ")", DOTS)
    signing.rows[0].cells[1].text = f"Kota Contoh, {'15 Juli 2025' if is_filled else DOTS}\nKepala Balai,\n\n\n\n{name}\nNIP. {nip}"
    data = io.BytesIO()
    document.save(data)
    file.write_bytes(data.getvalue())
    return file


GOOGLE = """\
Timestamp,Nama Lengkap *,1. NIP,Jenjang,Topik yang diminati,Seberapa sesuai? [Materi],Seberapa sesuai? [Narasumber],Tanggal Lahir
5/14/2026 10:11:12,"Rani, S.Pd.",198811042014032005,SD,"Numerasi, Literasi",Sesuai,Sangat Sesuai,12/07/1988
5/14/2026 10:12:12,"Bayu, M.Pd.",199001012015041001,SD,Literasi,Sesuai,Sesuai,01/02/1990
5/14/2026 10:13:12,Citra,199203152019032011,SMP,Numerasi,Kurang Sesuai,Sesuai,15/03/1992
5/14/2026 10:14:12,Dedi,198501012010011001,SMP,"Asesmen, Literasi",Sesuai,Sangat Sesuai,01/01/1985
5/14/2026 10:15:12,Eka,198601012010011001,SD,Asesmen,Sesuai,Sangat Sesuai,01/01/1986
5/14/2026 10:16:12,Fani,198701012010011001,SD,"Numerasi, Asesmen, Literasi",Sesuai,Sangat Sesuai,01/01/1987
"""
MICROSOFT = """\
ID;Start time;Completion time;Email;Name;Nama Guru;Unit Kerja;Kegiatan;Kuantitas;Asal;Kegiatan2;Kuantitas2;Asal2
1;5/14/2026 10:11;5/14/2026 10:19;anonymous;;Dimas, S.Pd.;SD 3;Komunitas belajar;1;"Kepala Sekolah;Pengawas;";Pelatihan;2;"Rekan;"
2;5/15/2026 10:11;5/15/2026 10:19;anonymous;;Endah;SD 4;Lokakarya;3;"Rekan;";;;
"""
KOBO = """\
start,end,nama_guru,sekolah/npsn,sekolah/nama_sekolah,asal,asal/kepala,asal/rekan,jumlah_murid,tanggal_kunjungan,_id,_uuid,_submission_time
2026-05-14T10:11:12,2026-05-14T10:20:12,Rani,20100001,SD 1,kepala rekan,1,1,28,2026-05-14,1,abc,2026-05-14T10:20:14
2026-05-15T10:11:12,2026-05-15T10:20:12,Bayu,20100002,SD 2,rekan,0,1,31,2026-05-15,2,abd,2026-05-15T10:20:14
"""
EXPORTS: dict[str, dict[str, Any]] = {
    GOOGLE: {
        "nama_lengkap": "Rani, S.Pd.",
        "nip": "198811042014032005",
        "jenjang": "SD",
        "topik_diminati": ["Numerasi", "Literasi"],
        "seberapa_sesuai": {"materi": "Sesuai", "narasumber": "Sangat Sesuai"},
        "tanggal_lahir": date(1988, 7, 12),
    },
    MICROSOFT: {
        "nama_guru": "Dimas, S.Pd.",
        "unit_kerja": "SD 3",
        "rincian": [
            {"kegiatan": "Komunitas belajar", "kuantitas": 1, "asal": ["Kepala Sekolah", "Pengawas"]},
            {"kegiatan": "Pelatihan", "kuantitas": 2, "asal": ["Rekan"]},
        ],
    },
    KOBO: {
        "nama_guru": "Rani",
        "sekolah": {"npsn": "20100001", "nama_sekolah": "SD 1"},
        "asal": ["kepala", "rekan"],
        "jumlah_murid": 28,
        "tanggal_kunjungan": date(2026, 5, 14),
    },
}
"""The exports of three services, and what the first answer of each holds."""


def budget_workbook(file: Path) -> Path:
    """A budget that begins in column B: labels whose values begin with a colon, counted heads, no results, a SUBTOTAL below, a signature without dots."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "RAB"
    sheet["B2"] = "RENCANA ANGGARAN BIAYA"
    sheet["B4"], sheet["C4"] = "Kegiatan", ": Lokakarya Modul Ajar"
    sheet["B5"], sheet["C5"] = "Tanggal", ": 3 September 2025"
    heads = ("No", "Uraian", "Volume", "Satuan", "Harga Satuan (Rp)", "Jumlah (Rp)")
    for column, head in enumerate(heads, start=2):
        sheet.cell(9, column, head)
        sheet.cell(10, column, f"({column - 1})")
    for row, line in enumerate(BUDGET, start=11):
        for column, value in enumerate((row - 10, *line, f"=D{row}*F{row}"), start=2):
            sheet.cell(row, column, value)
    sheet["B13"], sheet["G13"] = "JUMLAH", "=SUBTOTAL(9,G11:G12)"
    for row, text in ((16, "Kepala Sekolah,"), (20, "Marwan Siregar, S.Pd."), (21, "NIP 196905171994031005")):
        sheet.cell(row, 3, text)
    return saved(book, file)


BUDGET = (("Konsumsi rapat", 30, "orang", 45_000), ("Bahan habis pakai", 1, "paket", 750_000))


def observation_workbook(file: Path) -> Path:
    """Two tables one below the other, the first with a single row of numbers and days under its heads, the second with ticks."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Pantau"
    for column, (head, value) in enumerate((("Pemantau", "Yuliana, M.Pd."), ("Tanggal", date(2025, 9, 10)), ("Jumlah Murid", 28)), start=1):
        sheet.cell(3, column, head)
        sheet.cell(4, column, value)
    for row, line in enumerate((("Indikator", "Terlihat", "Catatan"), *OBSERVED), start=6):
        for column, value in enumerate(line, start=1):
            sheet.cell(row, column, value or None)
    return saved(book, file)


OBSERVED = (("Menyapa murid", "√", "ramah"), ("Memberi umpan balik", "", "perlu latihan"), ("Murid berdiskusi", "√", ""))
