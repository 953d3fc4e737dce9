"""PDF output by typst: documents without a page of their own from the filled outline, others from a `.typ` template."""

from generator.render.typst.engine import is_installed
from generator.render.typst.page import render_typst

__all__ = ["is_installed", "render_typst"]
