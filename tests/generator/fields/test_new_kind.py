"""A kind of scalar that nobody has heard of is one entry: it is read, checked, shown, asked for and printed.

DESIGN: a new scalar kind is one entry in `fields/` and nothing else; the language's schema lists the kinds there are.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.blank.yaml_form import blank_yaml
from generator.cli import cli
from generator.fields.kind import Format, Look, ScalarKind
from generator.fields.scalars import SCALARS
from generator.fields.text import reader
from generator.home import SHIPPED
from generator.outline.blocks import Facts
from generator.outline.walk import outline
from generator.render.context import context_of
from generator.spec.catalogue import Catalogue
from generator.spec.entries import types
from tests.homes import examined, home, told
from validators.values import parse_number

HEAT = ScalarKind(
    word="suhu",
    reads=reader(parse_number),
    schema=lambda _field, _tables: {"type": "number", "maximum": 60},
    prints=lambda _field, value, _tables: f"{value} °C",
    look=Look(Format.NUMBER, "center", 1.1),
    hint=lambda _field, _tables: "suhu, mis. 27,5",
)
FIELDS = """
fields:
  - {name: ruang, label: Ruang, type: suhu, required: true}
  - {name: catatan, label: Catatan, type: table, fields: [{name: siang, label: Siang, type: suhu}]}
"""


@pytest.fixture
def uji(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalogue:
    monkeypatch.setitem(SCALARS, "suhu", HEAT)
    return home(tmp_path, FIELDS)


def test_new_kind__is_read_checked_and_printed(uji: Catalogue) -> None:
    good = examined(uji, "ruang: 27,5\ncatatan:\n  - siang: 31\n")
    assert told(good.findings) == []
    assert good.scope["ruang"] == Decimal("27.5")
    printed = context_of(uji.compiled("uji"), good.scope)
    assert printed["ruang"] == "27.5 °C"
    assert printed["catatan"] == [{"siang": "31 °C"}]


def test_new_kind__says_what_is_wrong(uji: Catalogue) -> None:
    bad = examined(uji, "ruang: panas\ncatatan:\n  - siang: 61\n")
    assert {place.partition("@")[2] for place in told(bad.findings)} == {"catatan.0.siang", "ruang"}
    assert bad.findings.has_errors


def test_new_kind__is_asked_for_and_laid_out(uji: Catalogue) -> None:
    compiled = uji.compiled("uji")
    assert "# Ruang *; suhu, mis. 27,5" in blank_yaml(compiled)
    facts = next(block for block in outline(compiled) if isinstance(block, Facts))
    assert (facts.rows[0].value.align, facts.rows[0].value.width_cm) == ("center", 1.1)


def test_new_kind__is_shown(uji: Catalogue) -> None:
    shown = CliRunner().invoke(cli, ["--home", str(uji.home.folder), "show", "uji"])
    assert "ruang*: Ruang (suhu)" in shown.output


def test_schema_of_the_language__lists_the_kinds() -> None:
    """The file that editors read says the same as the entries."""
    schema = json.loads((SHIPPED / "specs" / "spec.schema.json").read_text(encoding="utf-8"))
    for entry in ("field", "cell"):
        assert schema["$defs"][entry]["properties"]["type"]["enum"] == list(types())
