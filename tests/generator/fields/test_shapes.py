"""The shapes of fields: walks over them, paths of names and of data, labels along a path. DESIGN: what a field is."""

from __future__ import annotations

import pickle

import pytest

from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table, at, label_at, walk


def text(name: str, label: str = "") -> Scalar:
    return Scalar(name=name, label=label, kind="text")


FORM: tuple[Field, ...] = (
    text("judul", "Judul"),
    Group(name="tempat", label="Tempat", fields=(text("kota", "Kota"),)),
    Table(
        name="baris",
        label="B. Baris",
        key="kode",
        fields=(text("kode", "Kode"), Table(name="anak", label="Anak", fields=(text("isi", "Isi"),)), ListOf(name="hal", of=text(""))),
    ),
    FixedTable(name="tetap", label="Tetap", rows="palet", fields=(text("ada", "Ada"),)),
    Matrix(name="silang", label="Silang", rows="baris", columns="palet", of=text("")),
)


def test_walk__yields_parents_first_and_no_cells() -> None:
    assert [".".join(path) for path, _ in walk(FORM)] == [
        "judul", "tempat", "tempat.kota", "baris", "baris.kode", "baris.anak", "baris.anak.isi", "baris.hal", "tetap", "tetap.ada", "silang",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (("judul",), "judul"),
        (("tempat", "kota"), "kota"),
        (("baris", 2, "kode"), "kode"),
        (("baris", "kode"), "kode"),
        (("baris", 0, "anak", 1, "isi"), "isi"),
        (("tetap", "M", "ada"), "ada"),
        (("tetap", "ada"), "ada"),
        (("silang", "a", "b"), "silang"),
        (("baris", 0, "hal"), "hal"),
        (("baris", 0, "hal", 3), ""),
    ],
)
def test_at__names_and_data_paths(path: tuple[str | int, ...], name: str) -> None:
    found = at(FORM, path)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("path", [("entah",), ("judul", "x"), ("baris", "x"), ("tempat", "kota", "x"), ()])
def test_at__no_such_field(path: tuple[str | int, ...]) -> None:
    assert at(FORM, path) is None


def test_label_at__says_rows_and_keys() -> None:
    assert label_at(FORM, ("baris", 1, "anak", 0, "isi")) == "B. Baris, baris 2, Anak, baris 1, Isi"
    assert label_at(FORM, ("tetap", "M", "ada")) == "Tetap, M, Ada"
    assert label_at(FORM, ("silang", "a", "b")) == "Silang, a, b"


def test_fields__survive_pickle() -> None:
    assert pickle.loads(pickle.dumps(FORM)) == FORM
