"""An office's settings are what its manager filled in, with what stands beside it that the pages do not ask; each office has its own keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import IntakeFault
from generator.seal.keys import make_keys, signs_in
from generator.seal.text import sealed_text
from generator.store.accounts import OFFICE_CATEGORY, change_institution, new_institution
from generator.store.engine import opened
from generator.web.office import office_folders, settings_file
from generator.web.register_tasks import VerifyTask
from generator.web.verifying import certificate_report

SAID = {"nomor": "005/GT/2026", "nama": "Citra Lestari", "program": "Modul Ajar", "tanggal": "2026-07-31"}


def test_settings__have_what_stands_beside_them_and_keep_it_when_they_change(tmp_path: Path) -> None:
    store = opened(tmp_path / "data")
    office = new_institution(store, "Balai Contoh", OFFICE_CATEGORY)
    assert settings_file(store, office.id) is None
    assert office_folders(store) == ()
    folder = store.folder / "lembaga" / office.id
    folder.mkdir(parents=True)
    (folder / "tambahan.yaml").write_text("verifikasi: https://balai.example/sertifikat\nkota: Lama\n", encoding="utf-8")
    for city in ("Sorong", "Palu"):
        change_institution(store, replace(office, settings={"kota": city}))
        file = settings_file(store, office.id)
        assert file is not None
        assert file.read_text(encoding="utf-8").splitlines() == [
            "nama: Balai Contoh",
            "verifikasi: https://balai.example/sertifikat",
            f"kota: {city}",
        ]
    assert office_folders(store) == (folder,)
    store.close()


def test_certificate__is_genuine_by_the_keys_of_whichever_office_signed_it(tmp_path: Path) -> None:
    offices = [tmp_path / name for name in ("server", "balai-a", "balai-b")]
    for folder in offices[:2]:
        folder.mkdir()
        make_keys(folder)
    signs = signs_in(offices[1])
    assert signs is not None
    text = sealed_text(SAID, *signs)
    task = VerifyTask(text, offices=tuple(offices[1:]))
    assert certificate_report(tmp_path, {"folder": offices[0]}, task).verdict == "asli"
    assert certificate_report(tmp_path, {"folder": offices[0]}, replace(task, text=text.replace("Citra", "Catra"))).verdict == "berubah"
    assert certificate_report(tmp_path, {"folder": offices[0]}, VerifyTask(text)).verdict == "kunci lain"
    with pytest.raises(IntakeFault):
        certificate_report(tmp_path, {"folder": offices[2]}, VerifyTask(text))
