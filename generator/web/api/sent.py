"""What another program sends: kept as a file for borang's own readers, never more of it in memory than may be."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from generator.deliver import safe_name
from generator.web.api.problems import problem
from generator.web.bounded import bounded
from generator.web.calls import LARGEST_FILE, MOST_FILES
from generator.web.tasks import DeskFile

MULTIPART: Final = "multipart/form-data"
SUFFIXES: Final = {
    "application/json": ".json",
    "application/yaml": ".yaml",
    "application/x-yaml": ".yaml",
    "text/yaml": ".yaml",
    "text/csv": ".csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
"""By the media type of a body the ending that borang's readers know it by."""
_LARGEST: Final = 5 * LARGEST_FILE
_PLAIN: Final = ("", "identity")


async def sent_files(request: Request) -> tuple[DeskFile, ...] | Response:
    """Return what was sent as files, or why it cannot be taken. Raises HTTPException."""
    if request.headers.get("content-encoding", "").strip().lower() not in _PLAIN:
        return problem("bentuk-tidak-dikenal", "Isian yang dimampatkan (Content-Encoding) tidak dibaca. Kirim apa adanya.")
    request = bounded(request, _LARGEST)
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == MULTIPART:
        return await _parts(request)
    if media not in SUFFIXES:
        return problem("bentuk-tidak-dikenal")
    return (DeskFile(f"isian{SUFFIXES[media]}", await _body(request)),)


async def _body(request: Request) -> bytes:
    """Return a body. One that is too long is heard to its end, or who sends it would never hear why; nothing more of it is kept. Raises HTTPException."""
    data, length = bytearray(), 0
    async for part in request.stream():
        length += len(part)
        if length <= LARGEST_FILE:
            data += part
    if length > LARGEST_FILE:
        raise HTTPException(413)
    return bytes(data)


async def _parts(request: Request) -> tuple[DeskFile, ...] | Response:
    found: dict[str, DeskFile] = {}
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FILES) as form:
        for _, value in form.multi_items():
            if isinstance(value, UploadFile):
                name = safe_name(PurePath((value.filename or "isian.json").replace("\\", "/")).name)
                if name in found:
                    return problem("permintaan-tidak-terbaca", f"Dua berkas bernama {name}. Beri nama masing-masing.")
                data = await value.read(LARGEST_FILE + 1)
                if len(data) > LARGEST_FILE:
                    raise HTTPException(413)
                found[name] = DeskFile(name, data)
    if not found:
        return problem("permintaan-tidak-terbaca", "Tidak ada berkas dalam permintaan ini.")
    return tuple(found.values())
