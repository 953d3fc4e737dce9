"""Values that name a row of another table, and tables that hold every row of another once. IN-06."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from generator.blank.yaml_form import blank_yaml
from generator.editor_schema import editor_schema
from generator.errors import SpecFault
from generator.examine import examine
from generator.form.planning import plan_of
from generator.invention import invented
from generator.lint import lint_type
from generator.outline.html import page
from generator.outline.walk import outline
from generator.render.context import context_of
from tests.growth import cpu_seconds
from tests.homes import document, examined, home, table, told

COLOURS = {"specs/reference/warna.yaml": table("M: Merah", "K: Kuning")}
SPEC = """\
fields:
  - name: soal
    label: Soal
    type: group
    fields:
      - name: butir
        label: Butir
        type: table
        key: nomor
        fields:
          - {name: nomor, label: Nomor, type: text}
          - {name: kisi, label: Kisi-Kisi, type: row, of: kisi}
          - {name: indikator, label: Indikator, type: text, expr: row.kisi.indikator}
          - {name: banyak, label: Banyak, type: integer, expr: row.kisi.jumlah}
          - {name: prasyarat, label: Prasyarat, type: row, of: butir}
      - name: kisi
        label: Kisi
        type: table
        key: kode
        fields:
          - {name: kode, label: Kode, type: text}
          - {name: indikator, label: Indikator, type: text}
          - {name: biaya, label: Biaya, type: money}
          - {name: jumlah, label: Jumlah, type: integer, expr: "soal.butir | selectattr('kisi', 'equalto', row.kode) | list | length"}
  - {name: utama, label: Utama, type: row, of: soal.kisi}
  - {name: daftar, label: Daftar, type: list, of: {type: row, of: soal.kisi}}
computed:
  - {name: kata, label: Kata, type: text, expr: utama.indikator}
outputs: [{kind: pdf, filename: x.pdf}]
"""
DATA = """\
soal:
  kisi: [{kode: K2, indikator: Dua, biaya: 2.500}, {kode: K1, indikator: Satu}]
  butir: [{nomor: a, kisi: k1, prasyarat: b}, {nomor: b, kisi: K2, prasyarat: A}, {nomor: c}]
utama: "  K2"
daftar: [K1, K2]
"""
ONCE = """\
fields:
  - {name: struktur, label: Struktur, type: table, key: mapel, fields: [{name: mapel, label: Mapel, type: text}]}
  - {name: urai, label: Uraian, type: table, each_once: struktur, fields: [{name: m, label: Mapel, type: row, of: struktur}]}
  - {name: salin, label: Salinan, type: table, key: nama, each_once: struktur, fields: [{name: nama, label: Nama, type: text}]}
  - {name: palet, label: Warna, type: table, each_once: warna, fields: [{name: w, label: W, type: reference, table: warna}]}
outputs: [{kind: pdf, filename: x.pdf}]
"""


def test_row__leads_into_the_row_that_it_names(tmp_path: Path) -> None:
    found = examined(home(tmp_path, SPEC), DATA)
    assert told(found.findings) == []
    rows = found.scope["soal"]["butir"]
    assert [(str(row["kisi"]), row["indikator"], row["banyak"]) for row in rows[:2]] == [("K1", "Satu", 1), ("K2", "Dua", 1)]
    assert str(rows[0]["prasyarat"].row["prasyarat"]) == "a"  # rows may name each other
    assert found.scope["kata"] == "Dua"
    again = pickle.loads(pickle.dumps(found.scored)).scope
    assert again["soal"]["butir"][0]["prasyarat"].row["prasyarat"].row["kisi"].row["indikator"] == "Satu"


def test_row__a_long_chain_of_rows_travels_between_processes(tmp_path: Path) -> None:
    spec = """\
fields:
  - {name: t, label: T, type: table, key: k, fields: [{name: k, label: K, type: text}, {name: sebelum, label: S, type: row, of: t}]}
