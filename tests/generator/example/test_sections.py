"""Headings that go with what stands under them: of a group, of what is asked for by yes or no, of a branch. TPL-06."""

from __future__ import annotations

from generator.example.values import KnownRows, KnownValue, KnownValues
from tests.by_example import template_of
from tests.documents import docx_words
from tests.word_files import p, table, word

HEADING = '<w:pPr><w:pStyle w:val="Heading2"/></w:pPr>'
TITLE = '<w:pPr><w:pStyle w:val="Title"/></w:pPr>'


def made(body: str, known: KnownValues) -> str:
    return " ".join(docx_words(template_of(word(body), known).data))


def test_heading__goes_with_the_group_that_it_names_where_nothing_of_it_is_there() -> None:
    """The signature below stands in no group of the heading's and is always there."""
    bank = KnownValue("rekening.bank", "Bank Contoh", ("Bank", "III. Rekening"), is_optional=True)
    owner = KnownValue("rekening.nama", "Edi Sukamto Wijaya", ("Nama Pemilik", "III. Rekening"), is_optional=True)
    chief = KnownValue("kepala", "Dra. Wulan Sari, M.Pd.", ("Kepala",))
    rows = table(("Bank", ":", "Bank Contoh"), ("Nama Pemilik", ":", "Edi Sukamto Wijaya"))

    text = made(p("III. Rekening", HEADING) + rows + p("Dra. Wulan Sari, M.Pd."), KnownValues({}, singles=[bank, owner, chief]))

    assert text.startswith("{%p if rekening.bank is not kosong or rekening.nama is not kosong %} III. Rekening {%tr if")
    assert text.endswith("{%tr endif %} {%p endif %} {{ kepala }}")


def test_heading__stays_over_a_group_of_which_something_is_always_there() -> None:
    aim = KnownValue("sasaran.uraian", "Guru di tiga kabupaten pesisir.", ("Uraian", "Sasaran"), is_optional=True)
    rows = KnownRows("sasaran.wilayah", ({"nama": "Kabupaten Melati"}, {"nama": "Kabupaten Dahlia"}), {}, called=("Wilayah", "Sasaran"))
    body = p("Sasaran", HEADING) + p("Guru di tiga kabupaten pesisir.") + table(("Kabupaten Melati",), ("Kabupaten Dahlia",))

    text = made(body, KnownValues({}, longs=[aim], tables=[rows]))

    assert text.startswith("Sasaran {%p if sasaran.uraian is not kosong %} {{ sasaran.uraian }} {%p endif %} {%tr for")


def test_heading__called_as_what_is_asked_by_yes_or_no_goes_with_the_answer() -> None:
    """A title ends the part before it, with the heading in that part."""
    asked = KnownValue("minta_pakta", value=True, labels=("Dengan pakta integritas",))
    name = KnownValue("nama", "Dra. Wulan Sari, M.Pd.", ("Nama",))
    body = p("BIODATA", TITLE) + p("Dra. Wulan Sari, M.Pd.") + p("PAKTA INTEGRITAS", TITLE) + p("Saya, Dra. Wulan Sari, M.Pd., menyatakan:")

    text = made(body, KnownValues({}, singles=[asked, name]))

    assert text == "BIODATA {{ nama }} {%p if minta_pakta %} PAKTA INTEGRITAS Saya, {{ nama }}, menyatakan: {%p endif %}"


def test_section__of_computed_values_in_rows_of_their_own_goes_with_them() -> None:
    index = KnownValue("cgi.n", 412, ("Guru dinilai", "Indeks"), is_computed=True)

    text = made(p("Hasil", HEADING) + table(("Guru dinilai", ":", "412")), KnownValues({}, singles=[index]))

    assert text == (
        "{%p if cgi.n is not kosong %} Hasil {%tr if cgi.n is not kosong %} Guru dinilai : {{ cgi.n }} {%tr endif %} {%p endif %}"
    )
