"""Files of millions of teachers: polars' sums and the exact reader give the same fractions.

SCO-93: CGI and ID from CSV and Parquet, equal to the exact path on a sample to the last digit.
"""

from __future__ import annotations

from dataclasses import astuple

import pytest

from benchmarks.perf_09 import teachers_frame
from generator.errors import IntakeFault
from generator.intake.tables import read_table
from generator.tallies.census import census_tally
from generator.tallies.kinds import KINDS
from generator.tallies.livebook_xml import workbook
from generator.tallies.model import Options
from generator.tallies.tally import tally

pl = pytest.importorskip("polars")
CUTS = ("by_kompetensi", "by_jenjang", "by_kelompok", "by_kompetensi_jenjang")


@pytest.fixture(scope="module")
def teachers():
    """400 teachers, some with halves and blanks, some with the jenjang spelt otherwise."""
    frame = teachers_frame(400)
    halves = (pl.when(pl.int_range(pl.len()) % 7 == 0).then(pl.col("2.1") - 0.5).otherwise(pl.col("2.1").cast(pl.Float64))).alias("2.1")
    spelt = pl.when(pl.int_range(pl.len()) % 5 == 0).then(pl.lit("guru ahli muda")).otherwise(pl.col("jenjang")).alias("jenjang")
    return frame.with_columns(halves, spelt, kabupaten=pl.col("kabupaten").str.slice(0, 11))


def summed(name, file, library, **choices):
    return census_tally(KINDS[name], file, library, Options(**choices), shown="t", least_bytes=0)


def read(name, file, library, **choices):
    kind = KINDS[name]
    return tally(kind, read_table(file, kind.known, shown="t"), library, Options(**choices))


@pytest.fixture(scope="module", params=["csv", "titik-koma", "parquet"])
def files(request, teachers, tmp_path_factory):
    folder = tmp_path_factory.mktemp("guru")
    exact = folder / "guru.csv"
    teachers.write_csv(exact)
    if request.param == "parquet":
        teachers.write_parquet(folder / "guru.parquet")
        return exact, folder / "guru.parquet"
    if request.param == "csv":
        return exact, exact
    other = folder / "lain.csv"
    teachers.write_csv(other, separator=";", decimal_comma=True)
    return exact, other


def test_cgi__to_the_last_digit(files, library) -> None:
    """SCO-93."""
    exact, large = (read("cgi", files[0], library).done[0].result, summed("cgi", files[1], library).done[0].result)
    assert (large.cgi, large.mean_gap) == (exact.cgi, exact.mean_gap)
    for cut in CUTS:
        assert {astuple(one) for one in getattr(large, cut)} == {astuple(one) for one in getattr(exact, cut)}, cut
    assert {(one.indikator, one.cgi, one.n, one.q) for one in large.by_indikator} == {
        (one.indikator, one.cgi, one.n, one.q) for one in exact.by_indikator
    }


def test_id__to_the_last_digit(files, library) -> None:
    """SCO-93."""
    exact = read("id", files[0], library, sasaran_nol="lewati").done[0].result
    large = summed("id", files[1], library, sasaran_nol="lewati").done[0].result
    assert (large.kuadrat, large.id, large.n, large.kabupaten) == (exact.kuadrat, exact.id, exact.n, exact.kabupaten)


def test_cgi__working_and_workbook_of_a_census(files, library) -> None:
    found = summed("cgi", files[1], library)
    assert found.done[0].working.steps[-2].exact == found.done[0].result.cgi
    assert workbook(found.kind.pages(found.done))
    assert [one.code for one in found.findings] == ["kolom-tidak-dikenal"] * 2


def test_cgi__a_fraction_far_below_the_first_rows(tmp_path, library) -> None:
    """Whole numbers for ten thousand rows, then 2.5: level 3, one gap of 1/6 among 12,001 teachers."""
    file = tmp_path / "guru.csv"
    file.write_text("jenjang,1.1\n" + "Ahli Muda,3\n" * 12_000 + "Ahli Muda,2.5\n", encoding="utf-8")
    assert str(summed("cgi", file, library).done[0].result.cgi) == "1/72006"


def test_cgi__words_among_the_numbers_are_told_with_their_line(tmp_path, library) -> None:
    file = tmp_path / "guru.csv"
    file.write_text("jenjang,1.1,1.2\nAhli Muda,3,2\nAhli Muda,tiga,2\nAhli Muda,3,-\n", encoding="utf-8")
    found = summed("cgi", file, library)
    assert [(one.code, one.label, one.place.line) for one in found.findings] == [
        ("angka-tidak-terbaca", "1.1", 3),
        ("angka-tidak-terbaca", "1.2", 4),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("jenjang,1.1\nKepala,2\n", "jenjang-tidak-dikenal"),
        ("jenjang,1.1\nAhli Muda,7\n", "nilai-di-luar-rentang"),
        ("golongan,1.1\nAhli Muda,2\n", "kolom-tidak-ada"),
    ],
)
def test_cgi__refused(tmp_path, library, text, code) -> None:
    file = tmp_path / "guru.csv"
    file.write_text(text, encoding="utf-8")
    found = summed("cgi", file, library)
    assert (found.done, [one.code for one in found.findings]) == ((), [code])


def test_id__words_for_zero_and_one(tmp_path, library) -> None:
    file = tmp_path / "guru.csv"
    file.write_text("kabupaten,sasaran,lulus\nA,ya,tidak\n", encoding="utf-8")
    with pytest.raises(IntakeFault):
        summed("id", file, library)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("id", "kabupaten,lulus,sasaran,guru\nA,1,2,3\n"),
        ("cgi", "nama,jenjang,kompetensi,nilai\nA,Ahli Muda,1,2\n"),
        ("cvi", "butir,Ani\nB1,4\n"),
    ],
)
def test_census__other_tables_are_left_to_the_exact_reader(tmp_path, library, name, text) -> None:
    file = tmp_path / "t.csv"
    file.write_text(text, encoding="utf-8")
    assert summed(name, file, library) is None


def test_census__text_that_is_not_utf8_is_left_to_the_exact_reader(tmp_path, library) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes("jenjang,kabupaten,1.1\nAhli Muda,Café,2\n".encode("cp1252"))
    assert summed("cgi", file, library) is None
