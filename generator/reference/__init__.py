"""Reference data of `specs/reference/`: tables, bands, recorded decisions, citable documents, element lists."""

from generator.reference.library import Library
from generator.reference.model import Decision, Element, ReferenceTable

__all__ = ["Decision", "Element", "Library", "ReferenceTable"]
