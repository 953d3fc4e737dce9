"""A second example supplies the branches that the first does not take. TPL-06."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.example.values import values_of
from generator.example.word import WordExample, template_of_all
from tests.by_example import filled_with, finished, likeness, template_by_two
from tests.documents import docx_words
from tests.edits import NOTE, SENTENCE, as_edited, edited
from tests.homes import document, home
from tests.word_files import OUTPUT, p, table, word

PAIRS = [
    ("rencana-pengembangan-diri", "ok-lengkap", "ok-ideal", "ok-minimal"),
    ("rancangan-moderasi", "ok-lokakarya", "ok-mandiri", "ok-uji-isi"),
    ("kak", "ok-lengkap", "ok-minimal", "ok-uji-isi"),
    ("laporan-validasi", "ok-revisi", "ok-penilaian-kosong", "ok-layak"),
    ("jadwal-pelatihan", "ok-luring-32-jp", "ok-minimal", "ok-daring"),
    ("laporan-penyelenggaraan", "ok-lengkap", "ok-minimal", "ok-koding"),
    ("instrumen-evaluasi", "ok-lengkap", "ok-minimal", "ok-koding"),
]


@pytest.mark.parametrize(("type_name", "first", "second", "unseen"), PAIRS, ids=[one[0] for one in PAIRS])
def test_template__of_two_examples_gives_the_words_of_both_and_of_an_unseen_sample(
    type_name: str, first: str, second: str, unseen: str, tmp_path: Path
) -> None:
    made = template_by_two(type_name, first, second).data

    off = {
        sample: likeness(finished(type_name, sample), filled_with(made, type_name, sample, tmp_path)).share_off
        for sample in (first, second, unseen)
    }

    assert {sample: share for sample, share in off.items() if share > 2} == {}
    assert off[first] == 0


def test_template__takes_the_condition_by_which_the_type_itself_decides() -> None:
    text = " ".join(docx_words(template_by_two("rancangan-moderasi", "ok-lokakarya", "ok-mandiri").data))

    assert "identitas.pola == 'mandiri'" in text
    assert "identitas.pola != 'mandiri'" in text
    assert "{{ alokasi_menit }}" in text  # 360 in the one, 135 in the other: no longer in doubt


@pytest.mark.parametrize("type_name", ["sk", "undangan"])
def test_template__of_two_examples_that_fill_it_differently_gives_the_words_of_either(type_name: str, tmp_path: Path) -> None:
    made = template_by_two(type_name, "ok-lengkap", "ok-minimal").data

    for sample in ("ok-lengkap", "ok-minimal"):
        assert likeness(finished(type_name, sample), filled_with(made, type_name, sample, tmp_path)).share_off == 0, sample


def test_template__keeps_labels_that_print_without_their_value_and_tells_a_single_day_from_several() -> None:
    text = " ".join(docx_words(template_by_two("undangan", "ok-lengkap", "ok-minimal").data))

    assert "Nomor : {%p if nomor is not kosong %}" in text
    assert "{{ acara.mulai | hari }}{% if acara.selesai != acara.mulai %} sampai dengan {{ acara.selesai | hari }}{% endif %}" in text


def test_template__has_the_loops_of_both_tables_where_each_example_has_its_own() -> None:
    text = " ".join(docx_words(template_by_two("sk", "ok-lengkap", "ok-minimal").data))

    assert "{%tr if untuk != 'Tim Pengembang' %} {%tr for baris in panitia %}" in text
    assert "{%tr if not (untuk != 'Tim Pengembang') %} {%tr for baris in tim_pengembang %}" in text


@pytest.mark.parametrize(
    ("type_name", "first", "second", "unseen"),
    [
        ("coaching-rhk", "ok-lengkap", "ok-minimal", "ok-gambar-1"),
        ("lembar-validasi", "ok-lengkap", "ok-penilai-kedua", "ok-minimal"),
        ("rancangan-moderasi", "ok-lokakarya", "ok-mandiri", "ok-minimal"),
    ],
)
def test_template__of_two_examples_of_which_one_was_edited_keeps_its_order_and_its_labels(
    type_name: str, first: str, second: str, unseen: str, tmp_path: Path
) -> None:
    """Facts that changed places stand once, not in a branch each; a note behind a label leaves it the label of what it heads."""
    changed = edited(finished(type_name, first), 20, 4141)

    made = template_by_two(type_name, first, second, changed.data).data

    wanted = as_edited(finished(type_name, unseen), changed)
    assert likeness(wanted, filled_with(made, type_name, unseen, tmp_path), (SENTENCE, NOTE)).share_off <= 1


FIELDS = """
fields:
  - {name: dana, label: Dana, type: choice, choices: [Negara, Daerah, Mitra]}
  - {name: catatan, label: Catatan, type: paragraph, optional: true}
  - name: berkas
    label: Berkas
    type: table
    fields: [{name: nama, label: Nama, type: text}, {name: ada, label: Ada, type: boolean, optional: true}]
