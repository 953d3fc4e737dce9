"""Tags put into the words of a paragraph leave the runs around them as they are. TPL-06."""

from __future__ import annotations

import pytest

from generator.example.passage import Edit, WordPassage, pattern_of
from generator.office.package.xml import Element
from generator.office.word.wml import fragment


def paragraph(inner: str) -> Element:
    return fragment(f"<w:p>{inner}</w:p>")[0]


def runs(element: Element) -> list[str]:
    return ["".join(node.text or "" for node in run.iter("{*}t")) for run in element.iter("{*}r")]


def test_put__over_three_runs_stands_in_the_first_and_leaves_the_others() -> None:
    one = paragraph("<w:r><w:t>Total Rp</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>5.000</w:t></w:r><w:r><w:t>.000,00 saja</w:t></w:r>")
    passage = WordPassage(one)
    start = passage.text.index("Rp")

    passage.put([Edit(start, start + len("Rp5.000.000,00"), "{{ total }}")])

    assert runs(one) == ["Total {{ total }}", "", " saja"]
    assert len(list(one.iter("{*}b"))) == 1


def test_put__two_tags_in_one_run_do_not_shift_each_other() -> None:
    one = paragraph("<w:r><w:t>Ani dan Budi</w:t></w:r>")

    WordPassage(one).put([Edit(0, 3, "{{ satu }}"), Edit(8, 12, "{{ dua }}")])

    assert runs(one) == ["{{ satu }} dan {{ dua }}"]


def test_text__leaves_out_what_stands_in_a_text_box() -> None:
    one = paragraph(
        "<w:r><w:t>luar</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>kotak</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    )

    assert WordPassage(one).text == "luar"


@pytest.mark.parametrize(
    ("value", "text", "is_found"),
    [
        ("20", "tahun 2024", False),
        ("20", "sebanyak 20 guru", True),
        ("20", "1.20", False),
        ("20", "20,5", False),
        ("20", "sampai 20.", True),
        ("Ani", "Aninda", False),
        ("Kota  Contoh", "di Kota Contoh,", True),
    ],
)
def test_pattern__finds_a_value_as_a_word_of_its_own(value: str, text: str, is_found: bool) -> None:
    pattern = pattern_of(value)

    assert pattern is not None
    assert bool(pattern.search(text)) is is_found


def test_pattern__of_nothing_is_none() -> None:
    assert pattern_of("  ") is None
