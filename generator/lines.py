"""Mappings and lists of a spec that know where they stand: each line knows its file, for a spec is put together of several."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class Line(int):
    """A line of a spec that knows its file: what is put together of several files tells each fault where it was written."""

    file: str = ""

    def __new__(cls, number: int, file: str = "") -> Line:
        """Return the line of that number in that file."""
        line = super().__new__(cls, number)
        line.file = file
        return line


def file_of(line: int, otherwise: str | Path) -> str:
    """Return the file in which a line of a spec stands; `otherwise` where the line does not say."""
    return (line.file if isinstance(line, Line) else "") or str(otherwise)


class LineDict(dict[str, Any]):
    """A mapping of a spec that knows its file, its line and the line of each key."""

    line: int = 0
    file: str = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        """Return the line on which `key` stands, or the mapping's own."""
        return self.lines.get(key, self.line)


class LineList(list[Any]):
    """A sequence of a spec that knows its file, its line and the line of each entry."""

    line: int = 0
    file: str = ""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.lines: list[int] = []

    def line_of(self, number: int) -> int:
        """Return the line on which the entry of that number, from 0, stands, or the sequence's own."""
        return self.lines[number] if number < len(self.lines) else self.line
