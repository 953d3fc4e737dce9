"""Reference data of `specs/reference/`: tables, bands, recorded decisions, citable documents, element lists."""

from generator.reference.kinds import Decision, Element, ReferenceTable
from generator.reference.library import Library

__all__ = ["Decision", "Element", "Library", "ReferenceTable"]
