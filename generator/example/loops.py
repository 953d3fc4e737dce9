"""Rows of a document's tables that become one row in a loop, in groups with a head and a foot where they have them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from generator.example.account import Account, Making
from generator.example.assignment import Assignment, assigned, headed
from generator.example.cells import RowPattern, tag_row
from generator.example.columns import RowItem
from generator.example.grid import GridRow, TableGrid
from generator.example.marks import rows_around
from generator.example.passage import Edit, WordPassage, paragraphs_of, pattern_of
from generator.example.spellings import spellings
from generator.example.values import KnownRows, KnownValues, flat
from generator.formatting import Rupiah
from generator.office.package.xml import Element
from generator.office.word.wml import W
from validators.tree import as_group, as_rows

_MOST_LOOPS: Final = 6
"""Loops in one table."""


@dataclass(frozen=True, slots=True)
class _RowLoop:
    """A table of the data that could stand in a table of the document. group: of each item, which it belongs to."""

    known: KnownRows
    items: tuple[RowItem, ...]
    parents: tuple[int, ...] = ()
    outer: KnownRows | None = None
    inner: str = ""


def loops_of(known: KnownValues) -> list[_RowLoop]:
    """Return every table of the data, and every table in the rows of one, as what could be a loop."""
    found: list[_RowLoop] = []
    for table in known.tables:
        found.append(_RowLoop(table, tuple(RowItem(_single_values(row), table.suffixes) for row in table.rows)))
        for name in dict.fromkeys(key for row in table.rows for key, value in row.items() if _is_table(value)):
            pairs = [(at, dict(flat(inner))) for at, row in enumerate(table.rows) for inner in row.get(name) or ()]
            labels = table.labels_in(name)
            optional = frozenset(key.removeprefix(f"{name}.") for key in table.optional if key.startswith(f"{name}."))
            inner = KnownRows(
                f"{table.path}[].{name}",
                tuple(row for _, row in pairs),
                labels,
                table.is_optional,
                table.is_computed,
                optional,
                {key.removeprefix(f"{name}."): held for key, held in table.suffixes.items()},
            )
            items = tuple(RowItem(_single_values(row), inner.suffixes) for row in inner.rows)
            found.append(_RowLoop(inner, items, tuple(at for at, _ in pairs), table, name))
    for one in known.lists:
        rows = KnownRows(
            one.path, tuple({"": item} for item in one.value), {"": (one.labels or ("",))[0]}, one.is_optional, one.is_computed
        )
        found += [_RowLoop(rows, tuple(map(RowItem, rows.rows)))] if len(rows.rows) > 1 else []
    return [loop for loop in found if any(item.values for item in loop.items)]


def _is_table(value: Any) -> bool:
    rows = as_rows(value)
    return bool(rows) and all(as_group(row) is not None for row in rows or ())


def _single_values(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if not _is_table(value)}


def place_loops(roots: Sequence[Element], making: Making) -> None:
    """Make loops of the rows of all tables that stand for rows of the data."""
    loops = loops_of(making.known)
    for root in roots:
        for table in list(root.iter(f"{W}tbl")):
            for _ in range(_MOST_LOOPS):
                grid = TableGrid(table)
                best = max(_candidates(grid, loops), key=lambda one: one[0], default=None)
                if best is None or not _make(grid, best[1], best[2], making):
                    break


def _candidates(grid: TableGrid, loops: Sequence[_RowLoop]) -> Iterator[tuple[tuple[float, ...], _RowLoop, Assignment]]:
    for number, loop in enumerate(loops):
        found = assigned(grid, loop.items, loop.known.labels)
        if found is not None:
            share = len(found.rows) / len(loop.items)
            fits = headed(grid, found.rows[0], loop.items[found.items[0]], loop.known.labels)
            rank = (
                round(found.weight, 2) * len(found.rows) * share,
                found.is_in_order,
                loop.known.is_printed,
                -loop.known.is_computed,
                fits,
                -number,
            )
            yield rank, loop, found


def _make(grid: TableGrid, loop: _RowLoop, found: Assignment, making: Making) -> bool:
    if found.is_unbroken and (loop.outer is None or (len(set(loop.parents)) == 1 and not _heads(grid, loop, found))):
        if loop.outer is not None:
            return False
        _simple(grid, loop, found, making)
        return True
    return _grouped(grid, loop, found, making)


def _pattern(grid: TableGrid, loop: _RowLoop, found: Assignment, known: KnownValues) -> RowPattern:
    rows = tuple(grid.rows[at] for at in found.rows)
    shape = max((row.shape for row in rows), key=[row.shape for row in rows].count)
    alike = [at for at, row in enumerate(rows) if row.shape == shape]
    items = tuple(loop.items[found.items[at]] for at in alike)
    return RowPattern(
        grid,
        tuple(rows[at] for at in alike),
        items,
        variable_of("baris", known),
        loop.known.path,
        loop.known.labels,
        found.rows[0],
        optional=loop.known.optional,
    )


def variable_of(wanted: str, known: KnownValues) -> str:
    """Return a name for a loop's variable that is no name of the data."""
    return f"{wanted}_" if wanted in known.names else wanted


