"""All findings of a document in the order in which its author meets them. IN-02."""

from __future__ import annotations

from pathlib import Path

from generator.examine import examine
from tests.forms import WORKBOOK, read_back, written
from tests.homes import examined, home

FORM = """
fields:
  - {name: zeta, label: Zeta, type: text, required: true}
  - name: zaman
    label: Zaman
    type: table
    required: true
    fields: [{name: q, label: Q, type: text, required: true}, {name: b, label: B, type: text, required: true}]
  - {name: alfa, label: Alfa, type: text, required: true}
  - {name: alat, label: Alat, type: table, required: true, fields: [{name: q, label: Q, type: text}]}
  - {name: g, label: G, type: group, fields: [{name: y, type: text, required: true}, {name: c, type: text, required: true}]}
  - {name: m, label: Moda, type: table, rows: moda, fields: [{name: t, type: text, required: true}, {name: f, type: text, required: true}]}
"""


def missing(folder: Path, data: str) -> list[str]:
    return [".".join(map(str, found.path)) for found in examined(home(folder, FORM), data).findings]


def test_findings__of_what_nobody_wrote_are_in_the_order_of_the_form(tmp_path: Path) -> None:
    """They came by name: alat, alfa, g.c, g.y, zaman, zeta."""
    assert missing(tmp_path, "") == ["zeta", "zaman", "alfa", "alat", "g.y", "g.c"]


def test_findings__of_an_empty_key_stand_among_those_of_keys_that_are_not_there(tmp_path: Path) -> None:
    """`zeta:` on line 2 came behind what is missing in line 1."""
    assert missing(tmp_path, "zeta:\n") == ["zeta", "zaman", "alfa", "alat", "g.y", "g.c"]


def test_findings__within_a_row_and_a_fixed_row_are_in_the_order_of_the_form(tmp_path: Path) -> None:
    data = "zeta: x\nzaman: [{}, {b: x}]\nalfa: x\nalat: [{q: x}]\ng: {y: x, c: x}\nm: {mandiri: {f: x}, daring: {}, luring: {f: x}}\n"
    found = missing(tmp_path, data)
    assert found[:3] == ["zaman.0.q", "zaman.0.b", "zaman.1.q"]
    assert found[3:] == ["m.luring.t", "m.daring.t", "m.daring.f", "m.mandiri.t"]  # luring is the table's first, mandiri its last


def test_findings__of_a_workbook_go_by_its_sheets(tmp_path: Path) -> None:
    """Sheets came by name: Alat before Isian, where the form begins."""
    types = home(tmp_path, FORM)
    written(types.compiled("uji"), {}, tmp_path / WORKBOOK)
    found = examine(read_back(tmp_path / WORKBOOK, types)).findings
    assert [one.place.sheet for one in found if one.path[0] != "m"] == ["Isian"] * 4 + ["Zaman", "Alat"]
