"""Rows of a document's tables that become one row in a loop, in groups with a head and a foot where they have them."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from generator.example.account import Account, Making
from generator.example.assignment import Assignment, assigned, headed
from generator.example.cells import RowPattern, tag_row
from generator.example.columns import RowItem
from generator.example.deciding import telling
from generator.example.grid import GridCell, GridRow, TableGrid
from generator.example.kept import body_of, looped, put_rows
from generator.example.marks import row_statement
from generator.example.passage import Edit, WordPassage, paragraphs_of, pattern_of
from generator.example.spellings import spellings
from generator.example.values import KnownRows, KnownValues, flat
from generator.formatting import Rupiah
from generator.office.package.xml import Element
from generator.office.word.wml import W
from validators.tree import as_group, as_rows

_MOST_LOOPS: Final = 12
"""Loops in one table."""


@dataclass(frozen=True, slots=True)
class RowLoop:
    """A table of the data that could stand in a table of the document. group: of each item, which it belongs to."""

    known: KnownRows
    items: tuple[RowItem, ...]
    parents: tuple[int, ...] = ()
    outer: KnownRows | None = None
    inner: str = ""


def loops_of(known: KnownValues) -> list[RowLoop]:
    """Return every table of the data, and every table in the rows of one, as what could be a loop."""
    found: list[RowLoop] = []
    for table in known.tables:
        found.append(RowLoop(table, tuple(RowItem(_single_values(row), table.suffixes) for row in table.rows)))
        for name in dict.fromkeys(key for row in table.rows for key, value in row.items() if is_table(value)):
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
            found.append(RowLoop(inner, items, tuple(at for at, _ in pairs), table, name))
    for one in known.lists:
        rows = KnownRows(
            one.path, tuple({"": item} for item in one.value), {"": (one.labels or ("",))[0]}, one.is_optional, one.is_computed
        )
        found += [RowLoop(rows, tuple(map(RowItem, rows.rows)))] if len(rows.rows) > 1 else []
    return [loop for loop in found if any(item.values for item in loop.items)]


def is_table(value: Any) -> bool:
    """Whether a value is a table with a row or more."""
    rows = as_rows(value)
    return bool(rows) and all(as_group(row) is not None for row in rows or ())


def _single_values(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if not is_table(value)}


def place_loops(roots: Sequence[Element], making: Making) -> None:
    """Make loops of the rows of all tables that stand for rows of the data."""
    loops = [*loops_of(making.known), *making.loops]
    for root in roots:
        for table in list(root.iter(f"{W}tbl")):
            for _ in range(_MOST_LOOPS):
                grid = TableGrid(table)
                best = max(_candidates(grid, loops), key=lambda one: one[0], default=None)
                if best is None or not _make(grid, best[1], best[2], making):
                    break


def _candidates(grid: TableGrid, loops: Sequence[RowLoop]) -> Iterator[tuple[tuple[float, ...], RowLoop, Assignment]]:
    for number, loop in enumerate(loops):
        found = assigned(grid, loop.items, loop.known.labels)
        if found is not None:
            share = len(found.rows) / len(loop.items)
            first, labels = (found.rows[0], loop.items[found.items[0]]), loop.known.labels
            own_pages = {name: label if name in loop.known.printed else "" for name, label in labels.items()}
            rank = (
                round(found.weight, 2) * len(found.rows) * share,
                found.is_in_order,
                bool(loop.known.printed),
                headed(grid, *first, own_pages),
                -loop.known.is_computed,
                headed(grid, *first, labels),
                -number,
            )
            yield rank, loop, found


def _make(grid: TableGrid, loop: RowLoop, found: Assignment, making: Making) -> bool:
    blocks = _blocks(grid, found)
    is_one = found.is_unbroken and (loop.outer is None or (len(set(loop.parents)) == 1 and not _heads(grid, loop, found)))
    if (len(blocks) > 1 or not is_one) and _grouped(grid, loop, found, making):
        return True
    if not is_one or loop.outer is not None:
        return False
    if len(blocks) > 1:  # cells merged over rows that nothing in the data groups: each row says its own
        _part(grid, found)
    _simple(grid, loop, found, making)
    return True


def _part(grid: TableGrid, found: Assignment) -> None:
    for merge in (cell.merge for at in found.rows for cell in grid.rows[at].cells):
        if merge is not None:
            merge.getparent().remove(merge)


def _merged(row: GridRow) -> GridCell | None:
    """Return the first of a row's cells that is merged with those above or below."""
    return next((cell for cell in row.cells if cell.merge is not None), None)


