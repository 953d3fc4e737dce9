"""Tags are found whole in a paragraph's text, whatever stands between their quotes. TPL-01."""

from __future__ import annotations

import pytest
from jinja2 import Environment

from generator.render.docx.tags import Stray, Tag, tags_of


def found(text: str) -> list[str]:
    return [tag.text if isinstance(tag, Tag) else f"? {tag.sign} {tag.start}" for tag in tags_of(text)]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{{ 'Dinas P & K' }}", "Dinas P & K"),
        ("{{ 'a < b > c' }}", "a < b > c"),
        ("{{ ‘Jum’at’ }}", "Jum’at"),
        ("{{ 'Jum’at' }}", "Jum’at"),
        ("{{ “Ma'ruf” }}", "Ma'ruf"),
        ('{{ "Ma\'ruf" }}', "Ma'ruf"),
        ("{{ 'di tempat’ }}", "di tempat"),
        ("{{ ‘a' ~ “b” }}", "ab"),
        ("{{ '}}' }}", "}}"),
        ("{{ '{%' }}", "{%"),
        ("{{ 'a\\nb' }}", "a\nb"),
        ("{{ 'it\\'s' }}", "it's"),
        ("{{\u00a0'x'\u200b\n| upper }}", "X"),
        ("{{ 'a''b' }}", "ab"),
        ("{{ ’kutip balik‘ }}", "kutip balik"),
    ],
)
def test_tags_of__a_text_between_quotes_prints_as_written(text: str, printed: str) -> None:
    (tag,) = tags_of(f"awal {text} akhir")
    assert isinstance(tag, Tag)
    assert Environment(autoescape=False).from_string(tag.text).render() == printed
    assert not set("&<>‘’“”") & set(tag.text)


def test_tags_of__places_levels_and_words() -> None:
    text = "a {%tr for x in y %} {{ x }} {%p endif %}{# catatan }} #}"
    tags = [tag for tag in tags_of(text) if isinstance(tag, Tag)]
    assert [text[tag.start : tag.end] for tag in tags] == ["{%tr for x in y %}", "{{ x }}", "{%p endif %}", "{# catatan }} #}"]
    assert [(tag.level, tag.word) for tag in tags] == [("tr", "for"), ("", ""), ("p", "endif"), ("", "")]
    assert [tag.plain for tag in tags] == ["{% for x in y %}", "{{ x }}", "{% endif %}", "{##}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ nama", ["? {{ 0"]),
        ("nama }} dan {{ x }}", ["? }} 5", "{{ x }}"]),
        ("{% if x", ["? {% 0"]),
        ("{# lupa", ["? {# 0"]),
        ("x %}", ["? %} 2"]),
        ("{{ 'x }}", ["{{ 'x }}"]),
    ],
)
def test_tags_of__what_is_left_over(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_stray__is_told_where() -> None:
    assert list(tags_of("ab {{ c")) == [Stray(3, "{{")]
