"""The samples as test cases: each says in its first comment lines what must be found in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
REFUSED = Path(__file__).resolve().parent / "refused"
"""Files as people have them that are no forms: locked ones, those of old programs."""
SPECS = SAMPLES.parent / "specs"
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


def samples(prefix: str = "", *kinds: str) -> list[Sample]:
    """Return every sample whose name begins with `prefix` and whose type is made into all of `kinds`, in order."""
    found = [_sample(file) for file in sorted(SAMPLES.glob(f"*/{prefix}*.yaml"))]
    return [sample for sample in found if set(kinds) <= output_kinds(sample.type)]


@cache
def output_kinds(type_name: str) -> frozenset[str]:
    """Return the kinds of output that a shipped type is made into, read from its spec's YAML."""
    spec = yaml.load((SPECS / f"{type_name}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return frozenset(output if isinstance(output, str) else output["kind"] for output in spec["outputs"])


@cache
def _sample(file: Path) -> Sample:
    text = file.read_text(encoding="utf-8")
    head = text[: text.index("\njenis:")] if "\njenis:" in text else text
    listed = [entry.strip() for line in _EXPECTED.findall(head) for entry in line.split(",")]
    return Sample(file, file.parent.name, tuple(sorted(entry for entry in listed if entry)))
