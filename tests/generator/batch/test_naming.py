"""Names of a batch: apart from each other as the least discerning disk sees them. BAT-02, SAFE-05."""

from __future__ import annotations

import unicodedata

import pytest

from generator.batch.naming import Names


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("rhk-ani.xlsx", "rhk-ani.xlsx", "rhk-ani (2).xlsx"),
        ("rhk-Ani.xlsx", "rhk-ANI.xlsx", "rhk-ANI (2).xlsx"),
        ("José.pdf", unicodedata.normalize("NFD", "José.pdf"), "José (2).pdf"),
        ("a?b.docx", "a:b.docx", "ab (2).docx"),
        ("nul.docx", "NUL.docx", "dokumen-NUL (2).docx"),
        ("x" * 60 + ".pdf", "x" * 70 + ".pdf", "x" * 56 + " (2).pdf"),
        ("hasil.xlsx", "Hasil.xlsx", "Hasil (3).xlsx"),
    ],
)
def test_names__alike_on_some_disk_are_numbered(first: str, second: str, wanted: str) -> None:
    names = Names(["hasil.xlsx"])
    names.apart({"a": first})
    assert names.apart({"a": second})[0] == {"a": wanted}


def test_names__of_one_document_have_one_number() -> None:
    names = Names()
    names.apart({"docx": "a.docx"})
    assert names.apart({"docx": "a.docx", "pdf": "a.pdf"}) == ({"docx": "a (2).docx", "pdf": "a (2).pdf"}, 2)


def test_names__of_very_many_people_of_one_name_are_found_at_once() -> None:
    names = Names()
    looked = 0

    class Counting(set[str]):
        def __contains__(self, name: object) -> bool:
            nonlocal looked
            looked += 1
            return super().__contains__(name)

    names._taken = Counting()
    for _ in range(1000):
        names.apart({"xlsx": "rhk-budi.xlsx"})
    assert looked == 1000
