"""`borang new-type`: a new document type to begin from: its spec, its templates, a good sample and two bad ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from generator.errors import SpecFault
from generator.examine import examine
from generator.fields.scalars import kind_of
from generator.fields.shapes import Field, Group, Scalar, Table
from generator.home import Home
from generator.intake.as_text import data_text
from generator.intake.form import Incoming
from generator.intake.read import read_all
from generator.intake.yaml_data import TYPE_KEY
from generator.invention import filled
from generator.new_type.from_form import FormAsked, spec_from_form
from generator.new_type.names import field_name
from generator.new_type.readback import sound_values
from generator.reference.model import Element
from generator.spec.catalogue import Catalogue
from generator.spec.compile import CompiledSpec
from generator.starter import starter
from generator.yamlio import read_data
from validators.findings import Finding

NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]*")
_HEAD: Final = """\
spec: 2
id: {name}
title: {title}
description: {title}
revision: 1
source:
  document: {document}
  place: {place}
"""
_FIELDS: Final = """filename: "{name}-{{{{ judul | slug }}}}"

fields:
  - {{name: judul, label: Judul, type: text}}
  - {{name: tanggal, label: Tanggal, type: date}}
  - {{name: uraian, label: Uraian, type: paragraph, optional: true}}
  - name: rincian
    label: Rincian
    type: table
    fields:
      - {{name: kegiatan, label: Kegiatan, type: text}}
      - {{name: banyak, label: Banyak, type: integer, minimum: 1}}
      - {{name: harga, label: Harga Satuan, type: money, minimum: 0}}
      - {{name: jumlah, label: Jumlah, type: money, expr: row.banyak * row.harga}}
{signature}
computed:
  - {{name: total, label: Jumlah, type: money, expr: rincian | sum(attribute='jumlah')}}

rules:
  - id: A001-ada-biaya
    at: rincian
    severity: warning
    check: total > 0
    message: "Jumlah biaya {{{{ total | rupiah }}}}."
    hint: Periksa banyak dan harga satuannya.
    source: {{basis: derived}}

outputs: [docx, pdf, xlsx]
"""
_SIGNATURE: Final = """  - use: pengesahan
    name: pengesahan
    set: {penanggung_jawab: {label: Pejabat yang Mengesahkan}}
"""


SOURCES: Final = """# Sumber yang dikutip jenis dokumen Anda, dengan nama lengkap dan nama pendeknya.
documents:
  kantor:
    title: Ketentuan kantor sendiri
    short: Ketentuan kantor sendiri
"""


@dataclass(frozen=True, slots=True)
class NewType:
    """What is asked for. elements: a list of a regulation's elements that become fields; like: a type whose spec is begun from; form: a form of any making."""

    name: str
    title: str = ""
    elements: str = ""
    like: str = ""
    form: Path | None = None


def new_type(asked: NewType, folder: Path) -> dict[Path, bytes]:
    """Return the files of a new type by their path below a user's folder; the spec is written there first, to be read as theirs.

    Raises SpecFault when the name is none, is taken, or the elements or the other type are not there.
    """
    home = Home(folder)
    if not NAME.fullmatch(asked.name):
        raise SpecFault(f'Nama jenis "{asked.name}" hanya boleh huruf kecil, angka, dan tanda hubung.', code="nama-jenis-tidak-sah")
    if asked.name in Catalogue(home).names():
        own = folder / "specs" / f"{asked.name}.yaml"
        hint = f"Pilih nama lain, atau hapus dahulu {own} bila hendak membuatnya lagi." if own.is_file() else "Pilih nama lain."
        raise SpecFault(f'Jenis "{asked.name}" sudah ada.', hint=hint, code="jenis-sudah-ada")
    files = {Path("specs") / f"{asked.name}.yaml": spec_text(asked, home).encode("utf-8")}
    sources = Path("specs") / "reference" / "documents.yaml"
    if not asked.like and not asked.elements and not (folder / sources).is_file():
        files[sources] = SOURCES.encode("utf-8")
    return files


def beside(name: str, folder: Path, like: str = "", form: Path | None = None) -> dict[Path, bytes]:
    """Return what goes with a spec that stands in a user's folder: starter templates, and samples.

    like: the type that the spec was begun from; its first sample is then the new one's, others are of invented data.
    form: the form that it was made of; what is filled in there is its sample, where it reads back without a fault.
    """
    catalogue = Catalogue(Home(folder))
    compiled = catalogue.compiled(name)
    templates = [output for output in compiled.spec.outputs if output.template and output.medium in ("docx", "xlsx")]
    files = {Path("templates") / output.template: starter(compiled, output.medium) for output in templates}
    raw = _sample_of(like, catalogue.home) or (sound_values(form, compiled, catalogue) if form is not None else {})
    raw = raw or _unticked(compiled.spec.fields, filled(compiled))
    return files | {Path("samples") / name / file: data for file, data in _samples(compiled, catalogue, raw)}


