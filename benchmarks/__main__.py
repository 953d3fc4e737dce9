"""`python -m benchmarks [PERF-09 ...] [--pictures FOLDER]`: every measurement afresh, as one Markdown table; growth curves as pictures."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.curves import Curve, picture
from benchmarks.rounds import Measured, table


def main(wanted: Sequence[str], pictures: Path | None = None) -> None:
    """Print the table of all measurements, or of the goals named. pictures: where growth curves are drawn."""
    lines: list[Measured] = []
    for name in names():
        if not wanted or goal_of(name) in wanted:
            print(f"{goal_of(name)} ...", file=sys.stderr)
            lines += importlib.import_module(f"benchmarks.{name}").measure()
    print(table(lines))
    if pictures is not None:
        draw(lines, pictures)


def draw(lines: Sequence[Measured], folder: Path) -> None:
    """Draw the growth curves among the lines: seconds by rows of a table, and by documents."""
    folder.mkdir(parents=True, exist_ok=True)
    points: dict[str, list[tuple[float, float]]] = {}
    for line in lines:
        if line.curve:
            points.setdefault(line.curve, []).append((line.size, line.seconds))
    for name, title in (("baris", "detik menurut baris satu tabel"), ("dokumen", "detik menurut banyaknya dokumen")):
        curves = [
            Curve(curve.removeprefix("dokumen "), found)
            for curve, found in points.items()
            if curve.startswith("dokumen ") == (name == "dokumen")
        ]
        if curves:
            (folder / f"{name}.svg").write_text(picture(title, curves, is_logarithmic=True), encoding="utf-8")


def names() -> list[str]:
    """Return the modules that measure a goal, `perf_09` and the like, in order, then that of libraries of another language."""
    return [*sorted(file.stem for file in Path(__file__).parent.glob("perf_*.py")), "peers"]


def goal_of(name: str) -> str:
    """Return the goal of a module: `perf_09` is PERF-09."""
    return name.upper().replace("_", "-")


if __name__ == "__main__":
    words = argparse.ArgumentParser(prog="python -m benchmarks")
    words.add_argument("goals", nargs="*", metavar="PERF-NN")
    words.add_argument("--pictures", type=Path)
    told = words.parse_args()
    main(told.goals, told.pictures)
