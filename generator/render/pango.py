"""Pango, which lays pages out for PDF: what to tell somebody whose machine has none, in the words of that machine's system."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import Final

_ELSEWHERE: Final = "pasang Pango (1.44 atau lebih baru) dengan pemasang paket sistem Anda"
_BY_SYSTEM: Final = {
    "Windows": "pasang MSYS2 di C:\\msys64, lalu di jendelanya: pacman -S mingw-w64-ucrt-x86_64-pango, kemudian buka terminal baru",
    "Darwin": "brew install pango",
}
_BY_LINUX: Final = {
    "debian": "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "fedora": "sudo dnf install pango",
    "rhel": "sudo dnf install pango",
    "suse": "sudo zypper install libpango-1_0-0",
    "arch": "sudo pacman -S pango",
    "alpine": "sudo apk add pango font-noto",
}
_RELEASE: Final = Path("/etc/os-release")


def advice() -> str:
    """Return how Pango comes onto this machine."""
    try:
        release = _RELEASE.read_text(encoding="utf-8")
    except OSError:
        release = ""
    return advice_for(platform.system(), release)


def advice_for(system: str, release: str = "") -> str:
    """Return how Pango comes onto a machine. system: as `platform.system` says it. release: the text of /etc/os-release."""
    if system != "Linux":
        return _BY_SYSTEM.get(system, _ELSEWHERE)
    facts = {name: value for name, _, value in (line.partition("=") for line in release.splitlines())}
    names = f"{facts.get('ID', '')} {facts.get('ID_LIKE', '')}".replace('"', "").split()
    return next((_BY_LINUX[name] for name in names if name in _BY_LINUX), _ELSEWHERE)
