"""A small fixed dose of the torture (`make torture`, `make fuzz`), and proof that it would notice: faults planted in the readers are caught."""

from __future__ import annotations

import contextlib
import random
from itertools import islice
from types import ModuleType

import pytest

from tests.postgres import PostgresServer
from tests.torture import authors, batches, cards, data, exports, service, tables, workbooks
from tests.torture.campaign import campaign, planted
from tests.torture.mutant import Mutant
from tests.torture.plant import FAULTS

pytestmark = pytest.mark.xdist_group("siksa")
SMALL_FORMS = ("coaching-rhk", "kak", "laporan-validasi-libreoffice")
SMALL_SAMPLES = ("coaching-rhk/ok-gambar-1", "rancangan-moderasi/ok-minimal", "sertifikat/ok-minimal")
SMALL_EXPORTS = ("coaching-harmoni", "rencana-pengembangan-diri", "sertifikat")
DAMAGE_OF = {
    "buku-baris-terakhir": "rows_between",
    "buku-tanpa-minus": "other_number",
    "buku-desimal-terpotong": "other_number",
    "buku-galat-kosong": "error_value",
    "buku-rumus-kosong": "formula",
    "buku-hitungan-1904": "other_reckoning",
    "buku-lolos-mentah": "escapes",
    "buku-teks-melingkar": "string_index",
    "buku-baris-tersembunyi-hilang": "row_hidden",
    "buku-lajur-tertukar": "column_moved",
    "buku-gabung-diam": "merged",
    "buku-samping-diam": "words_beside",
    "buku-tempat-hilang-diam": "column_deleted",
    "kartu-terakhir-hilang": "label_spaced",
    "kartu-terbalik": "label_spaced",
    "kartu-luar-diam": "words_outside",
    "kartu-tempat-hilang-diam": "cards_gone",
    "kartu-ganda-diam": "line_doubled",
    "kartu-gabung-diam": "values_merged",
    "kartu-hapusan-terbaca": "other_markup:dipindah",
    "kartu-sisipan-hilang": "other_markup:sisipan",
    "kartu-petunjuk-terbaca": "emptied",
    "kartu-alinea-menyatu": "hidden_letters:huruf-baris",
    "kartu-ruas-pertama": "other_markup",
    "kartu-kotak-diam": "words_in_a_picture",
    "ekspor-baris-terakhir": "stamps_added",
    "ekspor-lajur-tertukar": "dialect:utf-8-sig",
    "ekspor-asing-diam": "question_reworded",
    "ekspor-strip-terbaca": "no_answer",
    "ekspor-koma-memotong": "free_answers_with_commas:berkoma",
    "ekspor-seratus-selalu": "score_of_a_hundred",
    "ekspor-bulan-hari": "other_day:miring",
    "ekspor-judul-berulang": "heading_again",
    "ekspor-galat-kosong": "cell_without_a_value",
    "ekspor-baris-tabel-terbalik": "stamps_added",
    "ekspor-gabung-diam": "merged",
    "ekspor-ganda-diam": "question_twice",
}
"""Which damage (and which way of it) shows a fault that is planted in a reader of forms: the whole campaign has them all."""
SOURCE_OF = {"buku": (workbooks, SMALL_FORMS), "kartu": (cards, SMALL_SAMPLES), "ekspor": (exports, SMALL_EXPORTS)}
FOUND = ("salah diam-diam", "diam", "diterima")


def dose(seed: int, **counts: int) -> list[Mutant]:
    sources = {"data": data, "tables": tables, "authors": authors}
    return [mutant for name, count in counts.items() for mutant in sources[name].mutants(random.Random(seed), count)]


def shown_by(source: ModuleType, names: tuple[str, ...], how: str) -> list[Mutant]:
    """Return a few mutants of a damage."""
    hurt, _, way = how.partition(":")
    found = source.mutants(random.Random(3), 400, names, (hurt,))
    return list(islice((one for one in found if one.kind.endswith(way)), 3 if way else 5))


def test_torture__a_fixed_dose_leads_where_it_must() -> None:
    """SAFE-07, IN-02, SCO-94: no traceback, no hang, nothing wrong in silence, nobody blamed for what is not theirs."""
    mutants = dose(11, data=60, tables=70, authors=16)
    faults = [(verdict.mutant.kind, verdict.fault) for verdict in campaign(mutants, workers=1) if verdict.fault]
    assert faults == []


