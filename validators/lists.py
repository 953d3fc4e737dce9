"""The filters of lists: rows chosen, ordered, grouped, summed.

In a list, what is empty (`KOSONG`) is passed over or stands last, and what is wrong (`CACAT`) makes the result wrong.
That they give back an absent list is seen to in `validators.filters`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial, reduce
from typing import Any, Final, NamedTuple, cast

from jinja2 import Undefined, pass_environment
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import escape

from validators.absence import CACAT, KOSONG, Absence, worst
from validators.bounds import bounded_length, bounded_parts
from validators.operators import ForbiddenOperation, arithmetic, exact
from validators.polos import Bernama, Polos, Terurut
from validators.tree import KeyedRows, as_group, as_rows
from validators.wording import spoken

Filter = Callable[..., Any]


class SharedRows(NamedTuple):
    """The rows that share a value: what `groupby` and `kelompok` give. It is also reached as `kelompok.grouper` and `kelompok.list`."""

    grouper: Any
    list: list[Any]


def _rows(items: Any, name: str, attribute: str | int | None = None) -> list[Any]:
    """Return the items as a list, of a matrix whose columns are asked for its rows; a text or number is none."""
    group = as_group(items)
    if group is not None and attribute is not None:
        return list(group.values())
    if isinstance(items, Undefined):
        str(items)  # raises UndefinedError with the name
    if isinstance(items, str) or not isinstance(items, Iterable):
        raise ForbiddenOperation(f"{name} memerlukan daftar, bukan {spoken(items)}")
    return list(cast("Iterable[Any]", items))


def _values(items: list[Any], attribute: Any, environment: SandboxedEnvironment) -> list[Any]:
    return items if attribute is None else [_attribute(item, attribute, environment) for item in items]


def _figures(environment: SandboxedEnvironment, items: Any, name: str, attribute: Any) -> list[Any]:
    """Return the values to sum or compare, without the empty ones: of a matrix or one of its rows all cells."""
    group = as_group(items) if attribute is None else None
    values = list(_cells(group)) if group is not None else _values(_rows(items, name, attribute), attribute, environment)
    return [value for value in values if value is not KOSONG]


def _cells(group: Mapping[Any, Any]) -> Iterator[Any]:
    for value in group.values():
        inner = as_group(value)
        yield from (value,) if inner is None else _cells(inner)


def _attribute(item: Any, attribute: Any, environment: SandboxedEnvironment) -> Any:
    group = as_group(item)
    if group is not None and attribute in group:
        return group[attribute]  # a key of a matrix is what it is: a date, a text with points in it
    for step in str(attribute).split("."):
        item = environment.getattr(item, step)
    if isinstance(item, Undefined):
        str(item)  # raises UndefinedError with the name
    return item


@pass_environment
def total(environment: SandboxedEnvironment, items: Any, attribute: str | None = None, start: Any = 0) -> Any:
    """Return the exact sum of the items, or of an attribute of theirs; `KOSONG` is left out, one `CACAT` makes it `CACAT`.

    With `start=[]` lists are put one after another: `luaran | sum(attribute='aktivitas', start=[])` gives the rows of all inner tables.
    """
    values = _figures(environment, items, "sum", attribute)
    if _is_any_wrong(values):
        return worst(*values)
    if as_rows(start) is not None:
        return [*start, *(item for value in values for item in _rows(value, "sum(start=[])"))]
    return _added(values, start)


def _added(values: Iterable[Any], start: Any) -> Any:
    return reduce(partial(arithmetic, "+"), values, start)


@pass_environment
def mean(environment: SandboxedEnvironment, items: Any, attribute: Any = None) -> Any:
    """Return the exact mean of the items, or of an attribute of theirs; `KOSONG` is left out, and given back where nothing is left."""
    values = _figures(environment, items, "rerata", attribute)
    if _is_any_wrong(values):
        return worst(*values)
    if not values:
        return KOSONG
    result = _added(values, 0)
    found = arithmetic("/", result, len(values))
    return Polos(found) if isinstance(found, int) and isinstance(result, Polos) else found  # the mean of years is one


def _extreme(name: str, pick: Callable[..., Any]) -> Filter:
    @pass_environment
    def filter_(environment: SandboxedEnvironment, items: Any, attribute: str | None = None) -> Any:
        values = _figures(environment, items, name, attribute)
        if _is_any_wrong(values):
            return worst(*values)
        return pick(values, key=_rank) if values else KOSONG

    return filter_


def _is_any_wrong(values: Iterable[Any]) -> bool:
    return any(isinstance(value, Absence) and value is not KOSONG for value in values)


@pass_environment
def attribute_of_each(environment: SandboxedEnvironment, items: Any, name: str | None = None, *rest: Any, **named: Any) -> Any:
    """Return the list of one attribute of each item (`map(attribute='menit')`) or of a filter applied to each (`map('angka')`)."""
    rows = _rows(items, "map", named.get("attribute"))
    if "attribute" in named:
        values = _values(rows, named["attribute"], environment)
        return [named["default"] if value is KOSONG else value for value in values] if "default" in named else values
    if name not in cast("Any", environment).filters:
        raise ForbiddenOperation("map memerlukan attribute='...' atau nama filter")
    return [environment.call_filter(str(name), item, list(rest), named) for item in rows]


def distinct(items: Any) -> Any:
    """Return the items without repetition, in order of first appearance; `CACAT` if one is, `KOSONG` left out."""
    values = [item for item in _rows(items, "unique") if item is not KOSONG]
    if _is_any_wrong(values):
        return worst(*values)
    found: dict[Any, Any] = {}
    for value in values:
        found.setdefault(_hashable(value), value)
    return list(found.values())


def _hashable(value: Any) -> Any:
    """Return what stands for a value in a set: rows of a table are equal when all their cells are."""
    group, rows = as_group(value), as_rows(value)
    if group is not None:
        return tuple((key, _hashable(member)) for key, member in group.items())
    return value if rows is None else tuple(_hashable(item) for item in rows)


def _selection(*, keep: bool, by_attribute: bool) -> Filter:
    """Return a selecting filter: a row whose answer is not known is not selected, and not rejected. Of a matrix, or one of its rows, cells."""

    @pass_environment
    def filter_(environment: SandboxedEnvironment, items: Any, *arguments: Any) -> Any:
        if by_attribute and not arguments:
            raise ForbiddenOperation("selectattr dan rejectattr memerlukan nama kolom")
        attribute, test, rest = _selection_arguments(arguments, by_attribute=by_attribute)
        chosen: list[Any] = []
        group = as_group(items) if attribute is None else None
        for item in _rows(items, "select", attribute) if group is None else _cells(group):
            value = item if attribute is None else _attribute(item, attribute, environment)
            answer = value if test is None else environment.call_test(test, value, list(rest))
            if isinstance(answer, Absence) and answer is not KOSONG:
                return answer
            if bool(answer) is keep:
                chosen.append(item)
        return chosen

    return filter_


def _selection_arguments(arguments: tuple[Any, ...], *, by_attribute: bool) -> tuple[str | None, str | None, tuple[Any, ...]]:
    attribute = str(arguments[0]) if by_attribute and arguments else None
    rest = arguments[1:] if by_attribute else arguments
    return attribute, (str(rest[0]) if rest else None), rest[1:]


def _first(items: Any) -> Any:
    return next(iter(_rows(items, "first")), KOSONG)


def _last(items: Any) -> Any:
    values = _rows(items, "last")
    return values[-1] if values else KOSONG


def _list(items: Any) -> list[Any]:
    return list(items) if isinstance(items, str) else _rows(items, "list")


def _count(items: Any) -> int:
    return len(items) if isinstance(items, str) else len(_rows(items, "length"))


def _rank(value: Any) -> Any:
    """Return by what a value sorts: an ordered text by its place in its list, other text by its letters, whatever their case."""
    if isinstance(value, Terurut):
        return (0, value.rank, "")
    return (1, 0, value.casefold()) if isinstance(value, str) else value


def _ranks(order: Any) -> Callable[[Any], Any]:
    """Return by what values sort when their order is named: `urutan=['Rendah', 'Sedang', 'Tinggi']`; others come after, by letters."""
    if order is None:
        return _rank
    places = {str(value).casefold(): place for place, value in enumerate(_rows(order, "urutan"))}

    def rank(value: Any) -> tuple[int, str]:
        names = (value.key, str(value)) if isinstance(value, Bernama) else (str(value),)
        found = (places[name.casefold()] for name in names if name.casefold() in places)
        return next(found, len(places)), str(value).casefold()

    return rank


@pass_environment
def in_order(environment: SandboxedEnvironment, items: Any, reverse: bool = False, attribute: str | None = None, urutan: Any = None) -> Any:  # noqa: PLR0917 - a template may say them in their order
    """Return the items sorted, `KOSONG` last; `CACAT` if one of the keys is.

    A choice, a reference and a band sort in the order of their list. attribute: one column, or several (`'kelas,nama'`).
    urutan: the values in the order that counts.
    """
    rows = _rows(items, "sort", attribute)
    for column in reversed(str(attribute).split(",") if attribute is not None else [None]):
        keys = _values(rows, column.strip() if column is not None else None, environment)
        if _is_any_wrong(keys):
            return worst(*keys)
        rank = _ranks(urutan)
        known = sorted((i for i, key in enumerate(keys) if key is not KOSONG), key=lambda i: rank(keys[i]), reverse=bool(reverse))
        rows = [rows[i] for i in (*known, *(i for i, key in enumerate(keys) if key is KOSONG))]
    return rows


def sorted_rows(rows: Sequence[Any], columns: Sequence[str]) -> Sequence[Any]:
    """Return rows in the order of columns, the first one first, "-poin" from the greatest; as they are where a value of them is wrong."""
    ordered: list[Any] = list(rows)
    for column in reversed(columns):
        name = column.removeprefix("-").split(".")
        values = [_within(row, name) for row in ordered]
        if _is_any_wrong(values):
            return rows
        known = sorted(
            (i for i, value in enumerate(values) if value is not KOSONG), key=lambda i: _rank(values[i]), reverse=column[:1] == "-"
        )
        ordered = [ordered[i] for i in (*known, *(i for i, value in enumerate(values) if value is KOSONG))]
    return KeyedRows(ordered, rows.key) if isinstance(rows, KeyedRows) else ordered


def _within(row: Any, steps: Sequence[str]) -> Any:
    for step in steps:
        group = as_group(row)
        row = CACAT if group is None else group.get(step, KOSONG)
    return row


@pass_environment
def grouped(environment: SandboxedEnvironment, items: Any, attribute: str | int, default: Any = KOSONG, urutan: Any = None) -> Any:  # noqa: PLR0917 - a template may say them in their order
    """Return the rows by the value of one column, in its order, the empty ones last; `CACAT` if one of the values is."""
    rows = _rows(items, "groupby", attribute)
    keys = [default if key is KOSONG else key for key in _values(rows, attribute, environment)]
    if _is_any_wrong(keys):
        return worst(*keys)
    rank, found = _ranks(urutan), _by_value(keys, rows)
    known = sorted((group for group in found if group.grouper is not KOSONG), key=lambda group: rank(group.grouper))
    return [*known, *(group for group in found if group.grouper is KOSONG)]


@pass_environment
def clustered(environment: SandboxedEnvironment, items: Any, attribute: str | int) -> Any:
    """Return the rows by the value of one column, in the order in which the values first appear; no row is left out.

    What is empty or wrong is a group of its own, so that a draft prints every row.
    """
    rows = _rows(items, "kelompok", attribute)
    return _by_value(_values(rows, attribute, environment), rows)


def _by_value(keys: Iterable[Any], rows: Iterable[Any]) -> list[SharedRows]:
    found: dict[Any, SharedRows] = {}
    for key, row in zip(keys, rows, strict=True):
        folded = key.casefold() if isinstance(key, str) else _hashable(key)
        found.setdefault(folded, SharedRows(key, [])).list.append(row)
    return list(found.values())


def batched(items: Any, count: Any, fill: Any = None) -> list[list[Any]]:
    """Return the items in lists of `count`, the last one filled up with `fill` where that is given."""
    rows, size = _rows(items, "batch"), bounded_parts(whole(count, "batch"))
    parts = [rows[start : start + size] for start in range(0, len(rows), size)]
    if parts and fill is not None:
        parts[-1] += [fill] * (size - len(parts[-1]))
    return parts


def sliced(items: Any, count: Any, fill: Any = None) -> list[list[Any]]:
    """Return the items in `count` lists of nearly equal length, the longer ones first."""
    rows, parts = _rows(items, "slice"), bounded_parts(whole(count, "slice"))
    size, longer = divmod(len(rows), parts)
    made: list[list[Any]] = []
    start = 0
    for part in range(parts):
        end = start + size + (part < longer)
        made.append(rows[start:end] + ([fill] if fill is not None and longer and part >= longer else []))
        start = end
    return made


def whole(value: Any, name: str) -> int:
    """Return a whole number that a filter was given; raises ForbiddenOperation, with the filter's name, for another."""
    number = exact(value)
    if not isinstance(number, int):
        raise ForbiddenOperation(f"{name} memerlukan bilangan bulat, bukan {spoken(value)}")
    return number


