"""Reference data of `specs/reference/`: tables, bands, recorded decisions, citable documents, element lists."""

from generator.reference.kinds import Decision, Element, Table
from generator.reference.library import Library

__all__ = ["Decision", "Element", "Library", "Table"]
