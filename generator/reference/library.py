"""The reference data of one or more folders, each file read when it is first asked for.

Every file is one of: a table (`rows:`), a file of bands (`bands:`), `documents.yaml`, `keputusan.yaml`, or a list of
elements under `elements/`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from generator.errors import SpecFault
from generator.reference.model import Decision, Element, ReferenceTable
from generator.reference.rows import (
    decision_of,
    element_of,
    keyed_rows,
    line_of,
    mapping_of,
    refuse_unknown_keys,
    rows_of,
    text_of,
    unknown,
)
from generator.scoring.bands import BandTable, band_table
from generator.yamlio import LineDict, read_spec

_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DOCUMENTS: Final = "documents"
_DECISIONS: Final = "keputusan"
_ELEMENTS: Final = "elements"
_TABLE_KEYS: Final = frozenset({"source", "status", "key", "label", "open", "extends", "note", "refuses", "rows"})
_BAND_KEYS: Final = frozenset({"source", "status", "bands", "decisions", "note"})
_SOURCE_KEYS: Final = frozenset({"document", "place"})


@dataclass(frozen=True)
class Library:
    """The reference data of one or more folders; earlier folders win, name by name.

    A table with `extends: true` adds its rows to those of the same table in later folders, its own rows winning.
    """

    folders: tuple[Path, ...]
    _files: dict[Path, LineDict] = field(default_factory=dict[Path, LineDict], init=False, repr=False, compare=False)
    _made: dict[tuple[str, str], Any] = field(default_factory=dict[tuple[str, str], Any], init=False, repr=False, compare=False)

    def table(self, name: str) -> ReferenceTable:
        """Return a table by its file's name; raises SpecFault when there is none or it is broken."""
        return self._once("table", name, self._table)

    def band(self, name: str) -> BandTable:
        """Return a band table by its name inside its file; raises SpecFault when there is none or it does not cover the line."""
        return self._once("band", name, self._band)

    def document(self, name: str) -> Mapping[str, Any]:
        """Return what is known of a citable document: `title`, `short` and, where known, number, date, authors, year, status, note."""
        documents = self._documents()
        if name not in documents:
            raise unknown("Dokumen", name, documents)
        return documents[name]

    def is_registered(self, document: str) -> bool:
        """Whether a document is among the citable ones."""
        return document in self._documents()

    def documents(self) -> tuple[str, ...]:
        """Return the ids of the citable documents."""
        return tuple(self._documents())

    def citation(self, document: str, place: str = "") -> str:
        """Return the printed citation: the document's short name, or its id where it is not registered, and the place in it."""
        short = str(self.document(document)["short"]) if self.is_registered(document) else document
        return f"{short}, {place}" if place else short

    def decisions(self) -> tuple[Decision, ...]:
        """Return every recorded decision, those of earlier folders first."""
        return self._once("decisions", "", self._decisions)

    def decision(self, name: str) -> Decision:
        """Return one recorded decision by its id."""
        decisions = {decision.id: decision for decision in self.decisions()}
        if name not in decisions:
            raise unknown("Keputusan", name, decisions)
        return decisions[name]

    def elements(self, name: str) -> tuple[Element, ...]:
        """Return the elements of a form of the regulation, in its order: `format-1`, `kak`, `kurikulum` ..."""
        return self._once("elements", name, self._elements)

    def has_table(self, name: str) -> bool:
        """Whether there is a table of that name; reads no other file."""
        return bool(self._once("files", name, self._table_files))

    def names(self) -> tuple[str, ...]:
        """Return the names of all tables. It reads every file; to try one name, ask `has_table`."""
        return tuple(name for name in self._stems() if self.has_table(name))

    def band_names(self) -> tuple[str, ...]:
        """Return the names of all band tables. It reads every file."""
        held = (self._content(file).get("bands") for name in self._stems() for file in self._existing(name))
        return tuple(sorted({name for bands in held if isinstance(bands, LineDict) for name in bands}))

    def element_lists(self) -> tuple[str, ...]:
        """Return the names of all lists of elements, without reading them."""
        return tuple(sorted({file.stem for folder in self.folders for file in (folder / _ELEMENTS).glob("*.yaml")}))

    def _once(self, shelf: str, name: str, make: Callable[[str], Any]) -> Any:
        if (shelf, name) not in self._made:
            self._made[shelf, name] = make(name)
        return self._made[shelf, name]

    def _table(self, name: str) -> ReferenceTable:
        files = self._table_files(name)
        if not files:
            raise unknown("Tabel rujukan", name, self._stems())
        head: dict[str, Any] = {}
        for file in files:
            head = {**self._content(file), **head}
        base = files[-1]
        key, label = text_of(head, "key", base), str(head.get("label") or head["key"])
        rows: dict[str, Mapping[str, Any]] = {}
        for file in files:
            for name_of_row, row in keyed_rows(self._content(file), key, label, file):
                rows.setdefault(name_of_row, self._cited_row(row, file))
        source = self._cite(mapping_of(self._content(base), "source", base), base)
        refuses = {str(word): str(why) for word, why in (head.get("refuses") or {}).items()}
        return ReferenceTable(name, key, label, rows, head.get("open") is True, source, str(head.get("note") or ""), refuses)

    def _table_files(self, name: str) -> list[Path]:
        """Return the files that make up a table: the first that has it, and those it extends."""
        files: list[Path] = []
        for file in self._existing(name):
            content = self._content(file)
            if "rows" in content:
                refuse_unknown_keys(content, _TABLE_KEYS, file)
                files.append(file)
                if content.get("extends") is not True:
                    break
        return files

    def _cited_row(self, row: Mapping[str, Any], file: Path) -> Mapping[str, Any]:
        if "source" not in row:
            return row
        return {**row, "source": self._cite(mapping_of(row, "source", file), file)}

    def _band(self, name: str) -> BandTable:
        entry = self._band_entry(name)
        file = Path(entry.file)
        refuse_unknown_keys(entry, _BAND_KEYS, file)
        source = self._cite(mapping_of(entry, "source", file), file)
        try:
            table = band_table(name, rows_of(entry, "bands", file), source)
        except (TypeError, ValueError) as error:
            raise SpecFault(str(error), file=file, place=f"baris {entry.line}", code="tabel-rentang-salah") from error
        for sentence in table.faults():
            raise SpecFault(sentence, file=file, place=f"baris {entry.line}", code="tabel-rentang-salah")
        return table

    def _band_entry(self, name: str) -> LineDict:
        """Return the entry of a band table: from the file of its name, else of the beginning of its name, else from any."""
        words = name.split("-")
        likely = ["-".join(words[:count]) for count in range(len(words), 0, -1)]
        for stem in (*likely, *(stem for stem in self._stems() if stem not in likely)):
            for file in self._existing(stem):
                bands = self._content(file).get("bands")
                if isinstance(bands, LineDict) and name in bands:
                    return mapping_of(bands, name, file)
        raise unknown("Tabel rentang", name, self.band_names())

    def _elements(self, name: str) -> tuple[Element, ...]:
        file = next(self._existing(name, _ELEMENTS), None)
        if file is None:
            raise unknown("Daftar unsur", name, self.element_lists())
        source = mapping_of(self._content(file), "source", file)
        made: dict[str, Element] = {}
        for row in rows_of(self._content(file), "elements", file):
            element = element_of(row, self._cite({**source, "place": row.get("place")}, file), file)
            if element.id in made or (element.parent and element.parent not in made):
                raise SpecFault(
                    f'Unsur "{element.id}" ganda atau induknya belum ada.', file=file, place=f"baris {row.line}", code="unsur-salah-letak"
                )
            made[element.id] = element
        return tuple(made.values())

    def _decisions(self, _: str) -> tuple[Decision, ...]:
        made: dict[str, Decision] = {}
        for file in self._existing(_DECISIONS):
            for row in rows_of(self._content(file), "decisions", file):
                decision = decision_of(row, self._cite(mapping_of(row, "tempat", file), file), file)
                made.setdefault(decision.id, decision)
        return tuple(made.values())

    def _documents(self) -> Mapping[str, LineDict]:
        return self._once("documents", "", self._read_documents)

    def _read_documents(self, _: str) -> Mapping[str, LineDict]:
        made: dict[str, LineDict] = {}
        for file in self._existing(_DOCUMENTS):
            entries = mapping_of(self._content(file), "documents", file)
            for name in entries:
                entry = mapping_of(entries, name, file)
                text_of(entry, "short", file)
                made.setdefault(name, entry)
        return made

    def _cite(self, source: Mapping[str, Any], file: Path) -> str:
        if isinstance(source, LineDict):
            refuse_unknown_keys(source, _SOURCE_KEYS, file)
        document = str(source.get("document") or "")
        if document not in self._documents():
            raise unknown("Dokumen", document, self._documents(), file=file, line=line_of(source, "document"))
        return self.citation(document, str(source.get("place") or ""))

    def _existing(self, name: str, folder: str = "") -> Iterator[Path]:
        """Yield the files of a name in each folder, the first folder first; a name that is no plain word has none."""
        if _NAME.fullmatch(name):
            files = (root / folder / f"{name}.yaml" for root in self.folders)
            yield from (file for file in files if file in self._files or file.is_file())

    def _stems(self) -> tuple[str, ...]:
        stems = {file.stem for folder in self.folders for file in folder.glob("*.yaml")} - {_DOCUMENTS, _DECISIONS}
        return tuple(sorted(filter(_NAME.fullmatch, stems)))

    def _content(self, file: Path) -> LineDict:
        if file not in self._files:
            content = read_spec(file)
            if not isinstance(content, LineDict):
                raise SpecFault(
                    "Berkas rujukan harus berupa daftar kunci dan nilai.", file=file, place="baris 1", code="rujukan-bukan-kunci-dan-nilai"
                )
            self._files[file] = content
        return self._files[file]
