"""The type by which a renderer knows a long text from a short one."""

from __future__ import annotations


class LongText(str):
    """Text of a `paragraph` field, as typed. It prints as plain text; the DOCX and HTML renderers lay it out."""

    __slots__ = ()
