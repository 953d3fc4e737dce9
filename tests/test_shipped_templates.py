"""A shipped template is the starter of its spec, or its type's page says why not. `pytest --accept` draws the starters anew.

So each repair of the starter repairs all types, and what is kept by hand is known.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.starter import starter
from tests.documents import CATALOGUE

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs" / "jenis"
TITLE = "## Templat yang disunting tangan"
NAMES = {"docx": "Word", "html": "PDF", "xlsx": "Excel"}
SHIPPED = [
    pytest.param(name, kind, file, id=f"{name}-{kind}")
    for name in CATALOGUE.names()
    for kind in NAMES
    if (file := ROOT / "templates" / name / f"{name}.{kind}").is_file()
]


def reasons(name: str) -> dict[str, str]:
    """Return why a type's templates are kept by hand, by the name of the kind: the rows of the table under the heading."""
    _, _, section = (PAGES / f"{name}.md").read_text(encoding="utf-8").partition(f"\n{TITLE}\n")
    rows = re.findall(r"^\| (Word|PDF|Excel) \| (.+) \|$", section.partition("\n## ")[0], re.MULTILINE)
    return dict(rows)


def test_shipped_templates__are_many() -> None:
    assert len(SHIPPED) > 10


@pytest.mark.parametrize(("name", "kind", "file"), SHIPPED)
def test_shipped_templates__are_starters_or_say_why_not(name: str, kind: str, file: Path, accept: bool) -> None:
    drawn, reason = starter(CATALOGUE.compiled(name), kind), reasons(name).get(NAMES[kind], "")
    if accept and not reason:
        file.write_bytes(drawn)
    is_starter = file.read_bytes() == drawn
    assert is_starter or reason, f"docs/jenis/{name}.md: {TITLE} does not say why {file.name} is kept by hand"
    assert not (is_starter and reason), f"docs/jenis/{name}.md gives a reason for {file.name}, which is its starter"
