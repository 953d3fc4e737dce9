"""Whether a certificate is genuine, for anybody who holds one: by the text of its QR code, or by its file. It reads, and shows nothing but what was handed in."""

from __future__ import annotations

import threading
from typing import Final

from starlette.responses import Response

from generator.seal.text import NAMES
from generator.web.calls import LARGEST_FILE, PageCall
from generator.web.desk_values import DeskFile
from generator.web.frequency import CallPace
from generator.web.office import office_folders
from generator.web.register_tasks import CertificateReport, VerifyTask
from generator.web.rendering import page
from generator.web.service import DeskTrouble

_A_MINUTE: Final = 20
_ENDINGS: Final = (".pdf", ".docx")
_TOO_OFTEN: Final = "Terlalu sering. Tunggu satu menit, lalu ulangi."


_PACE: Final = CallPace(_A_MINUTE)
_ONE_AT_A_TIME: Final = threading.Lock()
"""Strangers never have more than one child process busy: the others are for those who work here."""


def show(_call: PageCall) -> Response:
    """Return the page where a certificate is handed in."""
    return _page(CertificateReport(""))


def verify(call: PageCall) -> Response:
    """Return what is to be said of a certificate that was handed in."""
    if not _PACE.may(call.address):
        return _page(CertificateReport("", fault=_TOO_OFTEN), status=429)
    text, file = call.said("teks").strip(), next((one for one in call.files if one.name == "berkas"), None)
    if file is None and not text:
        return _page(CertificateReport("", fault="Tempel teks kode QR-nya, atau pilih berkas sertifikatnya."), status=422)
    if file is not None and (not file.filename.lower().endswith(_ENDINGS) or len(file.data) > LARGEST_FILE):
        return _page(CertificateReport("", fault="Berkasnya harus PDF atau Word (.docx), paling besar 20 MB."), status=422)
    held = None if file is None else DeskFile(f"sertifikat.{file.filename.rpartition('.')[2].lower()}", file.data)
    task = VerifyTask("" if held is not None else text, held, office_folders(call.service.store))
    if not _ONE_AT_A_TIME.acquire(timeout=10):
        return _page(CertificateReport("", fault="Sedang banyak yang memeriksa. Tunggu sebentar, lalu ulangi."), status=429)
    try:
        report: CertificateReport = call.service.ask(task)
    except DeskTrouble as trouble:
        return _page(CertificateReport("", fault=trouble.fault.message), status=422)
    finally:
        _ONE_AT_A_TIME.release()
    return _page(report, text="" if file is not None else text)


def _page(report: CertificateReport, *, text: str = "", status: int = 200) -> Response:
    answer = page(
        "sertifikat.html", status, hasil=report, nilai=[(label, report.said.get(name, "")) for name, label in NAMES.items()], teks=text
    )
    if status == 429:
        answer.headers["retry-after"] = str(_PACE.seconds)
    return answer
