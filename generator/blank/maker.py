"""A blank form of a type in any medium, for the command and the pages alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.fields.electronic import waived

if TYPE_CHECKING:
    from generator.blank.known import KnownFields
    from generator.form.filled import FilledForm
    from generator.spec.compile import CompiledSpec


@dataclass(frozen=True, slots=True)
class FormMaker:
    """Makes blank forms of a type. medium: "yaml", "xlsx", "docx", "pdf". office: the office's settings; where it is electronic, it fills some itself."""

    compiled: CompiledSpec
    medium: str
    office: Mapping[str, Any]

    def made(self, known: KnownFields) -> tuple[bytes, FilledForm | None]:
        """Return a form that is begun with what is known, and what of that has no place in it; None of a text, which has all."""
        elsewhere = waived(self.compiled.spec.fields, self.office, self.compiled.spec.id)
        if self.medium == "yaml":
            from generator.blank.yaml_form import blank_yaml

            return blank_yaml(self.compiled, elsewhere, known).encode("utf-8"), None
        return self._written()(self.compiled, elsewhere, known, self.office)

    def _written(self) -> Callable[..., tuple[bytes, FilledForm]]:
        """Return what writes a form of this medium."""
        if self.medium == "docx":
            from generator.blank.docx_form import blank_docx

            return blank_docx
        if self.medium == "pdf":
            from generator.blank.pdf_form import blank_pdf

            return blank_pdf
        from generator.blank.xlsx_form import blank_xlsx

        return blank_xlsx
