"""Documents of a large batch that are laid over pages set once: what they show, what is left to typst, and that they hang on nothing before. PERF-05; BAT-04."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from benchmarks.samples import given, shipped
from generator.document import Document, Scored
from generator.examine import examine
from generator.render.prepared import Prepared, prepare
from generator.render.typst.overlay import OverlayPlan, lane, noting, planned, plans
from generator.render.typst.overlay.faces import ALPHABET
from tests.homes import examined, home
from validators.absence import KOSONG

_NEAR = 0.001
"""Points: typst reckons in binary fractions of 32 bits."""
PEOPLE = (
    "Siti Aminah, S.Pd.",
    "Nur ‘Aini",
    "I Wayan Kusumo-Wardhana",
    "Fifi Alfiani, M.Pd.",
    "AVATAR To Te Wa",
    "Andi:",
    "Budi-",
    "X",
    "Zoë;",
    "Raka –",
)
"""Names whose letters stand apart or close, and all signs that hang over a margin at their end."""
FIELDS = "fields:\n  - {name: nama, label: Nama, type: text, required: true}\n  - {name: isi, label: Isi, type: text}\n"
BY_TYPST = FIELDS + "outputs: [{kind: pdf, engine: typst, filename: a.pdf}]\n"
PAGE = '#import "/_shared/borang.typ": halaman\n#show: halaman\n= Surat\n\nNama: {{ nama }}\n\n{{ isi }}\n'


def person(document: Document, nama: str, number: int = 1, **more: Any) -> Scored:
    """Return a certificate of another person."""
    values = document.given.values
    own = {**values["penerima"], "nama": nama, "nip": f"19880314201101{number:04d}", "unit_kerja": f"SD Negeri {number}", **more}
    return examine(
        replace(document, given=replace(document.given, values={**values, "penerima": own, "nomor": f"{number:04d}/B7/2026"}))
    ).scored


def ready_of(document: Document) -> Prepared:
    output = next(output for output in document.type.outputs if output.medium == "pdf")
    return prepare(document.compiled, output, document.given.institution)


@cache
def certificates(sample: str) -> tuple[Document, Prepared, OverlayPlan]:
    """Return a sample, its PDF made ready, and the plan of a batch of certificates like it."""
    document = given(f"sertifikat/{sample}", shipped())
    ready = ready_of(document)
    with noting() as noted:
        for number, name in enumerate(("Ani", "Budi", "Citra")):
            ready.fill(person(document, name, number))
    return document, ready, planned(noted)


def both(ready: Prepared, plan: OverlayPlan, scored: Scored) -> tuple[bytes, bytes]:
    """Return a document as it is laid over, and as typst sets it."""
    with plans(plan):
        over = ready.fill(scored)
    return over, ready.fill(scored)


def pages(pdf: bytes) -> list[tuple[str, list[tuple[float, ...]]]]:
    """Return the text of each page and where its letters stand."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        found.append((text.get_text_bounded(), [text.get_charbox(at) for at in range(text.count_chars())]))
    return found


def tags(pdf: bytes) -> list[str]:
    """Return the tree of tags, with what each holds of its page, and bookmarks, title and what is claimed."""
    told: list[str] = []

    def walk(node: Any, depth: int) -> None:
        if isinstance(node, pikepdf.Dictionary):
            told.append(f"{depth} {node.get('/S', '')} {node.get('/Alt', '')} {node.get('/A', pikepdf.Array()).unparse()}")
            kids = node.get("/K", pikepdf.Array())
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                walk(kid, depth + 1)
        else:
            told.append(f"{depth} {node}")

    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.check_pdf_syntax() == []
        walk(opened.Root.StructTreeRoot, 0)
        with opened.open_outline() as outline:
            told += [one.title for one in outline.root]
        with opened.open_metadata() as said:
            told += [str(said[name]) for name in ("dc:title", "dc:language", "pdfuaid:part")]
        return [*told, str(opened.Root.Lang), str(opened.docinfo.Title)]


def assert_alike(over: bytes, set_: bytes) -> None:
    for (text, boxes), (their_text, their_boxes) in zip(pages(over), pages(set_), strict=True):
        assert text == their_text
        assert all(abs(a - b) < _NEAR for one, other in zip(boxes, their_boxes, strict=True) for a, b in zip(one, other, strict=True))
    assert tags(over) == tags(set_)
    for one, other in zip(pypdfium2.PdfDocument(over), pypdfium2.PdfDocument(set_), strict=True):
        drawn = abs(one.render(scale=1).to_numpy().astype(int) - other.render(scale=1).to_numpy().astype(int))
        assert drawn.max() < 64  # hinting may differ by a shade, a line never by a pixel


@pytest.mark.parametrize("sample", ["ok-lengkap", "ok-minimal", "ok-koding"])
def test_overlay__shows_what_typst_shows(sample: str) -> None:
    """Text, places, pictures, tags, bookmarks, title; two pages with the table of subjects. Covers: PERF-05 (PDF certificate, different names)."""
    document, ready, plan = certificates(sample)
    for number, name in enumerate(PEOPLE[:4]):
        over, set_ = both(ready, plan, person(document, name, number))
        assert over != set_
        assert b"BORANG+" in pikepdf_names(over)
        assert_alike(over, set_)


def pikepdf_names(pdf: bytes) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return b" ".join(str(font.BaseFont).encode() for page in opened.pages for font in page.Resources.Font.values())