def _simple(grid: TableGrid, loop: _RowLoop, found: Assignment, making: Making) -> None:
    pattern = _pattern(grid, loop, found, making.known)
    kept = tag_row(pattern, making.account)
    making.account.placed[loop.known.path] += 1
    below = grid.rows[found.rows[-1] + 1 : found.rows[-1] + 3]
    _sums(below, kept, loop.known, making)
    rows_around(kept.element, kept.element, f"{{%tr for {pattern.variable} in {loop.known.path} %}}", "{%tr endfor %}")
    _drop(grid, [at for at in found.rows if grid.rows[at] is not kept])


def _drop(grid: TableGrid, numbers: Sequence[int]) -> None:
    for at in numbers:
        element = grid.rows[at].element
        if element.getparent() is not None:
            element.getparent().remove(element)


# Sums


def _sums(rows: Sequence[GridRow], kept: GridRow, table: KnownRows, making: Making) -> None:
    """Put the sums of columns in the rows below them: the value that the program computes where there is one, else the sum itself."""
    sums = dict(_column_sums(table.rows))
    computed = [
        (one.path, form.text) for one in making.known.singles if one.is_computed for form in spellings(one.value) if not form.suffix
    ]
    for row in rows:
        for cell in row.cells:
            if not any(mark.isdigit() for mark in cell.text) or "{{" in cell.text:
                continue
            over = next((one for one in kept.cells if one.end == cell.end), None)
            own = next((path for name, path in table.sums.items() if over is not None and f".{name} " in over.fresh_text), "")
            fitting = sorted((name for name, text in computed if text == cell.text and len(text) > 1), key=lambda name: name != own)
            named = f"{{{{ {fitting[0]} }}}}" if fitting else ""
            tag = named or next((f"{{{{ {table.path} | {how} }}}}" for how, text in sums.items() if text == cell.text), "")
            if tag and (named or over is not None) and any(text == cell.text for text in sums.values()):
                _whole(cell.element, tag)
                making.account.placed[tag.strip("{} ").partition(" ")[0]] += 1


def _column_sums(items: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for name in dict.fromkeys(key for item in items for key in item):
        held = [item[name] for item in items if name in item]
        if held and all(isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool) for value in held):
            total = sum(Fraction(value) for value in held)
            money = any(isinstance(value, Rupiah) for value in held)
            exact: Any = (
                Rupiah(Decimal(total.numerator) / Decimal(total.denominator))
                if money
                else (int(total) if total.denominator == 1 else total)
            )
            for form in spellings(exact):
                if not form.suffix and not form.is_other:
                    yield f"sum(attribute='{name}')" + (" | rupiah" if money else ""), form.text


