"""A spec's field tree as neutral blocks (`blocks`), and what is written from them: the shared page; starter templates build on it too."""

from __future__ import annotations

from generator.outline.html import page
from generator.outline.sections import PageSection, sections
from generator.outline.walk import outline

__all__ = ["PageSection", "outline", "page", "sections"]
