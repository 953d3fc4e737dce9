"""A small fixed dose of the torture (`make torture`, `make fuzz`), and proof that it would notice: faults planted in the readers are caught."""

from __future__ import annotations

import contextlib
import random

import pytest

from tests.torture import authors, batches, data, tables, workbooks
from tests.torture.campaign import campaign
from tests.torture.mutant import Mutant
from tests.torture.plant import FAULTS

pytestmark = pytest.mark.xdist_group("siksa")
SMALL_FORMS = ("coaching-rhk", "kak", "laporan-validasi-libreoffice")
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
}
"""Which damage shows a fault that is planted in the reader of forms: the whole campaign has them all."""


def dose(seed: int, **counts: int) -> list[Mutant]:
    sources = {"data": data, "tables": tables, "authors": authors}
    return [mutant for name, count in counts.items() for mutant in sources[name].mutants(random.Random(seed), count)]


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


def test_torture__most_damage_touches_what_is_read() -> None:
    mutants = dose(5, data=200, tables=200, authors=50)
    assert sum(mutant.is_read for mutant in mutants) / len(mutants) >= 0.6


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_torture__a_planted_fault_is_caught(fault: str) -> None:
    if fault in DAMAGE_OF:
        mutants = list(workbooks.mutants(random.Random(3), 12, SMALL_FORMS, (DAMAGE_OF[fault],)))
    else:
        mutants = dose(3, tables=400) if fault.startswith("tabel") else dose(3, data=120)
    with contextlib.closing(campaign(mutants, workers=1, plant=fault)) as verdicts:
        assert any(verdict.fault.startswith(("salah diam-diam", "diam", "diterima")) for verdict in verdicts)


def test_torture__a_batch_that_is_killed_or_may_not_write_is_completed_by_the_same_command() -> None:
    """BAT-03: a few rounds of those that `make torture` goes through."""
    assert [fault for fault in batches.faults(random.Random(4), 1, ("kill", "pekerja", "folder-terkunci")) if fault[1]] == []