def _whole(element: Element, tag: str) -> None:
    for paragraph in paragraphs_of(element):
        passage = WordPassage(paragraph)
        if passage.words:
            passage.put_whole(tag)
            return


# Groups


@dataclass(frozen=True, slots=True)
class _Groups:
    """Rows in groups. values: what each group has; opening: of its loop; items: how its rows are reached; name: of the value that heads it."""

    values: tuple[RowItem, ...]
    opening: str
    items: str
    variable: str
    path: str
    labels: Mapping[str, str]


def _heads(grid: TableGrid, loop: _RowLoop, found: Assignment) -> bool:
    return (
        found.rows[0] > 0 and loop.outer is not None and _says_of(grid.rows[found.rows[0] - 1], RowItem(_single_values(loop.outer.rows[0])))
    )


def _grouped(grid: TableGrid, loop: _RowLoop, found: Assignment, making: Making) -> bool:
    blocks = found.blocks
    groups = _groups(grid, loop, found, making.known)
    if groups is None:
        return False
    heads = [grid.rows[found.rows[first] - 1] for first, _ in blocks]
    foots = [grid.rows[found.rows[end - 1] + 1 : found.rows[following] - 1] for (_, end), (following, _) in itertools.pairwise(blocks)]
    height = min((len(one) for one in foots), default=_single_foot(grid, found, groups))
    after = found.rows[-1] + 1
    foots.append(grid.rows[after : after + height])
    if any(len(one) != height for one in foots):
        return False
    pattern = _pattern(grid, loop, found, making.known)
    kept = _tag_in_groups(pattern, blocks, making.account)
    head_pattern = RowPattern(
        grid, tuple(heads), groups.values, groups.variable, groups.path, groups.labels, found.rows[0] - 1, is_all=False
    )
    head = tag_row(head_pattern, making.account) if _same_shape(heads) else heads[0]
    last = kept
    for level in range(height):
        last = _tag_foot(foots[0][level], groups, [loop.known.rows[found.items[at]] for at in range(*blocks[0])], making.account)
    head_row, foot_rows = head.element, [] if not height else [row.element for row in _column_of(foots, last)]
    body = kept.element
    rows_around(body, body, f"{{%tr for {pattern.variable} in {groups.items} %}}", "{%tr endfor %}")
    closing = foot_rows[-1] if foot_rows else body.getnext()
    _rearranged(grid, found, (head_row, body, foot_rows), after + height)
    rows_around(head_row, closing, groups.opening, "{%tr endfor %}")
    making.account.placed[loop.known.path] += 1
    return True


def _same_shape(rows: Sequence[GridRow]) -> bool:
    return len({row.shape for row in rows}) == 1


def _column_of(foots: Sequence[Sequence[GridRow]], last: GridRow) -> list[GridRow]:
    return list(next((one for one in foots if last in one), foots[0]))


def _rearranged(grid: TableGrid, found: Assignment, kept: tuple[Element, Element, list[Element]], end: int) -> None:
    """Leave of all groups the head, the row with its loop, and the foot, in this order."""
    head, body, foot = kept
    opening, closing = body.getprevious(), body.getnext()
    stays = {head, body, opening, closing, *foot}
    anchor = grid.rows[found.rows[0] - 1].element
    table = anchor.getparent()
    place = table.index(anchor)
    mine = [row.element for row in grid.rows[found.rows[0] - 1 : end]]
    for element in (*mine, opening, closing):
        if element.getparent() is table:
            table.remove(element)
    for number, element in enumerate((head, opening, body, closing, *foot)):
        table.insert(place + number, element)
    assert len(stays) >= 4


