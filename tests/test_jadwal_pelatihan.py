"""The schedules of the shipped samples, worked by hand to the minute, and what the finished documents show of them.

DOC-10: hari, tanggal, jam; mata ajar; narasumber, in DOCX, PDF and XLSX. SCO-14: 45 minutes a JP, 10 JP a day luring, 5 daring,
blended the sum of its parts. IN-09: days enough for the JP. SCO-92: live sums.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordDocument
from docx.oxml.ns import qn

from generator.examine import Examination, examine
from generator.intake.read import read
from generator.office.package.parts import read_parts, write_parts
from tests.cases import SAMPLES, Sample, samples
from tests.documents import CATALOGUE, docx_words, endless_words, made
from tests.test_workbooks import stripped, workbook
from validators.findings import Finding

TYPE = "jadwal-pelatihan"


def sample(name: str) -> Sample:
    return next(one for one in samples(name) if one.type == TYPE and one.file.stem == name)


def examined(name: str) -> Examination:
    document = read(SAMPLES / TYPE / f"{name}.yaml", CATALOGUE, shown=f"{name}.yaml")
    assert not isinstance(document, Finding)
    return examine(document)


def schedule(name: str) -> Any:
    return examined(name).scope["jadwal"]


def line(session: Any) -> str:
    """Return a session as the tests write it: date, times, name, JP; `+` continues, `&` for all classes."""
    times = f"{session['mulai']:%H.%M}–{session['selesai']:%H.%M}" if session["mulai"] else f"s.d. {session['sampai']:%d/%m}"
    marks = ("+" if session["lanjutan"] else "") + ("&" if session["gabungan"] else "")
    return f"{session['tanggal']:%d/%m} {times} {session['mata_ajar']} {session['jp']}{marks}"


LURING = """
13/08 07.30–08.00 Pembukaan 0
13/08 08.00–09.30 Kebijakan Pengembangan Kompetensi Guru 2
13/08 09.45–10.00 Rehat kopi 0
13/08 10.00–12.15 Analisis Kesenjangan Kompetensi 3
13/08 12.15–13.15 Istirahat, salat, makan 0
13/08 13.15–14.00 Analisis Kesenjangan Kompetensi 1+
13/08 14.00–17.00 Pembelajaran yang Berpusat pada Peserta Didik 4
14/08 07.30–09.00 Pembelajaran yang Berpusat pada Peserta Didik 2+
14/08 09.00–09.45 Asesmen Awal dan Asesmen Formatif 1
14/08 09.45–10.00 Rehat kopi 0
14/08 10.00–11.30 Asesmen Awal dan Asesmen Formatif 2+
14/08 11.30–13.00 Istirahat, salat Jumat, makan 0
14/08 13.00–15.15 Asesmen Awal dan Asesmen Formatif 3+
14/08 15.15–16.45 Strategi Literasi dan Numerasi 2
18/08 07.30–09.45 Strategi Literasi dan Numerasi 3+
18/08 09.45–10.00 Rehat kopi 0
18/08 10.00–10.45 Strategi Literasi dan Numerasi 1+
18/08 10.45–12.15 Praktik Mengajar dan Umpan Balik 2
18/08 12.15–13.15 Istirahat, salat, makan 0
18/08 13.15–16.15 Praktik Mengajar dan Umpan Balik 4+
19/08 07.30–09.00 Rencana Tindak Lanjut 2
19/08 09.00–09.45 Penutupan 0
"""
DARING = """
01/09 13.00–15.15 Membaca Hasil Asesmen 3
01/09 15.15–15.30 Istirahat dan salat Asar 0
01/09 15.30–16.15 Membaca Hasil Asesmen 1+
01/09 16.15–17.00 Merancang Perbaikan Pembelajaran 1
03/09 13.00–15.15 Merancang Perbaikan Pembelajaran 3+
03/09 15.15–15.30 Istirahat dan salat Asar 0
03/09 15.30–17.00 Merancang Perbaikan Pembelajaran 2+
05/09 13.00–14.30 Berbagi Praktik Baik 2
"""
BLENDED = """
07/09 08.00–11.00 Orientasi dan Konsep Dasar 4
07/09 11.00–11.45 Perancangan Modul Ajar 1
08/09 08.00–11.45 Perancangan Modul Ajar 5+
09/09 s.d. 18/09 Praktik di Satuan Pendidikan 8
21/09 08.00–11.45 Refleksi dan Berbagi Praktik 5
21/09 12.00–13.00 Istirahat 0
21/09 13.00–14.30 Refleksi dan Berbagi Praktik 2+
21/09 14.30–16.45 Penilaian dan Tindak Lanjut 3
22/09 08.00–09.30 Penilaian dan Tindak Lanjut 2+
"""


@pytest.mark.parametrize(
    ("name", "lines"), [("ok-luring-32-jp", LURING), ("ok-daring", DARING), ("ok-blended", BLENDED)], ids=["luring", "daring", "blended"]
)
def test_schedule__to_the_minute(name: str, lines: str) -> None:
    """DOC-10. Luring: from Thursday, 45 minutes a JP around the breaks, Friday's noon 11.30–13.00, Monday 17 August a holiday.

    6 JP of Pembelajaran: four on Thursday from 14.00, two on Friday. Daring: Tuesday, Thursday, Saturday, at most 5 JP a day.
    Blended: 10 JP daring fill two days, the stretch of practice has its dates, 12 JP luring follow on the next two working days.
    """
    assert [line(session) for session in schedule(name)["sesi"]] == lines.strip().splitlines()


DAYS = {
    "ok-luring-32-jp": ([10, 10, 10, 2], 32, 32 * 45, 4, 4),  # ⌈32/10⌉ = 4
    "ok-daring": ([5, 5, 2], 12, 12 * 45, 3, 3),  # ⌈12/5⌉ = 3
    "ok-blended": ([5, 5, 8, 10, 2], 30, 30 * 45, 5, 4),  # ⌈10/5⌉ + ⌈12/10⌉ = 4, and the day from which the practice runs
    "ok-minimal": ([3], 3, 135, 1, 1),
}


@pytest.mark.parametrize("name", DAYS)
def test_schedule__jp_minutes_and_days(name: str) -> None:
    """SCO-14: JP of each day, JP and minutes in all, days used, the fewest days that the JP need."""
    found = schedule(name)
    totals = tuple(found[key] for key in ("jumlah_jp", "jumlah_menit", "jumlah_hari", "hari_minimum"))
    assert ([day["jp"] for day in found["hari"]], *totals) == DAYS[name]


def test_schedule__one_narasumber_in_two_classes_takes_turns() -> None:
    """DOC-10: while Sinta teaches Literasi in Kelas A, Kelas B has Numerasi, and the other way round; Kebijakan is for both."""
    found = schedule("ok-dua-kelas")
    by_class = {name: [line(one) for one in found["sesi"] if one["kelas"] == name and one["jp"]] for name in ("Kelas A", "Kelas B")}
    assert by_class["Kelas A"] == [
        "01/10 08.00–09.30 Kebijakan Literasi dan Numerasi 2&",
        "01/10 09.30–11.45 Literasi 3",
        "01/10 13.00–13.45 Literasi 1+",
        "01/10 13.45–16.45 Numerasi 4",
        "02/10 08.00–11.00 Praktik Mengajar 4",
    ]
    assert by_class["Kelas B"] == [
        "01/10 08.00–09.30 Kebijakan Literasi dan Numerasi 2&",
        "01/10 09.30–11.45 Numerasi 3",
        "01/10 13.00–13.45 Numerasi 1+",
        "01/10 13.45–16.45 Literasi 4",
        "02/10 08.00–11.00 Praktik Mengajar 4",
    ]
    assert found["bentrok"] == []


@pytest.mark.parametrize("name", ["ok-dua-kelas", "ok-uji-isi"])
def test_schedule__nobody_is_in_two_places_at_once(name: str) -> None:
    """DOC-10, seen from the finished lines alone: two lines that share a minute share no narasumber, all classes together aside."""
    timed = [one for one in schedule(name)["sesi"] if one["mulai"] and one["jp"] and not one["gabungan"]]
    assert len(timed) > 6
    for first, second in combinations(timed, 2):
        if first["tanggal"] == second["tanggal"] and first["mulai"] < second["selesai"] and second["mulai"] < first["selesai"]:
            assert first["kelas"] != second["kelas"]
            assert not set(first["narasumber"]) & set(second["narasumber"])


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("bad-hari-penuh", "J001-hari-terlalu-penuh", ("Senin, 3 Agustus 2026", "11 JP luring", "10 JP sehari")),
        ("bad-narasumber-bentrok", "J002-narasumber-bentrok", ("Sinta Maharani", "08.00–11.45", "Kelas A", "Kelas B", "Literasi")),
        ("bad-sesi-bertumpang", "J003-sesi-tetap-bertumpang", ("Literasi dan Numerasi", "10.00–10.15", "Kelas B")),
        ("bad-hari-kurang", "J004-hari-cukup-untuk-jp", ("Rabu, 5 Agustus 2026", "Numerasi 2 JP")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_finding__names_the_record(name: str, code: str, words: tuple[str, ...]) -> None:
    """IN-02, IN-09: day, time, JP, class and narasumber stand in the message as they do in the form."""
    messages = [finding.message for finding in examined(name).findings if finding.code == code]
    assert messages
    assert [word for word in words if word not in messages[0]] == []


def test_document__the_day_stands_once_beside_its_sessions() -> None:
    """DOC-10: Hari/Tanggal is one cell over the sessions of its day, four days in the schedule; JP a day and in all below."""
    tables = WordDocument(io.BytesIO(made(sample("ok-luring-32-jp"))["docx"])).element.body.findall(qn("w:tbl"))
    rows = [[_cell_text(cell) for cell in row.findall(qn("w:tc"))] for found in tables for row in found.findall(qn("w:tr"))]
    dated = [row[0] for row in rows if re.match(r"(Senin|Selasa|Rabu|Kamis|Jumat),", row[0])]
    assert dated == ["Kamis,13 Agustus 2026", "Jumat,14 Agustus 2026", "Selasa,18 Agustus 2026", "Rabu,19 Agustus 2026"]
    assert [row[1] for row in rows if row[0] == "Jumlah JP sehari"] == ["10", "10", "10", "2"]
    assert [row for row in rows if row[:2] == ["Jumlah JP", "32"]] == [["Jumlah JP", "32", ""]]
    assert ["", "11.30–13.00", "", "Istirahat, salat Jumat, makan"] in rows
    analysis = "Analisis Kesenjangan Kompetensi (lanjutan)"
    assert ["", "13.15–14.00", "1", analysis, "Hendra Kusnadi, M.Pd."] in rows


def _cell_text(cell: Any) -> str:
    return "".join(node.text or "" for node in cell.iter(qn("w:t"))).replace("\u00a0", " ")


@pytest.mark.parametrize("name", ["ok-luring-32-jp", "ok-blended"])
def test_document__moda_column_only_where_there_are_several(name: str) -> None:
    """DOC-10: luring alone needs no column; a blended schedule tells each session's moda, in DOCX as in PDF."""
    for words in (docx_words(made(sample(name))["docx"]), endless_words(sample(name))):
        head = " ".join(words)
        assert ("Mata Ajar Narasumber/Aktor Pendukung Moda" in head) is (name == "ok-blended")


