"""What other programs are told when something cannot be answered: `application/problem+json`, with a code that stays."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.responses import Response

MEDIA_TYPE: Final = "application/problem+json"
PREFIX: Final = "/api/"
"""How the addresses begin that other programs use."""
REASONS: Final[Mapping[str, tuple[int, str]]] = {
    "permintaan-tidak-terbaca": (400, "Permintaan ini tidak dapat dibaca."),
    "kunci-tidak-dikenal": (401, "Kunci API tidak disebut, tidak dikenal, atau sudah lewat masanya."),
    "kunci-tidak-cukup": (403, "Kunci API ini hanya untuk memeriksa."),
    "sambungan-tidak-aman": (403, "Layanan ini hanya dipakai lewat https."),
    "tidak-ada": (404, "Alamat, jenis, atau pekerjaan ini tidak ada."),
    "cara-tidak-dikenal": (405, "Alamat ini tidak dapat dipakai dengan cara itu."),
    "belum-selesai": (409, "Pekerjaan ini belum selesai. Tanyakan lagi beberapa detik lagi."),
    "terlalu-besar": (413, "Yang dikirim terlalu besar: satu berkas paling besar 20 MB."),
    "bentuk-tidak-dikenal": (415, "Bentuk isian ini tidak dikenal; sebut Content-Type-nya."),
    "alamat-tidak-dikenal": (421, "Nama layanan dalam permintaan ini tidak dikenal."),
    "isian-ditolak": (422, "Dokumennya tidak dibuat, karena isiannya belum benar."),
    "keluaran-tidak-ada": (422, "Keluaran itu tidak ada pada jenis ini."),
    "sedang-banyak-pekerjaan": (429, "Sedang banyak pekerjaan. Ulangi beberapa detik lagi."),
    "kesalahan-program": (500, "Terjadi kesalahan program."),
    "basis-data-tidak-tersambung": (503, "Basis data layanan sedang tidak dapat dihubungi. Ulangi beberapa detik lagi."),
    "basis-data-sibuk": (503, "Basis data layanan sedang dipakai pekerjaan lain. Ulangi beberapa detik lagi."),
    "penyimpanan-penuh": (503, "Cakram layanan penuh, jadi belum ada yang dapat disimpan."),
}
"""Every code of its own that the API answers with, with its status and sentence; a body that cannot be read has the reader's code."""
_OF_STATUS: Final = {status: code for code, (status, _) in reversed(REASONS.items())}
_RETRY: Final = 5


def problem(code: str, message: str = "", *, status: int = 0, reference: str = "", **more: Any) -> Response:
    """Return an answer that says what went wrong. message, status: in place of the code's own. reference: 8 signs that stand in the log too."""
    usual, title = REASONS.get(code, (422, message))
    said = {
        "type": f"urn:borang:{code}",
        "title": title,
        "status": status or usual,
        "kode": code,
        "pesan": message or title,
        "rujukan": reference,
        **more,
    }
    answer = Response(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"), said["status"], media_type=MEDIA_TYPE)
    if said["status"] == 401:
        answer.headers["www-authenticate"] = 'Bearer realm="borang"'
    if said["status"] in (429, 503):
        answer.headers["retry-after"] = str(_RETRY)
    return answer


def refused_by_server(error: Exception) -> Response:
    """Return what is told of a request that the server itself refuses."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    answer = problem(_OF_STATUS.get(status, "permintaan-tidak-terbaca"), status=status)
    if isinstance(error, HTTPException) and error.headers:
        answer.headers.update(error.headers)
    return answer
