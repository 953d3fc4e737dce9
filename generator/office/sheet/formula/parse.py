"""A formula's tokens become a tree; what the evaluator does not know is refused here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from generator.office.sheet.formula.tokens import tokens
from generator.office.sheet.references import reference

if TYPE_CHECKING:
    from openpyxl.formula.tokenizer import Token

FUNCTIONS: Final = {
    "SUM": (1, 255),
    "SUMIF": (2, 3),
    "SUMPRODUCT": (1, 255),
    "AVERAGE": (1, 255),
    "COUNT": (1, 255),
    "COUNTA": (1, 255),
    "COUNTIF": (2, 2),
    "MIN": (1, 255),
    "MAX": (1, 255),
    "ROUND": (2, 2),
    "IF": (2, 3),
    "AND": (1, 255),
    "OR": (1, 255),
    "IFERROR": (2, 2),
}
_LEVELS: Final = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))
_ERRORS: Final = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})


class UnsolvedError(Exception):
    """The evaluator does not know this formula, or would have to guess what Excel makes of it."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, text or truth value written in the formula; None for an argument left out."""

    value: int | Fraction | str | bool | None


@dataclass(frozen=True, slots=True)
class Fault:
    """An error value written in the formula, such as #REF!."""

    code: str


@dataclass(frozen=True, slots=True)
class CellRange:
    """The formula's n-th reference, counted from 0."""

    index: int
    single: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A defined name or a table's column, in lower case."""

    text: str


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator with one operand (prefix -, + or postfix %) or two."""

    operator: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function of FUNCTIONS and its arguments."""

    function: str
    arguments: tuple[Node, ...]


Node = Literal | Fault | CellRange | Name | Operation | Call


@lru_cache(maxsize=4096)
def tree(text: str) -> Node:
    """Return the tree of a formula given without its leading "=".

    Raises UnsolvedError when it holds anything the evaluator does not know.
    """
    try:
        found = [token for token in tokens(text) if token.type != token.WSPACE]
    except ValueError as error:
        raise UnsolvedError(text) from error
    return _TokenReader(found).whole()


def names_in(node: Node) -> Iterator[str]:
    """Yield the names, in lower case, that a tree mentions."""
    if isinstance(node, Name):
        yield node.text
    for inner in node.operands if isinstance(node, Operation) else node.arguments if isinstance(node, Call) else ():
        yield from names_in(inner)


class _TokenReader:
    """Reads the tokens from left to right, by precedence climbing."""

    def __init__(self, found: list[Token]) -> None:
        self.tokens = found
        self.position = 0
        self.references = 0

    def whole(self) -> Node:
        node = self.level(0)
        if self.peek() is not None:
            raise UnsolvedError("operator between references")
        return node

    def peek(self) -> Token | None:
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def take(self) -> Token:
        token = self.peek()
        if token is None:
            raise UnsolvedError("formula ends early")
        self.position += 1
        return token

    def level(self, depth: int) -> Node:
        if depth == len(_LEVELS):
            return self.signed()
        node = self.level(depth + 1)
        while (token := self.peek()) is not None and token.type == token.OP_IN and token.value in _LEVELS[depth]:
            self.position += 1
            node = Operation(token.value, (node, self.level(depth + 1)))
        return node

    def signed(self) -> Node:
        token = self.peek()
        if token is not None and token.type == token.OP_PRE:
            self.position += 1
            return Operation(token.value, (self.signed(),))
        node = self.operand(self.take())
        while (token := self.peek()) is not None and token.type == token.OP_POST:
            self.position += 1
            node = Operation("%", (node,))
        return node

    def operand(self, token: Token) -> Node:
        if token.type == token.OPERAND:
            return self.value(token)
        if token.type == token.PAREN and token.subtype == token.OPEN:
            node = self.level(0)
            self.close(token.PAREN)
            return node
        if token.type == token.FUNC and token.subtype == token.OPEN:
            return self.call(token)
        raise UnsolvedError(token.value)

    def value(self, token: Token) -> Node:
        made: dict[str, Callable[[str], Node]] = {
            token.NUMBER: lambda text: Literal(_number(text)),
            token.TEXT: lambda text: Literal(text[1:-1].replace('""', '"')),
            token.LOGICAL: lambda text: Literal(text == "TRUE"),
            token.ERROR: _fault,
            token.RANGE: self.cells,
        }
        return made[token.subtype](token.value)

    def cells(self, text: str) -> Node:
        found = reference(text)
        if found is None:
            return Name(text.lower())
        if found.lead.startswith(":"):
            raise UnsolvedError(text)
        self.references += 1
        return CellRange(self.references - 1, found.last is None)

    def call(self, token: Token) -> Node:
        name = token.value[:-1].upper()
        if name not in FUNCTIONS:
            raise UnsolvedError(name)
        arguments = self.arguments()
        fewest, most = FUNCTIONS[name]
        if not fewest <= len(arguments) <= most:
            raise UnsolvedError(name)
        return Call(name, tuple(arguments))

    def arguments(self) -> list[Node]:
        arguments: list[Node] = []
        while True:
            token = self.peek()
            ends = token is not None and (token.type == token.SEP or token.subtype == token.CLOSE)
            arguments.append(Literal(None) if ends else self.level(0))
            token = self.take()
            if token.type == token.FUNC and token.subtype == token.CLOSE:
                return arguments
            if token.type != token.SEP:
                raise UnsolvedError(token.value)

    def close(self, token_type: str) -> None:
        token = self.take()
        if token.type != token_type or token.subtype != token.CLOSE:
            raise UnsolvedError(token.value)


def _number(text: str) -> int | Fraction:
    value = Fraction(text)
    return value.numerator if value.denominator == 1 else value


def _fault(text: str) -> Node:
    if text not in _ERRORS:
        raise UnsolvedError(text)
    return Fault(text)
