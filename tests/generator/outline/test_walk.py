"""The outline of a spec: which blocks a field tree becomes, in which order, and what is left out.

TPL-05: one outline for every writer. Each expected block is worked out from the spec written in its test.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import SpecFault
from generator.outline.blocks import Block, Facts, ForEach, Grid, Heading, Items, MatrixGrid, Picture, Signature, Text, When
from generator.outline.literals import literal
from generator.outline.walk import outline
from tests import homes


def blocks(folder: Path, spec: str, files: dict[str, str | bytes] | None = None) -> tuple[Block, ...]:
    """Return the outline of a small spec, its title left out."""
    made = outline(homes.home(folder, spec, files).compiled("uji"))
    assert made[0] == Heading(1, "UJI")
    return made[1:]


def labels(block: Block) -> list[str]:
    assert isinstance(block, (Facts, Grid))
    return [entry.label for entry in (block.rows if isinstance(block, Facts) else block.columns)]


def test_outline__short_fields_in_a_row_are_one_table_of_facts(tmp_path: Path) -> None:
    [facts] = blocks(
        tmp_path,
        """
        fields:
          - {name: judul, label: Judul, type: text, required: true}
          - {name: jumlah, label: Jumlah, type: integer, unit: orang}
        """,
    )
    assert labels(facts) == ["Judul", "Jumlah"]
    assert isinstance(facts, Facts)
    assert [(fact.value.expr, fact.value.unit, fact.condition) for fact in facts.rows] == [
        ("judul", "", ""),
        ("jumlah", "orang", "jumlah is not kosong"),
    ]


def test_outline__long_text_and_list_are_chapters_of_their_own(tmp_path: Path) -> None:
    found = blocks(
        tmp_path,
        """
        fields:
          - {name: latar, label: Latar Belakang, type: paragraph, required: true}
          - {name: tagihan, label: Tagihan, type: list, of: {type: text}}
        """,
    )
    assert found == (
        Heading(2, "Latar Belakang"),
        Text("latar"),
        When("tagihan", (Heading(2, "Tagihan"), Items("tagihan", "butir"))),
    )


def test_outline__in_a_group_long_text_stands_under_a_line(tmp_path: Path) -> None:
    heading, facts, text = blocks(
        tmp_path,
        """
        fields:
          - name: tujuan
            label: Tujuan
            type: group
            fields:
              - {name: target, label: Target, type: integer, required: true}
              - {name: uraian, label: Uraian, type: paragraph, required: true}
        """,
    )
    assert heading == Heading(2, "Tujuan")
    assert labels(facts) == ["Target"]
    assert text == Text("tujuan.uraian", "Uraian")


def test_outline__text_of_a_group_needs_no_label(tmp_path: Path) -> None:
    """The first text of a group, called `uraian`; of another name it keeps its label."""
    spec = """
        fields:
          - name: tujuan
            label: Tujuan
            type: group
            fields: [{name: uraian, label: Uraian, type: paragraph, required: true}, {name: target, label: Target, type: integer}]
        """
    assert blocks(tmp_path, spec)[1] == Text("tujuan.uraian", "")
    assert blocks(tmp_path, spec.replace("name: uraian", "name: isi"))[1] == Text("tujuan.isi", "Uraian")


def test_outline__first_and_last_day_on_one_line(tmp_path: Path) -> None:
    """Where the last day may be missing, or the names are others, each stands on a line of its own."""
    spec = """
        fields:
          - {name: mulai, label: Mulai, type: date, required: true}
          - {name: selesai, label: Selesai, type: date, required: true}
        """
    [facts] = blocks(tmp_path, spec)
    assert isinstance(facts, Facts)
    assert [(fact.label, fact.value.expr) for fact in facts.rows] == [("Waktu", "mulai | rentang(selesai)")]
    for changed in (spec.replace("Selesai, type: date, required: true", "Selesai, type: date"), spec.replace("name: mulai", "name: awal")):
        [facts] = blocks(tmp_path, changed)
        assert labels(facts) == ["Mulai", "Selesai"]


def test_outline__a_short_field_under_a_heading_of_its_own(tmp_path: Path) -> None:
    heading, text = blocks(tmp_path, "fields: [{name: judul, label: 1. Judul, type: text, required: true, print: sections}]\n")
    assert (heading, text) == (Heading(2, "1. Judul"), Text("judul"))


def test_outline__group_that_may_be_empty_comes_only_when_something_is_in_it(tmp_path: Path) -> None:
    [when] = blocks(
        tmp_path,
        """
        fields:
          - name: penyusun
            label: Penyusun
            type: group
            fields:
              - {name: nama, label: Nama, type: text}
              - {name: catatan, label: Catatan, type: list, of: {type: text}}
        """,
    )
    assert isinstance(when, When)
    assert when.condition == "penyusun.nama is not kosong or penyusun.catatan"
    assert when.blocks[0] == Heading(2, "Penyusun")


def test_outline__conditional_annex(tmp_path: Path) -> None:
    found = blocks(
        tmp_path,
        """
        fields:
          - {name: pola, type: choice, choices: [A, B], required: true}
          - {name: lampiran, label: Lampiran, type: paragraph, required: true, when: pola == 'B'}
        """,
    )
    assert found[1] == When("lampiran is not kosong", (Heading(2, "Lampiran"), Text("lampiran")))


TABLE = """
    fields:
      - name: rencana
        label: Rencana
        type: table
        required: true
        fields:
          - {name: uraian, label: Uraian, type: text, required: true}
          - {name: volume, label: Volume, type: number, unit: orang}
          - name: waktu
            label: Waktu
            type: group
            fields:
              - {name: mulai, label: Mulai, type: date}
              - {name: selesai, label: Selesai, type: date}
          - {name: jumlah, label: Jumlah, type: number, expr: row.volume * 2}
    computed:
      - {name: total, label: Total, expr: rencana | sum(attribute='jumlah')}
    """


def test_outline__table_counts_its_rows_and_spans_its_groups(tmp_path: Path) -> None:
    heading, table = blocks(tmp_path, TABLE)
    assert heading == Heading(2, "Rencana")
    assert labels(table) == ["No", "Uraian", "Volume (orang)", "Mulai", "Selesai", "Jumlah"]
    assert isinstance(table, Grid)
    assert [column.group for column in table.columns] == ["", "", "", "Waktu", "Waktu", ""]
    assert [column.value.expr for column in table.columns][3] == "baris.waktu.mulai"
    assert (table.rows, table.variable) == ("rencana", "baris")


def test_outline__sum_of_a_column_is_the_tables_last_row_and_nothing_else(tmp_path: Path) -> None:
    found = blocks(tmp_path, TABLE)
    assert len(found) == 2
    table = found[1]
    assert isinstance(table, Grid)
    assert table.total_label == "Total"
    assert [column.total.expr if column.total else "" for column in table.columns] == ["", "", "", "", "", "total"]


def test_outline__a_variable_is_unlike_any_name_of_the_spec(tmp_path: Path) -> None:
    found = blocks(
        tmp_path,
        """
        fields:
          - {name: baris, type: text}
          - {name: daftar, type: table, required: true, fields: [{name: kode, type: text}]}
        """,
    )
    table = found[-1]
    assert isinstance(table, Grid)
    assert table.variable == "baris_1"


def test_outline__sections_print_a_chapter_for_each_row_with_tables_in_tables(tmp_path: Path) -> None:
    heading, chapters = blocks(
        tmp_path,
        """
        fields:
          - name: materi
            label: Materi
            type: table
            print: sections
            heading: judul
            required: true
            fields:
              - {name: judul, label: Judul, type: text, required: true}
              - {name: jp, label: JP, type: integer, required: true}
              - {name: sesi, label: Sesi, type: table, required: true, fields: [{name: acara, label: Acara, type: text}]}
        """,
    )
    assert heading == Heading(2, "Materi")
    assert isinstance(chapters, ForEach)
    title, facts, inner_title, inner = chapters.blocks
    assert title == Heading(3, expr="baris.judul")
    assert labels(facts) == ["JP"]
    assert inner_title == Heading(4, "Sesi")
    assert isinstance(inner, Grid)
    assert (inner.rows, inner.variable) == ("baris.sesi", "rincian")


def test_outline__hidden_fields_and_values_are_left_out(tmp_path: Path) -> None:
    [facts] = blocks(
        tmp_path,
        """
        fields:
          - {name: judul, label: Judul, type: text, required: true}
          - {name: rahasia, label: Rahasia, type: text, required: true, print: hidden}
        computed:
          - {name: panjang, label: Panjang, expr: judul | length, print: hidden}
        """,
    )
    assert labels(facts) == ["Judul"]


def test_outline__fixed_rows_with_one_answer_are_a_checklist(tmp_path: Path) -> None:
    table = blocks(
        tmp_path,
        """
        fields:
          - {name: lampiran, type: table, rows: kelengkapan, required: true, fields: [{name: ada, label: Ada, type: boolean, required: true}]}
        """,
        {
            "specs/reference/kelengkapan.yaml": "source: {document: perdirjen-gtk-4141-2023, place: Uji}\nstatus: derived\nkey: nomor\n"
            "label: nama\nrows: [{nomor: 1, nama: Undangan}]\n"
        },
    )[-1]
    assert labels(table) == ["No", "Nama", "Ada", "Tidak ada"]
    assert isinstance(table, Grid)
    assert [column.value.expr for column in table.columns][2:] == ["'√' if baris.ada else ''", "'√' if not baris.ada else ''"]


MATRIX = """
    fields:
      - {name: peserta, type: table, key: nama, required: true, fields: [{name: nama, label: Nama, type: text, required: true}]}
      - {name: aspek, type: list, required: true, of: {type: text}, max_items: %s}
      - {name: nilai, label: Nilai, type: matrix, rows: peserta, columns: aspek, of: {type: number}, required: true}
    """


@pytest.mark.parametrize(("most", "is_wide"), [(7, False), (8, True)])
def test_outline__matrix_asks_for_a_turned_page_beyond_eight_columns(most: int, is_wide: bool, tmp_path: Path) -> None:
    table = blocks(tmp_path, MATRIX % most)[-1]
    assert isinstance(table, MatrixGrid)
    assert table.cell(table.down.key, table.across.key) == "nilai[baris.nama][rincian]"
    assert table.is_wide is is_wide


def test_outline__matrix_that_may_be_empty_comes_only_when_it_has_a_row(tmp_path: Path) -> None:
    found = blocks(
        tmp_path,
        """
        fields:
          - {name: peserta, type: table, key: nama, fields: [{name: nama, type: text}]}
          - {name: nilai, label: Nilai, type: matrix, rows: peserta, columns: aspek, of: {type: number}}
        """,
    )
    when = found[-1]
    assert isinstance(when, When)
    assert (when.condition, when.blocks[0]) == ("nilai", Heading(2, "Nilai"))


def test_outline__signatures_come_last_with_place_and_date_before_them(tmp_path: Path) -> None:
    found = blocks(
        tmp_path,
        """
        fields:
          - {name: judul, type: text, required: true}
          - {name: tempat, type: text, required: true}
          - {name: tanggal, type: date, required: true}
          - {use: pejabat, name: kepala, label: Kepala}
        computed:
          - {name: panjang, label: Panjang, expr: judul | length}
        """,
    )
    assert [type(block) for block in found] == [Facts, Heading, Facts, Signature]
    assert found[1] == Heading(2, "Hasil Perhitungan")
    signature = found[-1]
    assert isinstance(signature, Signature)
    assert (signature.place, signature.date) == ("tempat", "tanggal")
    assert [signer.expr for signer in signature.signers] == ["kepala"]


CHART = """
    fields:
      - {name: awal, label: Awal, type: text, required: true}
      - name: wilayah
        label: Wilayah
        type: table
        required: true
        fields: [{name: nama, type: text}, {name: guru, type: integer}]
      - {name: akhir, label: Akhir, type: text, required: true}
    charts:
      - {name: grafik, kind: bar, of: wilayah, category: nama, series: [guru], alt: Guru%s}
    """


@pytest.mark.parametrize(("after", "neighbour"), [("", Grid), (", after: akhir", Facts)], ids=["its-table", "where-told"])
def test_outline__chart_stands_behind(after: str, neighbour: type, tmp_path: Path) -> None:
    found = blocks(tmp_path, CHART % after)
    at = found.index(Picture("grafik"))
    assert isinstance(found[at - 1], neighbour)


def test_outline__place_that_is_none_is_a_fault_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(SpecFault, match="bukan isian"):
        blocks(tmp_path, CHART % ", after: tidak_ada")


def test_outline__score_that_gives_a_table_is_one(tmp_path: Path) -> None:
    found = blocks(
        tmp_path,
        """
        fields:
          - {name: peserta, type: table, required: true, fields: [{name: predikat, type: text}]}
        computed:
          - {name: sebaran, label: Sebaran, score: rekap, with: {dari: peserta, per: "'predikat'"}}
        """,
    )
    when = found[-1]
    assert isinstance(when, When)
    assert when.blocks[0] == Heading(2, "Sebaran")
    assert labels(when.blocks[1]) == ["Nilai", "Jumlah", "Persentase"]


LEARNED = """
fields:
  - name: peserta
    type: table
    key: nama
    required: true
    fields: [{name: nama, type: text}, {name: pre, type: number}, {name: post, type: number}]
