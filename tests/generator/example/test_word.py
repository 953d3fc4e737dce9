"""A finished document and its data give a template that makes the same words again, and those of another document.

TPL-06: template by example; single values, dates and money, lists, rows, conditions. Other parts stay byte for byte.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.example.checking import faults_of_template, output_for
from generator.office.package.parts import read_parts
from tests.by_example import filled_with, finished, given, likeness, template_by
from tests.documents import docx_words
from tests.edits import NOTE, SENTENCE, as_edited, edited
from tests.word_files import p, word

OWN = [
    ("kak", "ok-lengkap", "ok-minimal"),
    ("coaching-rhk", "ok-lengkap", "ok-16-poin"),
    ("rancangan-moderasi", "ok-lokakarya", "ok-uji-isi"),
    ("rekap-nilai", "ok-lengkap", "ok-minimal"),
    ("bahan-ajar", "ok-lengkap", "ok-minimal"),
    ("evaluasi-reaksi", "ok-lengkap", "ok-minimal"),
    ("peta-kebutuhan-belajar", "ok-lengkap", "ok-minimal"),
    ("rencana-kegiatan", "ok-lengkap", "ok-minimal"),
    ("dasbor-capaian", "ok-lengkap", "ok-minimal"),
    ("kajian-kebutuhan", "ok-lengkap", "ok-rancangan"),
]


@pytest.mark.parametrize(("type_name", "sample", "unseen"), OWN, ids=[one[0] for one in OWN])
def test_template__gives_its_own_words_again_and_those_of_an_unseen_sample(
    type_name: str, sample: str, unseen: str, tmp_path: Path
) -> None:
    made = template_by(type_name, sample)

    own = likeness(finished(type_name, sample), filled_with(made.data, type_name, sample, tmp_path))
    other = likeness(finished(type_name, unseen), filled_with(made.data, type_name, unseen, tmp_path))

    assert (own.same, own.more) == (own.words, 0)
    assert other.share_off <= 2


def test_template__of_a_document_that_was_edited_twenty_times_still_gives_an_unseen_sample(tmp_path: Path) -> None:
    changed = edited(finished("kak", "ok-lengkap"), 20, 4141)

    made = template_by("kak", "ok-lengkap", changed.data)

    wanted = as_edited(finished("kak", "ok-minimal"), changed)
    other = likeness(wanted, filled_with(made.data, "kak", "ok-minimal", tmp_path), (SENTENCE, NOTE))
    assert other.share_off <= 2


def test_template__takes_lists_between_the_same_words_and_rows_that_are_a_list() -> None:
    text = " ".join(docx_words(template_by("sk", "ok-lengkap").data))

    assert "{%p for butir in menimbang %} bahwa {{ butir }}; {%p endfor %}" in text
    assert "{%tr for baris in diktum %} {{ ('ke' ~ (loop.index | terbilang)) | upper }} : {{ baris }} {%tr endfor %}" in text


def test_template__counts_what_an_editor_wrote_neither_as_missing_nor_as_beside() -> None:
    """Six words of a sentence that only one of two documents has: left out where they are told of, counted where not."""
    plain, changed = word(p("Rapat dibuka.")), word(p("Rapat dibuka.") + p(SENTENCE))

    assert likeness(plain, changed).more == 6
    assert likeness(plain, changed, (SENTENCE,)).more == 0


def test_template__passes_lint(tmp_path: Path) -> None:
    made = template_by("kak", "ok-lengkap")
    file = tmp_path / "kak.docx"
    file.write_bytes(made.data)
    compiled = given("kak", "ok-lengkap").compiled

    assert list(faults_of_template(compiled, output_for(compiled, "docx"), file)) == []


def test_template__leaves_every_other_part_as_it_is() -> None:
    before, after = read_parts(finished("kak", "ok-lengkap")), read_parts(template_by("kak", "ok-lengkap").data)

    assert {name for name in before if before[name] != after.get(name)} == {"word/document.xml"}
    assert list(before) == list(after)


def test_template__says_what_staff_would_write() -> None:
    text = " ".join(docx_words(template_by("kak", "ok-lengkap").data))

    for tag in (
        "{{ waktu.mulai | rentang(waktu.selesai) }}",
        "{%tr for kelompok in anggaran | kelompok('aktivitas') %}",
        "{%tr for baris in kelompok.list %}",
        "{{ kelompok.list | sum(attribute='jumlah') | rupiah }}",
        "{%tr if waktu.tempat is not kosong %}",
        "{{ loop.index }}",
    ):
        assert tag in text, tag


def test_template__puts_counted_numbers_and_choices_by_their_values() -> None:
    text = " ".join(docx_words(template_by("rancangan-moderasi", "ok-lokakarya").data))

    assert "{%p for butir in baris.alat_bahan %}" in text
    assert "{%p if baris.alat_bahan %} Alat dan bahan:" in text
    assert "({{ baris.menit }} menit)" in text
