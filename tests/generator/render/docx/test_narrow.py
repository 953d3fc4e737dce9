"""Long words in narrow cells of a Word document."""

from __future__ import annotations

import time

import pytest

from generator.office.package.xml import parsed
from generator.office.word import build
from generator.office.word.styles import WordStyles
from generator.office.word.wml import NS, W
from generator.render.docx.narrow import part_words

_STYLES = f"""<w:styles xmlns:w="{NS}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>
<w:rPr><w:sz w:val="16"/></w:rPr></w:style></w:styles>""".encode()


def written(text: str, width_cm: float) -> str:
    """Return a text in a cell of a width, letters of 8 points, as it stands there afterwards, "|" for a soft hyphen."""
    cell = build.table([build.row([build.cell(build.twips(width_cm), build.words(text))])], [build.twips(width_cm)])
    root = parsed(f'<w:body xmlns:w="{NS}">{cell}{build.words(text)}</w:body>'.encode())
    part_words(root, WordStyles(_STYLES))
    inside, outside = root.iter(f"{W}t")
    assert outside.text == text
    return (inside.text or "").replace("\u00ad", "|")


# 0.95 cm are 26.9 pt, of which 4 stand free: room for 5 letters of 8 pt at 0.52 of it; 3 cm hold 19.
@pytest.mark.parametrize(
    ("text", "width_cm", "expected"),
    [
        ("Kuantitas", 0.95, "Kuan|ti|tas"),
        ("Kuantitas", 3.0, "Kuantitas"),
        ("Jumlah Kuantitas.", 0.95, "Jumlah Kuan|ti|tas."),
        ("surat@balaiguru.example.id", 0.95, "surat@balaiguru.example.id"),
        ("KODEABCD1234 199803142011012003", 0.95, "KODEABCD1234 199803142011012003"),
    ],
)
def test_narrow__only_words_wider_than_their_cell_are_parted(text: str, width_cm: float, expected: str) -> None:
    assert written(text, width_cm) == expected


def test_narrow__an_endless_word_is_left_alone_at_once() -> None:
    begun = time.perf_counter()
    assert written("a" * 200_000, 1.0) == "a" * 200_000
    assert time.perf_counter() - begun < 1
