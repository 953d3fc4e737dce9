"""What a computation in binary leaves behind a number is no part of it. SCO-01."""

from __future__ import annotations

import pytest

from validators.remainders import without_remainder


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("70.00000000000001", "70"),  # (60.2 + 70.4 + 79.4) / 3
        ("70,000000000000014", "70"),
        ("69.99999999999999", "70"),
        ("0.30000000000000004", "0.3"),  # 0.1 + 0.2
        ("-2.2999999999999998", "-2.3"),
        ("1254084241.5400001", "1254084241.54"),
        ("1.1250000000000002", "1.1250"),  # three decimals could be thousands
        ("33.333333333333336", "33.3333333333333"),
    ],
)
def test_without_remainder__gives_fifteen_digits(written: str, meant: str) -> None:
    assert without_remainder(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "70",
        "70.5",
        "12345678901234,56",
        "1.250.000,00",
        "123456789012345678",
        "0.0000001234567890123",
        "1e-05",
        "70.00000000000001 x",
        "",
        "x" * 40,
    ],
)
def test_without_remainder__leaves_the_rest_as_it_is(written: str) -> None:
    assert without_remainder(written) == written
