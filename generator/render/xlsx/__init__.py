"""Excel templates: ordinary workbooks with tags in their cells, filled by patching the sheets' own XML."""

from __future__ import annotations

from generator.render.xlsx.fill import fill
from generator.render.xlsx.inspection import SheetSource, Tag, Uncached, expressions, sources, uncached

__all__ = ["SheetSource", "Tag", "Uncached", "expressions", "fill", "sources", "uncached"]
