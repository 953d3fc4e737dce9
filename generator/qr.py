"""QR codes: a text as a picture that a telephone reads (ISO/IEC 18004)."""

from __future__ import annotations

import io
from typing import Final

from generator.fields.image import Gambar

_QUIET_MODULES: Final = 4
_PIXELS: Final = 10
_LEAST_MM: Final = 25.0
_MODULE_MM: Final = 0.5
"""Smaller squares a telephone does not tell apart on an office's print."""
_LEVEL: Final = "m"


def qr_picture(text: str) -> Gambar | None:
    """Return the QR code of a text, large enough to be read from paper; None where the text is longer than any code holds."""
    import segno  # few types have one
    from segno.encoder import DataOverflowError

    try:
        code = segno.make(text, error=_LEVEL, micro=False)
    except DataOverflowError:
        return None
    drawn = io.BytesIO()
    code.save(drawn, kind="png", scale=_PIXELS, border=_QUIET_MODULES)
    modules = int(code.symbol_size(border=_QUIET_MODULES)[0])
    side = max(_LEAST_MM, modules * _MODULE_MM)
    pixels = modules * _PIXELS
    return Gambar(text, drawn.getvalue(), "image/png", (pixels, pixels), f"Kode QR: {text}").within((side, side))
