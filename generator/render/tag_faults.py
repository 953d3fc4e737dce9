"""What is wrong with a tag of a template, in Indonesian: a fault's own words, or those for what Jinja or Python says."""

from __future__ import annotations

from jinja2 import TemplateError, TemplateSyntaxError

from generator.errors import BorangError, TemplateFault
from generator.home import Home
from validators import tag_words


def sentence(error: Exception) -> str:
    """Return what is wrong with a tag as the end of a sentence: lower case, without its full stop."""
    if isinstance(error, BorangError):
        return error.message.rstrip(".")
    said = tag_words.sentence(error)
    return said if isinstance(error, TemplateError) else f"tanda tidak dapat dihitung: {said}"


def fault_of(error: Exception, name: str, home: Home) -> TemplateFault:
    """Return the fault of a failed template that is text: the deepest template line that the error passed through."""
    file, line = name, 1
    roots = [str(folder) for folder in home.template_folders()]
    if isinstance(error, TemplateSyntaxError):
        file, line = error.name or name, error.lineno
    else:
        trace = error.__traceback__
        while trace is not None:
            source = trace.tb_frame.f_code.co_filename
            root = next((root for root in roots if source.startswith(root)), None)
            if root is not None:
                file, line = source[len(root) + 1 :], trace.tb_lineno
            trace = trace.tb_next
    return TemplateFault(
        f"Templat gagal diisi: {sentence(error)}.", file=f"templates/{file}", place=f"baris {line}", code="templat-gagal-diisi"
    )