@pass_environment
def joined(environment: SandboxedEnvironment, items: Any, separator: str = "", attribute: str | None = None) -> Any:
    """Return the items as printed, with `separator` between them; what is empty is left out."""
    shown = environment.finalize or str
    texts = [shown(value) for value in _values(_rows(items, "join", attribute), attribute, environment) if value is not KOSONG]
    texts = [text if hasattr(text, "__html__") else str(text) for text in texts]
    bounded_length(sum(map(len, texts)) + len(texts) * len(str(separator)))
    is_markup = any(hasattr(text, "__html__") for text in texts)  # laid out for a page already, as text with bold in it is
    return (escape(separator) if is_markup else str(separator)).join(texts)


LISTS: Final[Mapping[str, Filter]] = {
    "batch": batched,
    "count": _count,
    "first": _first,
    "groupby": grouped,
    "join": joined,
    "kelompok": clustered,
    "last": _last,
    "length": _count,
    "list": _list,
    "map": attribute_of_each,
    "max": _extreme("max", max),
    "min": _extreme("min", min),
    "rerata": mean,
    "reject": _selection(keep=False, by_attribute=False),
    "rejectattr": _selection(keep=False, by_attribute=True),
    "select": _selection(keep=True, by_attribute=False),
    "selectattr": _selection(keep=True, by_attribute=True),
    "slice": sliced,
    "sort": in_order,
    "sum": total,
    "unique": distinct,
}