def _groups(grid: TableGrid, loop: _RowLoop, found: Assignment, known: KnownValues) -> _Groups | None:
    """Return by what the rows are grouped: the row of the data that they stand in, or a value that they share and that heads them."""
    variable = variable_of("kelompok", known)
    if found.rows[0] == 0:
        return None
    owners = [[found.items[at] for at in range(first, end)] for first, end in found.blocks]
    if loop.outer is not None:
        parents = [{loop.parents[item] for item in block} for block in owners]
        if all(len(one) == 1 for one in parents) and len({min(one) for one in parents}) == len(parents):
            values = tuple(RowItem(_single_values(loop.outer.rows[min(one)])) for one in parents)
            heads = [grid.rows[found.rows[first] - 1] for first, _ in found.blocks]
            if all(_says_of(head, value) for head, value in zip(heads, values, strict=True)):
                path = loop.outer.path
                return _Groups(values, f"{{%tr for {variable} in {path} %}}", f"{variable}.{loop.inner}", variable, path, loop.outer.labels)
        return None
    for name in dict.fromkeys(key for item in loop.items for key in item.values):
        shared = [{loop.items[item].said(name, "") for item in block} for block in owners]
        texts = [min(one, key=str) for one in shared if len(one) == 1]
        heads = [grid.rows[found.rows[first] - 1].text for first, _ in found.blocks]
        if len(texts) == len(owners) and all(text and text in head for text, head in zip(texts, heads, strict=True)):
            values = tuple(RowItem({"grouper": loop.items[block[0]].values[name]}) for block in owners)
            opening = f"{{%tr for {variable} in {loop.known.path} | kelompok('{name}') %}}"
            return _Groups(values, opening, f"{variable}.list", variable, loop.known.path, {"grouper": loop.known.labels.get(name, name)})
    return None


def _says_of(row: GridRow, item: RowItem) -> bool:
    return any(forms and len(forms[0].text) > 2 and forms[0].text in row.text for forms in item.written.values())


def _single_foot(grid: TableGrid, found: Assignment, groups: _Groups) -> int:
    """Return how many rows behind the only group are its foot: one that names it."""
    after = found.rows[-1] + 1
    return int(after < len(grid.rows) and _says_of(grid.rows[after], groups.values[0]))


def _tag_in_groups(pattern: RowPattern, blocks: Sequence[tuple[int, int]], account: Account) -> GridRow:
    """Put tags into the row that is kept; numbers that begin anew in each group count within it."""
    counted: list[int] = []
    if sum(end - first for first, end in blocks) == len(pattern.rows):
        for at, cell in enumerate(pattern.rows[pattern.kept].cells):
            texts = [one.text if (one := other.at(cell)) is not None else "" for other in pattern.rows]
            mark = next((mark for mark in ("", ".") if all(_counts(texts[slice(*block)], mark) for block in blocks)), None)
            if mark is not None:
                _whole(cell.element, "{{ loop.index }}" + mark)
                counted.append(at)
    return tag_row(pattern, account, but=counted)


def _counts(texts: Sequence[str], mark: str) -> bool:
    """Whether texts number the rows of a group, in whatever order somebody put them since."""
    return sorted(texts) == sorted(f"{number}{mark}" for number in range(1, len(texts) + 1))


def _tag_foot(row: GridRow, groups: _Groups, items: Sequence[Mapping[str, Any]], account: Account) -> GridRow:
    """Put what names a group and its sums in the row that ends it."""
    sums = dict(_column_sums(items))
    value = groups.values[0]
    for cell in row.cells:
        for paragraph in paragraphs_of(cell.element):
            passage = WordPassage(paragraph)
            how = next((how for how, text in sums.items() if text == passage.words), None)
            if how is not None:
                passage.put_whole(f"{{{{ {groups.items} | {how} }}}}")
                continue
            for name, forms in value.written.items():
                pattern = pattern_of(forms[0].text) if forms else None
                here = None if pattern is None else pattern.search(passage.text)
                if here is not None:
                    passage.put([Edit(here.start(), here.end(), f"{{{{ {groups.variable}.{name} }}}}")])
                    account.placed[f"{groups.path}[].{groups.labels.get(name, name) if name != 'grouper' else 'grouper'}"] += 1
                    break
    return row
