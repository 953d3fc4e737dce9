"""`borang key` and `borang verify`: the office's keys, and whether a certificate is what was signed with them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import json_option
from generator.cli.streams import DASH, standard_input
from generator.cli.subcommands import TwoNamedGroup
from generator.cli.terminal import say
from generator.errors import BorangError, UsageFault

if TYPE_CHECKING:
    from generator.seal.files import SealedFile
    from generator.seal.keys import PublicKey

_WHAT_IT_IS = (
    "Cocokkan dengan yang tercetak. Pemeriksaan ini tidak mengatakan apakah sertifikatnya dicabut; tanyakan kepada penerbitnya.",
    "Tanda ini bukan tanda tangan elektronik tersertifikasi.",
)


@click.group(cls=TwoNamedGroup, indonesian={"baru": "new"}, short_help="Kunci lembaga untuk sertifikat bertanda.")
def key() -> None:
    """Buat kunci yang menandatangani nilai-nilai sertifikat (Ed25519)."""


@key.command("new", short_help="Buat sepasang kunci.")
@click.pass_obj
def new(home: Path | None) -> int:
    """Buat kunci privat dan kunci publik di sebelah institusi.yaml; yang sudah ada tidak ditimpa."""
    from generator.seal.keys import make_keys

    private, public, mark = make_keys(_office(home))
    say(f"-> {private}")
    say(f"-> {public}")
    say(f"Kunci {mark}. Kunci privat hanya untuk kantor ini: jangan dikirim, dan simpan salinannya di tempat aman.")
    say("Kunci publik boleh diberikan kepada siapa saja yang hendak memeriksa sertifikat.")
    return 0


@click.command(short_help="Periksa asli tidaknya sertifikat, tanpa jaringan.")
@click.argument("files", nargs=-1, required=True, metavar="BERKAS...", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--key",
    "keys",
    multiple=True,
    metavar="KUNCI",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Kunci publik; boleh beberapa. Bawaan: kunci-publik*.pem di sebelah institusi.yaml.",
)
@json_option
@click.pass_obj
def verify(home: Path | None, files: tuple[Path, ...], *, keys: tuple[Path, ...], as_json: bool) -> int:
    """Periksa BERKAS (PDF, DOCX; tanda - untuk teks kode QR): asli, berubah, atau tidak bertanda."""
    known = _keys(home, keys)
    told, is_genuine = list[dict[str, object]](), True
    for file in files:
        try:
            found = _verified(file, known)
        except BorangError as fault:
            is_genuine = False
            told.append({"source": str(file), "verdict": "tidak terbaca", "message": str(fault)})
            continue
        is_genuine &= found.found.verdict == "asli"
        told.append(
            {
                "source": str(file),
                "verdict": str(found.found.verdict),
                "values": dict(found.found.said),
                "key": found.found.mark,
                "touched": found.is_touched,
            }
        )
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _tell(told)
    return 0 if is_genuine else 1


def _tell(told: Sequence[dict[str, object]]) -> None:
    from generator.seal.text import NAMES

    for one in told:
        say(f"{one['source']}: {_SAID[str(one['verdict'])].format(**one)}")
        values = one.get("values")
        for name, label in NAMES.items():
            if isinstance(values, dict) and values.get(name):
                say(f"  {label}: {values[name]}")
        if one.get("touched"):
            say("  Berkasnya berubah sejak dibuat borang, misalnya karena ditandatangani elektronik atau disunting.")
    if any(one["verdict"] == "asli" for one in told):
        for line in _WHAT_IT_IS:
            say(line)


_SAID = {
    "asli": "asli",
    "berubah": "BERUBAH; isinya tidak sama dengan yang ditandatangani",
    "kunci lain": "tidak dapat dipastikan; ditandatangani kunci {key}, yang kunci publiknya tidak disebut",
    "tidak bertanda": "tidak bertanda; tidak ada yang dapat diperiksa",
    "tidak terbaca": "{message}",
}


def _verified(file: Path, keys: tuple[PublicKey, ...]) -> SealedFile:
    from generator.seal.files import SealedFile, verified_file
    from generator.seal.text import LONGEST, verified

    if file != DASH:
        return verified_file(file, keys)
    return SealedFile(verified(standard_input()[: LONGEST * 2].decode("utf-8", "replace"), keys))


def _keys(home: Path | None, named: Sequence[Path]) -> tuple[PublicKey, ...]:
    from generator.seal.keys import EVERY_PUBLIC, public_keys

    files = list(named) or sorted(_office(home).glob(EVERY_PUBLIC))
    if not files:
        raise UsageFault("Tidak ada kunci publik.", hint="Sebut berkasnya: --key kunci-publik.pem.", code="kunci-tidak-ada")
    return public_keys(files)


def _office(home: Path | None) -> Path:
    """Return the folder of the nearest `institusi.yaml`."""
    from generator.home import Home

    file = Home(home).institution_file(Path.cwd() / "-")
    if file is None:
        hint = "Kunci terletak di sebelahnya; untuk memeriksa saja, sebut --key."
        raise UsageFault("Tidak ada institusi.yaml di folder ini atau di atasnya.", hint=hint, code="kunci-tidak-ada")
    return file.parent