def _blocks(grid: TableGrid, found: Assignment) -> list[tuple[int, int]]:
    """Return the stretches of rows: unbroken, and of one merged cell where they have one."""
    starts = {first for first, _ in found.blocks}
    for at, number in enumerate(found.rows[1:], start=1):
        cell, before = _merged(grid.rows[number]), _merged(grid.rows[found.rows[at - 1]])
        if cell is not None and before is not None and cell.first is not before.first:
            starts.add(at)
    return list(itertools.pairwise([*sorted(starts), len(found.rows)]))


def _patterns(grid: TableGrid, loop: RowLoop, found: Assignment, known: KnownValues) -> list[tuple[str, RowPattern]]:
    """Return the shapes that the rows have, each with the condition under which a row has it; last the commonest, which needs none."""
    rows = tuple(grid.rows[at] for at in found.rows)
    shapes = [row.shape for row in rows]
    values, variable = [loop.items[at].values for at in found.items], variable_of("baris", known)
    made: list[tuple[str, RowPattern]] = []
    for shape, _ in reversed(Counter(shapes).most_common()):
        alike = [at for at, one in enumerate(shapes) if one == shape]
        items = tuple(loop.items[found.items[at]] for at in alike)
        lines = tuple(rows[at] for at in alike)
        pattern = RowPattern(grid, lines, items, variable, loop.known, found.rows[0])
        made.append((telling(values, [one == shape for one in shapes], variable), pattern))
    return [*(one for one in made[:-1] if one[0]), ("", made[-1][1])]


def variable_of(wanted: str, known: KnownValues) -> str:
    """Return a name for a loop's variable that is no name of the data."""
    return f"{wanted}_" if wanted in known.names else wanted


def _simple(grid: TableGrid, loop: RowLoop, found: Assignment, making: Making) -> None:
    rows, kept = body_of(_patterns(grid, loop, found, making.known), lambda pattern: tag_row(pattern, making.account))
    making.account.placed[loop.known.path] += 1
    below = grid.rows[found.rows[-1] + 1 : found.rows[-1] + 3]
    _sums(below, kept, loop.known, making)
    put_rows(
        grid, (found.rows[0], found.rows[-1] + 1), looped(rows, f"{{%tr for {variable_of('baris', making.known)} in {loop.known.path} %}}")
    )


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
    """Rows in groups. values: what each group has; opening: of its loop; items: how its rows are reached; table: what the groups are of."""

    values: tuple[RowItem, ...]
    opening: str
    items: str
    variable: str
    table: KnownRows


def _heads(grid: TableGrid, loop: RowLoop, found: Assignment) -> bool:
    return (
        found.rows[0] > 0
        and loop.outer is not None
        and _says_of(grid.rows[found.rows[0] - 1].text, RowItem(_single_values(loop.outer.rows[0])))
    )


def _grouped(grid: TableGrid, loop: RowLoop, found: Assignment, making: Making) -> bool:
    blocks = _blocks(grid, found)
    above = 0 if _merged(grid.rows[found.rows[0]]) is not None else 1
    heads = _heads_of(grid, found, blocks)
    owners = [found.items[slice(*block)] for block in blocks]
    groups = None if heads is None else _groups(loop, owners, heads, making.known)
    if groups is None:
        return False
    foots = [grid.rows[found.rows[end - 1] + 1 : found.rows[following] - above] for (_, end), (following, _) in itertools.pairwise(blocks)]
    height = min((len(one) for one in foots), default=_single_foot(grid, found, groups))
    after = found.rows[-1] + 1
    foots.append(grid.rows[after : after + height])
    if any(len(one) != height for one in foots):
        return False
    head: list[Element] = []
    if above:
        over = tuple(grid.rows[found.rows[first] - 1] for first, _ in blocks)
        pattern = RowPattern(grid, over, groups.values, groups.variable, groups.table, found.rows[0] - 1, is_all=False)
        head = [(tag_row(pattern, making.account) if _same_shape(over) else over[0]).element]
    lines = [[grid.rows[at] for at in found.rows[slice(*block)]] for block in blocks]
    rows, _ = body_of(_patterns(grid, loop, found, making.known), lambda pattern: _tag_in_groups(pattern, lines, groups, making.account))
    foot = [_tag_foot(row, groups, [loop.known.rows[item] for item in owners[0]], making.account) for row in foots[0]]
    inner = looped(rows, f"{{%tr for {variable_of('baris', making.known)} in {groups.items} %}}")
    whole = [*head, *inner, *(row.element for row in foot)]
    opening, closing = row_statement(whole[0], groups.opening), row_statement(whole[-1], "{%tr endfor %}")
    put_rows(grid, (found.rows[0] - above, after + height), [opening, *whole, closing])
    making.account.placed[loop.known.path] += 1
    return True


