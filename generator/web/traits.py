"""How each place of a form is filled in a browser, asked of its field's kind; and what else the pages say of a type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.batch.digest import digest_of_type
from generator.fields.entry import read_value
from generator.fields.kind import Offer, Tables
from generator.fields.scalars import kind_of, look_of, offer_of
from generator.fields.shapes import ListOf, Scalar
from generator.fields.subject import subject_path
from generator.form.planning import plan_of
from generator.intake.as_text import as_text
from generator.web.tasks import FormSheetPlan, SlotTraits
from validators.absence import is_absent

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec


def sheet_plan(compiled: CompiledSpec, *, has_sample: bool) -> FormSheetPlan:
    """Return a type as the server shows it."""
    spec, plan = compiled.spec, plan_of(compiled)
    traits = {slot.path: _traits(slot.field, compiled.home.library) for slot in plan.slots()}
    media = tuple(dict.fromkeys(output.medium for output in spec.outputs))
    mark, number = digest_of_type(compiled.home, spec.id), () if spec.register is None else spec.register.number
    return FormSheetPlan(plan, spec.description, traits, subject_path(spec.fields), media, has_sample, mark, number)


def _traits(field_: Scalar | ListOf, tables: Tables) -> SlotTraits:
    of = field_.of if isinstance(field_, ListOf) else field_
    scalar, look, offer = kind_of(of), look_of(of), offer_of(of, tables)
    return SlotTraits(
        format=look.format,
        width_cm=look.width_cm,
        is_long=look.form == "long" or isinstance(field_, ListOf),
        is_list=isinstance(field_, ListOf),
        is_file=scalar.is_file,
        choices=_choices(of, offer, tables),
        is_open=offer.is_open,
        letters=scalar.letters(of),
    )


def _choices(field_: Scalar, offer: Offer, tables: Tables) -> tuple[tuple[str, str], ...]:
    """Return what may be chosen: as a data file writes it, and as people read it."""
    read = ((text, read_value(field_, text, tables)) for text in offer.texts)
    return tuple((text if is_absent(value) else str(as_text(value)), text) for text, value in read)
