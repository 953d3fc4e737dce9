"""`borang demo`: every shipped sample, made."""

from __future__ import annotations

from pathlib import Path

import click

from generator.home import SHIPPED


def _near(file: Path) -> Path:
    """Return a shipped file as a person would name it from here."""
    return file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file


@click.command(short_help="Buat semua contoh bawaan.")
@click.option(
    "-o",
    "--output",
    "folder",
    default="out",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder keluaran (bawaan: out).",
)
@click.option("--to", "kinds", default="", metavar="DOCX,PDF,XLSX", help="Keluaran yang dibuat, dipisah koma (bawaan: semua).")
@click.option("--force", is_flag=True, help="Ganti berkas yang sudah ada.")
def demo(folder: Path, kinds: str, force: bool) -> int:
    """Buat dokumen dari semua contoh bawaan, satu folder tiap jenis, dan tunjukkan apa kata pemeriksaan atas contoh yang salah."""
    from generator import report
    from generator.cli.make import kinds_of, outcomes_of
    from generator.cli.options import catalogue_of
    from generator.deliver import Folder
    from generator.pipeline import Target

    samples = SHIPPED / "samples"
    catalogue = catalogue_of(samples)
    asked = kinds_of(kinds)
    made, refused = [], []
    for name in catalogue.names():
        files = [_near(file) for file in sorted((samples / name).glob("*.yaml"))]
        good, bad = ([f for f in files if f.name.startswith(prefix)] for prefix in ("ok-", "bad-"))
        click.echo(f"\n{name}")
        target = Target(asked, not asked, Folder(folder / name, force))
        for file, outcome in zip(good, outcomes_of(good, catalogue, target), strict=True):
            made.append(outcome)
            click.echo(f"  {file.name}: {', '.join(path.name for path in outcome.files) or outcome.fault or 'ditolak'}")
        refused += [outcome for outcome in outcomes_of(bad, catalogue, Target()) if outcome.findings.has_errors]
    click.echo(f"\n{report.summary(made)} Folder: {folder}")
    if refused:
        told = max(refused, key=lambda outcome: outcome.source.endswith("bad-tiga-temuan.yaml"))
        click.echo(f"\nContoh yang sengaja salah dan ditolak ({len(refused)}), satu di antaranya:")
        for line in report.lines(told):
            click.echo(f"  {line}")
    return report.exit_code(made)
