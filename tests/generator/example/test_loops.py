"""Rows in groups by a cell merged over them, rows of two shapes, and sentences that string rows together. TPL-06."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from generator.example.assignment import assigned
from generator.example.columns import RowItem
from generator.example.deciding import telling
from generator.example.grid import TableGrid
from generator.example.values import KnownRows, KnownValues
from generator.office.word.wml import fragment
from tests.by_example import template_by, template_of
from tests.documents import docx_words
from tests.word_files import p, table, word

PLANS = (
    {"tujuan": "Literasi naik", "langkah": [{"apa": "Pojok baca", "bukti": "Foto kelas"}, {"apa": "Jurnal baca", "bukti": "Buku jurnal"}]},
    {"tujuan": "Numerasi naik", "langkah": [{"apa": "Pasar kelas", "bukti": "Video"}, {"apa": "Papan hitung", "bukti": "Papan"}]},
)


def merged(*rows: tuple[str, ...]) -> str:
    """A table whose first cells without words continue the cell above them."""

    def cell(text: str, at: int) -> str:
        merge = "" if at else '<w:vMerge w:val="restart"/>' if text else "<w:vMerge/>"
        return f"<w:tc><w:tcPr>{merge}</w:tcPr>{p(text)}</w:tc>"

    lines = "".join(f"<w:tr>{''.join(cell(text, at) for at, text in enumerate(row))}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{lines}</w:tbl>"


def made(body: str, **tables: tuple[dict[str, Any], ...]) -> str:
    known = KnownValues(dict(tables), tables=[KnownRows(path, rows, {}) for path, rows in tables.items()])
    return " ".join(docx_words(template_of(word(body), known).data))


def test_groups__are_rows_of_the_data_where_one_cell_is_merged_over_the_rows_in_each() -> None:
    rows = [("Literasi naik", "Pojok baca", "Foto kelas"), ("", "Jurnal baca", "Buku jurnal")]
    rows += [("Numerasi naik", "Pasar kelas", "Video"), ("", "Papan hitung", "Papan")]

    text = made(merged(*rows), rencana=PLANS)

    assert text == (
        "{%tr for kelompok in rencana %} {%tr for baris in kelompok.langkah %} "
        "{% vm %}{{ kelompok.tujuan }} {{ baris.apa }} {{ baris.bukti }} {%tr endfor %} {%tr endfor %}"
    )


def test_groups__none_in_the_data_leave_every_row_its_own_cell() -> None:
    """Somebody merged two cells that say the same: no value heads the group, for the column says another thing."""
    rows = (
        {"apa": "Pojok baca", "bukti": "Foto kelas"},
        {"apa": "Jurnal baca", "bukti": "Buku jurnal"},
        {"apa": "Pasar kelas", "bukti": "Video"},
    )

    text = made(merged(("x", "Pojok baca", "Foto kelas"), ("", "Jurnal baca", "Buku jurnal"), ("y", "Pasar kelas", "Video")), langkah=rows)

    assert "{%tr for baris in langkah %}" in text
    assert "{{ baris.apa }} {{ baris.bukti }} {%tr endfor %}" in text
    assert "vm" not in text


def test_rows__of_two_shapes_are_told_apart_by_the_column_that_decides() -> None:
    text = " ".join(docx_words(template_by("jadwal-pelatihan", "ok-luring-32-jp").data))

    for part in (
        "{%tr for kelompok in jadwal.sesi | kelompok('tanggal') %} {%tr for baris in kelompok.list %} {%tr if baris.jenis == 'istirahat' %}",
        "{% vm %}{{ kelompok.grouper | hari }} {{ baris.mulai }}–{{ baris.selesai }} {{ baris.mata_ajar }} {%tr else %}",
        "{% if baris.jenis == 'pelajaran' %}{{ baris.jp }}{% endif %} {{ baris.mata_ajar }}{% if baris.lanjutan %} (lanjutan){% endif %}",
        "Jumlah JP sehari {{ kelompok.list | sum(attribute='jp') }} {%tr endfor %}",
    ):
        assert part in text, part


def test_sentences__string_rows_together_with_what_only_some_have() -> None:
    breaks = ({"mulai": "09.45", "nama": "Rehat kopi"}, {"mulai": "12.15"}, {"hari": "Jumat", "mulai": "11.30", "nama": "Salat Jumat"})

    text = made(p("Istirahat: 09.45 (Rehat kopi); 12.15; Jumat 11.30 (Salat Jumat). Lainnya bebas."), istirahat=breaks)

    assert text == (
        "Istirahat: {% for baris in istirahat %}{% if baris.hari is not kosong %}{{ baris.hari }} {% endif %}{{ baris.mulai }}"
        "{% if baris.nama is not kosong %} ({{ baris.nama }}){% endif %}{% if not loop.last %}; {% endif %}{% endfor %}. Lainnya bebas."
    )


def test_sentences__that_say_more_than_the_rows_are_left() -> None:
    rows = ({"nama": "Ani"}, {"nama": "Budi"})

    assert made(p("Peserta: Ani; Budi dan kawan-kawan."), peserta=rows) == "Peserta: Ani; Budi dan kawan-kawan."


@pytest.mark.parametrize(
    ("held", "condition"),
    [
        ([True, True, False, False], "baris.x"),
        ([False, False, True, True], "not baris.x"),
        ([None, None, "a", "b"], "baris.x is kosong"),
        (["a", "b", None, None], "baris.x is not kosong"),
        (["a", "a", "b", "c"], "baris.x == 'a'"),
        (["b", "c", "it's", "it's"], "baris.x != 'it\\'s'"),
        (["a", "b", "b", "c"], ""),
    ],
)
def test_telling__is_by_what_holds_in_the_marked_rows_and_in_no_other(held: list[Any], condition: str) -> None:
    rows = [{"nama": number} | ({} if value is None else {"x": value}) for number, value in enumerate(held)]

    assert telling(rows, [True, True, False, False], "baris") == condition


def test_telling__says_nothing_of_one_row_alone() -> None:
    assert telling([{"x": True}, {"x": False}, {"x": False}], [True, False, False], "baris") == ""


def test_assigned__gives_rows_of_the_same_words_to_the_nearest_items() -> None:
    """Ani's first row was edited and says less than Budi's, which has the same words: it is not Budi's, nor his row Ani's."""
    rows = [("Pojok baca", "Januari, minggu kedua"), ("Jurnal membaca", "Maret"), ("Pojok baca", "Januari")]
    items = [("Ani", "Pojok baca", "Januari"), ("Ani", "Jurnal membaca", "Maret"), ("Budi", "Pojok baca", "Januari")]

    found = assigned(
        TableGrid(fragment(table(*rows))[0]), [RowItem(dict(zip(("guru", "apa", "waktu"), one, strict=True))) for one in items], {}
    )

    assert found is not None
    assert found.items == (0, 1, 2)


def test_columns__of_fractions_and_whole_numbers_print_each_as_it_stands_with_two_decimals_only_where_all_have_them() -> None:
    """Of 5/6 and 4/5 the page says 55,83 and 80: no filter of fractions says the 80. Two that both have decimals may well have noughts."""
    rows = ({"apa": "Cakupan", "persen": Fraction(335, 6)}, {"apa": "Waktu", "persen": 80})
    both = ({"apa": "Cakupan", "persen": Fraction(335, 6)}, {"apa": "Waktu", "persen": Fraction(201, 4)})

    assert "{{ baris.persen }} {%tr" in made(table(("Cakupan", "55,83"), ("Waktu", "80")), ukuran=rows)
    assert "{{ baris.persen | angka(2) }} {%tr" in made(table(("Cakupan", "55,83"), ("Waktu", "50,25")), ukuran=both)
