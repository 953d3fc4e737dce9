"""Which question of an export goes where: what is proposed for its headings, and what of it is sure enough to be used unasked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from generator.form.asked import asked_index, words_of
from generator.form.matching import Matcher, QuestionMatch
from generator.form.passed import UNTITLED, is_added, is_of_quiz, preamble_of
from generator.form.target import MOST_ROWS, AnswerTarget
from validators.spelling import folded

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec

_LONGEST: Final = 300
_FEW: Final = 3


class Standing(StrEnum):
    """How a question stands: used as it is, passed over, to be looked at first, like no place, like one that another has, left open by hand."""

    SURE = "sama"
    PASSED = "dilewati"
    NEAR = "mirip, periksa"
    OPEN = "lebih dari satu"
    UNKNOWN = "tidak dikenal"
    DOUBLED = "ganda"
    MARKED = "bertanda “?” dalam pemetaan"


@dataclass(frozen=True, slots=True)
class MappedQuestion:
    """A question with its place. name: as a mapping calls it. target: None where it has none. note: why, in a few words."""

    name: str
    standing: Standing
    target: AnswerTarget | None = None
    note: str = ""

    @property
    def is_used(self) -> bool:
        """Whether its answers are read without anybody having looked at it."""
        return self.standing is Standing.SURE and self.target is not None

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to say anything about it."""
        return self.standing in (Standing.SURE, Standing.PASSED)


@dataclass(frozen=True, slots=True)
class ColumnSample:
    """What stands in a column. is_ticked: nothing but marks of a box: 0 and 1, ya and tidak."""

    is_empty: bool = False
    is_ticked: bool = False


@dataclass(frozen=True, slots=True)
class QuestionMapping:
    """A mapping as somebody wrote it. targets: by the name of the question, None for "-". open: those marked "?".

    constants: what every document has that the export does not ask. file: where it stands; lines: of each question in it. sheet: of a workbook.
    """

    type: str
    targets: Mapping[str, AnswerTarget | None] = field(default_factory=dict[str, "AnswerTarget | None"])
    open: frozenset[str] = frozenset()
    constants: tuple[tuple[AnswerTarget, Any], ...] = ()
    file: str = ""
    lines: Mapping[str, int] = field(default_factory=dict[str, int])
    sheet: str = ""


def question_names(headings: Sequence[str]) -> tuple[str, ...]:
    """Return what a mapping calls the questions: one that stands twice with its number behind, a very long one cut."""
    seen: Counter[str] = Counter()
    names: list[str] = []
    for heading in headings:
        short = " ".join(heading.split())
        short = short if len(short) <= _LONGEST else short[: _LONGEST - 1] + "…"
        seen[short] += 1
        names.append(short if seen[short] == 1 else f"{short} ({seen[short]})")
    return tuple(names)


def proposed(
    headings: Sequence[str], samples: Sequence[ColumnSample], compiled: CompiledSpec, mapping: QuestionMapping | None = None
) -> tuple[MappedQuestion, ...]:
    """Return where each question goes, as far as its words tell. mapping: what was settled by hand; it goes before all else."""
    return _Proposal(headings, samples, compiled, mapping).made()


