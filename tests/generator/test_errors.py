"""Faults: their sentence with its place, and why the operating system refused.

Covers: IN-02, SAFE-07 (one Indonesian sentence, no traceback).
"""

from __future__ import annotations

import errno

import pytest

from generator.errors import DeliveryFault, IntakeFault, SpecFault, reason


def test_fault__tells_place_sentence_and_remedy() -> None:
    fault = IntakeFault("Ada tab di awal baris.", file="a.yaml", place="baris 3", hint="Pakai spasi.")
    assert str(fault) == "a.yaml, baris 3: Ada tab di awal baris. Pakai spasi."
    assert str(SpecFault("Tidak ada.")) == "Tidak ada."


@pytest.mark.parametrize(("fault", "code"), [(SpecFault, 3), (IntakeFault, 4), (DeliveryFault, 5)])
def test_fault__carries_its_exit_code(fault: type[SpecFault], code: int) -> None:
    assert fault("x").exit_code == code


def test_reason__is_indonesian_where_it_is_usual() -> None:
    assert reason(OSError(errno.ENOSPC, "No space left on device")) == "ruang penyimpanan penuh"
    assert reason(OSError(errno.EACCES, "Permission denied")) == "tidak ada izin"


def test_reason__is_the_systems_own_where_it_is_rare() -> None:
    assert reason(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"
    assert reason(OSError("?")) == "sebab tidak diketahui"