def spec_text(asked: NewType, home: Home) -> str:
    """Return the text of a new type's spec."""
    if asked.form is not None:
        return spec_from_form(FormAsked(asked.form, asked.name, asked.title))
    title = asked.title or asked.name.replace("-", " ").title()
    if asked.like:
        return _like(asked, title, home)
    if not asked.elements:
        head = _HEAD.format(name=asked.name, title=title, document="kantor", place=title)
        return head + _FIELDS.format(name=asked.name, signature=_SIGNATURE)
    elements = home.library.elements(asked.elements)
    head = _HEAD.format(name=asked.name, title=title, document="perdirjen-gtk-4141-2023", place=asked.elements)
    fields = "".join(_element_fields(elements))
    return f'{head}elements: {asked.elements}\nfilename: "{asked.name}-{{{{ judul | slug }}}}"\n\nfields:\n{_TITLE}{fields}{_SIGNATURE}\noutputs: [docx, pdf]\n'


_TITLE: Final = "  - {name: judul, label: Judul, type: text}\n"


def _element_fields(elements: tuple[Element, ...]) -> Iterator[str]:
    """Yield the lines of a field for each element: a chapter with sub-headings is a group, any other a long text. The heading is its label."""
    taken: set[str] = {"judul", "pengesahan"}
    for element in elements:
        if element.parent:
            continue
        inner = [child for child in elements if child.parent == element.id]
        name = field_name(element.heading, taken)
        if not inner:
            yield f"  - {{name: {name}, type: paragraph, element: {element.id}}}\n"
            continue
        yield f"  - name: {name}\n    type: group\n    element: {element.id}\n    fields:\n"
        within: set[str] = set()
        for child in inner:
            yield f"      - {{name: {field_name(child.heading, within)}, type: paragraph, element: {child.id}}}\n"


def _like(asked: NewType, title: str, home: Home) -> str:
    file = home.spec_files().get(asked.like)
    if file is None:
        raise SpecFault(f'Jenis "{asked.like}" tidak ada.', hint="Lihat daftarnya dengan: borang list.", code="jenis-tidak-ada")
    text = file.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^id:.*$", f"id: {asked.name}", text, count=1)
    text = re.sub(r"(?m)^title:.*$", lambda _: f"title: {title}", text, count=1)
    text = re.sub(r"kind: pdf, template: [^,}]+", "kind: pdf", text)  # the shared page; one of its own may follow
    return text.replace(f"template: {asked.like}/", f"template: {asked.name}/")


def _sample_of(like: str, home: Home) -> dict[str, Any]:
    """Return the values of a type's good sample, the least one where there is one; nothing where there is none."""
    files = [file for root in home.roots for file in sorted((root / "samples" / like).glob("ok-*.yaml"))] if like else []
    if not files:
        return {}
    least = next((file for file in files if file.stem == "ok-minimal"), files[0])
    return {key: value for key, value in read_data(least).values.items() if key != TYPE_KEY}


def _samples(compiled: CompiledSpec, catalogue: Catalogue, raw: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Yield a good sample, and two with a mistake in it, each with what must be found."""
    name = compiled.spec.id
    yield "ok-contoh.yaml", f"# Isian karangan; ganti dengan data Anda.\n{data_text(name, raw)}".encode()
    first = next(iter(raw))
    for file, words, values in (
        ("bad-kosong.yaml", "Isian pertama kosong.", {key: value for key, value in raw.items() if key != first}),
        ("bad-kunci.yaml", "Satu kunci tidak dikenal.", {**raw, "kunci_lain": "x"}),
    ):
        text = data_text(name, values)
        yield file, f"# {words}\n# temuan: {', '.join(_told(text, catalogue))}\n{text}".encode()


def _unticked(fields: Iterable[Field], raw: dict[str, Any]) -> dict[str, Any]:
    """Return invented values without their yes-or-no answers: not every pair of them goes together."""
    kept: dict[str, Any] = {}
    for field_ in fields:
        value = raw.get(field_.name)
        if value is None or (isinstance(field_, Scalar) and kind_of(field_).is_tick):
            continue
        if isinstance(field_, Group):
            value = _unticked(field_.fields, value)
        elif isinstance(field_, Table):
            value = [_unticked(field_.fields, row) for row in value]
        kept[field_.name] = value
    return kept


def _told(text: str, catalogue: Catalogue) -> list[str]:
    incoming = Incoming(Path("contoh.yaml"), text.encode("utf-8"))
    document: Any = next(iter(read_all(incoming, catalogue)))
    if isinstance(document, Finding):
        return [document.code]
    return sorted(f"{found.code}@{'.'.join(map(str, found.path))}" for found in examine(document).findings)