rules:
  - id: U001-berkas-lengkap
    at: berkas
    when: dana in ['Negara', 'Daerah']
    check: (berkas | rejectattr('ada') | list | length) == 0
    message: Belum lengkap.
    hint: Lengkapi.
    source: {basis: derived}
"""
HEADING = '<w:pPr><w:pStyle w:val="Heading2"/></w:pPr>'
NOTES = "Lokakarya ketiga ditunda karena banjir di Kabupaten Melati."


def merged(folder: Path, *examples: tuple[str, str, str, str]) -> str:
    """Return the template of two documents; each is its money, whether its files are there, its notes, and its body."""
    catalogue = home(folder, FIELDS + OUTPUT, {"templates/uji/uji.docx": word(p("x"))})
    files = "berkas:\n- {{nama: Kerangka acuan kegiatan, ada: {0}}}\n- {{nama: Panduan pelaksanaan, ada: {0}}}\n"
    found = [(document(catalogue, f"dana: {dana}\n{files.format(ada)}{notes}"), body) for dana, ada, notes, body in examples]
    return " ".join(
        docx_words(template_of_all([WordExample(word(body), values_of(one)) for one, body in found], found[0][0].compiled).data)
    )


def test_branches__are_by_the_rule_that_asks_for_what_stands_beside_them_and_by_the_column_that_the_rows_differ_in(tmp_path: Path) -> None:
    """Another public budget than the first example's needs the files too, and another of the second's kind may well have some."""
    first = p("Dana: Negara. Wajib dilampirkan.") + table(("Kerangka acuan kegiatan", "Ada"), ("Panduan pelaksanaan", "Ada"))
    second = p("Dana: Mitra. Boleh dilampirkan.") + table(("Kerangka acuan kegiatan", "Belum ada"), ("Panduan pelaksanaan", "Belum ada"))

    text = merged(tmp_path, ("Negara", "ya", "", first), ("Mitra", "tidak", "", second))

    assert text.startswith("Dana: {{ dana }}. {% if dana in ['Negara', 'Daerah'] %}Wajib{% else %}Boleh{% endif %} dilampirkan.")
    assert "{{ baris.nama }} {% if baris.ada %}Ada{% else %}Belum ada{% endif %}" in text


def test_branches__in_the_place_of_what_only_one_document_has_are_there_where_that_is_not(tmp_path: Path) -> None:
    """The heading stands in both documents, also in that without notes."""
    first, second = (p("Catatan", HEADING) + p(text) for text in (NOTES, "Sampai laporan ini disusun tidak ada kendala yang dicatat."))

    text = merged(tmp_path, ("Negara", "ya", f"catatan: {NOTES}\n", first), ("Mitra", "ya", "", second))

    assert text == (
        "Catatan {%p if catatan is not kosong %} {{ catatan }} {%p endif %} {%p if not (catatan is not kosong) %} "
        "Sampai laporan ini disusun tidak ada kendala yang dicatat. {%p endif %}"
    )
