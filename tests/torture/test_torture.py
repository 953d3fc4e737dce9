"""A small fixed dose of the torture (`make torture`), and proof that it would notice: faults planted in the readers are caught."""

from __future__ import annotations

import contextlib
import random

import pytest

from tests.torture import authors, data, tables
from tests.torture.campaign import campaign
from tests.torture.mutant import Mutant
from tests.torture.plant import FAULTS

pytestmark = pytest.mark.xdist_group("siksa")


def dose(seed: int, **counts: int) -> list[Mutant]:
    sources = {"data": data, "tables": tables, "authors": authors}
    return [mutant for name, count in counts.items() for mutant in sources[name].mutants(random.Random(seed), count)]


def test_torture__a_fixed_dose_leads_where_it_must() -> None:
    """SAFE-07, IN-02, SCO-94: no traceback, no hang, nothing wrong in silence, nobody blamed for what is not theirs."""
    mutants = dose(11, data=60, tables=70, authors=16)
    faults = [(verdict.mutant.kind, verdict.fault) for verdict in campaign(mutants, workers=1) if verdict.fault]
    assert faults == []


def test_torture__most_damage_touches_what_is_read() -> None:
    mutants = dose(5, data=200, tables=200, authors=50)
    assert sum(mutant.is_read for mutant in mutants) / len(mutants) >= 0.6


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_torture__a_planted_fault_is_caught(fault: str) -> None:
    mutants = dose(3, tables=400) if fault.startswith("tabel") else dose(3, data=120)
    with contextlib.closing(campaign(mutants, workers=1, plant=fault)) as verdicts:
        assert any(verdict.fault.startswith(("salah diam-diam", "diam", "diterima")) for verdict in verdicts)
