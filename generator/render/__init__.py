"""Fills templates: each renderer takes a scored document's context and gives bytes."""
