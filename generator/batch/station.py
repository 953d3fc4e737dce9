"""What a worker of a batch stands at: the type, what all documents share, and what it does with each piece of the source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from generator.batch.digest import digest_of, digest_of_home
from generator.batch.kept import Kept
from generator.batch.pieces import BatchTask, Ending, Job, Product, Prospect, Unit, ending_of
from generator.bundle import forms_of_type
from generator.defaults import with_defaults
from generator.defect import record
from generator.deliver import Folder, safe_name
from generator.document import Document, Outcome
from generator.errors import BorangError, IntakeFault, SpecFault, UsageFault
from generator.examine import examine
from generator.feeders import with_unsound_sources
from generator.fields.shapes import Group, Scalar, walk
from generator.fields.subject import subject_path
from generator.fingerprint import stamped
from generator.formatting import show
from generator.home import Home
from generator.intake.feeding import NO_ROWS
from generator.intake.form import Incoming, RawForm, Shelf
from generator.intake.read import READERS, TABLES, fed_forms, given_of, raw_forms
from generator.journal import State
from generator.pipeline import (
    Rendition,
    Target,
    code_of,
    converted_together,
    is_waiting,
    outputs,
    rendered,
    rendered_form,
    told_of,
    withheld,
)
from generator.register.lookup import UNNUMBERED, with_number
from generator.render.context import printing_fields, printing_values
from generator.render.engines import ENDING, asked
from generator.scope import scope_of, without_callables
from generator.seal.document import with_seal
from generator.spec.catalogue import Catalogue
from generator.spec.compile import CompiledSpec
from generator.spec.feeders import feeders_of
from generator.spec.keys import value_at
from generator.spec.model import Output
from generator.workers import document_begins, document_ends
from validators.absence import KOSONG, is_absent
from validators.expressions import ExpressionFault
from validators.findings import Finding, Findings
from validators.names import free_names

if TYPE_CHECKING:
    from generator.form.mapping import QuestionMapping
    from generator.render.typst.overlay import OverlayPlan

_MOST_KEPT: Final = 4
_NOWHERE: Final = Path()
_ALIKE: Final = "Samakan berkas isian, gambar, dan institusi.yaml-nya di semua komputer, di folder yang sama."


class Station:
    """A type with everything that its documents in a batch share, made ready in one process."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.catalogue = Catalogue(Home(job.home))
        self.compiled: CompiledSpec = self.catalogue.compiled(job.type_name)
        self.shelf = Shelf(within=job.within)
        self.mapping = self._mapping()
        self.target = Target(job.media, folder=None if job.is_trial else Folder(_NOWHERE), engine=job.engine)
        self.outputs: Sequence[Output] = outputs(Document(self.compiled, _nothing(job)), self.target)
        self.namings = {output.name: self._naming(output) for output in self.outputs}
        self.is_scored_first = any(needs_scores(self.compiled, self._pattern(output)) for output in self.outputs)
        self.named = self._named_fields()
        self.kept = Kept()
        self.shared = self._shared_form() if job.shared is not None else None
        self.digest = digest_of_home(self.catalogue.home, (job.pattern, job.engine, *(output.name for output in self.outputs)))
        self._forms: dict[Path, list[tuple[RawForm, Incoming]]] = {}

    # ---- forms

    def forms_of(self, unit: Unit) -> list[tuple[RawForm, Incoming]]:
        """Return the raw forms of a piece of the source with where they come from. Raises IntakeFault, SpecFault."""
        if unit.form is not None:
            incoming = self.incoming(unit.file)
            return [(form, incoming) for form in self._row(unit.form, incoming)]
        found = self.forms_in(unit.file)
        return found if unit.index is None else [found[unit.index]]

    def incoming(self, file: Path) -> Incoming:
        """Return a file of the source as it is handed to readers: an export with the mapping that was named for it."""
        return Incoming(file, shelf=self.shelf, mapping=self.mapping if file.suffix.lower() in TABLES else None)

    def _mapping(self) -> QuestionMapping | None:
        """Return the mapping that was named. Raises IntakeFault."""
        if self.job.mapping is None:
            return None
        from generator.intake.export.mapping_file import read_mapping

        return read_mapping(self.job.mapping, self.catalogue)

    def forms_in(self, file: Path) -> list[tuple[RawForm, Incoming]]:
        """Return all the forms that a file has the data for; the last files are kept."""
        if file not in self._forms:
            while len(self._forms) >= _MOST_KEPT:
                self._forms.pop(next(iter(self._forms)))
            incoming = self.incoming(file)
            self._forms[file] = [(self._over_shared(form), incoming) for form in self._read(incoming)]
        return self._forms[file]

    def _read(self, incoming: Incoming) -> list[RawForm]:
        if self.compiled.spec.each is not None:
            return forms_of_type(self.job.type_name, incoming, self.catalogue)
        return list(raw_forms(incoming, self.catalogue, type_name=self.job.type_name))

    def _shared_form(self) -> RawForm:
        """Return what all documents share, with what feeds it. Raises IntakeFault."""
        assert self.job.shared is not None
        incoming, each = Incoming(self.job.shared, shelf=self.shelf), self.compiled.spec.each
        reader = READERS.get(incoming.suffix)
        form = None if reader is None or not incoming.file.is_file() else next(reader(incoming, self.catalogue, ""), None)
        if form is not None and isinstance(form.values, dict):
            if form.type not in ("", self.job.type_name):
                hint = f"Sebut berkas {self.job.type_name}."
                raise IntakeFault(f"Ini berkas {form.type}.", file=incoming.file, hint=hint, code="bersama-jenis-lain")
            form = next(fed_forms(replace(form, type=self.job.type_name), incoming, self.catalogue))
            own = "" if each is None else each.row
            values = form.values if form.shared is None else dict(form.shared)
            found = Findings(one for one in form.found if one.code != NO_ROWS)
            return replace(form, values=values, found=found, feeders={name: one for name, one in form.feeders.items() if name != own})
        return next(raw_forms(incoming, self.catalogue, type_name=self.job.type_name))  # says what is wrong with it

    def _row(self, form: RawForm, incoming: Incoming) -> list[RawForm]:
        """Return a row of a table over what all share; of one that names a file which feeds it, what becomes of it with that."""
        form = replace(form, type=self.job.type_name)
        if self.shared is not None:
            form = self._over_shared(form)
        if any(name in form.values for name in feeders_of(self.compiled)):
            return list(fed_forms(form, incoming, self.catalogue))
        return [form]

    def _over_shared(self, form: RawForm) -> RawForm:
        if self.shared is None or not isinstance(form.values, dict) or form.type not in ("", self.job.type_name):
            return form
        return replace(
            form,
            values=_over(self.shared.values, form.values),
            places={**self.shared.places, **form.places},
            found=self.shared.found + form.found,
            written=self.shared.written if form.written == RawForm("", {}, {}).written else form.written,
            feeders={**self.shared.feeders, **form.feeders},
            institution_file=form.institution_file or self.shared.institution_file,
        )

    # ---- what is known before

    def surveyed(self, unit: Unit) -> list[Prospect]:
        """Return what is known of the documents in a piece of the source before any is made."""
        try:
            forms = self.forms_of(unit)
        except BorangError as fault:
            return [Prospect("", unit.name, ended=_failed(fault))]
        return [self._surveyed(form, incoming, unit) for form, incoming in forms]

    def _surveyed(self, form: RawForm, incoming: Incoming, unit: Unit) -> Prospect:
        name = unit.name
        if form.refused:
            return Prospect(form.mark, name, ended=ending_of(Outcome("", "", "refused", form.refused, exit_code=1)))
        try:
            document = given_of(form, incoming, self.catalogue, type_name=self.job.type_name, institution=self.job.institution)
            if isinstance(document, Finding):
                return Prospect(form.mark, name, ended=ending_of(Outcome("", "", "refused", Findings([document]), exit_code=1)))
            document = with_unsound_sources(document, form, incoming)
            if not self.job.is_trial:
                self.kept.keep(unit, form.mark, document)
            document = with_seal(with_number(document))
            ended = self._ended(document)
            targets = self._targets(document)
        except BorangError as fault:
            return Prospect(form.mark, name, ended=_failed(fault))
        given = document.given
        return Prospect(form.mark, self._label(document, name), digest_of(self.digest, given), targets, ended)

    def _ended(self, document: Document) -> Ending | None:
        """Return how a document ends that is only checked; None where it is to be made."""
        if not self.job.is_trial:
            return None
        findings = examine(document).findings
        outcome = Outcome("", "", "refused" if findings.has_errors else "checked", findings, exit_code=int(findings.has_errors))
        return ending_of(withheld(outcome, document) or outcome)

    def _targets(self, document: Document) -> dict[str, str]:
        """Return the names of a document's files by output; none where they cannot be told, which making it will say."""
        if self.named is not None:
            scope = without_callables(scope_of(document, document.given.found.paths, only=self.named))
            context = printing_fields(self.compiled, scope, self.named)
        else:
            document = with_defaults(document)
            if self.is_scored_first:
                scope = examine(document).scope
            else:
                scope = without_callables(scope_of(document, document.given.found.paths))
                scope |= {computed.name: KOSONG for computed in self.compiled.spec.computed}
            context = printing_values(self.compiled, scope)  # no charts: their columns may be computed, and are not yet
        try:
            before = "DRAF-" if any(one.code == UNNUMBERED for one in document.given.found) else ""
            return {output.name: safe_name(before + self.namings[output.name](context)) for output in self.outputs}
        except ExpressionFault:
            return {}

    def _label(self, document: Document, name: str) -> str:
        """Return what a person calls a document: whom or what it is about."""
        value = value_at(document.given.values, subject_path(self.compiled.spec.fields))
        return name if is_absent(value) or not isinstance(value, str) or not value.strip() else " ".join(show(value).split())

    def _pattern(self, output: Output) -> str:
        if not self.job.pattern:
            return output.filename
        twins = [other for other in self.outputs if other.medium == output.medium]
        return f"{self.job.pattern}{f'-{output.name}' if len(twins) > 1 else ''}.{output.medium}"

    def _named_fields(self) -> frozenset[str] | None:
        """Return the fields that file names say, which are then all that is looked at for them; None where more is needed to tell them."""
        names = frozenset(name for output in self.outputs for name in free_names(self.compiled.environment.parse(self._pattern(output))))
        has_default = any(path[0] in names for path in self.compiled.defaults)
        return None if self.is_scored_first or self.compiled.names_rows or has_default else names

    def _naming(self, output: Output) -> Callable[[Mapping[str, Any]], str]:
        if not self.job.pattern:
            return self.compiled.filenames[output.name]
        try:
            return self.compiled.text(f"{self.job.pattern}.{output.medium}", self.compiled.scope_shapes, 1)
        except SpecFault as fault:
            raise UsageFault(f"--name: {fault.message}", hint=fault.hint, code="pola-nama-salah") from fault

    # ---- what is made

    def made(self, task: BatchTask) -> Outcome | Rendition:
        """Return what became of a document, its outputs made but not yet what LibreOffice makes of them.

        Raises IntakeFault where this computer has other files for it than the one that named it.
        """
        from generator.render.typst.overlay import plans

        with plans(task.plan):
            return self._made(task, self.target)

    def noted(self, task: BatchTask) -> None:
        """Make the PDF of a document for what is noted of it."""
        self._made(task, replace(self.target, media=("pdf",)))

    @property
    def is_set_by_templates(self) -> bool:
        """Whether typst sets a PDF of this batch from a template of its own."""
        home = self.catalogue.home
        return any(asked(output, self.job.engine, home).template.endswith(ENDING) for output in self.outputs if output.medium == "pdf")

    def _made(self, task: BatchTask, target: Target) -> Outcome | Rendition:
        known = None if task.digest else self.kept.taken(task.unit, task.mark)
        if known is not None:
            return rendered(known, target)
        form, incoming = next((form, incoming) for form, incoming in self.forms_of(task.unit) if form.mark == task.mark)
        if task.digest and self._surveyed(form, incoming, task.unit).digest != task.digest:
            raise IntakeFault("Di pekerja gugus, bahan dokumen ini lain.", file=incoming.file, hint=_ALIKE, code="bahan-pekerja-lain")
        job = self.job
        return rendered_form(form, incoming, self.catalogue, target, type_name=job.type_name, institution=job.institution)

    def product(self, step: Outcome | Rendition, task: BatchTask) -> Product:
        """Return the files of a document under the names that are meant for them, with their traces."""
        if isinstance(step, Outcome):
            return Product(ending_of(step))
        files = [
            replace(file, filename=task.targets.get(file.output, file.filename), data=stamped(file.data, file.medium), findings=())
            for file in step.made
        ]
        findings = step.outcome.findings + told_of(step.made, step.lacking)
        return Product(ending_of(replace(step.outcome, findings=findings, exit_code=code_of(step, self.target))), tuple(files))


