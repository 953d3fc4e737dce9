"""Loops of rows within loops of rows: groups with a head and a foot, rows within a condition, what is left of them without data."""

from __future__ import annotations

from itertools import groupby

import pytest

GROUPS = {
    "A1": "Belanja",
    "A2": "{%tr for g in grup %}",
    "A3": "{{ loop.index }}. {{ g.nama }}",
    "A4": "{%tr for b in g.isi %}",
    "A5": "{{ loop.index }}",
    "B5": "{{ b.harga }}",
    "C5": "=B5*2",
    "A6": "{%tr endfor %}",
    "A7": "Jumlah",
    "C7": "=SUM(C5:C5)",
    "A8": "{%tr endfor %}",
    "A9": "Akhir",
    "C9": "=C1&C2",
}
SPENT = [{"nama": "Rapat", "isi": [{"harga": 5}, {"harga": 7}]}, {"nama": "Cetak", "isi": [{"harga": 1}]}, {"nama": "Sewa", "isi": []}]


def lines(sheet) -> list[str]:
    """Return the cells of each row that is not hidden, formulas in brackets before what they give."""
    found = []
    for row in sheet.iter("{*}row"):
        if row.get("hidden") != "1":
            told = [(cell.findtext("{*}f"), cell.findtext("{*}v"), "".join(cell.itertext("{*}t"))) for cell in row.iter("{*}c")]
            found.append(" ".join((f"[{f}] {v}" if f else text or v or "").strip() for f, v, text in told).strip())
    return found


def test_nested__group_has_its_head_its_rows_and_the_sum_of_them_alone(filled_with, small_template):
    sheet = filled_with({"grup": SPENT}, small_template(GROUPS)).sheet()

    # 10 + 14 of the first group, 2 of the second; of the third a blank row stands to be filled in, whose sum waits for it
    assert lines(sheet)[:9] == [
        "Belanja",
        "1. Rapat",
        "1 5 [B3*2] 10",
        "2 7 [B4*2] 14",
        "Jumlah [SUM(C3:C4)] 24",
        "2. Cetak",
        "1 1 [B7*2] 2",
        "Jumlah [SUM(C7:C7)] 2",
        "3. Sewa",
    ]
    assert lines(sheet)[11].startswith("Akhir")


def test_nested__without_groups_leaves_one_blank_copy_without_results(filled_with, small_template):
    assert [line.split("[")[0].strip() for line in lines(filled_with({"grup": []}, small_template(GROUPS)).sheet())] == [
        "Belanja",
        "",
        "",
        "Jumlah",
        "Akhir",
    ]


def test_nested__silent_groups_leave_nothing_to_be_seen(filled_with, small_template):
    cells = {**GROUPS, "A2": "{%tr for g in grup | ada %}"}
    shown = [line.split("[")[0].strip() for line in lines(filled_with({"grup": []}, small_template(cells)).sheet())]
    assert shown == ["Belanja", "Akhir"]


@pytest.mark.parametrize("ada", [True, False])
def test_nested__loop_within_a_condition_comes_with_it_or_not_at_all(filled_with, small_template, ada):
    cells = {
        "A1": "{%tr if ada %}",
        "A2": "Daftar",
        "A3": "{%tr for b in baris %}",
        "A4": "{{ b }}",
        "A5": "{%tr endfor %}",
        "A6": "{%tr endif %}",
        "A7": "Sesudahnya",
    }
    sheet = filled_with({"ada": ada, "baris": ["satu", "dua"]}, small_template(cells)).sheet()
    assert lines(sheet) == (["Daftar", "satu", "dua", "Sesudahnya"] if ada else ["Sesudahnya"])


def test_nested__three_deep_with_loops_beside_them_keep_their_order(filled_with, small_template):
    cells = {
        "A1": "{%tr for a in atas %}",
        "A2": "{{ a.nama }}",
        "A3": "{%tr for b in a.isi %}",
        "A4": "{{ b.nama }}",
        "A5": "{%tr for c in b.isi %}",
        "A6": "{{ c }}",
        "A7": "{%tr endfor %}",
        "A8": "{%tr endfor %}",
        "A9": "{%tr for d in a.juga %}",
        "A10": "{{ d }}",
        "A11": "{%tr endfor %}",
        "A12": "{%tr endfor %}",
        "A13": "{%tr for d in lain %}",
        "A14": "{{ d }}",
        "A15": "{%tr endfor %}",
    }
    given = [
        {"nama": "I", "isi": [{"nama": "A", "isi": ["1", "2"]}, {"nama": "B", "isi": ["3"]}], "juga": ["x", "y"]},
        {"nama": "II", "isi": [{"nama": "C", "isi": ["4"]}], "juga": ["z"]},
    ]
    expected = ["I", "A", "1", "2", "B", "3", "x", "y", "II", "C", "4", "z", "akhir"]

    assert lines(filled_with({"atas": given, "lain": ["akhir"]}, small_template(cells)).sheet()) == expected


def test_nested__merged_cells_and_checks_come_with_each_copy(filled_with, small_template):
    frame = '<mergeCells count="1"><mergeCell ref="A3:C3"/></mergeCells><dataValidations count="1"><dataValidation type="whole" sqref="B5"><formula1>1</formula1></dataValidation></dataValidations>'
    made = filled_with({"grup": SPENT[:2]}, small_template(GROUPS, frame=frame))

    assert made.all("mergeCell", "ref") == ["A2:C2", "A6:C6"]
    assert made.all("dataValidation", "sqref") == ["B3:B4 B7"]


def test_nested__values_stand_in_the_same_order_for_any_number_of_rows(filled_with, small_template):
    for number in range(1, 5):
        given = [{"nama": f"g{at}", "isi": [{"harga": at * 10 + one} for one in range(at % 3)]} for at in range(number)]
        told = [line.split()[1] for line in lines(filled_with({"grup": given}, small_template(GROUPS)).sheet()) if "*2" in line]
        assert told == [str(row["harga"]) for _, each in groupby(given) for group in each for row in group["isi"]]
