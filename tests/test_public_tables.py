"""Tables made after public bug reports and published worked examples, each with the value that must come out.

SCO-94, SCO-01 to SCO-12, IN-01, IN-07. The reports: columns Jumlah, I-CVI and Rata-rata beside the ratings (layout of PMC7253559, Table 4);
a result stored as 70.000000000000014 (orbeon/orbeon-forms 4452, PHPOffice/PHPExcel 632); decimal commas that separate (SheetJS 2239,
simonv3/quick-survey 54); a sheet a class, one of which is read (OpenSID 616); days from 1904 (exceljs 1002, XLConnect 32); `sep=` and
mark (PapaParse 951, rainbow_csv 108).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from generator.home import Home
from generator.intake.tables.read import read_table
from generator.tallies.model import Options, Tally
from generator.tallies.recipes import RECIPES
from generator.tallies.tally import tally

CASES = Path(__file__).parent / "cases"


@pytest.fixture(scope="module")
def library():
    return Home().library


def scored(library: Any, name: str, file: str, **choices: Any) -> Tally:
    recipe = RECIPES[name]
    return tally(recipe, read_table(CASES / file, recipe.known, shown=Path(file).name), library, Options(**choices))


def keys(library: Any, name: str, file: str, **choices: Any) -> dict[str, Any]:
    found = scored(library, name, file, **choices)
    assert not found.findings.has_errors, found.findings
    return found.recipe.keys(found.done)


def codes(found: Tally) -> list[tuple[str, str]]:
    return [(one.code, one.place.cell or f"baris {one.place.line}") for one in found.findings]


# --- bug reports


def test_cvi__a_column_of_counts_is_no_reviewer(library) -> None:
    """Each of three items 3 of 4: 3/4, below 0.80."""
    found = keys(library, "cvi", "cvi-kolom-hitungan/cvi-flip.csv")
    assert (found["jumlah_penilai"], found["s_cvi_ave"], found["verdict"]) == (4, Fraction(3, 4), "TIDAK LAYAK")


def test_cvi__jumlah_and_i_cvi_are_no_reviewers(library) -> None:
    found = keys(library, "cvi", "cvi-kolom-hitungan/cvi-icvi.csv")
    assert (found["jumlah_penilai"], [one["value"] for one in found["i_cvi"]]) == (3, [1, 1, 1])


def test_cvi__a_mean_is_no_reviewer(library) -> None:
    """3, 4, 2 in the last row: 2 of 3."""
    found = keys(library, "cvi", "cvi-kolom-hitungan/cvi-rata.csv")
    assert [one["value"] for one in found["i_cvi"]] == [1, 1, Fraction(2, 3)]


def test_cvi__ones_throughout_are_asked_about(library) -> None:
    found = scored(library, "cvi", "cvi-kolom-hitungan/cvi-semua-1.csv")
    assert (found.done, codes(found)) == ((), [("skala-nol-satu", "baris 1")])


def test_level1__the_class_is_no_item(library) -> None:
    """Materi (4 + 3)/2, Narasumber 4: 15/4."""
    assert keys(library, "level1", "cvi-kolom-hitungan/level1-kelas.csv")["mean"] == Fraction(15, 4)


@pytest.mark.parametrize("file", ["na.xlsx", "na-rumus.xlsx"])
def test_na__fifteen_digits_count(library, file) -> None:
    """70 is Sedang and not passed, 80 is Cukup: what lies a binary hair above is what Excel shows."""
    rows = {row["na"]: (row["predikat"], row["lulus"]) for row in keys(library, "na", f"xlsx-sisa-biner/{file}")["rows"]}
    assert all(mark == int(mark) for mark in rows)
    assert rows[Fraction(70)] == ("Sedang", False)
    assert rows.get(Fraction(80), ("Cukup", True)) == ("Cukup", True)


@pytest.mark.parametrize(("file", "lines"), [("l2.csv", [2]), ("l2-semua.csv", [2, 3, 4, 5])])
def test_level2__decimal_commas_that_separate_are_refused(library, file, lines) -> None:
    found = scored(library, "level2", f"csv-koma-desimal/{file}")
    assert found.done == ()
    assert [one.place.line for one in found.findings if one.code == "baris-terlalu-panjang"] == lines


def test_level2__the_other_sheet_is_named(library) -> None:
    found = scored(library, "level2", "dua-lembar/l2.xlsx")
    assert [(one.code, one.place.sheet) for one in found.findings if one.code == "lembar-serupa"] == [("lembar-serupa", "Kelas B")]


def test_id__more_graduates_than_targets_is_told(library) -> None:
    assert codes(scored(library, "id", "cakupan-lebih-100/id.csv")) == [("melebihi-sasaran", "baris 2")]


def test_level2__a_p_is_never_nought(library) -> None:
    pytest.importorskip("scipy")
    found = scored(library, "level2", "p-nol/l2.csv", maksimum=Decimal(250))
    printed = "\n".join(found.recipe.lines(found.done))
    assert "p < 0,001" in printed
    assert "p = 0;" not in printed.replace("\n", ";")


def test_dasbor__days_from_1904(library) -> None:
    """One of two activities in time."""
    found = keys(library, "dasbor", "benar-xlsx-1904/dasbor.xlsx", per=date(2024, 7, 31))
    assert (found["waktu"]["percent"], list(found["terlambat"])) == (50, ["Latihan"])


@pytest.mark.parametrize("file", ["sep.csv", "bom.csv"])
def test_level2__separator_named_and_mark(library, file) -> None:
    """(62 - 40.5)/(100 - 40.5) = 43/119."""
    first = keys(library, "level2", f"benar-csv-sep/{file}")["peserta"][0]
    assert (first["nama"], first["gain"]) == ("Ani", Fraction(43, 119))


# --- published examples


@pytest.mark.parametrize(
    ("file", "average", "all_agree"),
    [("rel", "0.93", "0.67"), ("clar", "0.91", "0.67"), ("mean", "0.81", "0.16"), ("comp", "0.83", "0.00")],
)
def test_cvi__of_bmc_health_services_research_2017(library, file, average, all_agree) -> None:
    """s12913-017-2469-8, Table 10; the paper cut 1/6 to .16."""
    found = keys(library, "cvi", f"skor-terbit/cvi-pmc5557472-{file}.csv")
    assert abs(found["s_cvi_ave"] - Fraction(average)) <= Fraction(1, 100)
    assert abs(found["s_cvi_ua"] - Fraction(all_agree)) <= Fraction(1, 100)


def test_cvi__of_bmc_research_notes_2016(library) -> None:
    """2249-2, Table 4: .86 with kappa .85, and 1."""
    found = keys(library, "cvi", "skor-terbit/cvi-bmc13104.csv")["i_cvi"]
    assert {one["value"] for one in found} == {Fraction(6, 7), Fraction(1)}
    assert {round(float(one["kappa"]), 4) for one in found} == {0.8489, 1.0}


def close(found: Any, expected: float, digits: int) -> bool:
    return round(abs(float(found) - expected), digits) == 0


@pytest.mark.parametrize(("file", "t", "p"), [("l2-se499047.csv", 1.7215, 0.1193), ("l2-sleep.csv", 4.0621, 0.002833)])
def test_level2__published_t(library, file, t, p) -> None:
    pytest.importorskip("scipy")
    found = keys(library, "level2", f"skor-terbit/{file}", uji="t", maksimum=Decimal(250))
    assert (found["df"], close(found["statistik"], t, 4), close(found["p"], p, 4)) == (9, True, True)


def test_level2__published_interval(library) -> None:
    pytest.importorskip("scipy")
    found = keys(library, "level2", "skor-terbit/l2-se499047.csv", uji="t", maksimum=Decimal(250))
    assert (close(found["ci_low"], -1.821526, 6), close(found["ci_high"], 13.421526, 6), close(found["sd"], 10.654, 3)) == (
        True,
        True,
        True,
    )


@pytest.mark.parametrize(
    ("file", "statistic", "p"),
    [("l2-depresi.csv", None, Fraction(5, 128)), ("l2-wizedu.csv", 8, Fraction(23, 512)), ("l2-wiki.csv", 18, Fraction(81, 128))],
)
def test_level2__published_wilcoxon(library, file, statistic, p) -> None:
    pytest.importorskip("scipy")
    found = keys(library, "level2", f"skor-terbit/{file}", uji="wilcoxon", maksimum=Decimal(250))
    assert found["p"] == p
    assert statistic is None or found["statistik"] == statistic


@pytest.mark.parametrize(("file", "p"), [("l2-sw1965.csv", 0.0067), ("l2-realstat.csv", 0.9216)])
def test_level2__published_normality(library, file, p) -> None:
    pytest.importorskip("scipy")
    assert close(keys(library, "level2", f"skor-terbit/{file}", maksimum=Decimal(250))["shapiro_p"], p, 4)


def test_level2__published_gain(library) -> None:
    """15/40, 15/30, 10/20; the class (250 - 210)/3 over (300 - 210)/3: 40/90."""
    found = keys(library, "level2", "skor-terbit/l2-ngain.csv")
    assert [one["gain"] for one in found["peserta"]] == [Fraction(3, 8), Fraction(1, 2), Fraction(1, 2)]
    assert found["class_gain"] == Fraction(4, 9)


@pytest.mark.parametrize(("file", "alpha"), [("a-calkulon.csv", 0.9796), ("a-askan.csv", 0.7326)])
def test_level1__published_alpha(library, file, alpha) -> None:
    assert close(keys(library, "level1", f"skor-terbit/{file}", skala=5)["alpha"], alpha, 4)


def test_id__all_graduates_in_one_of_four(library) -> None:
    """Shares 1, 0, 0, 0, mean 1/4: (9/16 + 3/16)/4 over 1/16 = 3."""
    assert keys(library, "id", "skor-terbit/id-173.csv")["kuadrat"] == 3


@pytest.mark.parametrize("file", sorted(one.name for one in (CASES / "skor-terbit").glob("l2-*.csv")))
def test_level2__every_published_table_is_read(library, file) -> None:
    pytest.importorskip("scipy")
    assert scored(library, "level2", f"skor-terbit/{file}", maksimum=Decimal(250)).done
