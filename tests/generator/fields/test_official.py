"""The lines above a signature: Plt., Plh., a.n. and u.b. stand once, each where the rules of official letters put them. TPL-05, OFFICE."""

from __future__ import annotations

from typing import Any

import pytest

from generator.fields.official import as_printed, is_official, position_lines, typed_twice
from validators.absence import CACAT, KOSONG


@pytest.mark.parametrize(
    ("official", "lines"),
    [
        ({"jabatan": "Kepala Dinas"}, ["Kepala Dinas"]),
        ({"jabatan": "Kepala Dinas,"}, ["Kepala Dinas"]),
        ({"jabatan": "Kepala Dinas", "plt": True}, ["Plt. Kepala Dinas"]),
        ({"jabatan": "Plt. Kepala Dinas", "plt": True}, ["Plt. Kepala Dinas"]),
        ({"jabatan": "PLT Kepala Dinas", "plt": True}, ["Plt. Kepala Dinas"]),
        ({"jabatan": "Plt. Kepala Dinas"}, ["Plt. Kepala Dinas"]),
        ({"jabatan": "Pltu Kepala", "plt": True}, ["Plt. Pltu Kepala"]),
        ({"jabatan": "Kepala Dinas", "plh": True}, ["Plh. Kepala Dinas"]),
        ({"jabatan": "a.n. Kepala Dinas Pendidikan\nSekretaris,"}, ["a.n. Kepala Dinas Pendidikan", "Sekretaris"]),
        ({"jabatan": "Sekretaris", "atas_nama": "Kepala Dinas"}, ["a.n. Kepala Dinas", "Sekretaris"]),
        ({"jabatan": "Sekretaris", "atas_nama": "a.n. Kepala Dinas,"}, ["a.n. Kepala Dinas", "Sekretaris"]),
        ({"jabatan": "a.n. Kepala Dinas\nSekretaris", "atas_nama": "Kepala Dinas"}, ["a.n. Kepala Dinas", "Sekretaris"]),
        (
            {"jabatan": "Kepala Bidang SD", "atas_nama": "Kepala Dinas", "untuk_beliau": "Sekretaris", "plt": True},
            ["a.n. Kepala Dinas", "Sekretaris", "u.b.", "Plt. Kepala Bidang SD"],
        ),
        ({"jabatan": "an. Kepala Dinas", "atas_nama": "Kepala Dinas", "plt": True}, ["a.n. Kepala Dinas", "Plt. Kepala Dinas"]),
        ({"jabatan": "a.n. Kepala Dinas,\nu.b. Sekretaris,", "plt": True}, ["a.n. Kepala Dinas", "u.b. Plt. Sekretaris"]),
        ({"jabatan": "u.b. Plt. Sekretaris", "plt": True}, ["u.b. Plt. Sekretaris"]),
        ({"jabatan": KOSONG, "plt": True}, []),
        ({"jabatan": CACAT}, []),
    ],
)
def test_position__stands_line_by_line_and_once(official: dict[str, Any], lines: list[str]) -> None:
    assert list(position_lines(official)) == lines


def test_printed__position_is_complete_and_no_flag_is_left() -> None:
    printed = as_printed({"jabatan": "Sekretaris", "plt": True, "plh": False, "atas_nama": "Kepala", "nama": "Ani"})
    assert printed == {"jabatan": "a.n. Kepala\nPlt. Sekretaris", "plt": False, "plh": False, "atas_nama": "Kepala", "nama": "Ani"}


def test_typed_twice__is_named_by_its_member() -> None:
    assert list(typed_twice({"jabatan": "Plt. Kepala", "plt": True})) == [("plt", "Plt.")]
    assert list(typed_twice({"jabatan": "a.n. Kepala\nPlh. Sekretaris", "plh": True, "atas_nama": "Kepala"})) == [
        ("plh", "Plh."),
        ("atas_nama", "a.n."),
    ]
    assert list(typed_twice({"jabatan": "Plt. Kepala", "plt": False})) == []


def test_official__is_told_by_its_members() -> None:
    assert is_official(["jabatan", "nama"])
    assert is_official(["jabatan", "nama", "nip", "plt", "plh", "atas_nama", "untuk_beliau", "pangkat"])
    assert not is_official(["jabatan"])
    assert not is_official(["jabatan", "nama", "umur"])
