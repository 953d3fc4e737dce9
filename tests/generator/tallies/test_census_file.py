"""Files of millions of teachers: polars' sums and the exact reader give the same fractions.

SCO-93: CGI and ID from CSV and Parquet, equal to the exact path on a sample to the last digit.
"""

from __future__ import annotations

from dataclasses import astuple

import pytest

from benchmarks.perf_09 import teachers_frame
from generator.errors import IntakeFault
from generator.intake.tables.read import read_table
from generator.tallies.census import census_tally
from generator.tallies.livebook_xlsx import workbook
from generator.tallies.model import Options
from generator.tallies.recipes import RECIPES
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
    return census_tally(RECIPES[name], file, library, Options(**choices), shown="t", least_bytes=0)


def read(name, file, library, **choices):
    recipe = RECIPES[name]
    return tally(recipe, read_table(file, recipe.known, shown="t"), library, Options(**choices))


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
    assert workbook(found.recipe.pages(found.done))


CGI = "nama,jenjang,kabupaten,1.1,1.2,2.1\n"
CGI_ROWS = "A,Ahli Muda,K,2,3,1\nB,Ahli Madya,L,4,3,2\nC,Guru Ahli Utama,K,5,2.5,4\n"
ID = "kabupaten,lulus,sasaran\n"
ID_ROWS = "K,1,1\nL,0,1\nK,1,1\nK,0,0\nL,1,1\n"
TABLES = {
    "cgi": ("cgi", CGI + CGI_ROWS),
    "cgi titik koma": ("cgi", (CGI + CGI_ROWS).replace(",", ";").replace("2.5", "2,5")),
    "cgi tab": ("cgi", (CGI + CGI_ROWS).replace(",", "\t")),
    "cgi sep": ("cgi", "sep=;\n" + (CGI + CGI_ROWS).replace(",", ";")),
    "cgi kutip": ("cgi", CGI + '"A","Ahli Muda","K, L",2,"2,5",1\n"B ""b""",Ahli Madya,"K, L",1,2,2\n'),
    "cgi judul di atas": ("cgi", "Rekap,,,,,\n\nTahun 2026,,,,,\n" + CGI + CGI_ROWS),
    "cgi baris kosong": ("cgi", CGI + "\n,,,,,\n" + CGI_ROWS + "\n \n"),
    "cgi crlf": ("cgi", (CGI + CGI_ROWS).replace("\n", "\r\n")),
    "cgi spasi": ("cgi", CGI + " A , ahli  muda,K ,2, 3 ,1\nB,Guru Ahli Muda,K,1,2,\u00a01\nC,AHLI_MUDA, K,1,1,1\n"),
    "cgi kosong": ("cgi", CGI + CGI_ROWS + "D,Ahli Muda,M,,,\nE,Ahli Muda,M,1,,\nA,Ahli Muda,M,,2,3\n"),
    "cgi salah": (
        "cgi",
        CGI + CGI_ROWS + "D,Kepala,K,2,3,1\nE,Ahli Muda,K,7,x,1\nF,Ahli Muda,K,1_0,-1,nan\nG,,K,1,1,1\n,Ahli Muda,K,1,1,1\n",
    ),
    "cgi rancu": ("cgi", CGI + CGI_ROWS + "D,Ahli Muda,K,1.250,3,1\n"),
    "cgi halus": ("cgi", CGI + CGI_ROWS + "D,Ahli Muda,K,1.23456,3,1\n"),
    "cgi kaki": ("cgi", CGI + CGI_ROWS + "Rata-rata,,,3.67,2.83,2.33\n\nMengetahui,,,,,\nKepala,,,,,\n"),
    "cgi jumlah di tengah": ("cgi", CGI + CGI_ROWS + "Jumlah,Ahli Muda,K,1,1,1\n" + CGI_ROWS),
    "cgi kolom lain": ("cgi", "No,Nama,Jenjang,Unit,1.1,Catatan\n1,A,Ahli Muda,x,2,y\n2,B,Ahli Muda,x,1,z\n"),
    "cgi tanpa jenjang": ("cgi", "nama,golongan,1.1\nA,III,2\n"),
    "cgi kolom ganda": ("cgi", "nama,jenjang,1.1,1.1\nA,Ahli Muda,2,3\n"),
    "cgi kepanjangan": ("cgi", CGI + CGI_ROWS + "D,Ahli Muda,K,2,5,3,1\n"),
    "cgi kutip rusak": ("cgi", CGI + '"D,Ahli Muda,K,2,3,1\n' + CGI_ROWS),
    "cgi sel dua baris": ("cgi", CGI + '"D\nE",Ahli Muda,K,2,3,1\n' + CGI_ROWS),
    "cgi nomor kolom": ("cgi", CGI + "(1),(2),(3),(4),(5),(6)\n" + CGI_ROWS),
    "cgi tanpa baris": ("cgi", CGI),
    "cgi semua kosong": ("cgi", CGI + "A,Ahli Muda,K,,,\n"),
    "cgi tanpa nama": ("cgi", "jenjang,1.1\nAhli Muda,2\nAhli Muda,\nAhli Muda,3\n"),
    "cgi rumus": ("cgi", CGI + "'=A,Ahli Muda,K,2,3,1\nB,Ahli Muda,'-K,1,2,1\n"),
    "cgi judul kembar": ("cgi", CGI.replace("2.1", "Catatan,Catatan") + "A,Ahli Muda,K,2,3,x,y\n"),
    "cgi kompetensi": ("cgi", "nama,jenjang,Pedagogik,Sosial\nA,Ahli Muda,2,3\nB,Ahli Madya,4,1\n"),
    "cgi banyak temuan": ("cgi", CGI + CGI_ROWS + "X,Ahli Muda,K,,9,1\n" * 150 + "Y,Kepala,K,1,1,1\n"),
    "cgi banyak kosong": ("cgi", CGI + CGI_ROWS + "X,Ahli Muda,K,,1,1\n" * 150),
    "id": ("id", ID + ID_ROWS),
    "id kata": ("id", ID + "A,ya,tidak\nA,Ya,YA\nB,1,true\nB,0,1\n"),
    "id salah": ("id", ID + ID_ROWS + "K,5,1\nK,-3,1\nK,,1\nK,L,1\nK,nan,1\nK,inf,1\nK,1.5,1\n,1,1\n"),
    "id ejaan": ("id", ID + "Kab. X,1,1\nKAB X,0,1\nkab. x ,1,1\nKab Y,1,1\n"),
    "id spasi": ("id", ID + "Kab X ,1,1\nKab X,0,1\n Kab X,1,1\nKab Y,1,1\n"),
    "id sasaran nol": ("id", ID + ID_ROWS + "M,0,0\n"),
    "id lulus lebih": ("id", ID + ID_ROWS + "M,1,0\nM,1,1\n"),
    "id jumlah": ("id", ID + ID_ROWS + "Jumlah,3,4\n"),
    "id provinsi": ("id", ID + ID_ROWS * 3 + ",9,12\n"),
    "id guru": ("id", "kabupaten,nama guru,lulus,sasaran\nK,Ani,1,1\nL,Budi,0,1\nL,Citra,1,1\n"),
    "id rerata nol": ("id", ID + "K,0,1\nL,0,1\n"),
    "id nomor": ("id", "No,Kabupaten,Lulus,Sasaran\n1,K,1,1\n2,L,1,1\n,M,1,1\n"),
}


