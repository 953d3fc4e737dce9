"""The command line: help and messages in Indonesian, words of command in English. Each command's module is loaded when it is called."""

from __future__ import annotations

import contextlib
import errno
import gc
import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from generator.cli.commands import COMMANDS, Entry, command_named, suggested
from generator.cli.options import home_of
from generator.cli.terminal import wants_no_colour

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_PROGRAM_FAULT: Final = 70
_FEW_LOOKS: Final = (100_000, 20, 20)
"""How seldom Python looks for cycles among what the program made: a run that reads one form makes hardly any, and each look takes time."""


class LazyGroup(click.Group):
    """A group that lists its commands without importing them; each answers to its English and its Indonesian name."""

    def make_context(self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any) -> click.Context:
        """Return a context that speaks Indonesian: also what click keeps of it, whoever calls the commands first."""
        from generator.cli import indonesian

        indonesian.install()
        return super().make_context(info_name, args, parent, **extra)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, importing its module now."""
        name = command_named(cmd_name)
        if name is None:
            return None
        entry = COMMANDS[name]
        command = getattr(importlib.import_module(f"generator.cli.{entry.module}"), entry.function)
        return _told_in_indonesian(command, entry)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command to run; a misspelt one is answered with the nearest."""
        if args and command_named(args[0]) is None and not args[0].startswith("-"):
            raise click.UsageError(f'Perintah "{args[0]}" tidak ada. {suggested(args[0])}', ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands that begin as typed, in the language they are typed in."""
        from click.shell_completion import CompletionItem

        names = [(name, entry) for name, entry in COMMANDS.items() if name.startswith(incomplete)]
        if incomplete:
            names += [(entry.indonesian, entry) for entry in COMMANDS.values() if entry.indonesian.startswith(incomplete)]
        options = click.Command.shell_complete(self, ctx, incomplete) if incomplete.startswith("-") else []
        return [*(CompletionItem(name, help=entry.summary) for name, entry in dict(names).items()), *options]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table, with both names of each."""
        with formatter.section("Perintah"):
            formatter.write_dl([(f"{name}, {entry.indonesian}", entry.summary) for name, entry in COMMANDS.items()])


def _told_in_indonesian(command: click.Command, entry: Entry) -> click.Command:
    """Return the command with click's `[OPTIONS]` said in Indonesian and examples in its help, in its own commands too."""
    if command.options_metavar == "[OPTIONS]":
        command.options_metavar = "[PILIHAN]"
    examples = "\n".join(f"  {typed}\n      {purpose}" for typed, purpose in entry.examples)
    command.epilog = f"\b\nContoh:\n{examples}\n\nNama lain: borang {entry.indonesian}."
    if isinstance(command, click.Group):
        command.subcommand_metavar = "PERINTAH ..."
        for below in command.commands.values():
            _told_in_indonesian(below, entry)
    return command


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]}, options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH ..."
)
@click.option(
    "--home",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    envvar="BORANG_HOME",
    help="Folder milik Anda dengan specs/, templates/, institusi.yaml (bawaan: yang terdekat ke atas dari sini, bila ada).",
)
@click.version_option(package_name="borang", message="borang %(version)s", help="Tampilkan versi program.")
@click.pass_context
def cli(ctx: click.Context, home: Path | None) -> None:
    """borang: dari isian menjadi dokumen yang benar.

    Memeriksa isian, menghitung skornya, dan mengisi templat Word, Excel, dan PDF. Setiap perintah punya nama Indonesia.
    """
    try:
        Path.cwd()
    except OSError as error:
        raise click.UsageError("Folder tempat Anda berada sudah tidak ada. Pindah ke folder lain, lalu ulangi.") from error
    if home is not None and not home.is_dir():
        raise click.UsageError(f'Folder --home "{home}" tidak ada.')
    if wants_no_colour():
        ctx.color = False
    ctx.obj = home if home is not None else home_of()
    is_served = command_named(ctx.invoked_subcommand or "") == "serve"  # its work is done by children that have bounds each
    if ctx.obj is not None and _is_program and ctx.invoked_subcommand is not None and not is_served:
        from generator.workers import bounded

        code = bounded([sys.executable, "-c", "from borang import main; main()", *sys.argv[1:]])
        if code is not None:  # a child with bounds did the work: specs and templates of one's own may do anything
            ctx.exit(code)


_is_program = False


def main() -> None:
    """Run the command line; a fault or a defect ends in one Indonesian sentence, never a traceback."""
    global _is_program  # noqa: PLW0603 - one command line, one process
    # within another program, such as a test that catches what is printed, a child would go on as a second one of it
    _is_program = sys.stdout is sys.__stdout__
    gc.set_threshold(*_FEW_LOOKS)
    _open_streams()
    _speak_utf8()
    try:
        code = _run()
        sys.stdout.flush()
    except OSError as error:  # of the streams: files and folders have their faults
        code = _stream_lost(error)
    sys.exit(code)


def _run() -> int:
    output = sys.stdout
    try:
        code: Any = cli.main(prog_name="borang", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        code = 2
    except click.exceptions.Exit as leaving:
        code = leaving.exit_code
    except SystemExit:
        if sys.stdout is not output:  # click puts another one in its place when who read the output has closed it
            raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE)) from None
        raise
    except (click.Abort, KeyboardInterrupt):
        click.echo("Dibatalkan.", err=True)
        code = 130
    except OSError as error:
        if not _is_of_stdout(error):
            return _end_of(error)
        raise
    except Exception as error:  # noqa: BLE001 - the border of the program
        code = _end_of(error)
    return code if isinstance(code, int) else 0


def _is_of_stdout(error: OSError) -> bool:
    """Whether standard output is gone or full: it alone is written without a file's name."""
    return isinstance(error, BrokenPipeError) or (
        error.filename is None and error.errno in (errno.ENOSPC, errno.EIO, errno.EPIPE, errno.EBADF)
    )


def _stream_lost(error: OSError) -> int:
    """End a run whose standard output is full, which is said, or closed by who read it, who needs no sentence."""
    from generator.errors import DeliveryFault, reason

    # what is still buffered can go nowhere; the interpreter would complain of it at its end
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
    if not isinstance(error, BrokenPipeError):
        with contextlib.suppress(OSError):
            click.echo(f"Gagal: Keluaran standar tidak dapat ditulis ({reason(error)}).", err=True)
    return DeliveryFault.exit_code


def _end_of(error: Exception) -> int:
    from generator.errors import BorangError

    if isinstance(error, BorangError):
        click.echo(f"Gagal: {error}", err=True)
        return error.exit_code
    if isinstance(error, MemoryError):
        click.echo("Gagal: Memori tidak cukup untuk pekerjaan ini.", err=True)
        return 3
    if os.environ.get("BORANG_DEBUG"):
        import logging

        logging.getLogger("borang").exception("defect")
    from generator.defect import record

    click.echo(f"Terjadi kesalahan program (rujukan {record(error)}). Data Anda tidak berubah.", err=True)
    return _PROGRAM_FAULT


def _open_streams() -> None:
    """Give the program the streams that it was started without: what it says then goes nowhere."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # the lowest free number is that of the stream itself, so no file of ours gets it
            setattr(sys, name, Path(os.devnull).open("r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115 - open to the end


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
