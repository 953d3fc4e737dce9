"""Word templates as offices have them: cut up, tracked, bound, made by other programs; lint and make read them alike. TPL-01, TPL-03."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from docxtpl import DocxTemplate

from generator.errors import TemplateFault
from generator.lint import lint_type
from generator.office.package.parts import read_parts
from generator.render.docx.picture import logo_image
from tests.homes import home
from tests.word_files import OUTPUT, R, W, filled, opened, p, runs, table, with_story, word

FIELDS = """\
fields:
  - {name: nama, label: Nama, type: text}
  - {name: tempat, label: Tempat, type: text}
  - {name: kosong, label: Kosong, type: text}
  - {name: a, label: A, type: integer}
  - {name: baris, label: Baris, type: table, fields: [{name: n, label: N, type: text}, {name: isi, label: Isi, type: list, of: {type: text}}]}
"""
DATA = 'nama: "R&D <Budi> {{ 7*7 }} {_{ {_% =1+1"\ntempat: A & B\na: 2\nbaris: [{n: satu, isi: [x, y]}, {n: dua, isi: [z]}]\n'
NAME = "R&D <Budi> {{ 7*7 }} {_{ {_% =1+1"


def made(folder: Path, template: bytes) -> list[str]:
    """Return the paragraphs that a template gives; lint passes it too."""
    text = [paragraph.text for paragraph in opened(filled(folder, FIELDS, template, DATA)).paragraphs]
    assert linted(folder, template) == []
    return text


def linted(folder: Path, template: bytes) -> list[tuple[str, str]]:
    """Return the errors of lint as code and place."""
    catalogue = home(folder, FIELDS + OUTPUT, {"templates/uji/uji.docx": template})
    return [
        (finding.code, str(finding.place).removeprefix("templates/uji/uji.docx, "))
        for finding in lint_type("uji", catalogue)
        if finding.is_error
    ]


def refused(folder: Path, template: bytes) -> TemplateFault:
    """Return the fault of make; lint names the same place."""
    with pytest.raises(TemplateFault) as caught:
        filled(folder, FIELDS, template, DATA)
    found = linted(folder, template)
    assert found
    assert found[0] == ("templat-rusak", caught.value.place)
    return caught.value


@pytest.mark.parametrize(
    ("tag", "printed"),
    [
        ("{{ kosong | atau('Dinas P &amp; K') }}", "Dinas P & K"),
        ("{{ kosong | atau('a &lt; b') }}", "a < b"),
        ("{{ kosong | atau(&apos;LibreOffice&apos;) }}", "LibreOffice"),
        ("{{ kosong | atau(&quot;kutip&quot;) }}", "kutip"),
        ("{{ kosong | atau(&#39;angka&#39;) }}", "angka"),
        ("{{ kosong | atau(‘Jum’at’) }}", "Jum’at"),
        ("{{ kosong | atau('&amp;amp;') }}", "&amp;"),
        ("{{ kosong | atau('}} {% %}') }}", "}} {% %}"),
        ("{% if tempat == 'A &amp; B' %}ya{% else %}tidak{% endif %}", "ya"),
        ("{% if a &lt; 3 and a &gt; 1 %}ya{% endif %}", "ya"),
        ("{{ nama }}", NAME),
        ("{{ [nama, tempat] }}", f"{NAME}; A & B"),
        ("{{ nama | safe }}", NAME),
        ("tulis {_{ nama }_} dan {_% if %_}", "tulis {{ nama }} dan {% if %}"),
        ("{# catatan &amp; {{ x #}isi", "isi"),
    ],
)
def test_fill__a_tag_prints_what_it_says(tmp_path: Path, tag: str, printed: str) -> None:
    """Ampersands and quotes inside tags, text that looks like tags outside."""
    assert made(tmp_path, word(p(tag))) == [printed]


@pytest.mark.parametrize(
    "paragraph",
    [
        runs("Nama: {", "{ te", "mpat }", "}."),
        runs("Nama: {{", " tempat ", "}}", "."),
        runs("Nama: ", "{{ tempat }}.", ""),
        '<w:p><w:r><w:t>Nama: {{ tem</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>pat }}.</w:t></w:r></w:p>',
        '<w:p><w:r><w:t xml:space="preserve">Nama: </w:t></w:r><w:ins w:id="1"><w:r><w:t>{{ tem</w:t></w:r></w:ins><w:r><w:t>pat }}.</w:t></w:r></w:p>',
        "<w:p><w:r><w:t>Nama: {{ tempat</w:t><w:br/><w:t>}}.</w:t></w:r></w:p>",
    ],
)
def test_fill__a_tag_in_pieces_is_one(tmp_path: Path, paragraph: str) -> None:
    assert [text.replace("\n", "") for text in made(tmp_path, word(paragraph))] == ["Nama: A & B."]


def test_fill__text_deleted_under_track_changes_is_not_read(tmp_path: Path) -> None:
    run = "<w:r><w:t>{{ tempat }}</w:t></w:r>"
    gone = "<w:r><w:{tag}>{{{{ nama_lama }}}}</w:{tag}></w:r>"
    body = f'<w:p><w:del w:id="1">{gone.format(tag="delText")}</w:del>{run}<w:moveFrom w:id="2">{gone.format(tag="t")}</w:moveFrom></w:p>'
    whole = f'<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:del w:id="4">{gone.format(tag="delText")}</w:del></w:p>'
    row = f'<w:tr><w:trPr><w:del w:id="5"/></w:trPr><w:tc><w:tcPr/><w:p><w:del w:id="6">{gone.format(tag="delText")}</w:del></w:p></w:tc></w:tr>'
    tables = table(("{{ tempat }}",)).replace("</w:tbl>", f"{row}</w:tbl>")
    data = filled(tmp_path, FIELDS, word(whole + body + tables), DATA)
    assert [paragraph.text for paragraph in opened(data).paragraphs] == ["A & B", ""]
    assert len(opened(data).tables[0].rows) == 1
    assert linted(tmp_path, word(whole + body + tables)) == []


@pytest.mark.parametrize("kind", ["header", "footer", "footnotes", "endnotes"])
def test_fill__each_story_is_filled_once_and_linted(tmp_path: Path, kind: str) -> None:
    """What was filled in is never read as a template: two sections would fill the notes twice."""
    root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
    inner = p("{{ %s }}") if root in ("hdr", "ftr") else f'<w:{kind[:-1]} w:id="2">{p("{{ %s }}")}</w:{kind[:-1]}>'
    story = f'<w:{root} xmlns:w="{W}">{inner}</w:{root}>'
    body = p("{{ tempat }}", "<w:pPr><w:sectPr/></w:pPr>") + p("{{ tempat }}")
    sound = word(body, change=lambda parts: with_story(parts, kind, story % "nama"))
    assert NAME in text_of(read_parts(filled(tmp_path, FIELDS, sound, DATA))[f"word/{kind}1.xml"])
    assert linted(tmp_path, sound) == []
    broken = word(body, change=lambda parts: with_story(parts, kind, story % "namaa"))
    label = {"header": "kepala halaman", "footer": "kaki halaman", "footnotes": "catatan kaki", "endnotes": "catatan akhir"}[kind]
    assert linted(tmp_path, broken) == [("nama-tidak-dikenal", f"{label}, paragraf 1 “{{{{ namaa }}}}”")]


def text_of(xml: bytes) -> str:
    return "".join(re.findall("<w:t[^>]*>([^<]*)</w:t>", xml.decode())).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def test_fill__properties_of_the_file_are_text(tmp_path: Path) -> None:
    from docx import Document as WordDocument

    document = WordDocument()
    document.core_properties.subject = "{{ kosong | atau('Dinas P & K') }} {{ tempat }}"
    written = io.BytesIO()
    document.save(written)
    assert opened(filled(tmp_path, FIELDS, written.getvalue(), DATA)).core_properties.subject == "Dinas P & K A & B"
    document.core_properties.subject = "{{ namaa }}"
    written = io.BytesIO()
    document.save(written)
    assert linted(tmp_path, written.getvalue()) == [("nama-tidak-dikenal", "properti berkas “{{ namaa }}”")]


def control(content: str, binding: str, extra: str = "") -> str:
    return f'<w:sdt><w:sdtPr>{extra}<w:dataBinding w:prefixMappings="{binding}" w:xpath="/x"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def test_fill__a_content_control_shows_what_was_filled_in(tmp_path: Path) -> None:
    """Its tie to a property of the file is gone, and so is the sign of text to be replaced; others keep theirs."""
    core = "xmlns:ns0='http://schemas.openxmlformats.org/package/2006/metadata/core-properties'"
    body = (
        control(p("{{ tempat }}"), "xmlns:a='urn:a'", "<w:showingPlcHdr/>")
        + control(p("Judul"), core)
        + control(p("lain"), "xmlns:a='urn:a'")
    )
    xml = read_parts(filled(tmp_path, FIELDS, word(body), DATA))["word/document.xml"].decode()
    assert xml.count("dataBinding") == 1
    assert xml.index("dataBinding") > xml.index("Judul")
    assert "showingPlcHdr" not in xml


def test_fill__no_path_of_the_maker_and_no_remark_is_delivered(tmp_path: Path) -> None:
    """attachedTemplate, the source of a mail merge, comments."""

    def change(parts: dict[str, bytes]) -> None:
        settings = f'<w:settings xmlns:w="{W}" xmlns:r="{R}"><w:mailMerge><w:dataSource r:id="rId2"/></w:mailMerge><w:attachedTemplate r:id="rId1"/></w:settings>'
        link = '<Relationship Id="{}" Type="' + R + '/{}" Target="file:///C:/Users/sari/{}" TargetMode="External"/>'
        links = link.format("rId1", "attachedTemplate", "Surat.dotx") + link.format("rId2", "mailMergeSource", "gaji.xlsx")
        parts["word/settings.xml"] = settings.encode()
        parts["word/_rels/settings.xml.rels"] = (
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'.encode()
        )
        with_story(parts, "comments", f'<w:comments xmlns:w="{W}"><w:comment w:id="0">{p("RAHASIA {{ aneh }}")}</w:comment></w:comments>')

    remark = '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>{{ tempat }}</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    template = word(remark, change=change)
    assert made(tmp_path, template) == ["A & B"]
    parts = read_parts(filled(tmp_path, FIELDS, template, DATA))
    everything = b"".join(parts.values())
    for trace in (b"sari", b"RAHASIA", b"attachedTemplate", b"mailMerge", b"commentReference", b"commentRangeStart"):
        assert trace not in everything


@pytest.mark.parametrize(
    ("body", "paragraph", "word_"),
    [
        (p("a") + p("{{r nama }}"), 2, "{{r"),
        (p("a") + p("{{p nama }}"), 2, "{{p"),
        (p("{{ nama"), 1, "tidak ditutup"),
        (p("{{ nama") + p("}}"), 1, "tidak ditutup"),
        (p("nama }}"), 1, "tanpa"),
        (p("{% if a %}ya"), 1, "tidak ditutup"),
        (p("ya{% endif %}"), 1, "pembuka"),
        (p("{% if a %}{% for b in baris %}{% endif %}"), 1, "“for” tidak ditutup"),
        (p("{% else %}"), 1, "pembuka"),
        (p("{% tr for b in baris %}"), 1, "tanpa spasi"),
        (p("{%tr for b in baris %}") + p("{%tr endfor %}"), 1, "baris tabel"),
        (table(("{% for b in baris %}{{ b.n }}", "{{ b.n }}{% endfor %}")), 1, "sel yang sama"),
        (table(("{% if a %}satu",), ("dua{% endif %}",)), 1, "sel yang sama"),
        (table(("{%tr for b in baris %}",), ("{{ b.n }}{% endfor %}",)), 1, "sel yang sama"),
        (table(("{%tr for b in baris %}", "{{ tempat }}"), ("{{ b.n }}", ""), ("{%tr endfor %}", "")), 1, "sendirian"),
        (table(("{%tr for b in baris %}{{ b.n }}{%tr endfor %}",)), 1, "sendirian"),
        (p("{%p if a %}") + p("x") + p("{% endif %}"), 1, "setara"),
        (p("Catatan: {%p if a %}") + p("x") + p("{%p endif %}"), 1, "sendirian"),
        (p("{%p if a %}", "<w:pPr><w:sectPr/></w:pPr>") + p("{%p endif %}"), 1, "akhir bagian"),
        (p("{% raw %}x{% endraw %}"), 1, "raw"),
        (p("a") + p("{{ nama | }}"), 2, "gagal diisi"),
    ],
)
def test_fill__what_cannot_be_filled_is_told_by_make_and_lint_alike(tmp_path: Path, body: str, paragraph: int, word_: str) -> None:
    if word_ == "gagal diisi":
        assert linted(tmp_path, word(body))[0][1].startswith("isi, paragraf 2")
        return
    fault = refused(tmp_path, word(body))
    assert (fault.place or "").startswith(f"isi, paragraf {paragraph} ")
    assert word_ in fault.message


def test_lint__every_broken_tag_is_told_at_once(tmp_path: Path) -> None:
    body = p("{{ nama") + p("{{r nama }}") + p("}} sisa")
    assert [place.split(" “")[0] for _, place in linted(tmp_path, word(body))] == ["isi, paragraf 1", "isi, paragraf 3", "isi, paragraf 2"]


def test_fill__blocks_over_paragraphs_and_rows_still_work(tmp_path: Path) -> None:
    body = (
        p("{%p for b in baris %}") + p("{{ b.n }}") + p("{%p if b.n == 'dua' %}") + p("akhir") + p("{%p endif %}") + p("{%p endfor %}")
        + p("{% if a %}") + p("ada") + p("{% endif %}") + p("{% if not a %}satu") + p("dua{% endif %}")
        + table(("{%tr for b in baris %}",), ("{{ b.n }}",), ("{%tr endfor %}",))
    )  # fmt: skip
    data = filled(tmp_path, FIELDS, word(body), DATA)
    assert [paragraph.text for paragraph in opened(data).paragraphs] == ["satu", "dua", "akhir", "", "ada", "", "", ""]
    assert [row.cells[0].text for row in opened(data).tables[0].rows] == ["satu", "dua"]
    assert linted(tmp_path, word(body)) == []


def test_fill__a_cell_keeps_a_paragraph_and_a_table_a_row(tmp_path: Path) -> None:
    """Word calls a cell without a paragraph, a row without cells and a table without rows broken."""
    cell = p("{%p if not a %}") + p("x") + p("{%p endif %}")
    body = table((cell,)) + table(("{%tr for b in [] %}",), ("{{ b.n }}",), ("{%tr endfor %}",))
    (only,) = opened(filled(tmp_path, FIELDS, word(body), DATA)).tables
    assert [paragraph.text for paragraph in only.rows[0].cells[0].paragraphs] == [""]


def test_fill__a_table_without_a_grid_is_filled(tmp_path: Path) -> None:
    body = re.sub("<w:tblGrid>.*?</w:tblGrid>", "", table(("{{ tempat }}", "b")))
    assert opened(filled(tmp_path, FIELDS, word(body), DATA)).tables[0].rows[0].cells[0].text == "A & B"


def test_fill__a_picture_where_only_text_may_stand_is_a_fault(tmp_path: Path) -> None:
    """What breaks the XML of a document is told, not mended in silence with something lost."""
    body = '<w:p><w:bookmarkStart w:id="0" w:name="{{ gambar }}"/><w:bookmarkEnd w:id="0"/><w:r><w:t>x</w:t></w:r></w:p>'
    chart = "charts: [{name: gambar, kind: bar, of: baris, title: G, category: n, series: [a], alt: A}]\n"
    fields = FIELDS.replace("{name: n, label: N, type: text}", "{name: n, label: N, type: text}, {name: a, label: A, type: integer}")
    with pytest.raises(TemplateFault):
        filled(tmp_path, fields + chart, word(body), "baris: [{n: satu, a: 1}, {n: dua, a: 3}]\n")


def test_fill__a_picture_that_word_itself_lost_does_not_stop_it(tmp_path: Path) -> None:
    """Word writes the target NULL for a picture that it could not load."""

    def change(parts: dict[str, bytes]) -> None:
        link = f'<Relationship Id="rIdUji" Type="{R}/image" Target="../NULL"/></Relationships>'
        parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(b"</Relationships>", link.encode())

    assert made(tmp_path, word(p("{{ tempat }}"), change=change)) == ["A & B"]


@pytest.mark.parametrize("part", ["word/styles.xml", "[Content_Types].xml", "word/document.xml", "_rels/.rels", "docProps/core.xml"])
def test_fill__a_part_that_is_missing_is_a_fault(tmp_path: Path, part: str) -> None:
    template = word(p("{{ tempat }}"), change=lambda parts: parts.pop(part) and None)
    with pytest.raises(TemplateFault):
        filled(tmp_path, FIELDS, template, DATA)
    assert linted(tmp_path, template)[0][0] == "templat-rusak"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(40), b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(9)], ids=["png", "jpeg"])
def test_fill__a_broken_logo_is_a_fault_of_that_file(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "logo.png").write_bytes(data)
    template = DocxTemplate(io.BytesIO(word(p("x"))))
    template.render_init()
    template.current_rendering_part = template.docx._part
    picture = logo_image(template, {"logo": "logo.png", "folder": str(tmp_path)})
    with pytest.raises(TemplateFault) as caught:
        str(picture)
    assert "logo.png" in (caught.value.file or "")


def test_fill__a_document_part_of_another_name(tmp_path: Path) -> None:
    """Word for the web writes word/document2.xml."""

    def change(parts: dict[str, bytes]) -> None:
        for name in ("word/{}.xml", "word/_rels/{}.xml.rels"):
            parts[name.format("document2")] = parts.pop(name.format("document"))
        for name in ("_rels/.rels", "[Content_Types].xml"):
            parts[name] = parts[name].replace(b"word/document.xml", b"word/document2.xml")

    assert made(tmp_path, word(p("{{ tempat }}"), change=change)) == ["A & B"]


def test_fill__the_contents_list_named_twice_in_a_paragraph_comes_once(tmp_path: Path) -> None:
    texts = [
        paragraph.text
        for paragraph in opened(filled(tmp_path, FIELDS, word(runs("{{ daftar_isi }}", "{{ daftar_isi }}")), DATA)).paragraphs
    ]
    assert not any("\ufdd0" in text for text in texts)


@pytest.mark.parametrize("lost", ['Id="[^"]*"', 'Type="[^"]*"', 'Target="[^"]*"'])
def test_fill__a_relationship_without_its_parts_is_a_fault(tmp_path: Path, lost: str) -> None:
    def change(parts: dict[str, bytes]) -> None:
        name = "word/_rels/document.xml.rels"
        parts[name] = re.sub(f" {lost}", "", parts[name].decode(), count=1).encode()

    with pytest.raises(TemplateFault):
        filled(tmp_path, FIELDS, word(p("{{ tempat }}"), change=change), DATA)
