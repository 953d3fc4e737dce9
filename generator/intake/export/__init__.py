"""Exports of form services and bare tables as filled forms: one row, one document."""
