"""Single values where more than their words tells what they are: the spec's own sentences, a place with its day, a letterhead. TPL-06."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from generator.example.values import KnownRows, KnownValue, KnownValues
from tests.by_example import template_of
from tests.documents import docx_words
from tests.word_files import p, table, word

DAY = date(2026, 8, 3)


def made(body: str, *singles: KnownValue, **known: Any) -> str:
    return " ".join(docx_words(template_of(word(body), KnownValues({}, singles=list(singles), **known)).data))


def test_sentence__that_the_spec_words_is_put_as_it_is_written_there() -> None:
    """The word "Peserta" alone is too short to be known again."""
    role = KnownValue("diri.peran", "Peserta", ("Sebagai",))
    sentence = ("Peserta Pelatihan Numerasi", "{{ diri.peran }} {{ judul }}")

    assert made(p("Peserta Pelatihan Numerasi"), role, sentences=[sentence]) == "{{ diri.peran }} {{ judul }}"
    assert made(p("Peserta rapat"), role, sentences=[sentence]) == "Peserta rapat"


def test_day__beside_a_place_is_the_one_of_its_group() -> None:
    """The first day of the activity is the same day, and stands in no group with the place."""
    start = KnownValue("waktu.mulai", DAY, ("Mulai", "Waktu"))
    place, day = KnownValue("tempat", "Melati", ("Tempat",)), KnownValue("tanggal", DAY, ("Tanggal",))

    assert made(p("Melati, 3 Agustus 2026"), start, place, day) == "{{ tempat }}, {{ tanggal }}"


def test_letterhead__stays_though_a_value_stands_in_it() -> None:
    region = KnownValue("wilayah", "Provinsi Contoh", ("Wilayah",))
    office = frozenset({"balai guru provinsi contoh"})

    assert made(p("BALAI GURU PROVINSI CONTOH") + p("PROVINSI CONTOH"), region, office=office) == (
        "BALAI GURU PROVINSI CONTOH {{ wilayah | upper }}"
    )


def test_computed__of_two_that_are_the_same_the_one_that_the_type_prints() -> None:
    part = KnownValue("cvi.jumlah_butir", 8, ("Jumlah butir", "Validitas Isi Setiap Butir"), is_computed=True)
    shown = KnownValue("jumlah_butir", 8, ("Jumlah butir",), is_computed=True, is_printed=True)

    assert "{{ jumlah_butir }} butir" in made(table(("Jumlah butir", ":", "8 butir")), part, shown)


def test_value__that_has_an_item_of_a_list_within_it_is_the_value() -> None:
    late = KnownValue("terlambat", "1 aktivitas: Pendampingan di kelas", ("Lewat target",), is_computed=True)
    items = KnownValue("dasbor.terlambat", ["Pendampingan di kelas"], ("Terlambat",), is_computed=True)

    assert made(p("1 aktivitas: Pendampingan di kelas"), late, lists=[items]) == "{{ terlambat }}"


@pytest.mark.parametrize(("text", "tag"), [("95,77%", "{{ capaian | persen(2) }}"), ("96%", "96%")])
def test_number__of_two_decimals_tells_what_it_is(text: str, tag: str) -> None:
    reached = KnownValue("capaian", Fraction(340, 355) * 100, ("Cakupan",), is_computed=True)

    assert made(p(f"Terlaksana, atau {text}."), reached) == f"Terlaksana, atau {tag}."


def test_column__without_a_word_is_what_its_heading_calls_it() -> None:
    """No row of this document has choices; another document's will, one in each paragraph."""
    labels = {"kode": "Kode", "butir": "Pertanyaan", "pilihan": "Pilihan", "kunci": "Kunci"}
    rows = ({"kode": "P1", "butir": "Hadir sebelum sesi mulai"}, {"kode": "P2", "butir": "Terlibat dalam diskusi"})
    body = table(
        ("Kode", "Pertanyaan", "Pilihan", "Kunci", "Paraf"),
        ("P1", "Hadir sebelum sesi mulai", "", "", ""),
        ("P2", "Terlibat dalam diskusi", "", "", ""),
    )

    text = made(body, tables=[KnownRows("butir", rows, labels, lists=frozenset({"pilihan"}))])

    assert text.endswith(
        "{%tr for baris in butir %} {{ baris.kode }} {{ baris.butir }} {%p for butir in baris.pilihan %} {{ butir }} {%p endfor %} "
        "{{ baris.kunci }} {%tr endfor %}"
    )


def test_rows__of_short_values_are_the_data_where_every_cell_is() -> None:
    rows = tuple({"kode": f"P{at}", "skor": 4} for at in (1, 2, 3))

    known = [KnownRows("kunci", rows, {})]

    assert made(table(("P1", "4"), ("P2", "4"), ("P3", "4")), tables=known).startswith("{%tr for baris in kunci %} {{ baris.kode }}")
    assert "for" not in made(table(("P1", "x"), ("P2", "y"), ("P3", "z")), tables=known)
