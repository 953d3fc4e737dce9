"""One cell of a worksheet's XML becomes a `Cell`: its value, its formula unshared, its tags."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from generator.office.package.xml import Element, Fragments, local
from generator.office.sheet.cells import letters, split_address, unescaped
from generator.office.sheet.formula import UNKNOWN, Formula, FormulaError, UnsolvedError, Value, formula, names_in, solver, tree, unshared
from generator.office.sheet.values import number
from generator.render.xlsx.faults import fault
from generator.render.xlsx.model import FormulaCell, TemplateCell
from generator.render.xlsx.tags import CellText, TextRun, cell_text


def runs_of(element: Element) -> tuple[TextRun, ...]:
    """Return the text of <si> or <is>, run by run; phonetic text is left out."""
    fragments = Fragments(element)
    runs: list[TextRun] = []
    for found in element:
        if local(found) == "t":
            runs.append(TextRun("", _text(found)))
        elif local(found) == "r":
            looks = "".join(fragments.text(part) for part in found if local(part) == "rPr")
            runs.append(TextRun(looks, "".join(_text(part) for part in found if local(part) == "t")))
    return tuple(runs)


def _text(element: Element) -> str:
    """Return an element's text; half a letter stands as it was written."""
    written = element.text or ""
    read = unescaped(written)
    return written if read is None else read


class CellReader:
    """Reads the cells of one sheet, in order: shared formulas lean on the cell that came before."""

    def __init__(self, sheet: str, shared: Sequence[tuple[TextRun, ...]], fragments: Fragments, *, file: str) -> None:
        self.sheet = sheet
        self.shared = shared
        self.fragments = fragments
        self.file = file
        self.masters: dict[str, tuple[str, int, int]] = {}

    def cell(self, element: Element, row: int, column: int) -> TemplateCell:
        """Return the cell that stands at row and column. Raises TemplateFault for tags where none can be."""
        cell_type = element.get("t", "n")
        found = {local(child): child for child in element}
        attributes = self.fragments.attributes(element, "r", "t")
        style = int(element.get("s", "0"))
        if "f" in found:
            return TemplateCell(column, attributes, style, "", UNKNOWN, self.formula(found["f"], row, column))
        runs = self.runs(cell_type, found)
        tags = cell_text(runs)
        if tags.holds:
            self.refuse(tags, row, column)
            return TemplateCell(column, attributes, style, "", None, None, tags)
        inner = self.fragments.inner(element)
        head = f' t="{cell_type}"' if element.get("t") else ""
        body = f"{head}>{inner}</c>" if inner else f"{head}/>"
        value = tags.text if cell_type in {"s", "inlineStr", "str"} else plain_value(cell_type, found)
        return TemplateCell(column, attributes, style, body, value)

    def runs(self, cell_type: str, found: dict[str, Element]) -> tuple[TextRun, ...]:
        """Return the runs of a cell's text, none for a number."""
        if cell_type == "s" and "v" in found:
            return self.shared[int(found["v"].text or "0")]
        if cell_type == "inlineStr" and "is" in found:
            return runs_of(found["is"])
        return (TextRun("", found["v"].text or ""),) if cell_type == "str" and "v" in found else ()

    def formula(self, element: Element, row: int, column: int) -> FormulaCell:
        """Return a cell's formula; a shared one is written out."""
        text = self.unshared(element, row, column)
        if "{{" in text or "{%" in text:
            raise fault(
                "tag di dalam rumus tidak dapat diisi.",
                file=self.file,
                sheet=self.sheet,
                cell=address(row, column),
                code="tanda-dalam-rumus",
            )
        array = element.get("ref") if element.get("t") in {"array", "dataTable"} else None
        attributes = self.fragments.attributes(element, "t", "si", "ref", "{http://www.w3.org/XML/1998/namespace}space")
        attributes = f' t="{element.get("t")}"{attributes}' if array else attributes
        return formula_cell(text, attributes, array or "")

    def unshared(self, element: Element, row: int, column: int) -> str:
        """Return the formula's own text, from the sharing cell's where it has none."""
        text, number = element.text or "", element.get("si")
        if element.get("t") != "shared" or number is None:
            return text
        if text:
            self.masters[number] = (text, row, column)
            return text
        master, at_row, at_column = self.masters.get(number, ("", row, column))
        try:
            return unshared(master, row - at_row, column - at_column)
        except ValueError as error:
            raise fault(
                "rumus tidak dapat dibaca.", file=self.file, sheet=self.sheet, cell=address(row, column), code="rumus-tidak-terbaca"
            ) from error

    def refuse(self, tags: CellText, row: int, column: int) -> None:
        """Raise TemplateFault for a tag that workbooks do not know."""
        if tags.holds == "unknown":
            message = "hanya {%tr for … %}, {%tr if … %}, dan penutupnya yang dikenal, masing-masing sendiri di dalam satu sel."
            raise fault(message, file=self.file, sheet=self.sheet, cell=address(row, column), code="tanda-salah-tulis")
        if tags.holds == "foreign":
            raise fault(
                "tag {%p …%} dan {%tc …%} hanya untuk Word.",
                file=self.file,
                sheet=self.sheet,
                cell=address(row, column),
                code="tanda-khusus-word",
            )


def formula_cell(text: str, attributes: str, array: str) -> FormulaCell:
    """Return a formula with what evaluates it. attributes: of its <f>; array: the range that it fills, "" for a single cell."""
    covers = formula(array) if array else None
    try:
        pieces = formula(text)
    except ValueError:
        return FormulaCell(Formula((text,)), None, (), attributes, covers, unreadable=True)
    try:
        node = tree(text)
    except UnsolvedError:
        node = None
    if node is None or array:
        return FormulaCell(pieces, None, (), attributes, covers)
    return FormulaCell(pieces, solver(node), tuple(names_in(node)), attributes, covers)


def plain_value(cell_type: str, found: dict[str, Element]) -> Value:
    """Return the value of a cell that holds no text; of a number that no office program can have written it is not known."""
    text = (found["v"].text or "").strip() if "v" in found else ""
    if not text:
        return None
    if cell_type == "b":
        return text in {"1", "true"}
    if cell_type == "e":
        return FormulaError(text)
    found_number = number(text) if cell_type == "n" else None
    if found_number is None:
        return UNKNOWN
    exact = Fraction(found_number)
    return exact.numerator if exact.denominator == 1 else exact


def address(row: int, column: int) -> str:
    """Return an address like "B4"."""
    return f"{letters(column)}{row}"


def position(element: Element, before: int) -> int:
    """Return a cell's column; a cell without its own address stands right of the one before."""
    at = element.get("r")
    return split_address(at)[1] if at else before + 1
