"""What a JSON Schema has against values, told by jsonschema.

What is changed: numbers may be Decimal, dates are a type of their own, an absent value passes (its cause is reported already), and
`required` and `additionalProperties` name the member they are about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, cast

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import ValidationError

from validators.absence import KOSONG, Absence
from validators.fitting import TYPES
from validators.tree import as_group

Keyword = Callable[[Any, Any, Any, Mapping[str, Any]], Iterator[ValidationError] | None]


def _judged(tells: Callable[[Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda _checker, value: tells(value)


_extend: Final = cast("Any", validators).extend
DECIMAL_TYPES: Final = Draft202012Validator.TYPE_CHECKER.redefine_many({name: _judged(tells) for name, tells in TYPES.items()})


def _required(_validator: Any, required: Any, instance: Any, _schema: Mapping[str, Any]) -> Iterator[ValidationError]:
    members = as_group(instance)
    for name in required if members is not None else ():
        if (members or {}).get(name, KOSONG) is KOSONG:
            yield ValidationError(f"{name} is required", path=(name,))


def _additional(validator: Any, allowed: Any, instance: Any, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
    for name, member in (as_group(instance) or {}).items():
        if name in schema.get("properties", {}):
            continue
        if allowed is False:
            yield ValidationError(f"{name} is unknown", path=(name,), instance=name)
        else:
            yield from validator.descend(member, allowed, path=name)


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Mapping[str, Any]) -> Iterator[ValidationError]:
    from validators.patterns import is_matched  # few types have patterns

    if isinstance(instance, str) and not is_matched(pattern, instance):
        yield ValidationError("pattern does not match")


def _passing_absence(keyword: Keyword) -> Keyword:
    def checked(validator: Any, value: Any, instance: Any, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
        if not isinstance(instance, Absence):
            yield from keyword(validator, value, instance, schema) or ()

    return checked


_KEYWORDS: Final = {**Draft202012Validator.VALIDATORS, "required": _required, "additionalProperties": _additional, "pattern": _pattern}
_Validator: Final[Any] = _extend(
    Draft202012Validator, {name: _passing_absence(keyword) for name, keyword in _KEYWORDS.items()}, type_checker=DECIMAL_TYPES
)


def validator_of(schema: Mapping[str, Any]) -> Any:
    """Return jsonschema's validator of a schema of values."""
    return _Validator(schema)
