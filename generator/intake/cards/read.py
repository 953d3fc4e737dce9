"""Reads a filled form that is a Word document: which form it is, where its places stand now, and what was written in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from generator.errors import IntakeFault
from generator.form.assembled import Assembly, ReadLine, ReadSpot
from generator.form.identity import Identity
from generator.form.parts import FormPart
from generator.form.plan import FormSheet, Plan, TableSheet
from generator.form.planning import plan_of
from generator.guard import FORM_DOCUMENT, admit, read_given
from generator.intake.cards.identity import MADE_PROPERTY, identity_within
from generator.intake.cards.locating import CardSpot, LocatedCards, located, place_of
from generator.intake.cards.values import value_in
from generator.intake.foreign.read import fitted_document, foreign_form
from generator.intake.form import Incoming, RawForm
from generator.intake.yaml_data import REVISION_KEY, TYPE_KEY
from generator.office.word.flow import Marker, WordFile, open_word
from validators.absence import KOSONG
from validators.findings import Finding, Findings, Path, Place, Severity
from validators.messages import finding, suggestion
from validators.values import shown

if TYPE_CHECKING:
    from generator.spec.catalogue import Catalogue

_MOST_TOLD: Final = 20
"""Of things that stand in no place so many are told; who has more has another document."""


def read_cards(incoming: Incoming, catalogue: Catalogue, type_name: str = "") -> Iterator[RawForm]:
    """Yield the one raw form in a Word document. type_name: its type, where the document does not tell.

    Raises IntakeFault when it cannot be read, is a finished document, or holds none of the form's places.
    """
    file = open_word(_content(incoming), incoming.name)
    blocks, properties = list(file.blocks()), file.archive.properties()
    identity = identity_within(properties, blocks)
    if identity is None and MADE_PROPERTY in properties:
        raise _finished(properties[MADE_PROPERTY], incoming.name)
    name = identity.type if identity is not None else type_name
    where: dict[Path, Place] = {(): Place(incoming.name), (TYPE_KEY,): Place(incoming.name)}
    if name not in catalogue:
        yield RawForm(name, {}, where)
        return
    plan = plan_of(catalogue.compiled(name))
    spots = located(plan, blocks, incoming.name)
    foreign = fitted_document(blocks, catalogue.compiled(name), incoming.name, file.markers()) if identity is None else None
    own = len(spots.fields) + sum(len(cards[0].spots) for cards in spots.cards.values() if cards)
    if foreign is not None and foreign.count > own and foreign.is_close:
        yield foreign_form(foreign, catalogue.compiled(name), incoming.name)
        return
    if spots.is_nothing:
        hint = f"Buat formulirnya dengan: borang blank {name} -o {name}.docx"
        message = f"Dokumen ini bukan formulir {name}: tidak satu pun isiannya dikenal."
        raise IntakeFault(message, file=incoming.name, hint=hint, code="bukan-formulir")
    reading = _Reading(plan, spots, file, incoming.name)
    made = reading.assembled(catalogue)
    values = made.values
    if identity is not None and identity.revision and not catalogue.compiled(name).spec.field_at((REVISION_KEY,)):
        values = {REVISION_KEY: identity.revision, **values}
    yield RawForm(name, values, where | made.places, Findings([*made.found, *reading.found, *reading.said(identity)]))


def _content(incoming: Incoming) -> bytes:
    """Return the bytes of a document that came through the gate."""
    data = read_given(incoming.file, FORM_DOCUMENT) if incoming.data is None else incoming.data
    admit(data, incoming.file, FORM_DOCUMENT)
    return data


def _finished(type_name: str, file: str) -> IntakeFault:
    hint = f"Perbaiki berkas isiannya, lalu buat lagi dokumennya; formulir kosongnya: borang blank {type_name} -o {type_name}.docx"
    return IntakeFault(f"Ini dokumen {type_name} yang sudah jadi, bukan formulirnya.", file=file, hint=hint, code="dokumen-jadi")


class _Reading:
    """One document that is being read. found: what is wrong with its places."""

    def __init__(self, plan: Plan, spots: LocatedCards, file: WordFile, name: str) -> None:
        self.plan = plan
        self.spots = spots
        self.name = name
        self.markers: Mapping[str, Marker] = file.markers()
        self.found: list[Finding] = []

    def assembled(self, catalogue: Catalogue) -> Assembly:
        """Return what was written, nested as in a data file, with the place of each."""
        made = Assembly(self.plan, catalogue.compiled(self.plan.type).home.library)
        for sheet in self.plan.sheets:
            if isinstance(sheet, FormSheet):
                made.form(sheet, ReadLine({path: self._one(spots) for path, spots in self.spots.fields.items()}))
            elif isinstance(sheet, TableSheet) and (part := self._part(sheet)) is not None:
                cards = self.spots.cards.get(sheet.path, [])
                lines = [
                    ReadLine({path: self._one(spots) for path, spots in card.spots.items()}, place_of(self.name, part, card.number))
                    for card in cards
                ]
                filled = [line for line in lines if any(not spot.is_empty for spot in line.spots.values())]
                made.table(sheet, filled, place_of(self.name, part))
        return made

    def _part(self, sheet: TableSheet) -> FormPart | None:
        return next((part for part in self.spots.parts if part.sheet is sheet), None)

    def _spot(self, spot: CardSpot) -> ReadSpot:
        value = value_in(spot.cell, spot.slot, self.markers)
        for words in spot.cell.boxed:
            self.found.append(replace(finding("sel-tidak-dibaca", severity=Severity.WARNING, nilai=shown(words)), place=spot.place))
        if spot.cell.is_continued:
            self.found.append(replace(finding("sel-gabung", spot.slot.path), place=spot.place))
        if value is KOSONG and spot.cell.has_picture:
            made = finding("gambar-tertempel", spot.slot.path, severity=Severity.WARNING, nilai=spot.slot.title)
            self.found.append(replace(made, place=spot.place))
        return ReadSpot(value, spot.place)

    def _one(self, spots: list[CardSpot]) -> ReadSpot:
        """Return what stands in the places of a single field: of several the one that is filled."""
        read = [self._spot(spot) for spot in spots]
        filled = [spot for spot in read if not spot.is_empty]
        other = next((spot for spot in filled if spot.raw != filled[0].raw), None)
        if other is not None:
            slot = spots[0].slot
            self.found.append(replace(finding("isian-ganda", slot.path, nilai=slot.heading[-1]), place=other.place))
        return filled[0] if filled else read[0]

    def said(self, identity: Identity | None) -> Iterator[Finding]:
        """Yield what is said of the document as a whole: what of the form is gone, what stands beside its places."""
        for stray in self.spots.strays[:_MOST_TOLD]:
            if stray.label:
                usul = suggestion(stray.label, stray.known)
                made = finding("isian-tidak-dikenal", severity=Severity.WARNING, nilai=shown(stray.label), usul=usul)
            else:
                made = finding("sel-tidak-dibaca", severity=Severity.WARNING, nilai=shown(stray.text))
            yield replace(made, place=stray.place)
        if identity is None or identity.mark in ("", self.plan.mark):
            yield from self._lost()

    def _lost(self) -> Iterator[Finding]:
        for part in self.spots.parts:
            place = place_of(self.name, part)
            if isinstance(part.sheet, TableSheet):
                cards = self.spots.cards.get(part.sheet.path, [])
                if not cards:
                    severity = Severity.WARNING if part.sheet.is_required else Severity.NOTE
                    yield replace(finding("tempat-hilang", part.sheet.path, severity=severity, nilai=part.heading), place=place)
                    continue
                gone = [slot for slot in part.slots if not any(slot.path in card.spots for card in cards)]
            else:
                gone = [slot for slot in part.slots if slot.path not in self.spots.fields]
            for slot in gone:
                yield replace(finding("tempat-hilang", slot.path, severity=Severity.WARNING, nilai=part.label(slot)), place=place)
