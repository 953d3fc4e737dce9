"""`borang lint`: specs and templates against each other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from generator.cli.options import catalogue_of, json_option
from generator.spec.catalogue import Catalogue
from validators.findings import Finding


@click.command(short_help="Periksa spesifikasi dan templat satu terhadap yang lain.")
@click.argument("names", nargs=-1, metavar="[JENIS|SPESIFIKASI|TEMPLAT]...")
@json_option
@click.pass_obj
def lint(home: Path | None, names: tuple[str, ...], as_json: bool) -> int:
    """Periksa spesifikasi dan templat: nama yang tidak dikenal, isian wajib yang tidak tercetak, tanda yang tidak ditutup.

    Tanpa nama, semua jenis dokumen diperiksa.
    """
    catalogue = catalogue_of(home)
    checked = list(names) or catalogue.names()
    findings = [finding for name in checked for finding in _findings(name, catalogue)]
    if as_json:
        click.echo(json.dumps({"findings": [finding.as_json() for finding in findings]}, ensure_ascii=False, indent=2))
    else:
        _tell(findings, len(checked))
    return 3 if any(finding.is_error for finding in findings) else 0


def _findings(name: str, catalogue: Catalogue) -> Iterator[Finding]:
    from generator import lint as linter

    file = Path(name)
    if file.suffix == ".yaml":
        yield from linter.lint_spec_file(file, catalogue.home)
    elif file.suffix in (".docx", ".html", ".xlsx"):
        yield from linter.lint_template(file, catalogue)
    else:
        yield from linter.lint_type(name, catalogue)


def _tell(findings: list[Finding], count: int) -> None:
    from generator.report import finding_lines

    for finding in findings:
        for line in finding_lines(finding):
            click.echo(line, err=finding.is_error)
    errors = sum(finding.is_error for finding in findings)
    click.echo(f"{count} diperiksa: {errors} salah, {len(findings) - errors} perhatian.")