def same(tally):
    """Return what a table gave, whichever way it went: values, and findings with places and words."""
    found = [(one.code, str(one.severity), one.place.line, one.label, one.message) for one in tally.findings]
    keys = tally.recipe.keys(tally.done) if tally.done else None
    if keys is not None and "tanpa_nilai" in keys:
        keys["tanpa_nilai"] = keys["tanpa_nilai"][:100]  # of a country only the first are kept; how many there are stands in `catatan`
    return (keys, sorted(found, key=str))


def either(way):
    """Return what a way gave, or its fault."""
    try:
        found = way()
        return found if found is None else same(found)
    except IntakeFault as fault:
        return str(fault)


@pytest.mark.parametrize(("name", "text"), TABLES.values(), ids=TABLES.keys())
def test_census__both_ways_say_the_same(tmp_path, library, name, text) -> None:
    """SCO-94: values and findings."""
    file = tmp_path / "t.csv"
    file.write_text(text, encoding="utf-8", newline="")
    large, small = either(lambda: summed(name, file, library)), either(lambda: read(name, file, library))
    assert large is None or large == small


def test_census__most_of_these_tables_go_the_large_way(tmp_path, library) -> None:
    ways = []
    for at, (name, text) in enumerate(TABLES.values()):
        file = tmp_path / f"{at}.csv"
        file.write_text(text, encoding="utf-8", newline="")
        ways.append(summed(name, file, library) is not None)
    assert ways.count(True) >= len(TABLES) - 6


def test_census__parquet_with_numbers_that_are_none(tmp_path, library) -> None:
    """NaN and infinity are refused where they stand; 1.125 in a typed column is no thousand."""
    file = tmp_path / "t.parquet"
    pl.DataFrame({"nama": ["A", "B", "C"], "jenjang": ["Ahli Muda"] * 3, "1.1": [1.125, float("nan"), float("inf")]}).write_parquet(file)
    large, small = summed("cgi", file, library), read("cgi", file, library)
    assert same(large) == same(small)
    assert [(one.code, one.place.line) for one in large.findings] == [("angka-tidak-terbaca", 2), ("angka-tidak-terbaca", 3)]


def test_census__parquet_with_truth_values(tmp_path, library) -> None:
    file = tmp_path / "t.parquet"
    pl.DataFrame({"kabupaten": ["A", "A", "B"], "lulus": [True, False, True], "sasaran": [1, 1, None]}).write_parquet(file)
    assert same(summed("id", file, library)) == same(read("id", file, library))


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


def test_census__findings_of_one_line_stand_in_one_order(library, tmp_path) -> None:
    """A row that stands twice with a value out of range: the value first, then that the row is there already, on both ways."""
    file = tmp_path / "guru.csv"
    file.write_text("nama,jenjang,1.1,2.1\nAni,Guru Ahli Muda,6,2\nBudi,Guru Ahli Muda,3,2\nAni,Guru Ahli Muda,6,2\n", encoding="utf-8")
    exact, large = read("cgi", file, library), summed("cgi", file, library)
    told = [("nilai-di-luar-rentang", 2), ("nilai-di-luar-rentang", 4), ("baris-kembar", 4)]
    assert [[(one.code, one.place.line) for one in found.findings] for found in (exact, large)] == [told, told]
