"""Measures templates made by example: words of a sample's own document, of unseen ones, after LibreOffice saved it, after twenty edits.

`make contoh` prints the tables of docs/formulir-lama.md, of Word documents and of workbooks; the suite measures a few of their lines
(tests/generator/example).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.example.values import values_of
from generator.example.word import WordExample, template_of_all
from tests import sheet_edits
from tests.by_example import Likeness, book_by, filled_with, finished, given, likeness
from tests.edits import NOTE, SENTENCE, EditedDocument, as_edited, edited
from tests.sheet_edits import EditedBook

EDITS = 20
SEED = 4141


@dataclass(frozen=True, slots=True)
class Measurement:
    """What is measured of a type: its fullest sample, a second example ("" for none), and samples that neither is. medium: of what documents."""

    type: str
    sample: str
    second: str
    unseen: tuple[str, ...]
    medium: str = "docx"


MEASUREMENTS = (
    Measurement("asesmen-kebutuhan", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("bahan-ajar", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("biodata", "ok-lengkap", "ok-surat-sehat-kosong", ("ok-minimal",)),
    Measurement("coaching-harmoni", "ok-lengkap", "ok-poin-2024", ("ok-minimal",)),
    Measurement("coaching-rhk", "ok-lengkap", "ok-minimal", ("ok-gambar-1", "ok-16-poin")),
    Measurement("daftar-hadir", "ok-lengkap", "ok-terisi", ("ok-minimal",)),
    Measurement("dasbor-capaian", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("desain-evaluasi", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("desain-program", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("dokumentasi", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("evaluasi-penyelenggaraan", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("evaluasi-reaksi", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("instrumen-evaluasi", "ok-lengkap", "ok-minimal", ("ok-koding",)),
    Measurement("jadwal-pelatihan", "ok-luring-32-jp", "ok-minimal", ("ok-daring",)),
    Measurement("kajian-kebutuhan", "ok-lengkap", "", ("ok-minimal", "ok-rancangan")),
    Measurement("kak", "ok-lengkap", "ok-minimal", ("ok-uji-isi",)),
    Measurement("kurikulum", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("laporan-evaluasi", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("laporan-kegiatan", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("laporan-lokakarya", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("laporan-penyelenggaraan", "ok-lengkap", "ok-minimal", ("ok-uji-isi", "ok-koding")),
    Measurement("laporan-tahunan", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("laporan-validasi", "ok-revisi", "ok-penilaian-kosong", ("ok-layak",)),
    Measurement("lembar-validasi", "ok-lengkap", "ok-penilai-kedua", ("ok-penilai-ketiga", "ok-minimal")),
    Measurement("panduan-teknis", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("pelibatan-warga", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("penjaminan-mutu", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("peta-kebutuhan-belajar", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("program-pembinaan", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("program-sekolah", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("projek-coaching", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("rancangan-moderasi", "ok-lokakarya", "ok-mandiri", ("ok-minimal", "ok-uji-isi")),
    Measurement("refleksi-kompetensi", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("rekap-kehadiran", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("rekap-nilai", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("rekap-rhk", "ok-lengkap", "ok-minimal", ("ok-2026",)),
    Measurement("rencana-kegiatan", "ok-lengkap", "", ("ok-minimal",)),
    Measurement("rencana-pengembangan-diri", "ok-lengkap", "ok-ideal", ("ok-minimal",)),
    Measurement("sertifikat", "ok-lengkap", "ok-minimal", ()),
    Measurement("siklus-kinerja", "ok-lengkap", "ok-minimal", ("ok-2024",)),
    Measurement("sk", "ok-lengkap", "ok-minimal", ()),
    Measurement("survei-kepuasan", "ok-lengkap", "ok-kuesioner", ("ok-minimal",)),
    Measurement("undangan", "ok-lengkap", "ok-minimal", ()),
)


BOOKS = (
    Measurement("asesmen-kebutuhan", "ok-lengkap", "", ("ok-minimal",), "xlsx"),
    Measurement("coaching-rhk", "ok-lengkap", "ok-minimal", ("ok-gambar-1", "ok-16-poin"), "xlsx"),
    Measurement("daftar-hadir", "ok-lengkap", "ok-terisi", ("ok-minimal",), "xlsx"),
    Measurement("dasbor-capaian", "ok-lengkap", "", ("ok-minimal",), "xlsx"),
    Measurement("evaluasi-reaksi", "ok-lengkap", "", ("ok-minimal",), "xlsx"),
    Measurement("instrumen-evaluasi", "ok-lengkap", "ok-minimal", ("ok-koding",), "xlsx"),
    Measurement("jadwal-pelatihan", "ok-luring-32-jp", "ok-minimal", ("ok-daring",), "xlsx"),
    Measurement("kajian-kebutuhan", "ok-lengkap", "ok-rancangan", ("ok-minimal",), "xlsx"),
    Measurement("kak", "ok-lengkap", "ok-minimal", ("ok-koding",), "xlsx"),
    Measurement("laporan-evaluasi", "ok-lengkap", "", ("ok-minimal",), "xlsx"),
    Measurement("laporan-penyelenggaraan", "ok-lengkap", "ok-minimal", ("ok-koding",), "xlsx"),
    Measurement("laporan-tahunan", "ok-lengkap", "", ("ok-minimal",), "xlsx"),
    Measurement("laporan-validasi", "ok-revisi", "ok-penilaian-kosong", ("ok-layak",), "xlsx"),
    Measurement("lembar-validasi", "ok-lengkap", "ok-penilai-kedua", ("ok-penilai-ketiga", "ok-minimal"), "xlsx"),
    Measurement("penjaminan-mutu", "ok-lengkap", "", ("ok-minimal",), "xlsx"),
    Measurement("peta-kebutuhan-belajar", "ok-lengkap", "", ("ok-minimal",), "xlsx"),
    Measurement("program-pembinaan", "ok-lengkap", "", ("ok-minimal",), "xlsx"),
    Measurement("rancangan-moderasi", "ok-lokakarya", "ok-mandiri", ("ok-minimal", "ok-uji-isi"), "xlsx"),
    Measurement("refleksi-kompetensi", "ok-lengkap", "", ("ok-minimal",), "xlsx"),
    Measurement("rekap-kehadiran", "ok-lengkap", "", ("ok-minimal",), "xlsx"),
    Measurement("rekap-nilai", "ok-lengkap", "", ("ok-minimal",), "xlsx"),
    Measurement("rekap-rhk", "ok-lengkap", "ok-minimal", ("ok-2026",), "xlsx"),
    Measurement("rencana-kegiatan", "ok-lengkap", "", ("ok-minimal",), "xlsx"),
    Measurement("rencana-pengembangan-diri", "ok-lengkap", "ok-ideal", ("ok-minimal",), "xlsx"),
    Measurement("survei-kepuasan", "ok-lengkap", "ok-kuesioner", ("ok-minimal",), "xlsx"),
)


def template(one: Measurement, document: bytes, *, with_second: bool = True) -> bytes:
    """Return the template of a document of a type's fullest sample, with the second example beside it."""
    examples = [WordExample(document, values_of(given(one.type, one.sample)))]
    if one.second and with_second:
        examples.append(WordExample(finished(one.type, one.second), values_of(given(one.type, one.second))))
    return template_of_all(examples, given(one.type, one.sample).compiled).data


