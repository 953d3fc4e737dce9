"""What is wrong with a tag of a template, in Indonesian: a fault's own words, or those for what Jinja or Python says."""

from __future__ import annotations

from jinja2 import TemplateError

from generator.errors import BorangError
from validators import tag_words


def sentence(error: Exception) -> str:
    """Return what is wrong with a tag as the end of a sentence: lower case, without its full stop."""
    if isinstance(error, BorangError):
        return error.message.rstrip(".")
    said = tag_words.sentence(error)
    return said if isinstance(error, TemplateError) else f"tanda tidak dapat dihitung: {said}"
