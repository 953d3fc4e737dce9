"""Plans of types that the server keeps: anew whenever something that stands behind a type has changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from generator.home import Home
from generator.store.engine import Store
from generator.web.desks import Desks
from generator.web.service import Service
from tests import homes


class AskedDesks:
    """Stands in for child processes and counts what they are asked."""

    def __init__(self) -> None:
        self.count = 0

    def ask(self, _task: object) -> Any:
        """Return another thing each time."""
        self.count += 1
        return self.count


def test_plan__is_asked_for_again_when_a_piece_a_table_or_a_template_changed(tmp_path: Path) -> None:
    files = {"specs/_pieces/bagian.yaml": "a", "specs/reference/tabel.yaml": "a", "templates/uji/uji.html": "a", "catatan.txt": "a"}
    homes.home(tmp_path, "fields:\n  - {name: judul, label: Judul, type: text}\n", cast("dict[str, str | bytes]", files))
    desks = AskedDesks()
    service = Service(cast("Store", None), cast("Desks", desks), Home(tmp_path), 0)
    asked: list[object] = [service.plan("uji"), service.plan("uji")]
    for name in (*files, "specs/uji.yaml"):
        (tmp_path / name).write_text("lebih panjang", encoding="utf-8")
        asked.append(service.plan("uji"))
    assert asked == [1, 1, 2, 3, 4, 4, 5]
