"""`borang demo`: every shipped sample, made, listed or copied."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import force_option, media_option
from generator.cli.terminal import say
from generator.home import SHIPPED

if TYPE_CHECKING:
    from generator.document import Outcome
    from generator.pipeline import Target
    from generator.spec.catalogue import Catalogue

_SAMPLES = SHIPPED / "samples"
_WRONG = "bad-"


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
@media_option
@force_option
@click.option("--list", "is_listing", is_flag=True, help="Tampilkan contoh yang ada dan tempatnya; tidak ada yang dibuat.")
@click.option(
    "--copy",
    "copy_to",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Salin contoh ke FOLDER/samples, untuk dicoba dan disunting; tidak ada yang dibuat.",
)
def demo(*, folder: Path, media: tuple[str, ...], force: bool, is_listing: bool, copy_to: Path | None) -> int:
    """Buat dokumen dari semua contoh bawaan, satu folder tiap jenis, dan tunjukkan apa kata pemeriksaan atas contoh yang salah."""
    if is_listing:
        for line in _listed():
            say(line)
        return 0
    if copy_to is not None:
        return _copied(copy_to / "samples")
    return _made(folder, media, force=force)


def _made(folder: Path, media: tuple[str, ...], *, force: bool) -> int:
    from generator import report
    from generator.cli.make import outcomes_of
    from generator.cli.options import catalogue_of
    from generator.deliver import Folder
    from generator.errors import MissingEngine
    from generator.pipeline import Target

    catalogue = catalogue_of(_SAMPLES)
    made, refused = [], []
    for name in catalogue.names():
        good, bad = ([_near(file) for file in _files(name, prefix)] for prefix in ("ok-", _WRONG))
        say(f"\n{name}")
        asked = tuple(output.medium for output in catalogue.compiled(name).spec.outputs if not media or output.medium in media)
        if not asked:
            say(f"  tidak punya keluaran {', '.join(media)}")
            continue
        target = Target(asked if media else (), not media, Folder(folder / name, force))
        for outcome in _apart(outcomes_of(good, catalogue, target), good, catalogue, target):
            if _is_beside(outcome, name):
                continue
            made.append(outcome)
            say(
                f"  {Path(outcome.source).name}: {', '.join(path.name for path in outcome.files) or outcome.fault or report.status(outcome)}"
            )
        refused += [outcome for outcome in outcomes_of(bad, catalogue, Target()) if outcome.findings.has_errors]
    say(f"\n{report.summary(made)} Folder: {folder}")
    for line in dict.fromkeys(f.message for one in made for f in one.findings if f.code == "pdf-tidak-dibuat"):
        say(f"{line} Cara memasangnya: borang doctor.")
    if refused:
        told = max(refused, key=lambda outcome: outcome.source.endswith("bad-tiga-temuan.yaml"))
        say(f"\nContoh yang sengaja salah dan ditolak ({len(refused)}), satu di antaranya:")
        for line in report.lines(told):
            say(f"  {line}")
    say(f"\nSetiap jenis juga dapat diisi di Excel; contoh yang sudah terisi: {_near(_SAMPLES / 'formulir')}.")
    # a machine that cannot make one kind of output is told so, and has nonetheless seen the demo
    return report.exit_code(one for one in made if one.code != MissingEngine.code)


def _is_beside(outcome: Outcome, name: str) -> bool:
    """Whether an outcome is no sample's: a wrong sample beside the file that feeds it, told with its own type, or a type that the file has no data for."""
    return Path(outcome.source).name.startswith(_WRONG) or (outcome.type != name and outcome.status == "lacking")


def _apart(outcomes: Iterable[Outcome], files: Sequence[Path], catalogue: Catalogue, target: Target) -> Iterator[Outcome]:
    """Yield the outcomes; a sample with the title of another is made anew in a folder of its own."""
    from generator.cli.make import outcomes_of
    from generator.deliver import Folder

    for outcome in outcomes:
        file = next((file for file in files if outcome.source == str(file)), None)
        if outcome.code != "nama-hasil-kembar" or file is None or target.folder is None:
            yield outcome
        else:
            own = Folder(target.folder.path / file.stem, target.folder.force)
            yield from outcomes_of([file], catalogue, replace(target, folder=own))


def _files(name: str, prefix: str = "") -> list[Path]:
    return sorted((_SAMPLES / name).glob(f"{prefix}*.*"))


def _listed() -> Iterator[str]:
    """Yield the samples, type by type, each with what its first line says of it."""
    for place in sorted(folder for folder in _SAMPLES.iterdir() if folder.is_dir()):
        yield place.name
        for file in _files(place.name):
            yield f"  {_near(file)}{_purpose(file)}"
    yield f"\nLetaknya: {_SAMPLES}. Salin ke sini dengan: borang demo --copy ."


def _purpose(file: Path) -> str:
    if file.suffix != ".yaml":
        return ""
    first = file.read_text(encoding="utf-8").partition("\n")[0]
    return f"  {first.lstrip('# ')}" if first.startswith("#") else ""


def _copied(folder: Path) -> int:
    """Copy the samples; a folder that is there already stays as it is."""
    from generator.errors import DeliveryFault, reason

    if folder.exists():
        hint = "Hapus atau ganti namanya, atau pilih folder lain."
        raise DeliveryFault("Folder sudah ada.", file=folder, hint=hint, code="hasil-sudah-ada")
    try:
        shutil.copytree(_SAMPLES, folder, ignore=shutil.ignore_patterns("__pycache__"))
    except OSError as error:
        raise DeliveryFault(f"Contoh tidak dapat disalin ({reason(error)}).", file=folder, code="hasil-tidak-tertulis") from error
    say(f"-> {folder}")
    return 0
