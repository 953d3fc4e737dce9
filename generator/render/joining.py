"""One PDF of several: a report and what is attached to it, its bookmarks below the title of each attachment, its tags kept."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Final

_UA: Final = "{http://www.aiim.org/pdfua/ns/id/}part"


@dataclass(frozen=True, slots=True)
class Attachment:
    """What stands behind a report under one title: finished PDFs, in order."""

    title: str
    files: tuple[bytes, ...]


def fault_of(data: bytes) -> str:
    """Return what is wrong with a PDF in a few words, "" for one that can be joined."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as opened:
            return "" if len(opened.pages) else "tidak punya halaman"
    except pikepdf.PasswordError:
        return "berkata sandi"
    except pikepdf.PdfError:
        return "rusak atau bukan PDF"


def joined(report: bytes, attached: Sequence[Attachment]) -> bytes:
    """Return one PDF of a report and its attachments; the same give the same bytes.

    The report's bookmarks stay; each attachment has one of its title, and below it its own. Tags of tagged files go on telling screen readers the
    order; with an attachment that has none the whole no longer says that it follows PDF/UA. Raises ValueError for a file that `fault_of` refuses.
    """
    import pikepdf

    written = io.BytesIO()
    try:
        with ExitStack() as open_files:
            whole = open_files.enter_context(pikepdf.open(io.BytesIO(report)))
            marks: list[tuple[str, int, list[_Mark]]] = []
            is_tagged = True
            for one in attached:
                first, below = len(whole.pages), list[_Mark]()
                for data in one.files:
                    source = open_files.enter_context(pikepdf.open(io.BytesIO(data)))
                    below += _marks(source, len(whole.pages))
                    is_tagged &= _append(whole, source)
                marks.append((one.title, first, below))
            with whole.open_outline() as outline:
                for title, page, below in marks:
                    outline.root.append(_bookmark(_Mark(title, page, tuple(below))))
            if not is_tagged:
                _claim_nothing(whole)
            whole.save(written, static_id=True)
    except pikepdf.PdfError as error:
        raise ValueError(str(error)) from error
    return written.getvalue()


@dataclass(frozen=True, slots=True)
class _Mark:
    """A bookmark: its title, its page from 0, those below it."""

    title: str
    page: int
    below: tuple[_Mark, ...] = ()


def _bookmark(mark: _Mark) -> Any:
    import pikepdf

    item = pikepdf.OutlineItem(mark.title, mark.page)
    item.children.extend(_bookmark(one) for one in mark.below)
    return item


def _marks(source: Any, moved: int) -> list[_Mark]:
    """Return the bookmarks of a file whose first page becomes page `moved`."""
    numbers = {page.obj.objgen: number for number, page in enumerate(source.pages)}
    named = _named(source)

    def read(item: Any) -> _Mark:
        target = item.destination if item.destination is not None else (item.action or {}).get("/D")
        if not isinstance(target, (list, tuple)) and not _is_array(target):
            target = named.get(str(target))
        page = numbers.get(target[0].objgen, 0) if target is not None and len(target) else 0
        return _Mark(str(item.title), moved + page, tuple(read(child) for child in item.children))

    with source.open_outline() as outline:
        return [read(item) for item in outline.root]


def _is_array(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Array)


def _named(source: Any) -> Mapping[str, Any]:
    """Return where the named places of a file lead."""
    import pikepdf

    names = source.Root.get("/Names", {}).get("/Dests")
    found = dict(pikepdf.NameTree(names)) if names is not None else {}
    found |= {str(name): place for name, place in source.Root.get("/Dests", {}).items()}
    return {name: place if _is_array(place) else place.get("/D") for name, place in found.items()}


def _append(whole: Any, source: Any) -> bool:
    """Append the pages of a file, its tags with them; tell whether it had tags that could be taken."""
    first = len(whole.pages)
    whole.pages.extend(source.pages)
    new = [whole.pages[number] for number in range(first, len(whole.pages))]
    ours, theirs = whole.Root.get("/StructTreeRoot"), source.Root.get("/StructTreeRoot")
    if ours is None or theirs is None:
        for holder in _tagged_parts(new):
            for key in ("/StructParents", "/StructParent"):
                if key in holder:
                    del holder[key]
        return False
    entries = dict(_entries(ours.get("/ParentTree")))
    start = max(entries, default=-1) + 1
    copied = whole.copy_foreign(source.Root.StructTreeRoot)
    for holder in _tagged_parts(new):
        for key in ("/StructParents", "/StructParent"):
            if key in holder:
                holder[key] = int(holder[key]) + start
    entries |= {start + key: value for key, value in _entries(copied.get("/ParentTree"))}
    _take_tree(whole, ours, copied, entries)
    return True


def _take_tree(whole: Any, ours: Any, copied: Any, entries: Mapping[int, Any]) -> None:
    """Put the elements of a copied tree behind those of ours, and write anew which page's marks belong to which element."""
    import pikepdf

    kids = [*_listed(ours.get("/K")), *_listed(copied.get("/K"))]
    for kid in kids:
        kid["/P"] = ours
    ours["/K"] = pikepdf.Array(kids)
    numbers = pikepdf.Array([part for key in sorted(entries) for part in (key, entries[key])])
    ours["/ParentTree"] = whole.make_indirect(pikepdf.Dictionary(Nums=numbers))
    ours["/ParentTreeNextKey"] = max(entries, default=-1) + 1
    roles = ours.get("/RoleMap", pikepdf.Dictionary())
    for name, role in copied.get("/RoleMap", {}).items():
        if name not in roles:
            roles[name] = role
    if len(roles.keys()):
        ours["/RoleMap"] = roles


def _tagged_parts(pages: Sequence[Any]) -> Iterator[Any]:
    """Yield what on pages may name its place among the tags: the pages themselves, their annotations and drawn forms."""
    for page in pages:
        yield page.obj
        yield from _listed(page.obj.get("/Annots"))
        forms = page.obj.get("/Resources", {}).get("/XObject", {})
        yield from (form for _, form in sorted(forms.items()) if form.get("/Subtype") == "/Form")


def _listed(value: Any) -> list[Any]:
    return [] if value is None else list(value) if _is_array(value) else [value]


def _entries(tree: Any) -> Iterator[tuple[int, Any]]:
    """Yield the numbers of a number tree with what stands there."""
    if tree is None:
        return
    numbers = list(tree.get("/Nums", []))
    yield from ((int(numbers[at]), numbers[at + 1]) for at in range(0, len(numbers) - 1, 2))
    for kid in tree.get("/Kids", []):
        yield from _entries(kid)


def _claim_nothing(whole: Any) -> None:
    """Take away the claim that all of a file follows PDF/UA."""
    if "/Metadata" not in whole.Root:
        return
    with whole.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
        if _UA in said:
            del said[_UA]
