"""Where the documents of a batch come from: exports of form services beside tables of single fields. BAT-01, IN-09."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.batch.pieces import Job
from generator.batch.run import How, run_batch
from generator.batch.source import BatchSource, of_table
from generator.batch.station import Station
from generator.home import SHIPPED
from tests.documents import printed_by
from tests.generator.batch.batches import Told
from tests.homes import home

FIELDS = "fields:\n  - {name: nama, label: Nama, type: text, required: true}\n"
_HEAD = (
    "Nama Guru,Siapa kepala sekolahnya?,Periode,RHK 1: RHK Pengembangan Kompetensi,RHK 1: Tujuan Pengembangan Kompetensi,RHK 1: Kuantitas"
)
_ANSWERS = (
    "Ani,Budi,Mei 2024,pelatihan-mandiri-peserta,Memahami,4",
    "Citra,Budi,Mei 2024,pelatihan-mandiri-peserta,Memahami,dua",
)
_MAPPING = """\
jenis: coaching-rhk
pertanyaan: {"Siapa kepala sekolahnya?": satuan_pendidikan.kepala.nama}
tetap: {satuan_pendidikan.nama: TK Contoh, aturan: PMM-2024, rencana.1.materi: Bermain, rencana.1.pelaksanaan.waktu: Mei}
"""


def _export(folder: Path) -> Path:
    file = folder / "jawaban.csv"
    file.write_text("\n".join([_HEAD, *_ANSWERS]) + "\n", encoding="utf-8")
    return file


def _source(file: Path, **changed: Any) -> tuple[Job, BatchSource]:
    job = Job(None, "coaching-rhk", changed.pop("media", ("xlsx",)), **changed)
    return job, of_table(file, Station(job))


def test_export__that_nobody_mapped_is_refused_and_the_command_named(tmp_path: Path) -> None:
    _, source = _source(_export(tmp_path))
    assert (source.count, [one.code for one in source.found]) == (0, ["pertanyaan-mirip"])
    assert "borang mapping coaching-rhk" in source.found[0].hint


def test_export__is_made_row_by_row_by_a_mapping_that_is_named_or_remembered(tmp_path: Path) -> None:
    file = _export(tmp_path)
    (tmp_path / "peta.yaml").write_text(_MAPPING, encoding="utf-8")
    job, source = _source(file, mapping=tmp_path / "peta.yaml")
    told = Told()
    tally, _ = run_batch(job, source, tmp_path / "hasil", How(0), watcher=told)
    assert (tally.made, tally.refused) == (1, 1)
    assert [(entry.label, entry.findings[0]["code"]) for entry in told.ended_] == [("Citra", "angka-tidak-terbaca")]
    (tmp_path / "peta.yaml").rename(tmp_path / "jawaban.peta.yaml")
    job, source = _source(file)
    assert run_batch(job, source, tmp_path / "hasil", How(0), watcher=told)[0].unchanged == 1


def test_export__whose_questions_are_all_sure_needs_no_mapping() -> None:
    _, source = _source(SHIPPED / "samples" / "ekspor" / "microsoft-coaching.csv")
    assert (source.count, [one.code for one in source.found]) == (1, ["pertanyaan-dilewati"])
    form = source.unit(0).form
    assert form is not None
    assert [row["kuantitas"] for row in form.values["rencana"]] == ["1", "1"]


def test_table__with_a_column_that_a_table_of_the_type_has_too_stays_one_of_single_fields(tmp_path: Path) -> None:
    file = tmp_path / "guru.csv"
    file.write_text("Nama Guru;Kuantitas;Alamat rumah\nAni;3;Jalan Melati\n", encoding="utf-8")
    _, source = _source(file)
    assert (source.count, [one.code for one in source.found]) == (1, ["kolom-tidak-dikenal"] * 2)


def test_pdf__is_printed_by_the_engine_that_is_asked_for_and_made_anew_by_another(tmp_path: Path) -> None:
    home(tmp_path, FIELDS + "outputs: [{kind: pdf, filename: '{{ nama }}.pdf'}]\n")
    file = tmp_path / "orang.csv"
    file.write_text("Nama\nAni\n", encoding="utf-8")
    for engine, made in (("typst", 1), ("typst", 0), ("weasyprint", 1)):
        job = Job(tmp_path, "uji", ("pdf",), engine=engine)
        tally, _ = run_batch(job, of_table(file, Station(job)), tmp_path / "hasil", How(0, is_forced=True), watcher=Told())
        assert (tally.made, tally.unchanged) == (made, 1 - made), engine
        assert printed_by(tmp_path / "hasil" / "Ani.pdf") == engine
