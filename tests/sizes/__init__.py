"""Samples by size, made from `ok-lengkap` (or the type's fullest sample) by code: 1, 6, 38 regions, 6 and 30 items, 30 people, other offices."""

from tests.sizes.listed import MATRIX, SIZES, SOME, SPILLING
from tests.sizes.sized import OFFICES, Sized, document

__all__ = ["MATRIX", "OFFICES", "SIZES", "SOME", "SPILLING", "Sized", "document"]
