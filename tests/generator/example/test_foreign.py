"""Templates with placeholders of other programs: what becomes a field, what it is called, and that the rest stays. TPL-06."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.example.foreign import foreign_template, template_for
from generator.home import Home
from generator.lint import lint_spec_file
from tests.documents import CATALOGUE, docx_words
from tests.homes import write
from tests.word_files import p, word
from validators.findings import Severity

_FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> MERGEFIELD Alamat \\* MERGEFORMAT </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>«Alamat»</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
_CONTROL = (
    '<w:p><w:r><w:t xml:space="preserve">Moda: </w:t></w:r><w:sdt><w:sdtPr><w:alias w:val="Moda"/><w:dropDownList>'
    '<w:listItem w:displayText="Luring" w:value="l"/><w:listItem w:displayText="Daring" w:value="d"/></w:dropDownList></w:sdtPr>'
    "<w:sdtContent><w:r><w:t>Pilih moda</w:t></w:r></w:sdtContent></w:sdt></w:p>"
)


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{p(text)}</w:tc>' for text in cells) + "</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def adopted(body: str) -> tuple[str, str]:
    made, spec = foreign_template(word(body), name="surat", title="Surat", file="surat.docx")
    return " ".join(docx_words(made.data)), spec


@pytest.mark.parametrize(
    ("body", "text", "field"),
    [
        (p("Nomor: ${nomor_surat}"), "Nomor: {{ nomor_surat }}", "name: nomor_surat, label: Nomor surat"),
        (p("Nama: &lt;&lt;NamaGuru&gt;&gt;"), "Nama: {{ nama_guru }}", "label: Nama guru"),
        (p("Di {{ unitKerja }} saja"), "Di {{ unit_kerja }} saja", "label: Unit kerja"),
        (p("Honor [Besar Honor] sebulan"), "Honor {{ besar_honor }} sebulan", "type: money"),
        (p("Jabatan : ……………………"), "Jabatan : {{ jabatan }}", "label: Jabatan"),
        (p("Tanggal ________ di sini"), "Tanggal {{ tanggal }} di sini", "type: date"),
        (table(row("Alamat Rumah", ":", "...............")), "Alamat Rumah : {{ alamat_rumah }}", "label: Alamat Rumah"),
        (_FIELD, "{{ alamat }}", "label: Alamat"),
        (_CONTROL, "Moda: {{ moda }}", "choices: [Luring, Daring]"),
        (p("Nama guru: ${isian1}"), "Nama guru: {{ nama_guru }}", "label: Nama guru"),
    ],
    ids=["dollar", "angle", "braces", "bracket", "dots", "line", "cell", "merge-field", "control", "name-that-says-nothing"],
)
def test_placeholder__becomes_a_field_called_by_itself_or_the_nearest_label(body: str, text: str, field: str) -> None:
    template, spec = adopted(body)

    assert text in template
    assert field in spec


def test_placeholder__twice_is_one_field_and_dots_are_one_each() -> None:
    template, spec = adopted(p("${nama} dan ${nama}") + p("Nama: ………") + p("Nama: ………"))

    assert template == "{{ nama }} dan {{ nama }} Nama: {{ nama_2 }} Nama: {{ nama_3 }}"
    assert spec.count("name: nama") == 3


def test_rows__of_dots_under_headings_become_a_table() -> None:
    template, spec = adopted(
        p("Daftar Peserta") + table(row("No", "Nama Peserta", "Instansi"), row("1", "……………", "……………"), row("2", "……………", "……………"))
    )

    assert "{%tr for baris in daftar_peserta %} {{ loop.index }} {{ baris.nama_peserta }} {{ baris.instansi }} {%tr endfor %}" in template
    assert "name: daftar_peserta" in spec
    assert "{name: nama_peserta, label: Nama Peserta, type: text, optional: true}" in spec


def test_rows__of_dots_are_not_called_by_what_a_control_over_them_asks() -> None:
    body = p("Click or tap to enter a date.") + table(row("No", "Nama Peserta", "Keterangan"), row("1", ".........", ".........."))

    text, _ = adopted(body)

    assert "{%tr for baris in daftar %}" in text


@pytest.mark.parametrize("text", ["Lihat [1] dan [sic].", "Tiga titik... lalu.", "a_b dan c__d", "Rp5.000.000,00", "pasal {1}"])
def test_text__that_is_no_placeholder_stays(text: str) -> None:
    assert adopted(p(text)) == (text, "")


def test_spec__and_template_pass_lint_together(tmp_path: Path) -> None:
    made, spec = foreign_template(word(p("Nama: ${nama}") + _CONTROL), name="surat", title="Surat", file="surat.docx")
    file = write(tmp_path / "specs" / "surat.yaml", spec)
    write(tmp_path / "templates" / "surat" / "surat.docx", made.data)

    assert [one for one in lint_spec_file(file, Home(tmp_path)) if one.severity is Severity.ERROR] == []


def test_type__that_there_is_gets_its_own_fields_and_what_is_none_of_them_is_left() -> None:
    made = template_for(word(p("Judul: ${judul}") + p("Warna: ${warna_kertas}") + p("Sumber Dana : ………")), CATALOGUE.compiled("kak"))

    assert docx_words(made.data) == [
        "Judul:",
        "{{",
        "judul",
        "}}",
        "Warna:",
        "${warna_kertas}",
        "Sumber",
        "Dana",
        ":",
        "{{",
        "sumber_dana",
        "}}",
    ]
    assert [doubt.text for doubt in made.account.doubts] == ["${warna_kertas}"]