computed:
  - name: uji
    label: Uji Signifikansi
    score: level2
    with: {peserta: peserta}
    show: %s
    labels: {n: Jumlah peserta, peserta.nama: Nama Peserta, verdict: Simpulan}
"""


def test_outline__of_a_score_only_what_is_shown_prints_in_its_order(tmp_path: Path) -> None:
    shown = "[n, test, {table: peserta, columns: [nama, gain]}, verdict]"
    found = blocks(tmp_path, LEARNED % shown)[1:]
    assert found[1] == Heading(2, "Uji Signifikansi")
    assert labels(found[2]) == ["Jumlah peserta", "Uji statistik"]
    table = found[3]
    assert isinstance(table, When)
    assert table.blocks[0] == Heading(3, "Peserta")
    assert labels(table.blocks[1]) == ["Nama Peserta", "N-gain"]
    assert [labels(block) for block in found[4:]] == [["Simpulan"]]


def test_outline__of_a_score_one_table_alone_bears_the_values_own_heading(tmp_path: Path) -> None:
    table = blocks(tmp_path, LEARNED % "[peserta]")[-1]
    assert isinstance(table, When)
    assert table.condition == "uji.peserta"
    assert table.blocks[0] == Heading(2, "Uji Signifikansi")


@pytest.mark.parametrize(
    ("shown", "nearest"),
    [
        ("[verdik]", "verdict"),
        ("[{table: peserta, columns: [nama, gian]}]", "gain"),
        ("[{table: pesertaa, columns: [nama]}]", "peserta"),
        ("[n, {table: n, columns: [nama]}]", "bukan tabel"),
        ("[peserta.nama]", "bukan hasil"),
    ],
)
def test_show__part_that_is_not_there_is_a_fault_with_the_nearest_name(shown: str, nearest: str, tmp_path: Path) -> None:
    with pytest.raises(SpecFault, match=nearest) as caught:
        homes.home(tmp_path, LEARNED % shown).compiled("uji").prepare()
    assert caught.value.place == "baris 13"


@pytest.mark.parametrize("keys", ["show: [jumlah, persen]", "show: [nilai]"])
def test_show__columns_of_a_score_that_gives_a_table(keys: str, tmp_path: Path) -> None:
    found = blocks(
        tmp_path,
        f"""
        fields:
          - {{name: peserta, type: table, required: true, fields: [{{name: predikat, type: text}}]}}
        computed:
          - {{name: sebaran, label: Sebaran, score: rekap, with: {{dari: peserta, per: "'predikat'"}}, {keys}, labels: {{nilai: Predikat}}}}
        """,
    )
    when = found[-1]
    assert isinstance(when, When)
    assert labels(when.blocks[1]) == (["Predikat"] if "nilai" in keys else ["Jumlah", "Persentase"])


def test_show__of_what_is_no_score_is_a_fault(tmp_path: Path) -> None:
    spec = "fields: [{name: a, type: integer}]\ncomputed: [{name: b, label: B, expr: a + 1, show: [n]}]\n"
    with pytest.raises(SpecFault, match="hanya bagi skor"):
        homes.home(tmp_path, spec).compiled("uji").prepare()


def test_outline__number_that_a_band_judges_prints_true_to_its_edges(tmp_path: Path) -> None:
    found = blocks(
        tmp_path,
        """
        fields:
          - {name: nilai, type: number, required: true}
        computed:
          - {name: na, label: NA, expr: nilai / 3}
          - {name: predikat, label: Predikat, band: predikat-kelulusan, of: na}
        """,
    )
    facts = found[-1]
    assert isinstance(facts, Facts)
    assert facts.rows[0].value.shown == "na | angka(batas=[60, 70, 80, 90])"


def test_literal__braces_that_would_begin_a_tag_are_printed_by_one() -> None:
    assert literal("{{ x }} {satu}") == "{{ '{' }}{ x }} {satu}"


NUMBERS = """
fields:
  - {name: rerata, label: Rerata, type: number, decimals: 1, required: true}
  - name: peserta
    type: table
    key: nama
    required: true
    fields:
      - {name: nama, type: text}
      - {name: nilai, type: number, decimals: 2}
      - {name: pre, type: number}
      - {name: post, type: number}
  - {name: matriks, type: matrix, rows: peserta, columns: aspek, of: {type: number, decimals: 1}, required: true}
