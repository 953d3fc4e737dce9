"""`borang blank --each`: a form for each row of a roster, into one folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from generator.cli.terminal import say

if TYPE_CHECKING:
    from generator.blank.known import KnownFields
    from generator.blank.maker import FormMaker
    from generator.blank.roster import Roster
    from generator.deliver import Delivery
    from generator.errors import DeliveryFault

_MOST_TOLD: Final = 20


def put_forms(maker: FormMaker, file: Path, folder: Path, known: KnownFields, *, force: bool) -> int:
    """Write a form for each row of a roster and tell where they are; 1 where a cell cannot be read, and then none is written.

    Raises IntakeFault for a roster that is none, DeliveryFault.
    """
    from generator.blank.roster import read_roster
    from generator.report import findings_lines

    roster = read_roster(file, maker.compiled)
    for line in findings_lines(roster.found, str(file)):
        say(line)
    if roster.found.has_errors:
        say(f"Belum ada formulir yang dibuat: perbaiki dahulu {file.name}.")
        return 1
    from generator.cli.blank import left_out
    from generator.cli.delivery import told_of
    from generator.errors import DeliveryFault

    for line in left_out(maker.made(known)[1], maker.medium):
        say(line)
    outcomes = list(_delivered(maker, roster, folder, known, force=force))
    deliveries = [one for one in outcomes if not isinstance(one, DeliveryFault)]
    _say_some([line for delivery in deliveries[:_MOST_TOLD] for line in told_of(delivery)], len(deliveries))
    say(f"{len(deliveries)} formulir di folder {folder}.")
    return _in_the_way([one for one in outcomes if isinstance(one, DeliveryFault)])


def _say_some(lines: Iterable[str], number: int) -> None:
    for line in lines:
        say(line)
    if number > _MOST_TOLD:
        say(f"... dan {number - _MOST_TOLD} lagi.")


def _in_the_way(faults: Sequence[DeliveryFault]) -> int:
    """Tell all files that were there already at once, and return the exit code."""
    if not faults:
        return 0
    say(f"{len(faults)} formulir tidak dibuat, berkasnya sudah ada:")
    _say_some([f"  {fault.file}" for fault in faults[:_MOST_TOLD]], len(faults))
    say(faults[0].hint or "")
    return faults[0].exit_code


def _delivered(maker: FormMaker, roster: Roster, folder: Path, known: KnownFields, *, force: bool) -> Iterator[Delivery | DeliveryFault]:
    """Yield where each form is, or that a file of its name is there already. Raises DeliveryFault for what stops them all."""
    from generator.deliver import Folder, deliver, named_apart
    from generator.errors import DeliveryFault
    from generator.formatting import slug
    from generator.render.rendering import OutputFile

    target = Folder(folder, force)
    for number, form in enumerate(roster.forms, start=1):
        data, _ = maker.made(replace(known, values=_over(known.values, form.values)))
        name = f"{maker.compiled.spec.id}-{slug(form.name)}.{maker.medium}"
        made, noted = named_apart([OutputFile(name, data, maker.medium)], target, f"baris {number}")
        try:
            delivery = deliver(made, target, f"baris {number}")
        except DeliveryFault as fault:
            if fault.code != "hasil-sudah-ada":
                raise
            yield fault
        else:
            yield replace(delivery, findings=(*noted, *delivery.findings))


def _over(values: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that all forms have with those of one row, which count."""
    made = dict(values)
    for name, value in row.items():
        held = made.get(name)
        made[name] = _over(held, value) if isinstance(held, Mapping) and isinstance(value, Mapping) else value
    return made
