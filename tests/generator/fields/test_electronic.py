"""Number and date that an electronic office gives are not asked for, in the check and in the blank form."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import yaml

from generator.blank.yaml_form import blank_yaml
from generator.examine import examine
from generator.fields.electronic import waived
from generator.home import Home
from generator.intake.read import read
from generator.spec.catalogue import Catalogue
from tests.cases import SAMPLES
from validators.findings import Finding

EOFFICE = {"jenis": ["kak"], "nomor": "${nomor_naskah}", "tanggal": "${tanggal_naskah}", "tanda_tangan": "${ttd_pengirim}"}


def found(folder: Path, office: dict[str, object]) -> list[str]:
    """Return the codes and paths found in a KAK without the date of its signing."""
    shutil.copy(SAMPLES / "logo.png", folder / "logo.png")
    (folder / "institusi.yaml").write_text(yaml.safe_dump(office), encoding="utf-8")
    values = yaml.load((SAMPLES / "kak" / "ok-lengkap.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    del values["pengesahan"]["tanggal"]
    file = folder / "kak.json"
    file.write_text(json.dumps(values), encoding="utf-8")
    given = read(file, Catalogue(Home(folder)), shown="kak.json")
    assert not isinstance(given, Finding)
    return [f"{one.code}@{'.'.join(map(str, one.path))}" for one in examine(given).findings.errors]


def test_electronic__the_date_of_signing_is_asked_for_only_without_one(tmp_path: Path) -> None:
    assert found(tmp_path, {"nama": "Balai Contoh"}) == ["wajib-diisi@pengesahan.tanggal"]
    assert found(tmp_path, {"nama": "Balai Contoh", "eoffice": EOFFICE}) == []
    assert found(tmp_path, {"nama": "Balai Contoh", "eoffice": {**EOFFICE, "jenis": ["sertifikat"]}}) == ["wajib-diisi@pengesahan.tanggal"]


def test_electronic__the_blank_form_says_who_gives_it() -> None:
    compiled = Catalogue(Home(SAMPLES)).compiled("kak")
    elsewhere = waived(compiled.spec.fields, {"eoffice": EOFFICE}, "kak")
    assert elsewhere == {("pengesahan", "tanggal")}
    form = blank_yaml(compiled, elsewhere)
    assert "# Tanggal: diberikan kantor elektronik" in form
    assert "  tanggal:" not in form
