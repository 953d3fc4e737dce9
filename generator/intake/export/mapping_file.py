"""A mapping as a file: what is proposed for an export's questions, to be edited, and what somebody wrote, read back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, Final

from generator.errors import IntakeFault
from generator.fields.shapes import ListOf
from generator.form.asked import asked_index, fields_asked
from generator.form.mapping import MappedQuestion, QuestionMapping, Standing
from generator.form.target import AnswerTarget, NoTarget, target_at
from generator.intake.missing import refuse_missing
from generator.intake.yaml_data import TYPE_KEY
from generator.spec.catalogue import Catalogue
from generator.yamlio import DataFile, read_data
from validators.absence import is_absent
from validators.messages import suggestion
from validators.spelling import folded
from validators.values import shown

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec

SUFFIX: Final = ".peta.yaml"
"""How the file beside an export ends that is used unasked: jawaban.csv has jawaban.peta.yaml."""
QUESTIONS, CONSTANTS, SHEET = "pertanyaan", "tetap", "lembar"
PASSED, OPEN = "-", "?"
_PLAIN: Final = re.compile(r"[A-Za-z_][\w.]*")
_TYPED: Final = re.compile(r"[\w./\\:+-]+")
_WIDEST: Final = 60
_MOST_LACKING: Final = 12
_MOST_TOLD: Final = 50


def mapping_beside(file: FilePath, type_name: str = "") -> FilePath | None:
    """Return the mapping that is remembered for an export: beside it under its name, or under that of the type."""
    names = [f"{file.stem}{SUFFIX}", *([f"{type_name}{SUFFIX}"] if type_name else [])]
    return next((found for name in names if (found := file.with_name(name)).is_file()), None)


def mapping_command(type_name: str, file: FilePath, shown_name: str) -> str:
    """Return the command that proposes a mapping for an export, as it is typed: services name their files with blanks."""
    return f"borang mapping {type_name} {as_typed(shown_name)} -o {as_typed(str(file.with_suffix(SUFFIX)))}"


def as_typed(name: str) -> str:
    """Return the name of a file as a command line takes it."""
    return name if _TYPED.fullmatch(name) else f'"{name}"'


# Written


def mapping_text(questions: Sequence[MappedQuestion], compiled: CompiledSpec, source: str, *, sheet: str = "") -> str:
    """Return a mapping to be edited: each question with its place, and what is to be looked at."""
    return "\n".join((*_head(compiled, source, sheet), *_lines(questions), *_lacking(questions, compiled), ""))


def _head(compiled: CompiledSpec, source: str, sheet: str) -> Iterator[str]:
    yield f"# Ke mana setiap pertanyaan dalam {source} masuk: kiri judul kolomnya, kanan tempat isiannya."
    yield '# "-" dilewati; "?" belum ditentukan: ganti dengan tempatnya, atau dengan "-". Yang bertanda periksa, lihat dahulu.'
    yield f"# Nama isian: borang show {compiled.spec.id}. Baris tabel dengan nomornya (rencana.2.poin), baris bernama di antara kurung siku."
    yield f"{TYPE_KEY}: {compiled.spec.id}"
    if sheet:
        yield f"{SHEET}: {json.dumps(sheet, ensure_ascii=False)}"
    yield f"{QUESTIONS}:"


def _lines(questions: Sequence[MappedQuestion]) -> Iterator[str]:
    keys = [json.dumps(question.name, ensure_ascii=False) for question in questions]
    values = [_value(question) for question in questions]
    width = min(_WIDEST, max((len(key) + len(value) for key, value in zip(keys, values, strict=True)), default=0))
    for key, value, question in zip(keys, values, questions, strict=True):
        yield f"  {key}: {value}".ljust(width + 6) + f"  # {_remark(question)}"


def _value(question: MappedQuestion) -> str:
    if question.standing is Standing.PASSED:
        return f'"{PASSED}"'
    if question.target is None:
        return f'"{OPEN}"'
    address = question.target.address
    return address if _PLAIN.fullmatch(address) else json.dumps(address, ensure_ascii=False)


def _remark(question: MappedQuestion) -> str:
    target = question.target
    is_open = (
        target is not None and isinstance(target.field, ListOf) and not (target.choice or target.field.of.choices or target.field.of.table)
    )
    listed = "; daftar: bila jawabannya dipisah koma, tambahkan (pisah koma)" if is_open else ""
    if question.standing in (Standing.SURE, Standing.PASSED):
        return f"{question.note or question.standing}{listed}"
    why = f": {question.note}" if question.note and question.note != "mirip" else ""
    return f"{question.standing}{why}{listed}"


def _lacking(questions: Sequence[MappedQuestion], compiled: CompiledSpec) -> Iterator[str]:
    """Yield how to write what no question asks for: the single fields that must be filled."""
    lacking = lacking_places(questions, compiled)
    if lacking:
        yield "# Isian wajib yang tidak ditanyakan. Bila nilainya sama untuk semua, hapus tanda # di depannya dan isilah:"
        yield f"# {CONSTANTS}:"
        yield from (f"#   {address}:" for address in lacking[:_MOST_LACKING])


def lacking_places(questions: Sequence[MappedQuestion], compiled: CompiledSpec) -> tuple[str, ...]:
    """Return the addresses of the single fields that must be filled and that no question asks for."""
    asked = {question.target.address for question in questions if question.target is not None}
    places = [place for place in asked_index(compiled).places if not place.turns and place.field.is_asked and not place.field.when]
    return tuple(address for place in places if (address := place.target(()).address) not in asked)


# Read


def read_mapping(file: FilePath, catalogue: Catalogue, *, content: bytes | None = None) -> QuestionMapping:
    """Return a mapping. Raises IntakeFault with the line of all that is wrong in it."""
    if content is None:
        refuse_missing(file)
    data = read_data(file, content=content)
    return _MappingRead(data, str(file), catalogue).mapping()


class _MappingRead:
    """One mapping file as it is read; what is wrong in it is told together."""

    def __init__(self, data: DataFile, file: str, catalogue: Catalogue) -> None:
        self.data = data
        self.file = file
        self.catalogue = catalogue
        self.faults: list[IntakeFault] = []

    def mapping(self) -> QuestionMapping:
        values: Any = self.data.values
        if not isinstance(values, Mapping):
            hint = "Buat dengan: borang mapping JENIS BERKAS."
            raise IntakeFault("Berkas ini bukan pemetaan.", file=self.file, hint=hint, code="pemetaan-salah")
        for key in self.data.doubled:
            self._wrong(key.path, f"“{shown(key.path[-1])}” ditulis dua kali.", "Hapus salah satunya.", line=key.line)
        known = (TYPE_KEY, QUESTIONS, CONSTANTS, SHEET)
        for key in values:
            if key not in known:
                self._wrong((key,), f"“{shown(key)}” tidak dikenal{suggestion(str(key), known)}")
        name = self._type(values.get(TYPE_KEY))
        compiled = self.catalogue.compiled(name) if name in self.catalogue else None
        questions, constants = self._group(values, QUESTIONS), self._group(values, CONSTANTS)
        targets = {key: self._target(value, (QUESTIONS, key), compiled) for key, value in questions.items()} if compiled else {}
        settled = (
            [(self._target(address, (CONSTANTS, address), compiled), value) for address, value in constants.items()] if compiled else []
        )
        self._refuse_groups(constants)
        if compiled is not None:
            self._doubled(targets, settled)
        _refuse(self.faults)
        return QuestionMapping(
            name,
            {" ".join(key.split()): target for key, target in targets.items() if questions[key] != OPEN},
            frozenset(" ".join(key.split()) for key, value in questions.items() if value == OPEN),
            tuple((target, value) for target, value in settled if target is not None and not is_absent(value)),
            self.file,
            {" ".join(key.split()): self._line((QUESTIONS, key)) for key in questions},
            str(values.get(SHEET, "") or ""),
        )

    def _type(self, written: Any) -> str:
        name = written.strip() if isinstance(written, str) else ""
        if name not in self.catalogue:
            names = self.catalogue.names()
            told = f"Jenis dokumen “{shown(name)}” tidak dikenal{suggestion(name, names)}" if name else f"“{TYPE_KEY}:” belum ditulis."
            self._wrong((TYPE_KEY,), told)
        return name

    def _group(self, values: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        held = values.get(key)
        if held is None or is_absent(held):
            return {}
        if not isinstance(held, Mapping):
            self._wrong((key,), f"Di bawah “{key}:” ditulis satu baris untuk setiap hal.")
            return {}
        return held

    def _target(self, value: Any, path: tuple[str, ...], compiled: CompiledSpec) -> AnswerTarget | None:
        """Return the place that a line names; None for one passed over, and where it names none, which is a fault."""
        if value in (PASSED, OPEN) and path[0] == QUESTIONS:
            return None
        if not isinstance(value, str):
            self._wrong(path, f"Tempat untuk “{shown(path[-1])}” belum ditulis.", f'Tulis tempatnya, "{PASSED}", atau "{OPEN}".')
            return None
        try:
            return target_at(value, fields_asked(compiled), compiled.home.library)
        except NoTarget as problem:
            self._misplaced(path, str(problem))
            return None

    def _refuse_groups(self, constants: Mapping[str, Any]) -> None:
        for address, value in constants.items():
            if isinstance(value, Mapping):
                first = next(iter(value), "nama")
                told = f"Di bawah “{CONSTANTS}:” tempatnya ditulis sebaris: {address}.{first}: ..."
                self._wrong((CONSTANTS, address), told)

    def _doubled(self, targets: Mapping[str, AnswerTarget | None], constants: Sequence[tuple[AnswerTarget | None, Any]]) -> None:
        first: dict[str, tuple[str, str]] = {}
        placed = [((QUESTIONS, key), target) for key, target in targets.items()]
        placed += [((CONSTANTS, target.address), target) for target, _ in constants if target is not None]
        for path, target in placed:
            if target is None:
                continue
            earlier = first.setdefault(folded(target.address), path)
            if earlier != path:
                told = f"Ganda: tempat “{target.address}” sudah dipakai di baris {self._line(earlier)}."
                self._misplaced(path, f"{told} Satu tempat untuk satu pertanyaan.")

    def _line(self, path: tuple[Any, ...]) -> int:
        return next((self.data.lines[path[:end]] for end in range(len(path), -1, -1) if path[:end] in self.data.lines), 1)

    def _wrong(self, path: tuple[Any, ...], message: str, hint: str = "", *, line: int = 0) -> None:
        """Note a fault of how the mapping is written."""
        place = f"baris {line or self._line(path)}"
        self.faults.append(IntakeFault(message, file=self.file, place=place, hint=hint or None, code="pemetaan-salah"))

    def _misplaced(self, path: tuple[Any, ...], message: str) -> None:
        """Note a fault of a place that it names."""
        self.faults.append(IntakeFault(message, file=self.file, place=f"baris {self._line(path)}", code="pemetaan-tempat"))


def refuse_strangers(mapping: QuestionMapping, names: Sequence[str]) -> None:
    """Raise an IntakeFault for each question of a mapping that an export does not ask, with the nearest that it does."""
    known = {folded(name): name for name in names}
    _refuse(
        [
            IntakeFault(
                f"Pertanyaan “{shown(name)}” tidak ada dalam ekspornya{suggestion(name, list(names))}",
                file=mapping.file,
                place=f"baris {mapping.lines.get(name, 1)}",
                code="pemetaan-pertanyaan",
            )
            for name in (*mapping.targets, *mapping.open)
            if folded(name) not in known
        ]
    )


def _refuse(faults: Sequence[IntakeFault]) -> None:
    """Raise the fault of a mapping; several together, each with its line."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        listed = "".join(
            f"\n    {fault.place}: {fault.message}" + (f" {fault.hint}" if fault.hint else "") for fault in faults[:_MOST_TOLD]
        )
        raise IntakeFault(f"Pemetaan ini belum benar di {len(faults)} tempat:{listed}", file=faults[0].file, code=faults[0].code)
