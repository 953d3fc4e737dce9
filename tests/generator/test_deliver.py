"""Files appear whole or not at all, under safe names inside the folder, and nothing is replaced unasked.

BAT-03 (whole files), SAFE-05 (safe paths, nothing overwritten without --force).
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.deliver import Delivery, Folder, deliver, safe_name
from generator.errors import DeliveryFault
from generator.fingerprint import stamped
from generator.render.rendering import OutputFile


def pdf(text: str) -> bytes:
    """Return the bare bones of a PDF: what is before its last line, and its last line."""
    return f"%PDF-1.7\n% {text}\nstartxref\n9\n%%EOF\n".encode()


def made(*names: str, data: bytes = b"isi") -> list[OutputFile]:
    return [OutputFile(name, data, "pdf") for name in names]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("laporan.docx", "laporan.docx"),
        ("Laporan Akhir v1.2.docx", "Laporan Akhir v1.2.docx"),
        ("../../etc/passwd", "-.-etc-passwd"),
        ("a." + "x" * 300, "a." + "x" * 12),
        ("a\\b.pdf", "a-b.pdf"),
        ("/mutlak.pdf", "-mutlak.pdf"),
        ('a<b>:"|?*c.pdf', "abc.pdf"),
        ("a\x00\nb.pdf", "ab.pdf"),
        (".docx", "dokumen.docx"),
        ("..", "dokumen"),
        ("", "dokumen"),
        ("con.docx", "dokumen-con.docx"),
        ("LPT1.pdf", "dokumen-LPT1.pdf"),
        ("nama. .pdf", "nama.pdf"),
        ("nama.pdf. ", "nama.pdf"),
        ("x" * 300 + ".docx", "x" * 60 + ".docx"),
        (
            "kak-2024-peningkatan-kompetensi-guru-sekolah-dasar-dalam-literasi.docx",
            "kak-2024-peningkatan-kompetensi-guru-sekolah-dasar-dalam.docx",
        ),
        ("e\u0301.pdf", "\u00e9.pdf"),
        ("lap\u202eoran\u200b.pdf", "laporan.pdf"),
        ("\ufeffa\u2028b\ud800.pdf", "ab.pdf"),
        ("conout$.docx", "dokumen-conout$.docx"),
        ("COM\u00b9.docx", "dokumen-COM\u00b9.docx"),
    ],
)
def test_safe_name__is_one_plain_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=150).map(lambda text: text + ".docx"))
@settings(max_examples=100)
def test_safe_name__whatever_was_written_stays_inside_the_folder(name: str) -> None:
    """SAFE-03: no separator, no parent, never empty, short enough for a disk, and the same when made safe again."""
    safe = safe_name(name)
    assert Path(safe).name == safe
    assert safe not in ("", ".", "..")
    assert len(safe.encode("utf-8", "replace")) <= 255
    assert safe_name(safe) == safe


def test_deliver__writes_all_files_into_a_new_folder(tmp_path: Path) -> None:
    files = deliver(made("a.pdf", "b.pdf"), Folder(tmp_path / "baru" / "dalam"), "x.yaml").files
    assert [file.read_bytes() for file in files] == [b"isi", b"isi"]
    assert sorted(file.name for file in (tmp_path / "baru" / "dalam").iterdir()) == ["a.pdf", "b.pdf"]


def test_deliver__nothing_is_replaced_and_nothing_else_written(tmp_path: Path) -> None:
    (tmp_path / "b.pdf").write_bytes(b"lama")
    with pytest.raises(DeliveryFault) as caught:
        deliver(made("a.pdf", "b.pdf"), Folder(tmp_path), "x.yaml")
    assert "--force" in str(caught.value)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("b.pdf", b"lama")]


def test_deliver__force_replaces_what_was_delivered(tmp_path: Path) -> None:
    old, new = pdf("lama"), pdf("baru")
    deliver([OutputFile("a.pdf", old, "pdf")], Folder(tmp_path), "x.yaml")
    told = deliver([OutputFile("a.pdf", new, "pdf")], Folder(tmp_path, force=True), "x.yaml")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a.pdf", stamped(new))]
    assert told == Delivery((tmp_path / "a.pdf",))


@pytest.mark.parametrize("force", [False, True])
def test_deliver__a_link_is_not_followed(tmp_path: Path, force: bool) -> None:
    """SAFE-03: a link planted in the output folder does not lead out of it."""
    outside = tmp_path / "luar.txt"
    outside.write_bytes(b"luar")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "a.pdf").symlink_to(outside)
    (folder / "b.pdf").symlink_to(tmp_path / "belum-ada")
    for name in ("a.pdf", "b.pdf"):
        with pytest.raises(DeliveryFault):
            deliver(made(name), Folder(folder, force), "x.yaml")
    assert outside.read_bytes() == b"luar"
    assert not (tmp_path / "belum-ada").exists()


def test_deliver__two_sources_never_share_a_file(tmp_path: Path) -> None:
    """Not even under --force, and not on disks where case makes no difference."""
    folder = Folder(tmp_path, force=True)
    deliver(made("Ani.pdf"), folder, "satu.yaml")
    with pytest.raises(DeliveryFault) as caught:
        deliver(made("ani.pdf", data=b"lain"), folder, "dua.yaml")
    assert "satu.yaml" in str(caught.value)
    assert (tmp_path / "Ani.pdf").read_bytes() == b"isi"


@pytest.mark.parametrize("force", [False, True])
def test_deliver__two_outputs_of_one_document_never_share_a_file(tmp_path: Path, force: bool) -> None:
    with pytest.raises(DeliveryFault):
        deliver(made("a.pdf", "A.pdf"), Folder(tmp_path, force), "x.yaml")
    assert list(tmp_path.iterdir()) == []


def test_deliver__a_folder_in_the_files_place_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "b.pdf").mkdir()
    with pytest.raises(DeliveryFault):
        deliver(made("b.pdf"), Folder(tmp_path, force=True), "x.yaml")
    assert [file.name for file in tmp_path.iterdir()] == ["b.pdf"]


def test_deliver__a_folder_that_cannot_be_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_bytes(b"")
    with pytest.raises(DeliveryFault):
        deliver(made("a.pdf"), Folder(tmp_path / "berkas" / "dalam"), "x.yaml")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes everywhere")
def test_deliver__a_read_only_folder_is_a_fault(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(DeliveryFault):
            deliver(made("a.pdf"), Folder(tmp_path), "x.yaml")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a file system that takes no new files")
def test_deliver__a_disk_that_refuses_is_a_fault() -> None:
    with pytest.raises(DeliveryFault):
        deliver(made("a.pdf"), Folder(Path("/proc/self")), "x.yaml")


def test_deliver__files_can_be_read_by_others_as_the_umask_says(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        (file,) = deliver(made("a.pdf"), Folder(tmp_path), "x.yaml").files
    finally:
        os.umask(mask)
    assert file.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("there", ["Laporan \u00c9.pdf", "LAPORAN e\u0301.pdf", "laporan \u00e9.PDF"])
def test_deliver__a_file_of_the_same_name_in_other_letters_is_the_same_file(tmp_path: Path, there: str) -> None:
    """SAFE-05: what lies apart on this disk falls together on Windows and macOS; so nothing is written beside it as if it were another."""
    (tmp_path / there).write_bytes(b"milik orang")
    with pytest.raises(DeliveryFault) as caught:
        deliver(made("laporan \u00e9.pdf"), Folder(tmp_path), "x.yaml")
    assert caught.value.code == "hasil-sudah-ada"
    told = deliver(made("laporan \u00e9.pdf"), Folder(tmp_path, force=True), "x.yaml")
    assert [one.code for one in told.findings] == ["hasil-disunting"]
    assert (tmp_path / there).read_bytes() == b"milik orang"
    assert len(list(tmp_path.iterdir())) == 2


def test_deliver__many_refusals_of_a_busy_target_end_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SAFE-05: Windows lets nobody replace a file that Word has open; the new one goes beside it, the other output to its place."""
    for name in ("a.pdf", "b.pdf"):
        deliver([OutputFile(name, pdf("lama"), "pdf")], Folder(tmp_path), "x.yaml")
    before = (tmp_path / "a.pdf").read_bytes()
    replace = Path.replace

    def held(file: Path, target: Path) -> Path:
        if Path(target).name == "a.pdf":
            raise PermissionError(13, "held")
        return replace(file, target)

    monkeypatch.setattr(Path, "replace", held)
    told = deliver([OutputFile(name, pdf("baru"), "pdf") for name in ("a.pdf", "b.pdf")], Folder(tmp_path, force=True), "x.yaml")
    assert [one.code for one in told.findings] == ["hasil-sedang-dibuka"]
    assert [file.name for file in told.files] == ["a (baru).pdf", "b.pdf"]
    assert (tmp_path / "a.pdf").read_bytes() == before
    assert (tmp_path / "b.pdf").read_bytes() == stamped(pdf("baru"))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a (baru).pdf", "a.pdf", "b.pdf"]