def test_torture__a_fixed_dose_of_damaged_forms() -> None:
    """IN-08, FRM-03, SAFE-02: read as it must be or told at its cell, within the bounds of time and memory. Bombs are the gate's own test."""
    mutants = [one for one in workbooks.mutants(random.Random(11), 55, SMALL_FORMS) if "bom" not in one.kind]
    faults = [(verdict.mutant.kind, verdict.fault) for verdict in campaign(mutants, workers=1) if verdict.fault]
    assert faults == []


def test_torture__a_fixed_dose_of_damaged_forms_in_word() -> None:
    """IN-08, FRM-02, FRM-03, SAFE-02: the same of forms on cards."""
    mutants = [one for one in cards.mutants(random.Random(11), 56, SMALL_SAMPLES) if "banjir" not in one.kind]
    faults = [(verdict.mutant.kind, verdict.fault) for verdict in campaign(mutants, workers=1) if verdict.fault]
    assert faults == []


def test_torture__a_fixed_dose_of_damaged_exports() -> None:
    """IN-01, IN-02, IN-08, FRM-06: every answer is read, or told at its cell; no question goes where nobody said it does."""
    mutants = list(exports.mutants(random.Random(11), 42, SMALL_EXPORTS))
    faults = [(verdict.mutant.kind, verdict.fault) for verdict in campaign(mutants, workers=1) if verdict.fault]
    assert faults == []


def test_torture__most_damage_touches_what_is_read() -> None:
    mutants = dose(5, data=200, tables=200, authors=50)
    assert sum(mutant.is_read for mutant in mutants) / len(mutants) >= 0.6


@pytest.mark.parametrize("fault", sorted(FAULTS.keys() - DAMAGE_OF.keys()))
def test_torture__a_planted_fault_is_caught(fault: str) -> None:
    mutants = dose(3, tables=400) if fault.startswith("tabel") else dose(3, data=120)
    with contextlib.closing(campaign(mutants, workers=1, plant=fault)) as verdicts:
        assert any(verdict.fault.startswith(FOUND) for verdict in verdicts)


@pytest.mark.parametrize("reader", SOURCE_OF)
def test_torture__faults_planted_in_a_reader_of_forms_are_caught(reader: str) -> None:
    """All of a reader in one process: what takes time is to load the program."""
    source, names = SOURCE_OF[reader]
    faults = {fault: hurt for fault, hurt in DAMAGE_OF.items() if fault.startswith(reader)}
    verdicts = planted({fault: shown_by(source, names, hurt) for fault, hurt in faults.items()})
    assert [fault for fault, seen in verdicts.items() if not any(one.fault.startswith(FOUND) for one in seen)] == []


def test_torture__a_batch_that_is_killed_or_may_not_write_is_completed_by_the_same_command() -> None:
    """BAT-03: a few rounds of those that `make torture` goes through."""
    assert [fault for fault in batches.faults(random.Random(4), 1, ("kill", "pekerja", "folder-terkunci")) if fault[1]] == []


def test_torture__uploads_at_once_kills_and_a_batch_while_people_type_lose_mix_and_double_nothing() -> None:
    """BAT-03, SAFE-02: a small dose of what `make torture` does to the service; fifty at once, ten kills, 2,000 documents, a batch of 500 there."""
    told: list[str] = []
    kinds = ("sejajar", "dibunuh", "cadangan")
    assert [fault for fault in service.faults(service.SMALL, random.Random(4), told.append, kinds) if fault[1]] == []
    assert len(told) == 3


def test_torture__kills_and_a_backup_while_people_type_lose_nothing_of_postgresql(postgres: PostgresServer) -> None:
    """BAT-03, SAFE-06: on a real PostgreSQL; backed up and restored by the commands of docs/layanan.md."""
    told: list[str] = []
    kinds = ("dibunuh", "cadangan")
    assert [fault for fault in service.faults(service.SMALL, random.Random(4), told.append, kinds, postgres) if fault[1]] == []
    assert len(told) == 2
