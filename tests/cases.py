"""The samples as test cases: each says in its first comment lines what must be found in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
_EXPECTED = re.compile(r"^# temuan:(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Sample:
    """A sample file, its type, and the findings its header announces, as `code@path`."""

    file: Path
    type: str
    expected: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        return self.file.name.startswith("ok-")

    @property
    def id(self) -> str:
        return f"{self.type}/{self.file.stem}"


def samples(prefix: str = "") -> list[Sample]:
    """Return every sample whose name begins with `prefix`, in order."""
    return [_sample(file) for file in sorted(SAMPLES.glob(f"*/{prefix}*.yaml"))]


def _sample(file: Path) -> Sample:
    text = file.read_text(encoding="utf-8")
    head = text[: text.index("\njenis:")] if "\njenis:" in text else text
    listed = [entry.strip() for line in _EXPECTED.findall(head) for entry in line.split(",")]
    return Sample(file, file.parent.name, tuple(sorted(entry for entry in listed if entry)))
