"""`borang template from`: a finished document and its data to a template; a template with other placeholders to one of ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.completion import types
from generator.cli.options import catalogue_of, force_option, known_type
from generator.cli.terminal import say

if TYPE_CHECKING:
    from generator.document import Document
    from generator.example.word import MadeTemplate
    from generator.spec.compile import CompiledSpec

_MEDIA = (".docx", ".xlsx")


@click.command("from", short_help="Templat dari dokumen jadi dan datanya.")
@click.argument("file", metavar="BERKAS", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("data", metavar="[DATA]", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--type", "type_name", metavar="JENIS", default="", shell_complete=types, help="Jenis dokumen (bawaan: menurut berkas datanya)."
)
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="BERKAS",
    help="Simpan templatnya ke berkas ini (bawaan: folder templates/ milik Anda, atau folder ini).",
)
@click.option(
    "--and",
    "others",
    multiple=True,
    nargs=2,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="BERKAS DATA",
    help="Contoh lain dengan datanya: yang hanya dikatakan salah satunya menjadi cabang. Boleh berulang.",
)
@force_option
@click.pass_obj
def from_(
    home: Path | None,
    file: Path,
    data: Path | None,
    *,
    type_name: str,
    target: Path | None,
    others: tuple[tuple[Path, Path], ...],
    force: bool,
) -> int:
    """Buat templat dari dokumen Word atau Excel yang sudah jadi (BERKAS) dan data pembuatnya (DATA).

    Tanda borang ditaruh di tempat nilainya berdiri; huruf, gaya, dan selebihnya dibiarkan. Laporannya menyebut apa yang ditempatkan, apa yang
    meragukan, dan apa yang tidak ditemukan. Tanpa DATA: tempat isian yang sudah ada (${nama}, <<nama>>, [nama], bidang gabungan surat, kontrol isi,
    titik-titik) menjadi tanda borang; belum ada jenisnya, spesifikasinya dibuatkan.
    """
    if data is None and others:
        raise click.UsageError("Contoh kedua (--and) memerlukan data contoh pertama: borang template from DOKUMEN.docx DATA.yaml --and …")
    if file.suffix.lower() == ".xlsx" and data is None and not type_name:
        raise click.UsageError("Buku kerja Excel memerlukan datanya, atau jenisnya (--type): borang template from REKAP.xlsx DATA.yaml")
    if data is None:
        return _without_data(file, home, type_name, target=target, force=force)
    document = _document(data, home, type_name)
    examples = [(_admitted(file), document)]
    for other, its_data in others:
        if other.suffix.lower() != file.suffix.lower():
            raise click.UsageError(f'Contoh kedua (--and): "{other.name}" harus berakhiran {file.suffix.lower()}, seperti contoh pertama.')
        examples.append((_admitted(other), _document(its_data, home, document.type.id)))
    made = _made(examples, file.name)
    _tell(made)
    code = _put(target, made.data, document.compiled, home, file=file, force=force)
    medium = file.suffix.lower().lstrip(".")
    _tell_words(document, medium, target or _place(document.compiled, home, medium), examples[0][0])
    return code


def _made(examples: Sequence[tuple[bytes, Document]], file: str) -> MadeTemplate:
    """Return the template that finished files with their documents give. file: the first one's name."""
    from generator.example.values import values_of

    compiled = examples[0][1].compiled
    if Path(file).suffix.lower() == ".xlsx":
        from generator.example.workbook import WorkbookExample, workbook_template

        return workbook_template([WorkbookExample(data, values_of(document), file) for data, document in examples], compiled)
    from generator.example.word import WordExample, template_of_all

    return template_of_all([WordExample(data, values_of(document)) for data, document in examples], compiled)


def _tell_words(document: Document, medium: str, template: Path, example: bytes) -> None:
    """Tell how many words of the example its template makes again."""
    from generator.example.checking import output_for, words_again

    counted = words_again(document, output_for(document.compiled, medium), template, example)
    if counted is not None:
        say(f"Diisi lagi dengan datanya sendiri: {counted[0]} dari {counted[1]} kata sama.")


def _place(compiled: CompiledSpec, home: Path | None, medium: str) -> Path:
    from generator.cli.template import default_file

    return default_file(compiled, medium, home)


def _tell(made: MadeTemplate) -> None:
    from generator.example.account import lines

    for line in lines(made.account):
        say(line)


