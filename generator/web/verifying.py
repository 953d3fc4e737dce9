"""Whether a certificate is genuine, by the module of `borang verify`, and what became of its number, which only the office's register knows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from generator.errors import BorangError, IntakeFault
from generator.register.book import FILE, NumberState, RegisterEntry, entries_in
from generator.seal.files import SealedFile, verified_file
from generator.seal.keys import EVERY_PUBLIC, public_keys
from generator.seal.text import LONGEST, Verdict, verified
from generator.web.register_tasks import CertificateReport, VerifyTask
from generator.web.registering import folder_of_office

UNREADABLE: Final = "tidak terbaca"
UNKNOWN: Final = "tidak tercatat"
_TELLING: Final = (*map(str, (Verdict.GENUINE, Verdict.ALTERED, Verdict.UNKNOWN, Verdict.UNSIGNED)), UNREADABLE)
"""What an office's keys come to, from what says most: of another office's seal they can only say that it is not theirs."""


def certificate_report(folder: Path, office: Mapping[str, Any], task: VerifyTask) -> CertificateReport:
    """Return what is to be said of a certificate. folder: where its file stands. Raises IntakeFault where no office has a public key."""
    home = folder_of_office(office)
    offices = [one for one in dict.fromkeys((*(() if home is None else (home,)), *task.offices)) if any(one.glob(EVERY_PUBLIC))]
    if not offices:
        raise IntakeFault(
            "Kantor ini belum mempunyai kunci publik, jadi sertifikatnya tidak dapat diperiksa di sini.", code="kunci-tidak-ada"
        )
    reports = [_report_of(folder, one, task) for one in offices]
    return min(reports, key=lambda report: _TELLING.index(report.verdict))


def _report_of(folder: Path, home: Path, task: VerifyTask) -> CertificateReport:
    """Return what is to be said of a certificate by the keys and the register of one office."""
    keys = public_keys(sorted(home.glob(EVERY_PUBLIC)))
    try:
        sealed = SealedFile(verified(task.text[: LONGEST * 2], keys)) if task.file is None else verified_file(folder / task.file.name, keys)
    except BorangError as fault:
        return CertificateReport(UNREADABLE, fault=f"{fault.message} {fault.hint}".strip())
    found, is_genuine = sealed.found, sealed.found.verdict is Verdict.GENUINE
    told = standing(entries_in(home), found.said) if is_genuine and (home / FILE).is_file() else ""
    return CertificateReport(str(found.verdict), dict(found.said), found.mark, sealed.is_touched, told)


def standing(entries: Iterable[RegisterEntry], said: Mapping[str, str]) -> str:
    """Return what became of the number of a genuine certificate: the state of its row, `UNKNOWN` where no row is about it.

    A row is about it by number, year and name; where rows also say the programme, or the day, those that say the same count.
    """
    rows = [one for one in entries if one.number == said["nomor"] and str(one.day.year) == said["tanggal"][:4]]
    rows = [one for one in rows if _folded(one.subject) == _folded(said["nama"])]
    rows = [one for one in rows if _folded(said["program"]) in _folded(one.key).split(" | ")] or rows
    rows = [one for one in rows if one.day.isoformat() == said["tanggal"]] or rows
    for state in (NumberState.VALID, NumberState.VOID, NumberState.REPLACED):
        if any(one.state is state for one in rows):
            return str(state)
    return UNKNOWN


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()
