"""For whoever writes a type: try, schema, and what scores say of themselves. BAT-01; TPL-03."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import cli
from generator.cli.attempt import tried_again, watched_files
from generator.cli.watch import watch
from generator.editor_schema import editor_schema
from generator.home import Home
from generator.language_schema import language_schema
from generator.score_guide import guide, page
from generator.scoring.registry import SCORES
from generator.spec.catalogue import Catalogue
from generator.yamlio import read_spec
from tests.homes import home

ROOT = Path(__file__).resolve().parents[3]
SPEC = """\
fields:
  - {name: nama, label: Nama, type: text, required: true, help: Sesuai ijazah}
  - {name: peran, label: Peran, type: choice, choices: [Peserta, Narasumber]}
  - {name: nilai, label: Nilai, type: number, minimum: 0, maximum: 100, when: peran == 'Peserta'}
  - {name: t, label: Tabel, type: table, fields: [{name: n, label: N, type: integer, unit: menit}]}
outputs: [{kind: pdf, filename: uji.pdf}]
"""


def borang(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, list(words), standalone_mode=False)
    assert result.exception is None, result.exception
    return int(result.return_value or 0), result.output


def test_try__makes_every_output_of_invented_data(tmp_path: Path) -> None:
    home(tmp_path, SPEC)
    code, said = borang("--home", str(tmp_path), "try", "uji", "-o", str(tmp_path / "coba"))
    made = sorted(file.name for file in (tmp_path / "coba" / "uji").iterdir())
    assert (code, "jadi" in said) == (0, True)
    assert "uji-karangan.json" in made
    assert any(name.endswith(".pdf") for name in made)
    again, told = borang("--home", str(tmp_path), "check", str(tmp_path / "coba" / "uji" / "uji-karangan.json"))
    assert (again, "benar" in told) == (0, True), told


def test_try__tells_what_lint_finds_and_makes_nothing(tmp_path: Path) -> None:
    home(tmp_path, SPEC.replace("peran == 'Peserta'", "perann == 'Peserta'"))
    code, said = borang("--home", str(tmp_path), "coba", "uji", "-o", str(tmp_path / "coba"))
    assert (code, "perann" in said, (tmp_path / "coba").exists()) == (3, True, False)


def test_try_watch__makes_again_in_place_what_is_saved_and_outlives_slips(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sample, a slip in the spec, the spec mended with another label: each is seen, the PDF stays the same file."""
    spec, sample, folder = tmp_path / "specs" / "uji.yaml", tmp_path / "isi.yaml", tmp_path / "coba"
    home(tmp_path, SPEC)
    sample.write_text("jenis: uji\nnama: Ani\n", encoding="utf-8")
    text = spec.read_text(encoding="utf-8")
    steps: list[tuple[Path, str]] = [
        (sample, "jenis: uji\nnama: Bayu Anggoro\n"),
        (spec, text.replace("label: Nama", "label: Nama\n  : [")),
        (spec, text.replace("label: Nama", "label: Nama Lengkap")),
    ]
    pages: list[bytes] = []

    def pause() -> None:
        pages.append((folder / "uji.pdf").read_bytes())
        if not steps:
            raise KeyboardInterrupt
        file, content = steps.pop(0)
        file.write_text(content, encoding="utf-8")

    code = watch(lambda: watched_files(tmp_path, "uji", sample), lambda: tried_again(tmp_path, "uji", folder, sample), pause=pause)
    said = capsys.readouterr().out
    assert (code, said.count("jadi dari isi.yaml"), said.count("Gagal") + said.count("belum dapat dicoba")) == (0, 3, 1), said
    assert [len({*pages[:end]}) for end in (1, 2, 3, 4)] == [1, 2, 2, 3]
    assert [file.name for file in folder.glob("*.pdf")] == ["uji.pdf"]
    assert said.rstrip().endswith("Selesai.")


def test_try_watch__looks_at_the_letterhead_that_the_sample_names_and_at_its_pictures(tmp_path: Path) -> None:
    home(tmp_path, SPEC)
    sample, named, logo = tmp_path / "isi.yaml", tmp_path / "dinas.yaml", tmp_path / "lambang.png"
    sample.write_text("jenis: uji\nnama: Ani\n", encoding="utf-8")
    named.write_text("nama: Dinas Pendidikan\n", encoding="utf-8")
    logo.write_bytes(b"")
    before = set(watched_files(tmp_path, "uji", sample))

    sample.write_text("jenis: uji\ninstitusi: dinas.yaml\nnama: Ani\n", encoding="utf-8")

    assert not {named, logo} & before
    assert {named, logo} <= set(watched_files(tmp_path, "uji", sample))