def needs_scores(compiled: CompiledSpec, pattern: str) -> bool:
    """Whether a file name says anything that must be computed first."""
    given = {field_.name: field_ for field_ in compiled.spec.fields}
    for name in free_names(compiled.environment.parse(pattern)):
        field_ = given.get(name)
        if name in ("institusi", "dokumen") or (isinstance(field_, Scalar) and field_.is_given):
            continue
        if isinstance(field_, Group) and all(isinstance(one, Group) or one.is_given for _, one in walk(field_.fields)):
            continue
        return True
    return False


def _nothing(job: Job) -> Any:
    from generator.document import Given

    return Given(job.type_name, {})


def _over(general: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return what all share with what one document has over it, group by group; what it left empty is taken."""
    made = dict(general)
    for name, value in own.items():
        held = made.get(name)
        if isinstance(held, Mapping) and isinstance(value, Mapping):
            made[name] = _over(held, value)
        elif value is not KOSONG or name not in made:
            made[name] = value
    return made


def _failed(fault: BorangError) -> Ending:
    return Ending(State.FAILED, (), str(fault), fault.exit_code)


# ---- in a worker

_station: Station | None = None


def begin(job: Job) -> None:
    """Make this process ready for a job."""
    global _station  # noqa: PLW0603 - one process, one station
    _station = Station(job)


def survey(units: Sequence[Unit]) -> Iterator[list[Prospect]]:
    """Yield what is known of the documents in each piece."""
    station = _stood_at()
    for unit in units:
        yield _bordered(lambda unit=unit: station.surveyed(unit), lambda ending, unit=unit: [Prospect("", unit.name, ended=ending)])


def overlay_plan(firsts: Sequence[Sequence[BatchTask]]) -> Iterator[OverlayPlan]:
    """Yield, for the first documents of a batch, what of all its documents is laid over pages that are set once."""
    from generator.render.typst.overlay import OverlayPlan, noting, planned

    station = _stood_at()
    for tasks in firsts:
        with noting() as noted:
            for task in tasks if station.is_set_by_templates else ():
                _bordered(lambda task=task: station.noted(task), lambda _: None)
        yield _bordered(lambda noted=noted: planned(noted), lambda _: OverlayPlan())


def make(tasks: Sequence[BatchTask]) -> Iterator[Product]:
    """Yield what comes of each task, as soon as it and those before are made; those that LibreOffice makes come all at once."""
    station = _stood_at()
    waiting: list[tuple[BatchTask, Outcome | Rendition | Product]] = []
    for task in tasks:
        waiting.append((task, _bordered(lambda task=task: station.made(task), Product)))
        if not any(isinstance(step, Rendition) and is_waiting(step) for _, step in waiting):
            yield from _products(station, waiting)
            waiting = []
    yield from _products(station, waiting)


def _products(station: Station, steps: Iterable[tuple[BatchTask, Outcome | Rendition | Product]]) -> Iterator[Product]:
    steps = list(steps)
    done = iter(converted_together([step for _, step in steps if not isinstance(step, Product)]))
    for task, step in steps:
        if isinstance(step, Product):
            yield step
            continue
        made = next(done)
        yield _bordered(lambda task=task, made=made: station.product(made, task), Product)


def _bordered(work: Callable[[], Any], otherwise: Callable[[Ending], Any]) -> Any:
    """Return what a piece of work gives within its time; a defect of the program costs that piece alone."""
    document_begins()
    try:
        return work()
    except BorangError as fault:
        return otherwise(_failed(fault))
    except Exception as error:  # noqa: BLE001 - the border of one item
        return otherwise(Ending(State.FAILED, (), f"Kesalahan program, rujukan {record(error)}.", 70))
    finally:
        document_ends()


def _stood_at() -> Station:
    assert _station is not None
    return _station
