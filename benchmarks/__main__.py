"""`python -m benchmarks [PERF-09 ...]`: every measurement afresh, as one Markdown table."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.rounds import Measured, table


def main(wanted: Sequence[str]) -> None:
    """Print the table of all measurements, or of the goals named."""
    lines: list[Measured] = []
    for name in names():
        if not wanted or goal_of(name) in wanted:
            print(f"{goal_of(name)} ...", file=sys.stderr)
            lines += importlib.import_module(f"benchmarks.{name}").measure()
    print(table(lines))


def names() -> list[str]:
    """Return the modules that measure a goal, `perf_09` and the like, in order."""
    return sorted(file.stem for file in Path(__file__).parent.glob("perf_*.py"))


def goal_of(name: str) -> str:
    """Return the goal of a module: `perf_09` is PERF-09."""
    return name.upper().replace("_", "-")


if __name__ == "__main__":
    main(sys.argv[1:])
