"""A type from a form that people have: what is guessed of it, and the form's own filled copy read back through it. TPL-03."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest

from generator.document import Document
from generator.errors import IntakeFault
from generator.examine import examine
from generator.fields.shapes import Scalar, walk
from generator.home import Home
from generator.intake.form import Incoming
from generator.intake.read import read_all
from generator.new_type.from_form import FormAsked, spec_from_form
from generator.spec.catalogue import Catalogue
from tests import old_forms
from tests.homes import write


def typed(form: Path, home: Path) -> Catalogue:
    write(home / "specs" / "reference" / "documents.yaml", "documents:\n  kantor: {title: Kantor, short: Kantor}\n")
    write(home / "specs" / "lama.yaml", spec_from_form(FormAsked(form, "lama")))
    return Catalogue(Home(home))


def read(form: Path, catalogue: Catalogue) -> Iterator[tuple[Mapping[str, Any], list[str]]]:
    """Yield the values of each document in a form, and the codes of what is wrong with it."""
    for document in read_all(Incoming(form), catalogue, type_name="lama", institution={}):
        assert isinstance(document, Document), document
        yield document.given.values, [one.code for one in examine(document).findings if one.is_error]


def kinds(catalogue: Catalogue) -> dict[str, str]:
    fields = walk(catalogue.compiled("lama").spec.fields)
    return {".".join(path): one.kind for path, one in fields if isinstance(one, Scalar)}


@pytest.mark.parametrize("is_filled", [True, False])
def test_workbook__of_rhk_reads_back_whole(tmp_path: Path, *, is_filled: bool) -> None:
    """Made of the filled form or of the empty one, the type reads the filled one: merged heads, formulas, list, signatures."""
    form = old_forms.rhk_workbook(tmp_path / "rhk.xlsx")
    source = form if is_filled else old_forms.rhk_workbook(tmp_path / "kosong.xlsx", is_filled=False)
    catalogue = typed(source, tmp_path)
    values, wrong = next(read(form, catalogue))
    assert wrong == []
    assert [values[name] for name in ("nama_guru", "nip", "unit_kerja", "tanggal")] == [value for _, value in old_forms.RHK_FACTS]
    names = ("rhk", "tujuan", "kuantitas", "poin", "materi", "tantangan", "solusi")
    for row, written in zip(values["form_rhk"], old_forms.RHK_ROWS, strict=True):
        plan, support = row["rencana_pelaksanaan"], row["dukungan"]
        told = [
            *(row[name] for name in names),
            *(plan[name] for name in ("waktu", "tempat", "persiapan")),
            support["asal"],
            support["bentuk"],
        ]
        assert told == list(written)
    signed = values["pengesahan"]
    assert (signed["tempat"], signed["tanggal"]) == ("Kota Contoh", date(2025, 7, 14))
    assert signed["kepala_sekolah"] == {"nama": "Drs. Agung Nugraha", "nip": "196809171993031009"}
    assert signed["guru"]["nama"] == "Rani Wulandari, S.Pd."


@pytest.mark.parametrize("is_filled", [True, False])
def test_workbook__formulas_become_what_is_computed(tmp_path: Path, *, is_filled: bool) -> None:
    """2 × 8 + 1 × 8 + 1 × 8 = 32."""
    catalogue = typed(old_forms.rhk_workbook(tmp_path / "rhk.xlsx", is_filled=is_filled), tmp_path)
    filled = old_forms.rhk_workbook(tmp_path / "isi.xlsx")
    document = next(read_all(Incoming(filled), catalogue, type_name="lama", institution={}))
    assert isinstance(document, Document)
    scope = examine(document).scored.scope
    assert [row["jumlah_poin"] for row in scope["form_rhk"]] == [16, 8, 8]
    assert scope["total_jumlah_poin"] == 32


def test_workbook__with_several_tables_on_a_sheet_reads_back(tmp_path: Path) -> None:
    form = old_forms.facts_workbook(tmp_path / "profil.xlsx")
    catalogue = typed(form, tmp_path)
    values, wrong = next(read(form, catalogue))
    assert wrong == []
    assert values["identitas"] == {"nama_sekolah": "SD Negeri 1 Contoh", "npsn": "20100001", "jumlah_murid": 214, "terakreditasi": True}
    assert values["keuangan"] == {"anggaran_tahun_ini": 125_500_000, "persentase_terpakai": Decimal("87.5")}
    assert [tuple(row.values()) for row in values["guru"]] == [row[1:] for row in old_forms.GURU]
    assert [tuple(row.values()) for row in values["sarana"]] == list(old_forms.SARANA)
    assert kinds(catalogue)["sarana.harga_satuan"] == "money"


def test_workbook__of_one_big_table_reads_back(tmp_path: Path) -> None:
    form = old_forms.register_workbook(tmp_path / "peserta.xlsx")
    catalogue = typed(form, tmp_path)
    values, wrong = next(read(form, catalogue))
    assert wrong == []
    assert len(values["peserta"]) == 12
    assert values["peserta"][1] == {"nama_peserta": "Guru 2", "nip": "198501012010011001", "jenjang": "SMP", "hadir": True, "nilai": 71}
    assert [kinds(catalogue)[f"peserta.{name}"] for name in ("nip", "jenjang", "hadir", "nilai")] == [
        "identifier",
        "choice",
        "boolean",
        "integer",
    ]


def test_workbook__without_results_computes_money_of_money_and_sums_what_a_filter_leaves(tmp_path: Path) -> None:
    """30 × 45.000 + 1 × 750.000 = 2.100.000."""
    form = old_forms.budget_workbook(tmp_path / "rab.xlsx")
    catalogue = typed(form, tmp_path)
    document = next(read_all(Incoming(form), catalogue, type_name="lama", institution={}))
    assert isinstance(document, Document)

    assert kinds(catalogue)["rab.jumlah_rp"] == "money"
    assert examine(document).scored.scope["total_jumlah_rp"] == 2_100_000
    assert document.given.values["kegiatan"] == "Lokakarya Modul Ajar"
    assert document.given.values["pengesahan"]["kepala_sekolah"] == {"nama": "Marwan Siregar, S.Pd.", "nip": "196905171994031005"}


def test_workbook__of_two_tables_with_a_gap_between_them_is_not_one(tmp_path: Path) -> None:
    form = old_forms.observation_workbook(tmp_path / "pantau.xlsx")
    catalogue = typed(form, tmp_path)
    values, wrong = next(read(form, catalogue))

    assert wrong == []
    tables = [rows for rows in values.values() if isinstance(rows, list)]
    assert [tuple(row.values()) for row in tables[0]] == [("Yuliana, M.Pd.", date(2025, 9, 10), 28)]
    assert [row["indikator"] for row in tables[1]] == [line[0] for line in old_forms.OBSERVED]
    assert [row.get("terlihat") for row in tables[1]] == [True, None, True]


@pytest.mark.parametrize("is_filled", [True, False])
def test_document__of_an_old_kak_reads_back(tmp_path: Path, *, is_filled: bool) -> None:
    """Made of the filled KAK or of the one with rows of dots: lines, chapters, the table without its total, who signs."""
    form = old_forms.kak_document(tmp_path / "kak.docx")
    source = form if is_filled else old_forms.kak_document(tmp_path / "kosong.docx", is_filled=False)
    catalogue = typed(source, tmp_path)
    values, wrong = next(read(form, catalogue))
    assert wrong == []
    assert [values[name] for name in ("kementerian_lembaga", "unit_kerja", "nama_kegiatan")] == [
        text for _, text in old_forms.KAK_LINES[:3]
    ]
    assert str(values["tahun_anggaran"]) == "2025"
    assert values["latar_belakang"] == "\n\n".join(old_forms.KAK_TEXTS[0][1])
    assert values["tujuan"] == old_forms.KAK_TEXTS[1][1][0]
    rows = [(row["uraian"], row["volume"], row["satuan"], row["harga_satuan"]) for row in values["rincian_anggaran"]]
    assert rows == [("Konsumsi", 30, "orang", 25_000), ("Penggandaan", 3, "paket", 100_000)]
    signed = values["pengesahan"]
    assert (signed["tempat"], signed["tanggal"], signed["kepala_balai"]["nip"]) == ("Kota Contoh", date(2025, 7, 15), "197001011995122001")


def test_document__is_called_by_its_name_and_not_by_the_ministry_at_its_head(tmp_path: Path) -> None:
    spec = typed(old_forms.kak_document(tmp_path / "kak.docx"), tmp_path).compiled("lama").spec

    assert {output.filename.rpartition(".")[0] for output in spec.outputs} == {"lama-{{ nama_kegiatan | slug }}"}
    assert [one.name for one in spec.fields if isinstance(one, Scalar) and one.required] == ["nama_kegiatan"]


def test_document__a_product_in_every_row_is_computed(tmp_path: Path) -> None:
    """30 × 25.000 = 750.000 and 3 × 100.000 = 300.000; the row below says 1.050.000, which is their sum."""
    form = old_forms.kak_document(tmp_path / "kak.docx")
    catalogue = typed(form, tmp_path)
    document = next(read_all(Incoming(form), catalogue, type_name="lama", institution={}))
    assert isinstance(document, Document)
    assert examine(document).scored.scope["total_jumlah"] == 1_050_000
    assert 'expr: "row.volume * row.harga_satuan"' in (tmp_path / "specs" / "lama.yaml").read_text(encoding="utf-8")
    assert kinds(catalogue)["rincian_anggaran.jumlah"] == "money"


def test_export__of_each_service_reads_back(tmp_path: Path) -> None:
    for number, (text, first) in enumerate(old_forms.EXPORTS.items()):
        form = write(tmp_path / f"ekspor-{number}.csv", text)
        home = tmp_path / str(number)
        found = list(read(form, typed(form, home)))
        assert [wrong for _, wrong in found] == [[]] * len(found)
        assert len(found) > 1
        assert found[0][0] == first


def test_export__answers_that_were_written_are_no_choices_however_often_they_come(tmp_path: Path) -> None:
    said = ("Materinya jelas dan langsung dapat dipakai.", "Waktunya kurang panjang untuk praktik.")
    rows = [f"Guru {number},SD,{said[number % 2]}" for number in range(8)]
    form = write(tmp_path / "kesan.csv", "\n".join(["Nama,Jenjang,Kesan dan saran", *rows]))

    found = kinds(typed(form, tmp_path))

    assert (found["jenjang"], found["kesan_saran"]) == ("text", "paragraph")


def test_document__value_behind_the_dots_of_its_label_is_read_and_a_unit_is_none(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("Nama Kegiatan : Lokakarya", "Narahubung .............. Sulastri Handayani (0812)", "Lamanya ............ hari"):
        document.add_paragraph(text)
    form = tmp_path / "kak.docx"
    document.save(str(form))

    values, _ = next(read(form, typed(form, tmp_path)))

    assert values["narahubung"] == "Sulastri Handayani (0812)"
    assert "lamanya" not in values


def test_form__every_guess_is_told_and_what_is_read_is_named(tmp_path: Path) -> None:
    text = spec_from_form(FormAsked(old_forms.rhk_workbook(tmp_path / "rhk.xlsx"), "lama"))
    lines = [line for line in text.splitlines() if "type: " in line and "type: text" not in line and "type: group" not in line]
    told = [line for line in lines if "type: table" not in line]
    assert len(told) > 5
    assert [line for line in told if "  # " not in line] == []
    assert "# rumus =D11*E11" in text
    assert text.startswith("# Dibuat dari rhk.xlsx")


@pytest.mark.parametrize(("name", "content", "code"), [
    ("lama.xls", b"\xd0\xcf\x11\xe0", "jenis-berkas-tidak-dibaca"),
    ("tidak-ada.xlsx", None, "berkas-tidak-ada"),
    ("kosong.csv", b"\n", "bukan-formulir"),
])  # fmt: skip
def test_form__that_is_none_is_refused(tmp_path: Path, name: str, content: bytes | None, code: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(IntakeFault) as refused:
        spec_from_form(FormAsked(tmp_path / name, "lama"))
    assert refused.value.code == code