@pytest.mark.xdist_group("workbooks")
def test_workbook__a_changed_jp_changes_its_day(tmp_path: Path) -> None:
    """SCO-92: Kebijakan 3 JP in place of 2: Thursday 11 of at most 10, 33 in all, and one JP more than the struktur has."""
    data = made(sample("ok-luring-32-jp"))["xlsx"]
    assert [cell.value for cell in workbook(data)["Rekap Hari"]["H"][4:9]] == [10, 10, 10, 2, 32]
    changed = tmp_path / "ubah.xlsx"
    changed.write_bytes(stripped(_with_jp(data, "I10", 3)))
    office = shutil.which("soffice")
    assert office, "LibreOffice is needed: make setup"
    profile = f"-env:UserInstallation=file://{tmp_path / 'profil'}"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "jadi"), str(changed)]
    subprocess.run(command, check=True, capture_output=True)
    book = workbook((tmp_path / "jadi" / "ubah.xlsx").read_bytes())
    days = book["Rekap Hari"]
    assert [cell.value for cell in days["H"][4:9]] == [11, 10, 10, 2, 33]
    assert [cell.value for cell in days["J"][4:6]] == ["Melebihi batas sehari", "Dalam batas"]
    assert book["Struktur Program"]["G6"].value == -1
    assert book["Jadwal"]["I31"].value == 33


def _with_jp(data: bytes, cell: str, value: int) -> bytes:
    """Return the workbook with a session's JP changed, as a person would type it; the first sheet is the schedule."""
    parts = read_parts(data)
    name = "xl/worksheets/sheet1.xml"
    parts[name], count = re.subn(rb'(<c r="%s"[^>]*>\s*<v>)2(</v>)' % cell.encode(), rb"\g<1>%d\g<2>" % value, parts[name])
    assert count == 1
    return write_parts(parts)


@pytest.mark.parametrize(("name", "is_there"), [("ok-luring-32-jp", False), ("ok-dua-kelas", True)])
def test_jadwal__of_one_class_shows_no_column_of_classes(name: str, is_there: bool) -> None:
    book = workbook(made(sample(name))["xlsx"])
    columns = {"Jadwal": "B", "Rekap Hari": "B", "Ketentuan": "F"}
    assert {sheet: not book[sheet].column_dimensions[column].hidden for sheet, column in columns.items()} == dict.fromkeys(
        columns, is_there
    )