def test_try__makes_the_outputs_of_a_sample_as_a_draft_where_it_is_wrong(tmp_path: Path) -> None:
    home(tmp_path, SPEC)
    (tmp_path / "isi.yaml").write_text("jenis: uji\nperan: Peserta\n", encoding="utf-8")
    code, said = borang("--home", str(tmp_path), "try", "uji", "--sample", str(tmp_path / "isi.yaml"), "-o", str(tmp_path / "coba"))
    assert (code, "wajib-diisi" in said, "bertanda DRAF" in said) == (0, True, True)
    assert (tmp_path / "coba" / "uji" / "uji.pdf").is_file() or list((tmp_path / "coba" / "uji").glob("*.pdf"))


def test_schema__describes_the_data_file_for_editors(tmp_path: Path) -> None:
    import jsonschema

    home(tmp_path, SPEC)
    code, _ = borang("--home", str(tmp_path), "schema", "uji", "-o", str(tmp_path / "skema"))
    schema = json.loads((tmp_path / "skema" / "uji.json").read_text(encoding="utf-8"))
    assert code == 0
    assert "Sesuai ijazah" in schema["properties"]["nama"]["description"]
    assert "hanya bila Peran Peserta" in schema["properties"]["nilai"]["description"]
    assert "satuan menit" in schema["properties"]["t"]["anyOf"][0]["items"]["properties"]["n"]["description"]
    jsonschema.validate({"jenis": "uji", "nama": "A", "peran": "Peserta", "nilai": "2,5", "t": [{"n": 1}]}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"jenis": "uji", "namaa": "A"}, schema)


def test_schema__of_the_language_explains_every_key_in_the_words_of_the_guide(tmp_path: Path) -> None:
    """A key without words, or with others than those of docs/bahasa-spesifikasi.md, shows here."""
    code, _ = borang("schema", "kak", "-o", str(tmp_path))
    schema = json.loads((tmp_path / "spec.schema.json").read_text(encoding="utf-8"))
    keys = list(_keys_of(schema, ""))
    guide = _words((ROOT / "docs" / "bahasa-spesifikasi.md").read_text(encoding="utf-8"))
    parts = ("fields", "computed", "charts", "rules", "outputs")
    assert code == 0
    assert {(".each", "of"), (".gathers", "into"), ("source", "basis"), ("computed.show", "columns")} <= {(at, key) for at, key, _ in keys}
    assert [(at, key) for at, key, said in keys if not said and (at, key) not in {("", part) for part in parts}] == []
    assert [(at, key) for at, key, said in keys if said and any(_words(part) not in guide for part in said.split(", misalnya ", 1))] == []


def _keys_of(node: Any, at: str) -> Iterator[tuple[str, str, str]]:
    """Yield each key of the language that a schema knows: where it stands, its name, what is said of it."""
    if not isinstance(node, dict):
        return
    for key, value in node.get("properties", {}).items():
        yield at, key, value.get("description", "")
        yield from _keys_of(value, f"{at}.{key}")
    for inner in (node.get("items"), node.get("additionalProperties"), *node.get("anyOf", ())):
        yield from _keys_of(inner, at)
    for name, inner in node.get("$defs", {}).items():
        yield from _keys_of(inner, name)


def _words(text: str) -> str:
    """Return a text of the guide without its links and the escapes of its tables."""
    return " ".join(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("\\|", "|").split())


def test_schema__of_the_language_holds_every_shipped_spec(tmp_path: Path) -> None:
    """Read as an editor and the program read it: `no:` is a word, and no truth."""
    import jsonschema

    borang("schema", "kak", "-o", str(tmp_path))
    schema = json.loads((tmp_path / "spec.schema.json").read_text(encoding="utf-8"))
    for file in sorted((ROOT / "specs").glob("[a-z]*.yaml")):
        assert list(jsonschema.Draft202012Validator(schema).iter_errors(read_spec(file))) == [], file.name