outputs: [{kind: pdf, filename: x.pdf}]
"""
    rows = "".join(f"  - {{k: r{number}, sebelum: r{number - 1 if number else 0}}}\n" for number in range(2_000))
    found = examined(home(tmp_path, spec), f"t:\n{rows}")
    again = pickle.loads(pickle.dumps(found.scored)).scope["t"]
    assert again[1999]["sebelum"].row["sebelum"].row["k"] == "r1997"


def test_row__of_no_row_says_which_is_meant(tmp_path: Path) -> None:
    found = examined(home(tmp_path, SPEC), DATA.replace("kisi: k1", "kisi: Kk1").replace("[K1, K2]", "[K1, entah]"))
    assert told(found.findings) == ["baris-tidak-dikenal@daftar.1", "baris-tidak-dikenal@soal.butir.0.kisi"]
    assert "maksud Anda “K1”" in next(one.message for one in found.findings if one.path[0] == "soal")


def test_row__prints_what_the_row_prints(tmp_path: Path) -> None:
    found = examined(home(tmp_path, SPEC), DATA)
    compiled = found.document.compiled
    context = context_of(compiled, found.scope)
    render = compiled.environment.from_string("{{ utama }} {{ utama.biaya }} {{ daftar }} {{ soal.butir['b'].kisi.indikator }}").render
    assert render(context) == "K2 Rp2.500,00 K1; K2 Dua"
    assert compiled.environment.from_string(page(outline(compiled)).replace('{% extends "_shared/base.html" %}', "")).render(
        {**context, "tanda_tangan": "", "penanda": ""}
    )


def test_row__sorts_in_the_order_of_its_table_and_groups(tmp_path: Path) -> None:
    found = examined(home(tmp_path, SPEC), DATA)
    run = found.document.compiled.environment.compile_expression("soal.butir | groupby('kisi') | map(attribute='grouper') | join(' ')")
    assert run(**found.scope) == "K2 K1"  # the empty one prints nothing


def test_row__keyed_by_a_reference_is_found_by_code_and_label_and_prints_the_label(tmp_path: Path) -> None:
    spec = """\
fields:
  - {name: t, label: T, type: table, key: w, fields: [{name: w, label: W, type: reference, table: warna}, {name: n, label: N, type: integer}]}
  - {name: a, label: A, type: row, of: t}
  - {name: b, label: B, type: row, of: t}
  - {name: u, label: U, type: table, fields: [{name: a, label: A, type: row, of: t}]}
computed:
  - {name: n, label: N, expr: a.n + b.n}
  - {name: v, label: V, type: table, expr: "u | sort(attribute='a')"}
outputs: [{kind: pdf, filename: x.pdf}]
"""
    found = examined(home(tmp_path, spec, COLOURS), "t: [{w: M, n: 1}, {w: Kuning, n: 4}]\na: Merah\nb: K\nu: [{a: kuning}, {a: M}]\n")
    assert told(found.findings) == []
    assert found.scope["n"] == 5
    compiled = found.document.compiled
    context = context_of(compiled, found.scope)
    assert compiled.environment.from_string("{{ a }} {{ b }}").render(context) == "Merah Kuning"
    assert compiled.environment.from_string("{{ v | map(attribute='a') | join(' ') }} {{ v[1].a.n }}").render(context) == "Merah Kuning 4"


@pytest.mark.parametrize("of", ["entah", "utama", "daftar"])
def test_row__of_what_is_no_keyed_table_is_a_fault(tmp_path: Path, of: str) -> None:
    with pytest.raises(SpecFault, match="bukan tabel berkunci"):
        home(tmp_path, SPEC.replace("type: row, of: kisi", f"type: row, of: {of}")).compiled("uji").prepare()


def test_row__names_are_checked_in_expressions(tmp_path: Path) -> None:
    with pytest.raises(SpecFault, match="indikator"):
        home(tmp_path, SPEC.replace("expr: row.kisi.indikator", "expr: row.kisi.indikatr")).compiled("uji").prepare()


def test_row__forms_say_what_may_be_written(tmp_path: Path) -> None:
    compiled = home(tmp_path, SPEC).compiled("uji")
    assert "# Kisi-Kisi; salah satu Kode dari Kisi" in blank_yaml(compiled)
    slot = next(slot for slot in plan_of(compiled).slots() if slot.path[-1] == "kisi")
    assert slot.offer.column == ("soal", "kisi", "kode")
    assert "salah satu Kode dari Kisi" in str(editor_schema(compiled)["properties"]["utama"])


@pytest.mark.parametrize("spec", [SPEC, ONCE], ids=["row", "each_once"])
def test_row__lint_and_invention_know_it(tmp_path: Path, spec: str) -> None:
    types = home(tmp_path, spec, COLOURS)
    assert [one.message for one in lint_type("uji", types) if one.is_error] == []
    full = next(one for one in invented(types.compiled("uji")) if one.name == "penuh")
    assert told(examine(full.document).findings.errors) == []


def test_each_once__missing_and_doubled_rows(tmp_path: Path) -> None:
    data = """\
