"""The outside judge of DOCX and XLSX files: openxml-audit, with the findings we allow and why (DOC-93)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openxml_audit import OpenXmlValidator


@dataclass(frozen=True)
class Allowed:
    """A finding that stays: where and what, as patterns over its part and its description, and the reason."""

    part: str
    description: str
    reason: str


# A finding comes in here only with a reason that Word or Excel itself gives.
ALLOWED: tuple[Allowed, ...] = (
    Allowed(
        r"^/xl/worksheets/",
        r"^Worksheet .* has \d+ inline-string cell\(s\)",
        "Filled cells are inline strings on purpose (TPL-02): the template's shared strings stay as they are. Excel opens them without"
        " a repair and moves them when it next saves.",
    ),
)


def audit(data: bytes, folder: Path, suffix: str) -> list[str]:
    """Return what openxml-audit finds in a file, less what is allowed; folder: where it may be written to be read."""
    file = folder / f"audited{suffix}"
    file.write_bytes(data)
    found = _validator().validate(str(file)).errors
    return [str(error) for error in found if not any(_matches(one, error.part_uri, error.description) for one in ALLOWED)]


def _matches(allowed: Allowed, part: str, description: str) -> bool:
    return bool(re.search(allowed.part, part) and re.search(allowed.description, description))


@cache
def _validator() -> OpenXmlValidator:
    from openxml_audit import FileFormat, OpenXmlValidator

    return OpenXmlValidator(file_format=FileFormat.OFFICE_2019, max_errors=1000)
