"""Tags are found whole in a paragraph's text, whatever stands between their quotes. TPL-01."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from generator.office.package.xml import parsed
from generator.office.word.wml import NS, W
from generator.render.docx.joining import MARK, join
from generator.render.docx.tags import Stray, WordTag, tags_of


def found(text: str) -> list[str]:
    return [tag.text if isinstance(tag, WordTag) else f"? {tag.sign} {tag.start}" for tag in tags_of(text)]


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
    assert isinstance(tag, WordTag)
    assert Environment(autoescape=False).from_string(tag.text).render() == printed
    assert not set("&<>‘’“”") & set(tag.text)


def test_tags_of__places_levels_and_words() -> None:
    text = "a {%tr for x in y %} {{ x }} {%p endif %}{# catatan }} #}"
    tags = [tag for tag in tags_of(text) if isinstance(tag, WordTag)]
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


TEXTS = st.lists(
    st.sampled_from(["{{ a }}", "{% if b == 'x & y' %}", "{# c #}", "teks ", "{", "}", "%", " & < ", "{{ ‘d’ }}", "'"]), max_size=6
)


def joined(runs: list[str]) -> tuple[str, int]:
    """Return the text of a paragraph in runs after its tags are joined, and how many problems it has."""
    cut = "".join(f"<w:r><w:t>{run.replace('&', '&amp;').replace('<', '&lt;')}</w:t></w:r>" for run in runs)
    root = parsed(f'<w:body xmlns:w="{NS}"><w:p>{cut}</w:p></w:body>'.encode())
    problems = join(root, "isi").problems
    return "".join(node.text or "" for node in root.iter(f"{W}t")), len(problems)


@given(TEXTS, st.data())
@settings(max_examples=200, deadline=None)
def test_join__where_word_cuts_makes_no_difference(pieces: list[str], data: st.DataObject) -> None:
    """Property: a paragraph cut into runs anywhere reads as the uncut one; each tag is whole in one run, and no letter beside it is lost."""
    text = "".join(pieces)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    runs = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    whole, problems = joined([text])
    assert joined(runs) == (whole, problems)
    kept = MARK.sub("", whole)
    for one in reversed([tag for tag in tags_of(text) if isinstance(tag, WordTag)]):
        assert one.text in kept
        text = text[: one.start] + one.text + text[one.end :]
    assert kept == text
