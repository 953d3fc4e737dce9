"""The spec language: what a document type is, read from YAML, checked, and compiled."""
