"""The signed values as one text: what the QR code holds, what the file's properties hold, what is verified.

`v=1&nomor=…&nama=…&program=…&tanggal=2026-07-31&kunci=1a2b3c4d&ttd=…`, percent-encoded; after `#` where the office has an address for it. What is
signed are the very letters before `&ttd=`.
"""

from __future__ import annotations

import base64
import binascii
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qsl, quote_plus, unquote_plus

from generator.seal.keys import PublicKey

NAMES: Final[Mapping[str, str]] = {"nomor": "Nomor", "nama": "Nama", "program": "Program", "tanggal": "Tanggal"}
_VERSION: Final = "1"
_DOMAIN: Final = b"borang-segel\n"
_SIGNATURE: Final = "&ttd="
_SAFE: Final = "/:,.'()"
_LENGTH: Final = 64
LONGEST: Final = 4000


class Verdict(StrEnum):
    """What verifying came to. UNKNOWN: signed by another key than those at hand; UNSIGNED: there is nothing to verify."""

    GENUINE = "asli"
    ALTERED = "berubah"
    UNKNOWN = "kunci lain"
    UNSIGNED = "tidak bertanda"


@dataclass(frozen=True, slots=True)
class SealReading:
    """What a seal says, and whether it may be believed. mark: of the key that it names."""

    verdict: Verdict
    said: Mapping[str, str]
    mark: str = ""


def sealed_text(said: Mapping[str, str], mark: str, sign: Callable[[bytes], bytes], *, address: str = "") -> str:
    """Return the text of signed values. said: by the names of `NAMES`. address: where an office lets it be verified."""
    values = {"v": _VERSION, **{name: " ".join(unicodedata.normalize("NFC", said[name]).split()) for name in NAMES}, "kunci": mark}
    text = "&".join(f"{name}={quote_plus(value, safe=_SAFE)}" for name, value in values.items())
    signature = base64.urlsafe_b64encode(sign(_DOMAIN + text.encode())).decode().rstrip("=")
    return f"{f'{address}#' if address else ''}{text}{_SIGNATURE}{signature}"


def verified(text: str, keys: tuple[PublicKey, ...]) -> SealReading:
    """Return what a text of signed values says, and whether one of the keys signed it."""
    whole = text.strip()
    values = whole.partition("#")[2] if whole.lower().startswith(("https://", "http://")) else whole
    signed, found, written = values.rpartition(_SIGNATURE)
    if not found or len(values) > LONGEST or not signed.startswith("v="):
        return SealReading(Verdict.UNSIGNED, {})
    pairs = dict(parse_qsl(signed, keep_blank_values=True))
    said = {name: pairs.get(name, "") for name in NAMES}
    mark, signature = pairs.get("kunci", ""), _signature(written)
    known = [key for key in keys if key.mark == mark]
    if signature is None or pairs.get("v") != _VERSION:
        return SealReading(Verdict.ALTERED, said, mark)
    if not known:
        return SealReading(Verdict.UNKNOWN, said, mark)
    is_genuine = any(key.verifies(signature, _DOMAIN + signed.encode()) for key in known)
    return SealReading(Verdict.GENUINE if is_genuine else Verdict.ALTERED, said, mark)


def as_day(day: date) -> str:
    """Return a day as it is signed."""
    return day.isoformat()


def _signature(written: str) -> bytes | None:
    text = unquote_plus(written.strip())
    try:
        found = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return found if len(found) == _LENGTH else None
