"""Measures templates made by example: words of a sample's own document, of unseen ones, after LibreOffice saved it, after twenty edits.

`make contoh` prints the table of docs/formulir-lama.md; the suite measures a few of its lines (tests/generator/example).
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
from tests.by_example import Likeness, filled_with, finished, given, likeness
from tests.edits import NOTE, SENTENCE, EditedDocument, as_edited, edited

EDITS = 20
SEED = 4141


@dataclass(frozen=True, slots=True)
class Measurement:
    """What is measured of a type: its fullest sample, a second example ("" for none), and samples that neither is."""

    type: str
    sample: str
    second: str
    unseen: tuple[str, ...]


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
    Measurement("instrumen-evaluasi", "ok-lengkap", "ok-minimal", ()),
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


def template(one: Measurement, document: bytes, *, with_second: bool = True) -> bytes:
    """Return the template of a document of a type's fullest sample, with the second example beside it."""
    examples = [WordExample(document, values_of(given(one.type, one.sample)))]
    if one.second and with_second:
        examples.append(WordExample(finished(one.type, one.second), values_of(given(one.type, one.second))))
    return template_of_all(examples, given(one.type, one.sample).compiled).data


def worst(one: Measurement, made: bytes, folder: Path, changed: EditedDocument | None = None) -> float | None:
    """Return the largest share of words off among unseen samples; None of none, or where the template cannot be filled.

    changed: the edited document that the template is of. What its editor wrote is no word of an unseen sample, and counts neither as
    missing nor as beside; facts that changed places are looked for in their new order.
    """
    found: list[Likeness] = []
    for sample in one.unseen:
        try:
            wanted = finished(one.type, sample)
            wanted = wanted if changed is None else as_edited(wanted, changed)
            added = () if changed is None else (SENTENCE, NOTE)
            found.append(likeness(wanted, filled_with(made, one.type, sample, folder), added))
        except Exception as fault:  # noqa: BLE001 - a measurement tells what it met and goes on
            print(f"  {one.type}, {sample}: {fault}", file=sys.stderr)
            return None
    return max((each.share_off for each in found), default=None)


def saved_by_libreoffice(document: bytes, folder: Path) -> bytes:
    """Return a document as LibreOffice saves it. Raises OSError or SubprocessError where that is not possible."""
    source, target = folder / "contoh.docx", folder / "lo"
    source.write_bytes(document)
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--norestore",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(target),
        str(source),
    ]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    return (target / "contoh.docx").read_bytes()


def row(one: Measurement, folder: Path) -> str:
    """Return the line of one type: own words, unseen words, after LibreOffice, after edits."""
    document = finished(one.type, one.sample)
    own = likeness(document, filled_with(template(one, document, with_second=False), one.type, one.sample, folder))
    unseen = worst(one, template(one, document), folder)
    saved = worst(one, template(one, saved_by_libreoffice(document, folder)), folder)
    changed = edited(document, EDITS, SEED)
    after = worst(one, template(one, changed.data), folder, changed)
    return f"| {one.type} | {own.same} dari {own.words} | {_share(unseen)} | {_share(saved)} | {_share(after)} |"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}%".replace(".", ",")


def main(names: Sequence[str]) -> int:
    """Print the table of the types named, of all where none is."""
    print("| Jenis | kata sendiri | contoh lain | sesudah LibreOffice | sesudah 20 suntingan |\n|---|---|---|---|---|")
    for one in MEASUREMENTS:
        if not names or one.type in names:
            with tempfile.TemporaryDirectory() as folder:
                print(row(one, Path(folder)), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