def _same_shape(rows: Sequence[GridRow]) -> bool:
    return len({row.shape for row in rows}) == 1


def _heads_of(grid: TableGrid, found: Assignment, blocks: Sequence[tuple[int, int]]) -> list[str] | None:
    """Return the words that head each group: of the cell merged over its rows, else of the row before them; None where there is none."""
    merged = [_merged(grid.rows[found.rows[first]]) for first, _ in blocks]
    if all(merged):
        return [cell.text for cell in merged if cell is not None]
    return [grid.rows[found.rows[first] - 1].text for first, _ in blocks] if found.rows[0] else None


def _groups(loop: RowLoop, owners: Sequence[Sequence[int]], heads: Sequence[str], known: KnownValues) -> _Groups | None:
    """Return by what the rows are grouped: the row of the data that they stand in, or a value that they share and that heads them."""
    variable = variable_of("kelompok", known)
    if loop.outer is not None:
        parents = [{loop.parents[item] for item in block} for block in owners]
        if all(len(one) == 1 for one in parents) and len({min(one) for one in parents}) == len(parents):
            values = tuple(RowItem(_single_values(loop.outer.rows[min(one)])) for one in parents)
            if all(_says_of(head, value) for head, value in zip(heads, values, strict=True)):
                return _Groups(values, f"{{%tr for {variable} in {loop.outer.path} %}}", f"{variable}.{loop.inner}", variable, loop.outer)
        return None
    shared: list[tuple[int, str]] = []
    for name in dict.fromkeys(key for item in loop.items for key in item.values):
        said = [{loop.items[item].said(name, "") for item in block} for block in owners]
        texts = [text for one in said if len(one) == 1 and (text := min(one, key=str))]
        if len(texts) == len(owners) and all(text in head for text, head in zip(texts, heads, strict=True)):
            shared.append((len(set(texts)) * min(map(len, texts)), name))
    if not shared:
        return None
    name = max(shared, key=lambda one: one[0])[1]  # the first of those that say most: a day says more than its name
    values = tuple(RowItem({"grouper": loop.items[block[0]].values[name]}) for block in owners)
    opening = f"{{%tr for {variable} in {loop.known.path} | kelompok('{name}') %}}"
    table = KnownRows(loop.known.path, (), {"grouper": loop.known.labels.get(name, name)})
    return _Groups(values, opening, f"{variable}.list", variable, table)


def _says_of(text: str, item: RowItem) -> bool:
    return any(forms and len(forms[0].text) > 2 and forms[0].text in text for forms in item.written.values())


def _single_foot(grid: TableGrid, found: Assignment, groups: _Groups) -> int:
    """Return how many rows behind the only group are its foot: one that names it."""
    after = found.rows[-1] + 1
    return int(after < len(grid.rows) and _says_of(grid.rows[after].text, groups.values[0]))


def _tag_in_groups(pattern: RowPattern, stretches: Sequence[Sequence[GridRow]], groups: _Groups, account: Account) -> GridRow:
    """Put tags into the row that is kept; numbers that begin anew in each group count within it, and merged cells say what the group does."""
    kept = pattern.rows[pattern.kept]
    own = [at for at, cell in enumerate(kept.cells) if cell.merge is not None]
    if own:
        rows = tuple(kept if kept in lines else lines[0] for lines in stretches)
        merged = RowPattern(pattern.grid, rows, groups.values, groups.variable, groups.table, pattern.first, keep=kept)
        tag_row(merged, account, but=[at for at in range(len(kept.cells)) if at not in own])
    for at, cell in enumerate(kept.cells):
        texts = [[one.text if (one := row.at(cell)) is not None else "" for row in lines] for lines in stretches]
        mark = next((mark for mark in ("", ".") if all(_counts(one, mark) for one in texts)), None)
        if mark is not None and at not in own:
            _whole(cell.element, "{{ loop.index }}" + mark)
            own.append(at)
    return tag_row(pattern, account, but=own)


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
                    account.placed[f"{groups.table.path}[].{groups.table.labels.get(name, name) if name != 'grouper' else 'grouper'}"] += 1
                    break
    return row
