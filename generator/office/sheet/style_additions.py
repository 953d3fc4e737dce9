"""Formats put into a workbook's styles, each at the end of its kind, so that the numbers of those that are there stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import lxml.etree

from generator.office.package.relations import relations
from generator.office.package.xml import Element, child, elements, local, namespace_of, parsed, serialised
from generator.office.sheet.sheets import main_part

_ORDER: Final = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst"),
)


class StyleAdditions:
    """The styles of a workbook while formats are added. One that is there already is used again; without a styles part there is none but "0"."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._part = next((found.target for found in relations(parts, main_part(parts)) if found.type == "styles"), "")
        self._root = parsed(parts[self._part]) if self._part in parts else None

    def part(self) -> dict[str, bytes]:
        """Return the styles as they are now, by the name of their part."""
        return {} if self._root is None else {self._part: serialised(self._root)}

    def cell_format(self, *, font: str = "", fill: str = "") -> str:
        """Return the number of a format of cells whose text breaks at the edge and stands at the top.

        font, fill: what stands in a `<font>` and a `<fill>`; "" for the workbook's usual ones.
        """
        if self._root is None or next(elements(self._root, "cellXfs"), None) is None:
            return "0"
        numbers = f'fontId="{self._added("fonts", f"<font>{font}</font>") if font else 0}"'
        numbers += f' fillId="{self._added("fills", f"<fill>{fill}</fill>") if fill else 0}"'
        applied = f'applyFont="{int(bool(font))}" applyFill="{int(bool(fill))}" applyAlignment="1"'
        alignment = '<alignment vertical="top" wrapText="1"/>'
        return self._added("cellXfs", f'<xf numFmtId="0" {numbers} borderId="0" xfId="0" {applied}>{alignment}</xf>')

    def rule_look(self, written: str) -> str | None:
        """Return the number of a look of conditional formats, None in a workbook without styles. written: what stands in its `<dxf>`."""
        return None if self._root is None else self._added("dxfs", f"<dxf>{written}</dxf>")

    def _added(self, holder_name: str, written: str) -> str:
        assert self._root is not None
        holder = next((found for found in self._root if local(found) == holder_name), None)
        if holder is None:
            holder = _child_in_order(self._root, holder_name)
        space = namespace_of(self._root)
        made = lxml.etree.fromstring(f'<styleSheet xmlns="{space}">{written}</styleSheet>')[0]
        looks = [lxml.etree.tostring(found, method="c14n", exclusive=True) for found in holder]
        wanted = lxml.etree.tostring(made, method="c14n", exclusive=True)
        if wanted in looks:
            return str(looks.index(wanted))
        holder.append(made)
        holder.set("count", str(len(holder)))
        return str(len(holder) - 1)


def _child_in_order(root: Element, name: str) -> Element:
    later = next((found for found in root if local(found) in _ORDER[_ORDER.index(name) + 1 :]), None)
    made = child(root, name)
    if later is not None:
        later.addprevious(made)
    return made
