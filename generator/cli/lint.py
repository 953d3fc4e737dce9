"""`borang lint`: specs and templates against each other."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click

from generator.cli.completion import types
from generator.cli.options import catalogue_of, json_option, known_type
from generator.cli.terminal import Telling, cleared, say, telling, telling_options, tells_progress, with_progress
from generator.spec.catalogue import Catalogue
from generator.workers import OverTime, document_begins, document_ends
from validators.findings import Finding

_FILES: Final = (".yaml", ".docx", ".html", ".typ", ".xlsx")


@click.command(short_help="Periksa spesifikasi dan templat satu terhadap yang lain.")
@click.argument("names", nargs=-1, metavar="[JENIS|SPESIFIKASI|TEMPLAT]...", shell_complete=types)
@click.option(
    "-o",
    "--salinan",
    "copies",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Simpan ke sini salinan templat Word dan Excel dengan komentar di paragraf atau sel yang salah.",
)
@click.option("--force", is_flag=True, help="Ganti salinan yang sudah ada.")
@json_option
@telling_options
@click.pass_obj
def lint(
    home: Path | None, names: tuple[str, ...], *, copies: Path | None, force: bool, as_json: bool, is_quiet: bool, is_verbose: bool
) -> int:
    """Periksa spesifikasi dan templat: nama yang tidak dikenal, isian wajib yang tidak tercetak, tanda yang tidak ditutup.

    Tanpa nama, semua jenis dokumen diperiksa.
    """
    catalogue = catalogue_of(home)
    checked = list(names) or catalogue.names()
    for name in checked:
        if Path(name).suffix not in _FILES:
            known_type(catalogue.names(), name)
    told = telling(is_quiet=is_quiet, is_verbose=is_verbose)
    is_told = tells_progress(checked, is_shown=not as_json)
    begun = time.perf_counter()
    found = {name: list(_findings(name, catalogue)) for name in with_progress(checked, is_told=is_told)}
    cleared(is_told=is_told)
    if not names:
        from generator.lint import unused_pieces

        found["_pieces"] = list(unused_pieces(catalogue.home))
    findings = [finding for each in found.values() for finding in each]
    if as_json:
        click.echo(
            json.dumps(
                {"outcomes": [_as_json(name, each) for name, each in found.items() if each or name in checked]},
                ensure_ascii=False,
                indent=2,
            )
        )
    else:
        _tell(findings, len(checked), told)
    if copies is not None:
        _copy(findings, catalogue, copies, force=force)
    if told is Telling.VERBOSE and not as_json:
        say(f"Waktu {time.perf_counter() - begun:.1f} detik; folder sendiri: {home or 'tidak dipakai'}.".replace(".", ",", 1))
    return 3 if any(finding.is_error for finding in findings) else 0


def _findings(name: str, catalogue: Catalogue) -> Iterator[Finding]:
    from generator import lint as linter

    file = Path(name)
    document_begins()
    try:
        yield from _of(file, name, catalogue)
    except OverTime as fault:
        yield linter.of_fault(fault)
    finally:
        document_ends()


def _of(file: Path, name: str, catalogue: Catalogue) -> Iterator[Finding]:
    from generator import lint as linter

    if file.suffix == ".yaml":
        yield from linter.lint_spec_file(file, catalogue.home)
    elif file.suffix in (".docx", ".html", ".typ", ".xlsx"):
        yield from linter.lint_template(file, catalogue)
    else:
        yield from linter.lint_type(name, catalogue)


def _as_json(name: str, findings: list[Finding]) -> dict[str, Any]:
    status = "faulty" if any(finding.is_error for finding in findings) else "checked"
    return {"source": name, "status": status, "findings": [finding.as_json() for finding in findings]}


def _copy(findings: list[Finding], catalogue: Catalogue, folder: Path, *, force: bool) -> None:
    """Write a copy of each Word or Excel template that something is wrong with, each fault a comment."""
    from generator.deliver import Folder, deliver
    from generator.errors import BorangError
    from generator.lint import remarked
    from generator.render.rendering import OutputFile

    target = Folder(folder, force)
    for name, data in remarked(findings, catalogue.home):
        if isinstance(data, BorangError):
            say(str(data))
            continue
        for path in deliver([OutputFile(f"{Path(name).stem}-catatan{Path(name).suffix}", data, Path(name).suffix[1:])], target, name).files:
            say(f"-> {path}")


def _tell(findings: list[Finding], count: int, told: Telling) -> None:
    from generator.report import finding_lines

    for finding in findings:
        for line in finding_lines(finding):
            say(line)
    errors = sum(finding.is_error for finding in findings)
    if told is not Telling.QUIET:
        say(f"{count} diperiksa: {errors} salah, {len(findings) - errors} perhatian.")
