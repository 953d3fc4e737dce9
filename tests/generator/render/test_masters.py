"""Letterhead, signatures, paper and words of the shared master, on neutral settings. DOC-91."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from generator.fields.electronic import ElectronicOffice
from generator.render.letterhead import balanced, letterhead, profile
from generator.render.paper import paper_css, width_mm
from generator.render.signatures import number_label, signature
from generator.render.typography import spaced

MINISTRY = {"kementerian": "Kementerian Contoh", "unit_utama": "Direktorat Jenderal Contoh", "nama": "Balai Contoh"}
SCHOOL = {"kementerian": "Pemerintah Kabupaten Contoh", "unit_utama": "Dinas Pendidikan", "nama": "SD Negeri 2"}
HEAD = {"jabatan": "Kepala Balai", "nama": "Ani, S.Pd.", "nip": "197108171996032001"}


def lines(office: dict[str, Any]) -> list[str]:
    return [text for _, text in letterhead(office).lines]


def test_letterhead__a_unit_of_the_ministry_names_no_unit_above_it() -> None:
    assert lines(MINISTRY) == ["KEMENTERIAN CONTOH", "BALAI CONTOH"]


def test_letterhead__a_school_names_its_dinas() -> None:
    assert lines(SCHOOL) == ["PEMERINTAH KABUPATEN CONTOH", "DINAS PENDIDIKAN", "SD NEGERI 2"]


def test_letterhead__nothing_without_a_name() -> None:
    assert not letterhead({"kementerian": "Kementerian Contoh"})


def test_letterhead__an_address_of_the_net_does_not_break() -> None:
    assert lines({**MINISTRY, "surel": "surat@bgtk-contoh.id"})[-1] == "Surel\u00a0surat@bgtk\u2011contoh.id"


def test_letterhead__a_line_too_wide_is_cut_in_two_of_a_length() -> None:
    first, second = balanced("DIREKTORAT JENDERAL GURU, TENAGA KEPENDIDIKAN, DAN PENDIDIKAN GURU", 300, 11, is_bold=False)
    assert abs(len(first) - len(second)) < 12


def test_signature__one_stands_at_the_right_two_on_one_line() -> None:
    one, two = signature(HEAD, "Kota", "1 Mei 2024", MINISTRY), signature([{"nama": "Budi"}, HEAD], "Kota", "", MINISTRY)
    assert one is not None
    assert [[side and side.name for side in row] for row in one.rows] == [[None, "Ani, S.Pd."]]
    assert two is not None
    assert [[side and side.name for side in row] for row in two.rows] == [["Budi", "Ani, S.Pd."]]


def test_signature__nobody_gives_nothing() -> None:
    assert signature([{}, {"nama": ""}], "Kota", "", MINISTRY) is None


def test_signature__position_lines_rank_and_number() -> None:
    block = signature({**HEAD, "jabatan": "a.n. Kepala Dinas\nSekretaris,", "pangkat": "Pembina"}, "", "", SCHOOL)
    assert block is not None
    assert block.signers[0].head == ("a.n. Kepala Dinas", "Sekretaris,")
    assert block.signers[0].foot == ("Pembina", "NIP. 197108171996032001")


@pytest.mark.parametrize(
    ("office", "label"),
    [(MINISTRY, "NIP"), (SCHOOL, "NIP."), ({**MINISTRY, "nip_bertitik": True}, "NIP."), ({**SCHOOL, "nip_bertitik": False}, "NIP")],
)
def test_number_label__by_rule_and_by_setting(office: dict[str, Any], label: str) -> None:
    assert number_label(office) == label


def test_profile__is_what_the_office_says() -> None:
    assert (profile(MINISTRY), profile(SCHOOL), profile({**MINISTRY, "profil": "yayasan"})) == ("kementerian", "pemda", "yayasan")


def test_electronic_office__its_tags_stand_in_place_of_date_and_signature() -> None:
    office = {**MINISTRY, "eoffice": {"jenis": ["kak"], "tanggal": "${tanggal_naskah}", "tanda_tangan": "${ttd_pengirim}"}}
    block = signature(HEAD, "Kota", date(2024, 5, 1), office, ElectronicOffice.of(office, "kak"))
    assert block is not None
    assert (block.line, block.signers[0].room) == ("Kota, ${tanggal_naskah}", "${ttd_pengirim}")
    assert ElectronicOffice.of(office, "laporan") == ElectronicOffice()


@pytest.mark.parametrize(
    ("text", "set_"),
    [
        ("pada 12 Juli 2023 di", "pada 12\u00a0Juli\u00a02023 di"),
        ("Nomor 4 Tahun 2022", "Nomor\u00a04 Tahun\u00a02022"),
        ("Ratna Kartika, M.Pd. hadir", "Ratna Kartika,\u00a0M.Pd. hadir"),
        ("angkatan ke-3", "angkatan ke\u20113"),
        ("satu, dua, tiga", "satu, dua, tiga"),
    ],
)
def test_spaced__no_line_ends_inside(text: str, set_: str) -> None:
    assert spaced(text) == set_


def test_spaced__in_a_cell_a_date_may_part_before_its_year() -> None:
    """In a column of 3,1 cm "14 September 2026" was cut within the year."""
    assert spaced("Senin, 14 September 2026", in_cell=True) == "Senin, 14\u00a0September 2026"


def test_paper__follows_the_office() -> None:
    assert "size: 215mm 330mm" in paper_css({"kertas": "F4"})
    assert "justify" in paper_css({"perataan": "rata kiri-kanan"})
    assert width_mm({"kertas": "F4", "margin": {"kiri": 2, "kanan": 2}}) == 175
