"""`borang check` and `borang make`: files through the pipeline, outcomes to the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from generator import report
from generator.bundle import run_bundle
from generator.cli.options import catalogue_of, data_files, json_option, type_option
from generator.deliver import Folder
from generator.document import Outcome
from generator.intake.form import Incoming, Shelf
from generator.pipeline import Target
from generator.spec.catalogue import Catalogue

_KINDS = ("docx", "pdf", "xlsx")


@click.command(short_help="Periksa berkas isian tanpa membuat dokumen.")
@click.argument("files", nargs=-1, required=True, metavar="BERKAS...", type=click.Path(path_type=Path))
@type_option
@json_option
@click.pass_obj
def check(home: Path | None, files: tuple[Path, ...], type_name: str, as_json: bool) -> int:
    """Periksa BERKAS isian: semua yang salah disebut sekaligus, dengan barisnya, dan skornya dihitung.

    BERKAS boleh beberapa, boleh juga folder. Tidak ada dokumen yang dibuat.
    """
    return _run(data_files(files), catalogue_of(home), Target(), type_name, as_json)


@click.command(short_help="Periksa berkas isian lalu buat dokumennya.")
@click.argument("files", nargs=-1, required=True, metavar="BERKAS...", type=click.Path(path_type=Path))
@type_option
@click.option(
    "-o",
    "--output",
    "folder",
    default="out",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder keluaran (bawaan: out).",
)
@click.option("--to", "kinds", default="", metavar="DOCX,PDF,XLSX", help="Keluaran yang dibuat, dipisah koma (bawaan: menurut jenisnya).")
@click.option("--all", "every_kind", is_flag=True, help="Buat semua keluaran yang dimiliki jenis dokumennya.")
@click.option("--draft", "is_draft", is_flag=True, help="Buat walau ada yang salah, bertanda DRAF dengan daftar kesalahannya.")
@click.option("--force", is_flag=True, help="Ganti berkas yang sudah ada.")
@json_option
@click.pass_obj
def make(
    home: Path | None,
    files: tuple[Path, ...],
    *,
    type_name: str,
    folder: Path,
    kinds: str,
    every_kind: bool,
    is_draft: bool,
    force: bool,
    as_json: bool,
) -> int:
    """Periksa BERKAS isian, hitung skornya, dan buat dokumennya.

    BERKAS boleh beberapa, boleh juga folder. Satu berkas yang salah tidak menghentikan yang lain.
    """
    target = Target(kinds_of(kinds), every_kind, Folder(folder, force), is_draft)
    return _run(data_files(files), catalogue_of(home), target, type_name, as_json)


def kinds_of(text: str) -> tuple[str, ...]:
    """Return the kinds of output that `--to` names, each once; a usage error for an unknown one."""
    kinds = tuple(dict.fromkeys(kind.strip().lower() for kind in text.split(",") if kind.strip()))
    unknown = [kind for kind in kinds if kind not in _KINDS]
    if unknown:
        raise click.UsageError(f"--to: {', '.join(unknown)} tidak dikenal; pilihannya {', '.join(_KINDS)}.")
    return kinds


def _run(files: list[Path], catalogue: Catalogue, target: Target, type_name: str, as_json: bool) -> int:
    if not files:
        raise click.UsageError("Tidak ada berkas isian (.yaml atau .json) di sana.")
    outcomes: list[Outcome] = []
    for outcome in outcomes_of(files, catalogue, target, type_name):
        outcomes.append(outcome)
        if not as_json:
            _tell(outcome)
    if as_json:
        click.echo(report.as_json(outcomes))
    elif len(outcomes) > 1:
        click.echo(report.summary(outcomes))
    return report.exit_code(outcomes)


def outcomes_of(files: Sequence[Path], catalogue: Catalogue, target: Target, type_name: str = "") -> Iterator[Outcome]:
    """Yield the outcome of each file in turn; a defect of the program ends one file, not the run."""
    shelf = Shelf(told={file.resolve() for file in files})
    for file in files:
        try:
            yield from run_bundle(Incoming(file, shelf=shelf), catalogue, target, type_name=type_name)
        except Exception as error:  # noqa: BLE001 - the border of one item
            from generator.cli.defect import record

            yield Outcome(str(file), type_name, "crashed", fault=f"Kesalahan program, rujukan {record(error)}.", exit_code=70)


def _tell(outcome: Outcome) -> None:
    for line in report.lines(outcome):
        click.echo(line, err=outcome.exit_code != 0)