def book(one: Measurement, workbook: bytes, *, with_second: bool = True) -> bytes:
    """Return the template of a workbook of a type's fullest sample, with the second example beside it."""
    return book_by(one.type, [one.sample, *([one.second] if one.second and with_second else [])], workbook).data


def worst(one: Measurement, made: bytes, folder: Path, changed: EditedDocument | EditedBook | None = None) -> float | None:
    """Return the largest share of words off among unseen samples; None of none, or where the template cannot be filled.

    changed: the edited document that the template is of. What its editor wrote is no word of an unseen sample, and counts neither as
    missing nor as beside; facts that changed places are looked for in their new order.
    """
    found: list[Likeness] = []
    for sample in one.unseen:
        try:
            wanted = finished(one.type, sample, one.medium)
            if isinstance(changed, EditedBook):
                wanted = sheet_edits.as_edited(wanted, changed)
            elif changed is not None:
                wanted = as_edited(wanted, changed)
            added = () if changed is None else (SENTENCE, NOTE)
            found.append(likeness(wanted, filled_with(made, one.type, sample, folder, one.medium), added))
        except Exception as fault:  # noqa: BLE001 - a measurement tells what it met and goes on
            print(f"  {one.type}, {sample}: {fault}", file=sys.stderr)
            return None
    return max((each.share_off for each in found), default=None)


def saved_by_libreoffice(document: bytes, folder: Path, medium: str = "docx") -> bytes:
    """Return a document or workbook as LibreOffice saves it. Raises OSError or SubprocessError where that is not possible."""
    source, target = folder / f"contoh.{medium}", folder / "lo"
    source.write_bytes(document)
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    wanted = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}[medium]
    command = ["soffice", profile, "--headless", "--norestore", "--convert-to", wanted, "--outdir", str(target), str(source)]
    subprocess.run(command, capture_output=True, check=True, timeout=240)
    return (target / source.name).read_bytes()


def row(one: Measurement, folder: Path) -> str:
    """Return the line of one type: own words, unseen words, after LibreOffice, after edits."""
    made, edit = (template, edited) if one.medium == "docx" else (book, sheet_edits.edited)
    document = finished(one.type, one.sample, one.medium)
    own = likeness(document, filled_with(made(one, document, with_second=False), one.type, one.sample, folder, one.medium))
    unseen = worst(one, made(one, document), folder)
    saved = worst(one, made(one, saved_by_libreoffice(document, folder, one.medium)), folder)
    changed = edit(document, EDITS, SEED)
    after = worst(one, made(one, changed.data), folder, changed)
    return f"| {one.type} | {own.same} dari {own.words} | {_share(unseen)} | {_share(saved)} | {_share(after)} |"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}%".replace(".", ",")


def main(names: Sequence[str]) -> int:
    """Print the tables of the types named, of all where none is; after `--xlsx` that of workbooks alone, after `--docx` that of documents."""
    types = [name for name in names if not name.startswith("--")]
    for medium, measurements in (("docx", MEASUREMENTS), ("xlsx", BOOKS)):
        if {"--docx", "--xlsx"} & set(names) and f"--{medium}" not in names:
            continue
        print("| Jenis | kata sendiri | contoh lain | sesudah LibreOffice | sesudah 20 suntingan |\n|---|---|---|---|---|")
        for one in measurements:
            if not types or one.type in types:
                with tempfile.TemporaryDirectory() as folder:
                    print(row(one, Path(folder)), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