def test_overlay__sets_every_name_where_typst_does() -> None:
    """Kerning, signs that hang over the margin, and names made at random of all letters that are embedded."""
    document, ready, plan = certificates("ok-lengkap")
    letters, chance = sorted(ALPHABET - {" ", "\u00a0", "\u2011"}), random.Random(5)
    drawn = ["".join(chance.choices(letters, k=chance.randint(1, 24))) for _ in range(12)]
    for name in (*PEOPLE, *drawn):
        over, set_ = both(ready, plan, person(document, name))
        assert over != set_, name
        assert [text for text, _ in pages(over)] == [text for text, _ in pages(set_)]
        moved = max(
            abs(a - b)
            for (_, one), (_, other) in zip(pages(over), pages(set_), strict=True)
            for x, y in zip(one, other, strict=True)
            for a, b in zip(x, y, strict=True)
        )
        assert moved < _NEAR, name


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("Ķārlis", {}),  # a letter that is not embedded
        ("Ani  Lestari", {}),
        (" Ani", {}),
        ("Raden Mas Haryo Kusumaningrat Wiradiningrat Suryokusumo Hadipranoto, S.Pd., S.T., M.Pd., M.Si.", {}),  # shrinks
        ("Ani", {"unit_kerja": "Sekolah Dasar Negeri Percontohan " * 6}),  # two lines
        ("Ani", {"nip": KOSONG}),  # a line less
        ("Ani", {"nilai_akhir": 99}),  # another sentence, which no base was planned for
    ],
)
def test_overlay__leaves_to_typst_what_it_cannot_show_surely(name: str, more: dict[str, Any]) -> None:
    document, ready, plan = certificates("ok-lengkap")
    over, set_ = both(ready, plan, person(document, name, **more))
    assert over == set_


def test_overlay__hangs_on_nothing_that_was_made_before() -> None:
    """Whatever a worker made first, the bytes of a document are the same."""
    document, ready, plan = certificates("ok-lengkap")
    with plans(plan):
        one = [ready.fill(person(document, name)) for name in PEOPLE]
        lane._bases.clear()
        other = [ready.fill(person(document, name)) for name in reversed(PEOPLE)]
    assert one == other[::-1]
    assert len(set(one)) == len(PEOPLE)


def own(folder: Path, template: str, *rows: tuple[str, str]) -> tuple[Callable[[str, str], tuple[bytes, bytes]], OverlayPlan]:
    """Return what makes a document of an own template both ways, and the plan of a batch whose first documents hold some rows."""
    catalogue = home(folder, BY_TYPST, {"templates/uji/uji.typ": template})

    def scored(nama: str, isi: str) -> tuple[Prepared, Scored]:
        found = examined(catalogue, f'nama: "{nama}"\nisi: "{isi}"\n')
        compiled = found.document.compiled
        return prepare(compiled, compiled.spec.outputs[0], found.document.given.institution), Scored(found.document.given, found.scope)

    with noting() as noted:
        for row in rows:
            ready, one = scored(*row)
            ready.fill(one)
    plan = planned(noted)
    return lambda nama, isi: both(scored(nama, isi)[0], plan, scored(nama, isi)[1]), plan


def slots(plan: OverlayPlan) -> Sequence[int]:
    return [len(sheet.slots) for sheet in plan.sheets.values()]


def test_plan__of_an_own_template_lays_over_what_differs(tmp_path: Path) -> None:
    """A running text at the left is a slot as a centred one; texts that are the same are none."""
    make, plan = own(tmp_path, PAGE, ("Ani", "Tetap"), ("Budi", "Tetap"))
    assert slots(plan) == [1]
    over, set_ = make("Citra Dewi, M.Pd.", "Tetap")
    assert over != set_
    assert_alike(over, set_)
    over, set_ = make("Citra", "Lain")
    assert over == set_


@pytest.mark.parametrize(
    ("template", "rows"),
    [
        (PAGE, [("Ani", "a"), ("Ani", "a")]),  # nothing differs
        (PAGE, [("Ani", "a")]),
        (PAGE + "\n#context here().page()\n", [("Ani", "a"), ("Budi", "a")]),  # asks the document
        ('#import "/_shared/borang.typ": halaman\n#show: halaman\n#show regex("d"): strong\n{{ nama }}\n', [("Ani", "a"), ("Budi", "a")]),
        (PAGE.replace("= Surat", "= Surat {{ nama }}"), [("Ani", "a"), ("Budi", "a")]),  # a bookmark says it too
        ("#grid(columns: 2, [{{ nama }}], [sesudahnya])\n", [("Ani", "a"), ("Budi", "a")]),  # pushes what stands beside
        (
            "#let nama = [{{ nama }}]\n#if nama == [Budi] [lain] else [{{ nama }}]\n",
            [("Ani", "a"), ("Budi", "a")],
        ),  # used more than once, unequally
    ],
)
def test_plan__is_empty_where_more_than_lines_differ(template: str, rows: list[tuple[str, str]], tmp_path: Path) -> None:
    make, plan = own(tmp_path, template, *rows)
    assert slots(plan) == []
    over, set_ = make("Citra", "a")
    assert over == set_


def test_plan__takes_a_text_that_wraps_for_one_that_is_the_same(tmp_path: Path) -> None:
    """Of a paragraph of several lines no word is laid over, and documents that agree in it still have a base."""
    long = " ".join(["kata"] * 60)
    make, plan = own(
        tmp_path, PAGE.replace("{{ isi }}", f"{long} {{{{ isi }}}} {long}"), ("Ani", "a"), ("Budi", "a"), ("Citra", "b"), ("Dewi", "b")
    )
    assert slots(plan) == [1]
    for isi in ("a", "b"):
        over, set_ = make("Eka", isi)
        assert over != set_
        assert_alike(over, set_)
    over, set_ = make("Eka", "c")
    assert over == set_
