"""Blank forms made from a spec."""