struktur: [{mapel: Fisika}, {mapel: Kimia}, {mapel: Biologi}]
urai: [{m: Fisika}, {m: kimia}, {m: Fisika}]
salin: [{nama: Fisika}, {nama: Kimmia}, {nama: Biologi}]
palet: [{w: M}]
"""
    found = examined(home(tmp_path, ONCE, COLOURS), data)
    assert told(found.findings) == [
        "baris-belum-ada@palet",
        "baris-belum-ada@urai",
        "baris-tidak-dikenal@salin.1.nama",
        "kunci-kembar@urai.2.m",
    ]
    assert [one.message for one in found.findings if one.code == "baris-belum-ada"] == [
        "Belum ada baris untuk “Biologi”.",
        "Belum ada baris untuk “K”.",
    ]


def test_each_once__is_silent_where_the_other_table_is_wrong(tmp_path: Path) -> None:
    found = examined(home(tmp_path, ONCE, COLOURS), "struktur: [{mapel: [a]}]\nurai: [{m: Fisika}]\npalet: [{w: M}, {w: K}]\n")
    assert {one.path[0] for one in found.findings} == {"struktur"}


@pytest.mark.parametrize(("of", "words"), [("entah", "bukan tabel berkunci"), ("lepas", "memerlukan kolom")])
def test_each_once__what_it_cannot_compare_is_a_fault(tmp_path: Path, of: str, words: str) -> None:
    spec = ONCE.replace("each_once: struktur, fields: [{name: m", f"each_once: {of}, fields: [{{name: m")
    spec = spec.replace("fields:\n", "fields:\n  - {name: lepas, label: L, type: list, of: {type: text}}\n", 1)
    with pytest.raises(SpecFault, match=words):
        home(tmp_path, spec, COLOURS).compiled("uji").prepare()


def test_row__of_many_rows_takes_time_in_proportion(tmp_path: Path) -> None:
    """The names of all rows were read again for each value: 2,000 values took four seconds, 8,000 more than a document may."""
    types = home(
        tmp_path,
        "fields:\n  - {name: kisi, label: Kisi, type: table, key: kode, fields: [{name: kode, label: Kode, type: text}]}\n"
        "  - {name: soal, label: Soal, type: table, fields: [{name: k, label: K, type: row, of: kisi}]}\n",
    )

    def took(many: int) -> float:
        keys = "".join(f"  - {{kode: K{number}}}\n" for number in range(many))
        links = "".join(f"  - {{k: K{number}}}\n" for number in range(many))
        given = document(types, f"kisi:\n{keys}soal:\n{links}")
        assert not examine(given).findings
        return cpu_seconds(lambda: examine(given))

    took(10)
    assert took(3_200) < 20 * took(400)


def test_row__of_many_misspelt_names_all_are_told_and_the_first_hundred_with_what_is_meant(tmp_path: Path) -> None:
    """For each of 2,000 names all 2,000 rows were gone through: after thirty seconds nothing was told at all."""
    types = home(
        tmp_path,
        "fields:\n  - {name: kisi, label: Kisi, type: table, key: kode, fields: [{name: kode, label: Kode, type: text}]}\n"
        "  - {name: soal, label: Soal, type: table, fields: [{name: k, label: K, type: row, of: kisi}]}\n"
        "  - {name: butir, label: Butir, type: list, of: {type: text}}\n"
        "  - {name: nilai, label: Nilai, type: matrix, rows: kisi, columns: butir, of: {type: integer}}\n",
    )
    keys = "".join(f"  - {{kode: Melati {number}}}\n" for number in range(150))
    links = "".join(f"  - {{k: Melat {number}}}\n" for number in range(150))
    cells = "".join(f"  Melat {number}: {{A: 1}}\n" for number in range(150))
    found = examined(types, f"kisi:\n{keys}soal:\n{links}butir: [A]\nnilai:\n{cells}").findings
    for code in ("baris-tidak-dikenal", "baris-matriks-tidak-dikenal"):
        messages = [one.message for one in found if one.code == code]
        assert (len(messages), sum("maksud Anda “Melati" in message for message in messages)) == (150, 100)
