"""The seal of a document among its file's properties: what its QR code holds, for who has the file and not the paper."""

from __future__ import annotations

from typing import Final

from generator.fingerprint import property_in, with_property

PROPERTY: Final = "borang-segel"


def with_seal_property(data: bytes, seal: str) -> bytes:
    """Return a PDF or Word file with the seal in its properties."""
    if not data.startswith(b"%PDF"):
        return with_property(data, PROPERTY, seal)
    from generator.render.office import with_pdf_property

    return with_pdf_property(data, PROPERTY, seal)


def seal_property(data: bytes) -> str:
    """Return the seal in the properties of a PDF or Word file, "" where there is none. Raises ValueError where a PDF is damaged or locked."""
    if not data.startswith(b"%PDF"):
        return property_in(data, PROPERTY)
    from generator.render.office import pdf_property

    return pdf_property(data, PROPERTY)
