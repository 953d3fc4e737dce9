"""Who is expected to hand something in: a roster with one name a line, or a table with a column of names."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from generator.form.bare import folded
from generator.form.headings import PEOPLE
from generator.intake.tables.read import content_of, read_table
from generator.intake.tables.text import decoded
from validators.absence import KOSONG

_TABLES: Final = frozenset({".csv", ".tsv", ".xlsx"})


def expected_names(file: Path) -> list[str]:
    """Return the names of a roster, each once. Raises IntakeFault when it cannot be read.

    Of a table the column that is called as people are ("Nama Guru"), else its first; a table without such a heading is names alone.
    """
    if file.suffix.lower() not in _TABLES:
        lines = decoded(content_of(file), file).splitlines()
        return list(dict.fromkeys(name for line in lines if (name := " ".join(line.split()))))
    table = read_table(file, PEOPLE)
    known = {folded(name) for name in PEOPLE}
    column = next((at for at, heading in enumerate(table.headings) if folded(heading) in known), None)
    names = [" ".join(str(row[column or 0]).split()) for row in table.rows if row[column or 0] is not KOSONG]
    if column is None and table.headings:
        names = [table.headings[0], *names]
    return list(dict.fromkeys(names))