class _Proposal:
    """One look at all questions of an export."""

    def __init__(
        self, headings: Sequence[str], samples: Sequence[ColumnSample], compiled: CompiledSpec, mapping: QuestionMapping | None
    ) -> None:
        self.headings = headings
        self.samples = samples
        self.index = asked_index(compiled)
        self.matcher = Matcher(compiled, self.index)
        self.names = question_names(headings)
        self.preamble = preamble_of(headings)
        self.mapping = mapping
        self.by_name = {folded(name): name for name in (*mapping.targets, *mapping.open)} if mapping is not None else {}
        self.taken: dict[str, str] = {}
        self.asked: dict[str, tuple[str, ...]] = {}
        self.matched: dict[int, list[QuestionMatch]] = {}

    def made(self) -> tuple[MappedQuestion, ...]:
        by_hand = {at: one for at in range(len(self.headings)) if (one := self._by_hand(at)) is not None}
        sure = {at: by_hand.get(at) or self._sure(at) for at in range(len(self.headings))}
        found = [one or self._unsure(at) for at, one in sure.items()]  # what is only nearly a place takes it from none that is surely it
        ticked = {_whole(one.target) for one in found if one.target is not None and one.target.choice}
        return tuple(self._beside_choices(one, ticked) for one in found)

    def _by_hand(self, at: int) -> MappedQuestion | None:
        """Return what a mapping says of a question."""
        name = self.names[at]
        written = self.by_name.get(folded(name))
        if self.mapping is None or written is None:
            return None
        if written in self.mapping.open:
            return MappedQuestion(name, Standing.MARKED)
        target = self.mapping.targets[written]
        if target is None:
            return MappedQuestion(name, Standing.PASSED, note="dilewati menurut pemetaan")
        return self._taken(MappedQuestion(name, Standing.SURE, target, "menurut pemetaan"))

    def _sure(self, at: int) -> MappedQuestion | None:
        """Return a question whose words are those of one place, or that is passed over; None where it is neither."""
        heading, name = self.headings[at], self.names[at]
        if at < self.preamble:
            return MappedQuestion(name, Standing.PASSED, note="dilewati")
        if (target := self.matcher.addressed(heading)) is not None:
            return self._taken(MappedQuestion(name, Standing.SURE, target, Standing.SURE))
        found = self._surely(at)
        if len(found) == 1:
            return self._placed(at, found[0])
        passed = "" if found else self._passed(at)
        return MappedQuestion(name, Standing.PASSED, note=passed) if passed else None

    def _unsure(self, at: int) -> MappedQuestion:
        """Return what a question may be that is not surely one place's."""
        found = self._surely(at) or self._matches(at)
        if words_of(self.headings[at]) in UNTITLED or not found:
            return MappedQuestion(self.names[at], Standing.UNKNOWN)
        if len(found) > 1:
            titles = list(dict.fromkeys(one.target().address for one in found))
            return MappedQuestion(self.names[at], Standing.OPEN, note=", ".join(titles[:_FEW]))
        near = self._placed(at, found[0])
        return near if near.standing is Standing.DOUBLED else replace(near, standing=Standing.NEAR)

    def _matches(self, at: int) -> list[QuestionMatch]:
        if at not in self.matched:
            self.matched[at] = self.matcher.matches(self._doubled(at)[0])
        return self.matched[at]

    def _surely(self, at: int) -> list[QuestionMatch]:
        return [one for one in self._matches(at) if one.is_sure and (not one.choice or self._is_tick(at))]

    def _is_tick(self, at: int) -> bool:
        """Whether a column may be one choice of a list: it holds marks of a box, or nothing."""
        return self.samples[at].is_ticked or self.samples[at].is_empty

    def _passed(self, at: int) -> str:
        """Return why a column without a place is passed over; "" where it is not."""
        heading = self.headings[at]
        if words_of(heading) in self.index.computed:
            return "dihitung program"
        if is_added(heading, self.headings) or is_of_quiz(heading, self.headings):
            return "dilewati"
        return "kosong, dilewati" if self.samples[at].is_empty else ""

    def _doubled(self, at: int) -> tuple[str, int]:
        """Return a heading that a program told apart from another ("Poin.1", "Poin2") as it was, with its number; 0 where it is none."""
        heading = self.headings[at]
        for mark, first in ((".", 1), ("_", 0), ("", 0)):
            base = heading.rstrip("0123456789")
            digits = heading[len(base) :]
            if 0 < len(digits) <= _FEW and base.endswith(mark) and (plain := base[: len(base) - len(mark)]) in self.headings[:at]:
                return plain, int(digits) + first
        return heading, 0

    def _placed(self, at: int, match: QuestionMatch) -> MappedQuestion:
        """Return a question at its place; where its words leave the row open, at the next row that has none."""
        name = self.names[at]
        asked, row = self._doubled(at)
        if not match.is_open:
            return self._taken(MappedQuestion(name, Standing.SURE, match.target(), match.how))
        target = match.target(row or 1)
        while not row and self.asked.get(_whole(target)) == words_of(asked) and _row_of(target) < MOST_ROWS:
            target = match.target(_row_of(target) + 1)
        self.asked.setdefault(_whole(target), words_of(asked))
        how = match.how if target == match.target() else f"baris ke-{_row_of(target)}"
        return self._taken(MappedQuestion(name, Standing.SURE, target, how))

    def _taken(self, question: MappedQuestion) -> MappedQuestion:
        """Return a question with the place that it takes, or without where another has it already."""
        assert question.target is not None
        address = question.target.address
        first = self.taken.setdefault(address, question.name)
        if first != question.name:
            return MappedQuestion(question.name, Standing.DOUBLED, note=f"{address} sudah diisi “{first}”")
        return question

    def _beside_choices(self, question: MappedQuestion, ticked: set[str]) -> MappedQuestion:
        """Return a question, one for a whole list passed over where each of its choices has a column."""
        target = question.target
        if target is None or target.choice or target.address not in ticked or question.note == "menurut pemetaan":
            return question
        return MappedQuestion(question.name, Standing.PASSED, note="pilihannya ada di kolom lain")


def _whole(target: AnswerTarget) -> str:
    return target.address.removesuffix(f"={target.choice}") if target.choice else target.address


def _row_of(target: AnswerTarget) -> int:
    """Return the number of the last row on the way to a place."""
    rows = [step for step in target.steps if isinstance(step, int)]
    return rows[-1] if rows else 1
