"""Reads what people hand in: files become a `Document` of typed values with their places and first findings."""
