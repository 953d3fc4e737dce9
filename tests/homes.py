"""Small document types of a test's own, written into a folder that stands in for a user's home."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import dedent

from generator.document import Document, Outcome
from generator.examine import Examination, examine
from generator.home import Home
from generator.intake.form import Incoming
from generator.intake.read import read
from generator.pipeline import Target, run_all
from generator.spec.catalogue import Catalogue
from validators.findings import Finding

HEAD = """\
spec: 1
id: uji
title: Uji
revision: 1
source: {document: perdirjen-gtk-4141-2023, place: Uji}
"""
"""Five lines: what a test writes begins on line 6."""

OUTPUTS = 'outputs: [{kind: pdf, template: uji/uji.html, filename: "uji.pdf"}]\n'


def home(folder: Path, spec: str, files: Mapping[str, str | bytes] | None = None) -> Catalogue:
    """Return the types of a home in `folder`: the type `uji` and the shipped ones. files: what else it holds, by path."""
    text = HEAD + dedent(spec).lstrip("\n")
    write(folder / "specs" / "uji.yaml", text if "\noutputs:" in text else text.rstrip("\n") + "\n" + OUTPUTS)
    for name, content in (files or {}).items():
        write(folder / name, content)
    return Catalogue(Home(folder))


def write(file: Path, content: str | bytes) -> Path:
    """Write a file with the folders above it and return it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return file


def data_file(folder: Path, data: str, name: str = "data.yaml") -> Path:
    """Write a data file of the type `uji`: its own lines begin on line 2."""
    return write(folder / name, "jenis: uji\n" + dedent(data).lstrip("\n"))


def document(catalogue: Catalogue, data: str) -> Document:
    """Return the given document of the type `uji` that `data` fills."""
    assert catalogue.home.folder is not None
    given = read(data_file(catalogue.home.folder, data), catalogue, shown="data.yaml")
    assert not isinstance(given, Finding), given
    return given


def examined(catalogue: Catalogue, data: str) -> Examination:
    """Return what examining that document gives."""
    return examine(document(catalogue, data))


def told(findings: Iterable[Finding]) -> list[str]:
    """Return findings as `code@path`, sorted."""
    return sorted(f"{finding.code}@{'.'.join(map(str, finding.path))}" for finding in findings)


def table(*rows: str, extra: str = "") -> str:
    """Return a reference table keyed `kode`, labelled `nama`; rows: "M: Merah"."""
    lines = [f"  - {{kode: {code.strip()}, nama: {name.strip()}}}" for code, name in (row.split(":") for row in rows)]
    head = "source: {document: perdirjen-gtk-4141-2023, place: Uji}\nkey: kode\nlabel: nama\n"
    return head + extra + "rows:\n" + "\n".join(lines) + "\n"


def run_file(file: Path, catalogue: Catalogue, target: Target, *, type_name: str = "") -> Outcome:
    """Take one file with one document through the whole sentence."""
    return list(run_all(Incoming(file), catalogue, target, type_name=type_name))[-1]
