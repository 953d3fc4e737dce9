"""DOCX output: the spec's Word template filled by docxtpl in the locked environment, then finished as a package."""

from generator.render.docx.fill import render_docx

__all__ = ["render_docx"]
