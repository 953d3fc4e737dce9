"""Which values are names, no word of which is parted at the end of a line, and what their cells say of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.charts.typeface import text_width
from generator.fields.proper import is_proper
from generator.fields.shapes import Table
from generator.outline.blocks import Value
from generator.outline.html import _cell
from generator.render.typst.words import Room
from generator.spec.catalogue import Catalogue
from tests.cases import SPECS

FONT = next((SPECS.parent / "templates" / "_shared" / "fonts").rglob("LiberationSans-Regular.ttf"))


@pytest.mark.parametrize(
    ("type_name", "table", "names"),
    [
        ("daftar-hadir", "peserta", {"nama", "nip", "nuptk", "unit_kerja", "kabupaten_kota", "kepala"}),
        ("daftar-hadir", "panitia", {"nama", "nomor_induk", "kepala"}),
        ("rencana-kegiatan", "aktivitas.daftar.aktivitas", set[str]()),
    ],
)
def test_proper__persons_schools_and_places(type_name: str, table: str, names: set[str], catalogue: Catalogue) -> None:
    """A head with names in it counts as one; what a person does, and the name of an activity, is not."""
    spec = catalogue.compiled(type_name).spec
    field = spec.field_at(tuple(table.split(".")))
    assert isinstance(field, Table)
    assert {child.name for child in field.fields if is_proper(child, field.fields)} == names


def test_proper__cells_of_a_page_say_so() -> None:
    assert _cell(Value("x", is_whole=True)) == '<td class="nama-utuh">{{ x }}</td>'
    assert _cell(Value("x")) == "<td>{{ x }}</td>"


def test_proper__typst_parts_a_name_only_where_it_is_wider_than_its_column() -> None:
    """“Salampessy” takes more than 60 % of a column that holds it: another word is parted there, a name is not."""
    wide = text_width("Salampessy", 9, FONT)
    room = Room(wide * 1.2, 9, FONT)
    assert "\u00ad" in room.fitted("Salampessy")
    assert replace(room, most=1.0).fitted("Salampessy") == "Salampessy"
    assert replace(room, width=wide * 0.8, most=1.0).fitted("Salampessy") != "Salampessy"
