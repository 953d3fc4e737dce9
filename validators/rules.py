"""Checks compiled rules against a scope: every rule whose names are sound runs, in one round."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from validators.absence import TANPA_HASIL, is_absent
from validators.expressions import Expression, ExpressionFault
from validators.findings import Finding, Findings, Path, Severity
from validators.messages import finding
from validators.tree import as_group, as_rows


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled rule: a condition that must hold, for the document or for each row of a table.

    each: the path of the table whose rows are checked one by one (`row`, and `parent` for a table in a table), or empty.
    at: where the finding is shown, relative to the row if there is one. message, hint: fill their `{{ }}` from the scope.
    place: file and line of the rule, for faults.
    """

    id: str
    check: Expression
    message: Callable[[Mapping[str, Any]], str]
    hint: Callable[[Mapping[str, Any]], str]
    at: tuple[str, ...] = ()
    each: tuple[str, ...] = ()
    when: Expression | None = None
    severity: Severity = Severity.ERROR
    source: str = ""
    place: str = ""


class RuleFault(Exception):
    """A rule that cannot run: a fault of the spec. rule: its id; place: its file and line."""

    def __init__(self, rule: Rule, problem: ExpressionFault) -> None:
        super().__init__(problem.message)
        self.rule = rule
        self.message = problem.message


def check(rules: Iterable[Rule], scope: Mapping[str, Any]) -> Findings:
    """Return a finding for every rule, and every row, whose condition is false.

    A rule whose condition comes out absent is silent, its cause being reported already; one that divides by zero says so. Raises RuleFault when one cannot run.
    """
    return Findings(finding for rule in rules for finding in _broken(rule, scope))


def _broken(rule: Rule, scope: Mapping[str, Any]) -> Iterator[Finding]:
    for path, row_scope in _cases(rule.each, scope):
        try:
            applies = True if rule.when is None else rule.when.evaluate(row_scope)
            outcome = rule.check.evaluate(row_scope) if _holds(applies) else applies
            if outcome is TANPA_HASIL:
                yield finding("pembagi-nol", (*path, *rule.at), severity=rule.severity, source=rule.source, apa="Syarat di sini")
            if is_absent(outcome) or outcome or not _holds(applies):
                continue
            message, hint = rule.message(row_scope), rule.hint(row_scope)
        except ExpressionFault as problem:
            raise RuleFault(rule, problem) from problem
        yield Finding(rule.id, message, rule.severity, (*path, *rule.at), hint=hint, source=rule.source)


def _holds(outcome: Any) -> bool:
    return not is_absent(outcome) and bool(outcome)


def _cases(each: tuple[str, ...], scope: Mapping[str, Any]) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Yield (path, scope) once for a document rule, or once per row with `row` and `parent` in scope."""
    if not each:
        yield (), scope
        return
    for path, row, parent in rows_at(each, scope):
        yield path, {**scope, "row": row, "parent": parent}


def rows_at(each: tuple[str, ...], values: Any, path: Path = (), parent: Any = None) -> Iterator[tuple[Path, Any, Any]]:
    """Yield (path, row, parent row) for the rows of a table that a dotted path leads to, through groups and outer tables."""
    name, rest = each[0], each[1:]
    inner = (as_group(values) or {}).get(name)
    if rest and as_group(inner) is not None:
        yield from rows_at(rest, inner, (*path, name), parent)
        return
    for index, row in enumerate(as_rows(inner) or ()):
        here = (*path, name, index)
        if not rest:
            yield here, row, parent
        else:
            yield from rows_at(rest, row, here, row)
