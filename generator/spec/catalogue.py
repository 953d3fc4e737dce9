"""The document types there are: found by name, loaded and compiled when first asked for."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.errors import SpecFault
from generator.home import Home
from generator.spec.compile import CompiledSpec
from generator.spec.load import load_spec
from validators.spelling import nearest


@dataclass(slots=True)
class Catalogue:
    """The types of a home; each spec is read once."""

    home: Home
    _compiled: dict[str, CompiledSpec] = field(default_factory=dict[str, CompiledSpec])

    def __contains__(self, name: str) -> bool:
        """Whether there is a type of that name; one that is compiled needs no look at the folders."""
        return name in self._compiled or self.home.spec_file(name) is not None

    def names(self) -> list[str]:
        """Return the names of all types, in order."""
        return list(self.home.spec_files())

    def compiled(self, name: str) -> CompiledSpec:
        """Return the compiled spec of a type; raises SpecFault when there is none or it is broken."""
        if name not in self._compiled:
            file = self.home.spec_file(name)
            if file is None:
                near = nearest(name, self.names())
                hint = f'Maksud Anda "{near}"?' if near else "Lihat daftarnya dengan: borang list."
                raise SpecFault(f'Jenis dokumen "{name}" tidak ada.', hint=hint, code="jenis-tidak-ada")
            compiled = CompiledSpec(load_spec(file, self.home), self.home)
            compiled.prepare()
            self._compiled[name] = compiled
        return self._compiled[name]
