"""A form as a workbook: one sheet of single fields, one a table, what may be chosen, and what tells the reader which form it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from generator.blank.begun import begun
from generator.blank.known import KnownFields
from generator.blank.xlsx_book import FormBook
from generator.blank.xlsx_places import Setting, lines_in
from generator.blank.xlsx_sheets import FIRST_ROW, fixed_sheet, form_sheet, matrix_sheet, table_sheet, title
from generator.form.fed import told_of
from generator.form.filled import FilledForm, filled
from generator.form.identity import Identity, identity_line, identity_properties, identity_rows
from generator.form.plan import FixedSheet, FormSheet, MatrixSheet, Plan, TableSheet
from generator.form.planning import plan_of
from generator.office.sheet.addresses import letters
from generator.office.sheet.cells import split_address

if TYPE_CHECKING:
    from generator.reference import Library
    from generator.spec.compile import CompiledSpec

GUIDE: Final = "Petunjuk"
_GUIDE_WIDTH: Final = 74.0
_NOTHING: Final = KnownFields()
_SENTENCES: Final = (
    "Isilah sel-sel bergaris di lembar “Isian”, lalu di lembar tabelnya satu baris untuk setiap hal.",
    "Tanda * pada judulnya berarti wajib diisi; yang lain boleh dibiarkan kosong. Sel kuning belum diisi padahal wajib.",
    "Tulisan kecil miring di samping atau di atasnya menerangkan cara mengisi. Bila ada daftar pilihan, pilihlah dari sana.",
    "Kolom abu-abu dihitung sendiri. Nilai yang tampak dari rumus boleh ditimpa bila berbeda.",
    "Beberapa hal dalam satu sel ditulis satu di setiap baris: tekan Alt+Enter.",
    "Baris boleh ditambah, diurutkan, atau dikosongkan. Jangan hapus kolom dan jangan gabungkan sel.",
)


def blank_xlsx(
    compiled: CompiledSpec,
    waived: frozenset[tuple[str, ...]] = frozenset(),
    known: KnownFields = _NOTHING,
    institution: Mapping[str, Any] | None = None,
) -> tuple[bytes, FilledForm]:
    """Return the form of a type as a workbook, and what stands in it.

    waived: what an electronic office fills. known: what it begins with. institution: the office's settings, for defaults.
    """
    made = begun(compiled, waived, known, institution or {})
    return form_xlsx(made.form, compiled.home.library, made.elsewhere), made.form


def filled_xlsx(compiled: CompiledSpec, values: Mapping[str, Any]) -> tuple[bytes, FilledForm]:
    """Return the form of a type with values as a workbook, and what stands in it."""
    form = filled(plan_of(compiled), values, compiled.home.library)
    return form_xlsx(form, compiled.home.library), form


def form_xlsx(form: FilledForm, library: Library, elsewhere: Mapping[tuple[str, ...], str] | None = None) -> bytes:
    """Return a form with its values as a workbook. elsewhere: what is not asked in it, and why."""
    book, reasons = FormBook(), elsewhere or {}
    setting = Setting(book, form.plan, library, dict(_columns(form.plan)))
    _guide(book, form.plan, told_of(form.plan.left_out, reasons))
    for one in form.sheets:
        page, said = book.page(one.sheet.title), ""
        if not isinstance(one.sheet, FormSheet):
            said = "; ".join(filter(None, (reasons.get(one.sheet.path, ""), one.sheet.help)))
        match one.sheet:
            case FormSheet():
                form_sheet(page, one.sheet, one.rows[0], setting, elsewhere=reasons)
            case TableSheet():
                table_sheet(page, one, setting, said)
            case FixedSheet():
                fixed_sheet(page, one, setting, said)
            case MatrixSheet():
                matrix_sheet(page, one, setting, said)
    _tell(book, form.plan)
    return book.finished()


def _columns(plan: Plan) -> Iterator[tuple[tuple[str, ...], tuple[str, str, int]]]:
    """Yield of each place its sheet, the column and the row of its first value."""
    for sheet in plan.sheets:
        for slot in sheet.slots if not isinstance(sheet, MatrixSheet) else ():
            row, column = split_address(slot.address)
            first = (row, column + 1) if isinstance(sheet, FormSheet) else (FIRST_ROW, column)
            yield slot.path, (sheet.title, letters(first[1]), first[0])


def _guide(book: FormBook, plan: Plan, told: tuple[str, ...]) -> None:
    """Write the first sheet: how to fill, where what is, which form it is. told: what it does not ask for."""
    page = book.page(GUIDE)
    page.width(1, _GUIDE_WIDTH)
    title(page, plan.title, f"Sumber: {plan.source}")
    row = 4
    for number, sentence in enumerate((*_SENTENCES, *told), start=1):
        page.put(row, 1, f"{number}. {sentence}", "text")
        page.height(row, lines_in(sentence, _GUIDE_WIDTH))
        row += 1
    row += 1
    page.put(row, 1, "Lembar yang diisi:", "required")
    for sheet in plan.sheets:
        row += 1
        page.link(row, 1, sheet.title)
    page.put(row + 2, 1, identity_line(Identity(plan.type, plan.revision, plan.mark)), "hint")
    page.set_up((0, 0), is_guarded=False, is_wide=False)


def _tell(book: FormBook, plan: Plan) -> None:
    """Say in a hidden sheet and in the file's properties which form it is, and where each place was."""
    identity = Identity(plan.type, plan.revision, plan.mark)
    page = book.page("_borang")
    for row, cells in enumerate(identity_rows(identity, plan), start=1):
        for column, text in enumerate(cells, start=1):
            page.put(row, column, text, "text")
    page.hide(very=True)
    book.tell(identity_properties(identity))
