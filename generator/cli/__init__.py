"""The command line: help and messages in Indonesian, words of command in English. Each command's module is loaded when it is called."""

from __future__ import annotations

import importlib
import logging
import os
import sys
from pathlib import Path
from typing import Any, Final

import click

COMMANDS: Final = {
    "list": ("types", "list_types", "Daftar jenis dokumen."),
    "show": ("types", "show_type", "Isian, aturan, dan hitungan satu jenis dokumen."),
    "blank": ("blank", "blank", "Formulir kosong satu jenis dokumen."),
    "check": ("make", "check", "Periksa berkas isian tanpa membuat dokumen."),
    "make": ("make", "make", "Periksa berkas isian lalu buat dokumennya."),
    "score": ("score", "score", "Hitung satu skor dari tabel biasa."),
    "template": ("template", "template", "Templat pemula satu jenis dokumen."),
    "lint": ("lint", "lint", "Periksa spesifikasi dan templat satu terhadap yang lain."),
    "doctor": ("doctor", "doctor", "Apa yang tersedia di komputer ini."),
    "demo": ("demo", "demo", "Buat semua contoh bawaan."),
}
_PROGRAM_FAULT: Final = 70


class LazyGroup(click.Group):
    """A group that lists its commands without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, importing its module now."""
        if cmd_name not in COMMANDS:
            return None
        module, function, _ = COMMANDS[cmd_name]
        return _with_indonesian_usage(getattr(importlib.import_module(f"generator.cli.{module}"), function))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command to run; a misspelt one is answered with the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from validators.spelling import nearest

            near = nearest(args[0], list(COMMANDS))
            raise click.UsageError(f'Perintah "{args[0]}" tidak ada.' + (f" Maksud Anda: borang {near}?" if near else ""), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table above."""
        with formatter.section("Perintah"):
            formatter.write_dl([(name, summary) for name, (_, _, summary) in COMMANDS.items()])


def _with_indonesian_usage(command: click.Command) -> click.Command:
    """Return the command with click's `[OPTIONS]` said in Indonesian, in its own commands too."""
    if command.options_metavar == "[OPTIONS]":
        command.options_metavar = "[PILIHAN]"
    if isinstance(command, click.Group):
        command.subcommand_metavar = "PERINTAH ..."
        for below in command.commands.values():
            _with_indonesian_usage(below)
    return command


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]}, options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH ..."
)
@click.option(
    "--home",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    envvar="BORANG_HOME",
    help="Folder milik Anda dengan specs/, templates/, institusi.yaml.",
)
@click.version_option(package_name="borang", message="borang %(version)s", help="Tampilkan versi program.")
@click.pass_context
def cli(ctx: click.Context, home: Path | None) -> None:
    """borang: dari isian menjadi dokumen yang benar.

    Memeriksa isian, menghitung skornya, dan mengisi templat Word, Excel, dan PDF.
    """
    if home is not None and not home.is_dir():
        raise click.UsageError(f'Folder --home "{home}" tidak ada.')
    ctx.obj = home


def main() -> None:
    """Run the command line; a fault or a defect ends in one Indonesian sentence, never a traceback."""
    _speak_utf8()
    _translate_click()
    try:
        code: Any = cli.main(prog_name="borang", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        code = 2
    except click.exceptions.Exit as leaving:
        code = leaving.exit_code
    except click.Abort:
        click.echo("Dibatalkan.", err=True)
        code = 130
    except Exception as error:  # noqa: BLE001 - the border of the program
        code = _end_of(error)
    sys.exit(code if isinstance(code, int) else 0)


def _end_of(error: Exception) -> int:
    from generator.errors import BorangError

    if isinstance(error, BorangError):
        click.echo(f"Gagal: {error}", err=True)
        return error.exit_code
    if os.environ.get("BORANG_DEBUG"):
        logging.getLogger("borang").exception("defect")
    from generator.cli.defect import record

    click.echo(f"Terjadi kesalahan program (rujukan {record(error)}). Data Anda tidak berubah.", err=True)
    return _PROGRAM_FAULT


def _speak_utf8() -> None:
    """Make the console print Indonesian whatever its code page; what it cannot show becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream is sys.stdout and "--json" in sys.argv:
            # JSON is UTF-8, whatever the console's code page; a lone surrogate comes out as the escape that JSON has for it
            reconfigure(encoding="utf-8", errors="backslashreplace")
        else:
            reconfigure(errors="replace")


def _translate_click() -> None:
    from generator.cli import indonesian

    indonesian.install()