@pytest.mark.parametrize("name", Catalogue(Home()).names())
def test_schema__every_shipped_type_has_a_sound_one_that_its_samples_meet(name: str, catalogue: Catalogue) -> None:
    import jsonschema
    import yaml

    schema = json.loads(json.dumps(editor_schema(catalogue.compiled(name)), default=str))
    jsonschema.Draft7Validator.check_schema(schema)
    for sample in sorted((ROOT / "samples" / name).glob("ok-*.yaml")):
        data = yaml.load(sample.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        found = [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(data)]
        assert found == [], (sample.name, found[:3])


def test_schema__says_of_a_row_with_a_key_what_it_is_called(catalogue: Catalogue) -> None:
    rows = editor_schema(catalogue.compiled("laporan-kegiatan"))["properties"]["lampiran"]["anyOf"][0]["properties"]
    table = Home().library.table("format-4-lampiran")
    assert {key: row["description"] for key, row in rows.items()} == {key: row[table.label] for key, row in table.rows.items()}


def test_schema__of_the_language_says_what_a_computed_column_is() -> None:
    """The guide tells expr: in words and by example; a field's of: is not a computed matrix alone."""
    fields = language_schema()["$defs"]["field"]["properties"]
    assert fields["expr"]["description"].startswith("`expr`: ungkapan satu baris, misalnya")
    assert [key for key, entry in fields.items() if not entry.get("description")] == []
    assert fields["of"]["description"].startswith("jenis selnya")


FED = """
each: {of: sekolah.guru, as: guru, key: nama}
fields:
  - {name: nama, type: text, from: guru.nama}
  - {name: alamat, type: text, from: sekolah.alamat}
"""
SCHOOL = """spec: 2
id: sekolah
title: Sekolah
revision: 1
source: {document: perdirjen-gtk-4141-2023, place: Uji}
fields:
  - {name: alamat, type: text}
  - {name: guru, type: table, key: nama, fields: [{name: nama, type: text}]}
outputs: [{kind: pdf, filename: sekolah.pdf}]
"""


def test_schema__knows_the_files_that_feed_a_type_and_no_others(tmp_path: Path) -> None:
    import jsonschema

    types = home(tmp_path, FED + 'outputs: [{kind: pdf, filename: "{{ nama }}.pdf"}]\n', {"specs/sekolah.yaml": SCHOOL})
    fed = jsonschema.Draft7Validator(json.loads(json.dumps(editor_schema(types.compiled("uji")), default=str)))
    assert list(fed.iter_errors({"jenis": "uji", "sekolah": "sekolah.yaml", "tiap": {"Ani": {"alamat": "Jalan Melati"}}})) == []
    assert list(fed.iter_errors({"jenis": "uji", "program": "program.yaml"})) != []
    assert list(fed.iter_errors({"jenis": "uji", "tiap": {"Ani": {"almat": "Jalan Melati"}}})) != []


@pytest.mark.parametrize("name", sorted(SCORES))
def test_score__says_what_it_needs_and_gives(name: str) -> None:
    told = "\n".join(guide(SCORES[name]))
    assert "| Argumen" in told
    assert "| Hasil" in told
    assert SCORES[name].source in told
    assert "None" not in told
    code, shown = borang("show", "--skor", name)
    assert (code, SCORES[name].label in shown) == (0, True)


def test_score__columns_with_their_other_names() -> None:
    """coverage.Arguments: a row's `dilatih` may be called peserta or aktual."""
    told = "\n".join(guide(SCORES["dasbor"]))
    assert any("`dilatih`" in line and "`peserta`" in line and "`aktual`" in line for line in told.splitlines())


def test_page__of_scores_is_what_the_program_says() -> None:
    """Written anew by: python -c "from generator.score_guide import page; print(page(), end='')" > docs/rujukan-skor.md."""
    assert (ROOT / "docs" / "rujukan-skor.md").read_text(encoding="utf-8") == page()


def test_show__tells_conditions_in_words(tmp_path: Path) -> None:
    home(tmp_path, SPEC)
    _, shown = borang("--home", str(tmp_path), "show", "uji")
    _, form = borang("--home", str(tmp_path), "blank", "uji")
    assert "Hanya bila Peran Peserta." in shown
    assert "hanya bila Peran Peserta" in form
    assert "==" not in form