computed:
  - {name: rata, label: Rata, expr: rerata / 3, decimals: 3}
  - {name: uji, label: Uji, score: level2, with: {peserta: peserta}, decimals: 2, show: [n, mean_pre, p]}
"""


def test_decimals__of_fields_cells_values_and_parts_of_results(tmp_path: Path) -> None:
    """A whole n stays whole, and a probability prints as probabilities do."""
    found = blocks(tmp_path, NUMBERS)
    facts = [fact.value for block in found if isinstance(block, Facts) for fact in block.rows]
    assert [(value.shown, value.cell_format) for value in facts[:3]] == [
        ("rerata | angka(1)", "[$-421]0.0"),
        ("rata | angka(3)", "[$-421]0.000"),
        ("", "[$-421]#,##0"),
    ]
    assert facts[3].shown.startswith("uji.mean_pre | angka(2, batas=")
    assert "0,001" in facts[4].shown
    grid = next(block for block in found if isinstance(block, Grid))
    assert [column.value.shown for column in grid.columns[2:4]] == ["baris.nilai | angka(2)", ""]
    matrix = next(block for block in found if isinstance(block, MatrixGrid))
    assert matrix.printed("a", "b") == "matriks[a][b] | angka(1)"


@pytest.mark.parametrize(
    "spec",
    [
        "fields: [{name: a, type: integer, decimals: 1}]\n",
        "fields: [{name: a, type: integer}]\ncomputed: [{name: b, label: B, type: text, expr: a, decimals: 1}]\n",
    ],
)
def test_decimals__of_what_is_no_number_are_a_fault(spec: str, tmp_path: Path) -> None:
    with pytest.raises(SpecFault, match="decimals"):
        homes.home(tmp_path, spec).compiled("uji")


@pytest.mark.parametrize(
    ("heading", "widths", "width"),
    [("kepala", "", 4.3), ("nip", "", 4.3), ("sapaan", "", 0.0), ("kepala", "widths: {nama: 5.5}, ", 5.5)],
    ids=["among other words", "alone", "none", "said"],
)
def test_outline__a_number_of_identity_at_the_head_of_a_row_has_room_on_one_line(
    heading: str, widths: str, width: float, tmp_path: Path
) -> None:
    """A NIP takes 4.1 cm, and 0.2 for the comma behind it."""
    table = blocks(
        tmp_path,
        f"""
        fields:
          - {{name: orang, type: table, key: nama, heading: {heading}, {widths}fields: [
             {{name: nama, label: Nama, type: text}}, {{name: nip, label: NIP, type: identifier, kind: nip}},
             {{name: kepala, label: Kepala, type: text, expr: "row.nama ~ ', ' ~ row.nip"}},
             {{name: sapaan, label: Sapaan, type: text, expr: "'Yth. ' ~ row.nama"}}]}}
          - {{name: hari, type: list, of: {{type: date}}}}
          - {{name: hadir, label: Hadir, type: matrix, rows: orang, columns: hari, of: {{type: text}}}}
        """,
    )[-1]
    grid = next((one for one in getattr(table, "blocks", (table,)) if isinstance(one, MatrixGrid)), None)
    assert grid is not None
    assert grid.down.width_cm == pytest.approx(width)
