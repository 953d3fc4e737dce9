"""Excel templates: ordinary workbooks with tags in their cells, filled by patching the sheets' own XML."""

from __future__ import annotations

from generator.render.xlsx.fill import fill
from generator.render.xlsx.inspection import CellTag, SheetSource, UncachedFormula, circular, dangling, expressions, sources, uncached
from generator.render.xlsx.notices import FailedFormula, Notices

__all__ = [
    "CellTag",
    "FailedFormula",
    "Notices",
    "SheetSource",
    "UncachedFormula",
    "circular",
    "dangling",
    "expressions",
    "fill",
    "sources",
    "uncached",
]
