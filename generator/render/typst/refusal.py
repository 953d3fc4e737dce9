"""What typst says of a template it refuses, in Indonesian; what is not among these is quoted."""

from __future__ import annotations

import re
from typing import Final

_SENTENCES: Final = (
    (r"unknown variable: (\S+)", "nama “{0}” tidak dikenal"),
    (r"the character `(.+?)` is not valid in code", "tanda “{0}” tidak boleh di dalam kode"),
    (r"unclosed delimiter", "kurung pembuka tidak ditutup"),
    (r"unclosed string", "tanda kutip tidak ditutup"),
    (r"unclosed raw text", "tanda ` tidak ditutup"),
    (r"unexpected closing (.+)", "penutup {0} tanpa pembuka"),
    (r"file not found \(searched at (.+)\)", "berkas {0} tidak ditemukan"),
    (r"path `?\"?(.+?)\"?`? would escape the project root", "berkas “{0}” di luar folder templat"),
    (r"cannot access files? outside .*", "berkas di luar folder templat"),
    (r"file is not valid UTF-8", "tulisan berkasnya bukan UTF-8"),
    (r"expected (.+?), found (.+)", "diharapkan {0}, ditemukan {1}"),
    (r"expected (.+)", "diharapkan {0}"),
    (r"unexpected argument: (\S+)", "argumen “{0}” tidak dikenal"),
    (r"unexpected argument", "ada argumen yang tidak dikenal"),
    (r"missing argument: (\S+)", "argumen “{0}” tidak diisi"),
    (r"dictionary does not contain key (.+)", "tidak ada kunci {0}"),
    (r"maximum .*(?:depth|nesting).*", "unsur di dalam unsurnya terlalu dalam"),
    (r"failed to (?:load|decode|parse) (?:image|SVG).*", "gambarnya tidak terbaca"),
    (r"label `(.+?)` does not exist in the document", "label {0} tidak ada"),
)
_KNOWN: Final = tuple((re.compile(pattern, re.DOTALL), words) for pattern, words in _SENTENCES)


def sentence(message: str) -> str:
    """Return what typst said, without its full stop."""
    for pattern, words in _KNOWN:
        found = pattern.fullmatch(message)
        if found:
            return words.format(*(group.split("/templates/")[-1] for group in found.groups()))
    return f"“{' '.join(message.split())}”"
