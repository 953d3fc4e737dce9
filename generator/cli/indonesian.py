"""Click's own sentences in Indonesian.

Click asks gettext for each of its sentences; a compiled catalogue on disk would have to be found from a wheel, so its
modules are given this table in gettext's place.
"""

from __future__ import annotations

from typing import Final

_SENTENCES: Final = {
    "Usage:": "Pemakaian:",
    "Options": "Pilihan",
    "Positional arguments": "Argumen",
    "Commands": "Perintah",
    "Error: {message}": "Salah: {message}",
    "Try '{command} {option}' for help.": "Lihat bantuan dengan: {command} {option}",
    "Invalid value: {message}": "Nilai keliru: {message}",
    "Invalid value for {param_hint}: {message}": "Nilai keliru untuk {param_hint}: {message}",
    "Missing argument": "Argumen belum ada:",
    "Missing option": "Pilihan belum ada:",
    "Missing parameter": "Parameter belum ada:",
    "Missing {param_type}": "Belum ada {param_type}",
    "Missing parameter: {param_name}": "Parameter belum ada: {param_name}",
    "Missing command.": "Perintahnya belum disebut.",
    "No such option {name!r}.": "Pilihan {name} tidak ada.",
    "No such command {name!r}.": "Perintah {name} tidak ada.",
    "Did you mean {possibility}?": "Maksud Anda {possibility}?",
    "(Possible options: {possibilities})": "(Yang mirip: {possibilities})",
    "(Did you mean one of: {possibilities}?)": "(Yang mirip: {possibilities})",
    "Choose from:\n\t{choices}": "Pilih salah satu:\n\t{choices}",
    "{value!r} is not {choice}.": "“{value}” bukan {choice}.",
    "{value!r} is not one of {choices}.": "“{value}” tidak termasuk {choices}.",
    "{value!r} is not a valid {number_type}.": "“{value}” bukan bilangan yang sah.",
    "{value} is not in the range {range}.": "{value} di luar rentang {range}.",
    "{value!r} is not a valid boolean. Recognized values: {states}": "“{value}” bukan ya atau tidak; yang dikenal: {states}",
    "{name} {filename!r} does not exist.": "{name} “{filename}” tidak ada.",
    "{name} {filename!r} is a file.": "“{filename}” berkas, bukan folder.",
    "{name} {filename!r} is a directory.": "“{filename}” folder, bukan berkas.",
    "{name} {filename!r} is not readable.": "{name} “{filename}” tidak dapat dibaca.",
    "{name} {filename!r} is not writable.": "{name} “{filename}” tidak dapat ditulis.",
    "Could not open file {filename!r}: {message}": "Berkas “{filename}” tidak dapat dibuka: {message}",
    "Argument {name!r} takes {nargs} values.": "Argumen {name} memerlukan {nargs} nilai.",
    "Option {name!r} requires {nargs} arguments.": "Pilihan {name} memerlukan {nargs} nilai.",
    "Takes {nargs} values but 1 was given.": "Memerlukan {nargs} nilai, tetapi hanya ada 1.",
    "Takes {nargs} values but {len} were given.": "Memerlukan {nargs} nilai, tetapi ada {len}.",
    "file": "berkas",
    "directory": "folder",
    "path": "berkas atau folder",
    "File": "Berkas",
    "Directory": "Folder",
    "Path": "Berkas atau folder",
    "Option {name!r} does not take a value.": "Pilihan {name} tidak memakai nilai.",
    "Option {name!r} requires an argument.": "Pilihan {name} memerlukan nilai.",
    "Got unexpected extra argument ({args})": "Ada argumen yang tidak dikenal ({args})",
    "Got unexpected extra arguments ({args})": "Ada argumen yang tidak dikenal ({args})",
    "Show this message and exit.": "Tampilkan bantuan ini.",
    "Show the version and exit.": "Tampilkan versi program.",
    "default: {default}": "bawaan: {default}",
    "env var: {var}": "variabel lingkungan: {var}",
    "required": "wajib",
    "Aborted!": "Dibatalkan.",
    "unknown error": "sebab tidak diketahui",
}

_TYPE_NAMES: Final = {
    "IntParamType": "angka",
    "IntRange": "angka",
    "FloatParamType": "angka",
    "FloatRange": "angka",
    "StringParamType": "teks",
}


def _indonesian(sentence: str) -> str:
    return _SENTENCES.get(sentence, sentence)


def _indonesian_number(one: str, many: str, count: int) -> str:
    return _indonesian(one if count == 1 else many)


def install() -> None:
    """Make click speak Indonesian for the rest of the process."""
    import click.core
    import click.decorators
    import click.exceptions
    import click.formatting
    import click.parser
    import click.types

    for module in (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types):
        for name, function in (("_", _indonesian), ("ngettext", _indonesian_number)):
            if hasattr(module, name):
                setattr(module, name, function)
    for name, word in _TYPE_NAMES.items():  # what help prints for a value without a metavar, in capitals
        getattr(click.types, name).name = word
