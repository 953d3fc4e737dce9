"""In which order the parts of a worksheet stand: the standard fixes it, and Excel calls a sheet with another one damaged."""

from __future__ import annotations

from typing import Final

from generator.office.package.xml import Element, child, local

ORDER: Final = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges"),
    *("scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr"),
    *("conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter"),
    *("rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing"),
    *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"),
)
_RANK: Final = {name: number for number, name in enumerate(ORDER)}


def names_behind(name: str) -> frozenset[str]:
    """Return the parts that stand behind the one called `name`."""
    return frozenset(ORDER[_RANK[name] + 1 :])


def first_behind(root: Element, name: str) -> Element | None:
    """Return the first of a worksheet's own children that stands behind a part called `name`, None where nothing does."""
    return next((found for found in root if _rank(found) > _RANK[name]), None)


def child_in_order(root: Element, name: str) -> Element:
    """Return a new part of a worksheet, at its place among the others."""
    later = first_behind(root, name)
    made = child(root, name)
    if later is not None:
        later.addprevious(made)
    return made


def _rank(part: Element) -> int:
    """Return the place of a part; one that is offered in several ways (`AlternateContent`) has that of what it offers."""
    return next((_RANK[name] for found in part.iter() if (name := local(found)) in _RANK), -1)