def _without_data(file: Path, home: Path | None, type_name: str, *, target: Path | None, force: bool) -> int:
    """Make a template of a document alone: of its placeholders, else of what it says itself; with a spec where there is no such type."""
    from generator.example.foreign import template_for

    catalogue = catalogue_of(home)
    if type_name not in catalogue.names():
        return _new_type(file, home, type_name, force=force)
    compiled = catalogue.compiled(type_name)
    made = None if file.suffix.lower() == ".xlsx" else template_for(_admitted(file), compiled)
    if made is None or not made.account.placed:
        document = _document(file, home, type_name)
        compiled, made = document.compiled, _made([(_admitted(file), document)], file.name)
    _tell(made)
    return _put(target, made.data, compiled, home, file=file, force=force)


def _new_type(file: Path, home: Path | None, type_name: str, *, force: bool) -> int:
    """Write the spec and the template that a document's placeholders make, in the user's folder."""
    from generator.cli.delivery import put
    from generator.example.foreign import foreign_template
    from generator.formatting import slug
    from generator.new_type import NAME, SOURCES

    name = type_name or str(slug(file.stem))
    if not NAME.fullmatch(name):
        raise click.UsageError(f'Nama jenis "{name}" hanya boleh huruf kecil, angka, dan tanda hubung; sebut dengan --type NAMA.')
    made, spec = foreign_template(_admitted(file), name=name, title=file.stem.replace("-", " ").replace("_", " ").title(), file=file.name)
    if not spec:
        raise click.UsageError(
            f"{file.name}: tidak ada tempat isian (${{nama}}, <<nama>>, titik-titik, …). Dokumen jadi? Sebut juga datanya."
        )
    _tell(made)
    own = home or Path()
    put(own / "specs" / f"{name}.yaml", spec.encode(), "yaml", source=name, force=force)
    sources = own / "specs" / "reference" / "documents.yaml"
    if not sources.is_file():
        put(sources, SOURCES.encode(), "yaml", source=name, force=force)
    put(own / "templates" / name / f"{name}.docx", made.data, "docx", source=name, force=force)
    say(f"Periksa nama dan jenis isiannya di {own / 'specs' / f'{name}.yaml'}, lalu: borang lint {name}")
    return 0


def _admitted(file: Path) -> bytes:
    """Return the bytes of a document that was let through the gate. Raises IntakeFault."""
    from generator.guard import EXCEL_TEMPLATE, WORD_TEMPLATE, admit

    if file.suffix.lower() not in _MEDIA:
        raise click.UsageError(f'"{file.name}" harus berakhiran {" atau ".join(_MEDIA)}.')
    data = file.read_bytes()
    admit(data, file, EXCEL_TEMPLATE if file.suffix.lower() == ".xlsx" else WORD_TEMPLATE)
    return data


def _document(data: Path, home: Path | None, type_name: str) -> Document:
    from generator.intake.read import read
    from validators.findings import Finding

    catalogue = catalogue_of(home)
    if type_name:
        known_type(catalogue.names(), type_name)
    document = read(data, catalogue, type_name=type_name, shown=data.name)
    if isinstance(document, Finding):
        raise click.UsageError(f"{data.name}: {document.message} {document.hint}".strip())
    return document


def _put(target: Path | None, template: bytes, compiled: CompiledSpec, home: Path | None, *, file: Path, force: bool) -> int:
    """Write the template and tell what lint says of it."""
    from generator.cli.delivery import put
    from generator.example.checking import faults_of_template, output_for
    from generator.report import finding_lines

    medium = file.suffix.lower().lstrip(".")
    place = target or _place(compiled, home, medium)
    if place.suffix.lower() != f".{medium}":
        raise click.UsageError(f'-o: "{place.name}" harus berakhiran .{medium}.')
    if place.resolve() == file.resolve():
        raise click.UsageError(f'-o: "{place.name}" contohnya sendiri, yang tidak disentuh. Sebut nama lain.')
    code = put(place, template, medium, source=compiled.spec.id, force=force)
    found = list(faults_of_template(compiled, output_for(compiled, medium), place))
    say_all(line for finding in found for line in finding_lines(finding))
    return 3 if any(finding.is_error for finding in found) else code


def say_all(told: Iterable[str]) -> None:
    """Say several lines."""
    for line in told:
        say(line)
