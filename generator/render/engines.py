"""Which engine prints a PDF: WeasyPrint, or typst where the output, the template, the command or the installation asks for it, never by load.

A page in HTML is printed by WeasyPrint alone, a `.typ` template by typst alone; a type without a page of its own by either.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from generator.home import Home
from generator.spec.model import TYPST, WEASYPRINT

if TYPE_CHECKING:
    from generator.spec.model import Output

ENDING: Final = ".typ"
_INSTALLED: Final = "BORANG_MESIN"


def is_typst(output: Output) -> bool:
    """Whether typst prints an output."""
    return output.template.endswith(ENDING) or (output.engine == TYPST and not output.template)


def asked(output: Output, engine: str, home: Home) -> Output:
    """Return an output as the engine that is asked for prints it; a page in HTML that has no `.typ` beside it stays as it is.

    engine: "" for that of the installation, which says it where a whole computer has but one (BORANG_MESIN), else that of the output.
    """
    engine = engine or os.environ.get(_INSTALLED, "")
    if output.medium != "pdf" or engine not in (TYPST, WEASYPRINT):
        return output
    if engine == WEASYPRINT:
        return by_weasyprint(output, home)
    twin = _twin(output.template, ENDING)
    if output.template.endswith(".html") and _stands_beside(twin, output.template, home):
        return replace(output, engine=TYPST, template=twin)
    return replace(output, engine=TYPST)


def by_weasyprint(output: Output, home: Home) -> Output:
    """Return an output as WeasyPrint prints it: of a `.typ` template the page in HTML beside it, else the shared one."""
    if not is_typst(output):
        return output
    twin = _twin(output.template, ".html")
    return replace(output, engine=WEASYPRINT, template=twin if _is_there(twin, home) else "")


def _twin(template: str, ending: str) -> str:
    return str(PurePosixPath(template).with_suffix(ending)) if template else ""


def _stands_beside(twin: str, template: str, home: Home) -> bool:
    """Whether a `.typ` stands for a page: a shipped one never for a page of the user's own."""
    return _is_there(twin, home) and home.is_own_template(twin) >= home.is_own_template(template)


def _is_there(template: str, home: Home) -> bool:
    return any((folder / template).is_file() for folder in home.template_folders())
