"""What is said of a broken tag: in Indonesian, with what to look for.

Covers: TPL-03 (faults of a template are named), UX-02 (Indonesian).
"""

from __future__ import annotations

import jinja2
import pytest

from generator.errors import TemplateFault
from generator.render.tag_faults import sentence

CASES = {
    "{{ a ": "tanda {{ atau {% tidak ditutup",
    "{% for x in y %}": "“for” tidak ditutup dengan {% endfor %}",
    "{% if x %}a": "“if” tidak ditutup dengan {% endif %}",
    "{% endfor %}": "“endfor” tidak punya pembuka di atasnya",
    "{% fro x in y %}": "perintah “fro” tidak dikenal",
    "{% if a %}{% endfor %}": "“endfor” ada di tempat yang salah, karena “if” di atasnya belum ditutup",
    "{{ a } }": "“}” ada di tempat yang salah",
    "{{ a b }}": "“b” ada di tempat yang salah",
    "{{ }}": "isinya belum lengkap",
    "{{ a. }}": "isinya belum lengkap",
    "{{ 'a }}": "tanda kutip tidak ditutup",
    "{{ “a” }}": "tanda kutip miring “ tidak dapat dipakai; pakai tanda kutip tegak '",
    "{{ a ? b }}": "karakter ? tidak dapat dipakai di sana",
    "{# a": "catatan {# tidak ditutup dengan #}",
    "{{ 1 | besar }}": "filter 'besar' tidak dikenal",
    "{{ 1 is besar }}": "uji 'besar' tidak dikenal",
    "{{ judl }}": "nama 'judl' tidak dikenal",
    "{{ {}.judl.x }}": "nama 'judl' tidak dikenal di dalam nilai itu",
    "{{ 1 // 0 }}": "tanda tidak dapat dihitung: ada pembagian dengan 0",
}


@pytest.mark.parametrize("text", CASES)
def test_sentence__names_the_usual_mistakes_in_indonesian(text: str) -> None:
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True)
    with pytest.raises((jinja2.TemplateError, ArithmeticError)) as caught:
        environment.from_string(text).render()
    assert sentence(caught.value) == CASES[text]


def test_sentence__of_a_fault_of_ours_is_its_own() -> None:
    assert sentence(TemplateFault("Teks terlalu panjang.", file="x.xlsx")) == "Teks terlalu panjang"
