"""What stays together where a page ends, on neutral pieces."""

from __future__ import annotations

import pytest

from generator.outline.keeping import KeptRow, Piece, bonds


def table(*rows: KeptRow) -> Piece:
    return Piece("table", rows=rows)


HEAD = KeptRow(0.03, "No", is_head=True)
LOW = KeptRow(0.03, "1")
TALL = KeptRow(0.4, "1")


def test_keeping__a_heading_stays_with_what_follows_through_a_gap() -> None:
    assert [bond.to_next for bond in bonds([Piece("heading", "A"), Piece("gap"), Piece("text", "Isi")])] == [True, True, False]


def test_keeping__an_introducing_sentence_stays_with_its_table_a_long_text_does_not() -> None:
    pieces = [Piece("text", "Sebagai berikut.", 1), table(HEAD, LOW), Piece("text", "Panjang. " * 20, 9), table(HEAD, LOW)]
    assert [bond.to_next for bond in bonds(pieces)] == [True, False, False, False]
    wide = [Piece("text", "Dua baris huruf Arial, tiga baris huruf Bookman. " * 3, 3), table(HEAD, LOW)]
    assert bonds(wide)[0].to_next


def test_keeping__head_and_two_rows_last_row_and_total_and_nothing_else() -> None:
    rows = [HEAD, *[LOW] * 33, KeptRow(0.03, "Jumlah")]
    assert bonds([table(*rows)])[0].rows_to_next == {0, 1, 33}


def test_keeping__a_group_row_stays_with_its_first_row() -> None:
    rows = [HEAD, LOW, LOW, LOW, KeptRow(0.03, "Luaran", is_group=True), LOW, LOW]
    assert bonds([table(*rows)])[0].rows_to_next == {0, 1, 4}


def test_keeping__only_a_row_taller_than_a_third_of_the_page_breaks() -> None:
    bond = bonds([table(HEAD, LOW, TALL, LOW)])[0]
    assert bond.breakable == {2}
    assert bond.rows_to_next == {0}  # two first rows of 43 % would leave as much of a page empty


def test_keeping__rows_beside_a_spanning_cell_stay_together_while_they_are_low() -> None:
    low = [HEAD, KeptRow(0.05, "Senin", spanned=2), LOW, LOW, LOW]
    tall = [HEAD, KeptRow(0.2, "Senin", spanned=2), KeptRow(0.2), KeptRow(0.2), LOW]
    assert bonds([table(*low)])[0].rows_to_next == {0, 1, 2}
    assert bonds([table(*tall)])[0].rows_to_next == {0}


def test_keeping__of_more_rows_beside_a_cell_two_stay_together_at_each_end() -> None:
    """Seven rows of 6 % are 42 % of the page, which would stay empty; no row of a day stands alone."""
    rows = [HEAD, KeptRow(0.06, "Senin", spanned=6), *[KeptRow(0.06)] * 6, LOW]
    assert bonds([table(*rows)])[0].rows_to_next == {0, 1, 6}


def test_keeping__a_signature_takes_the_closing_sentence_and_the_last_rows_with_it() -> None:
    pieces = [table(HEAD, *[KeptRow(0.09)] * 12), Piece("text", "Demikian.", 1), Piece("gap"), Piece("signature")]
    found = bonds(pieces)
    assert [bond.to_next for bond in found] == [True, True, True, False]
    assert found[0].rows_to_next >= {11, 12}
    assert 10 not in found[0].rows_to_next


def test_keeping__one_row_is_enough_beside_two_lines_that_a_signature_takes() -> None:
    """14 % of the signature, a heading and five lines of 2.5 % and a row of 9 % are 38 %: the first two rows may stay where they are."""
    lines = [Piece("heading", "Komitmen"), *[Piece("item", "Melaksanakan rencana.")] * 5]
    found = bonds([table(HEAD, *[KeptRow(0.09)] * 3), *lines, Piece("signature")])
    assert found[0].rows_to_next == {0, 1, 3}
    alone = bonds([table(HEAD, *[KeptRow(0.09)] * 3), Piece("text", "Demikian.", 1), Piece("signature")])
    assert alone[0].rows_to_next >= {0, 2, 3}


def test_keeping__a_table_that_goes_with_a_signature_is_parted_behind_its_first_row_where_it_would_leave_a_page_too_empty() -> None:
    """Title, head, three rows, a heading and the signature: 5 + 3 + 27 + 2.5 + 14 % are more than the 38 % that a page may lack; of 5 % a row they are not."""
    before = [Piece("text", "Isi.", 9), Piece("heading", "Rekomendasi"), Piece("caption", "Tabel 4")]
    tall, low = (
        bonds([*before, table(HEAD, *[KeptRow(high)] * 3), Piece("heading", "Pengesahan"), Piece("signature")]) for high in (0.09, 0.04)
    )
    assert (tall[3].rows_to_next, low[3].rows_to_next) == ({0, 2, 3}, {0, 1, 2, 3})
    assert [bond.to_next for bond in tall] == [False, True, True, True, True, False]


def test_keeping__three_low_rows_go_with_a_signature_unparted() -> None:
    """The signature, four headings and nine rows of 3.3 %: 14 + 7.5 + 19.8 % are more than 38 %, but three rows of 9.9 % are no page's worth."""
    rows = [KeptRow(0.033)] * 3
    sections = [piece for number in ("II.", "III.") for piece in (Piece("heading", number), table(*rows))]
    pieces = [Piece("text", "Isi.", 20), Piece("heading", "I."), *sections, Piece("signature")]
    assert [sorted(bond.rows_to_next) for bond in bonds(pieces)] == [[], [], [], [0, 1, 2], [], [0, 1, 2], []]


def test_keeping__three_rows_that_fill_more_are_parted_where_a_signature_would_take_too_much_along() -> None:
    """14 % of the signature, 15 % of three rows, a heading and a label of 5 % each: 39 % would leave a page 61 % full."""
    pieces = [Piece("heading", "Bab", 2), Piece("label", "Tabel", 2), table(*[KeptRow(0.05)] * 3), Piece("signature")]
    assert sorted(bonds(pieces)[2].rows_to_next) == [1, 2]


def test_keeping__a_signature_lets_go_at_the_title_of_a_table_that_it_takes_whole() -> None:
    pieces = [Piece("text", "Isi.", 5), Piece("heading", "G."), Piece("caption", "Tabel 4"), table(HEAD, LOW, LOW), Piece("signature")]
    assert [bond.to_next for bond in bonds(pieces)] == [False, True, True, True, False]


def test_keeping__three_low_rows_are_not_parted_and_four_are() -> None:
    assert bonds([table(*[LOW] * 3)])[0].rows_to_next == {0, 1}
    assert bonds([table(*[LOW] * 4)])[0].rows_to_next == {0}
    assert bonds([table(HEAD, *[KeptRow(0.05)] * 3)])[0].rows_to_next == {0, 1}


def test_keeping__a_signature_after_prose_is_not_alone() -> None:
    pieces = [Piece("text", "Awal.", 30), Piece("text", "Akhir.", 12), Piece("signature")]
    assert [bond.to_next for bond in bonds(pieces)] == [False, True, False]


def test_keeping__the_head_that_is_repeated_counts_beside_a_signature() -> None:
    """0.14 for the block, 0.03 for the head, 0.15 for the last two rows: 0.32 are enough, and the third row from the end stays free."""
    rows = [HEAD, LOW, LOW, KeptRow(0.03), KeptRow(0.12), KeptRow(0.03)]
    found = bonds([table(*rows), Piece("signature")])
    assert found[0].rows_to_next == {0, 1, 4, 5}


def test_keeping__a_picture_and_its_title_are_not_taken_along_by_a_signature() -> None:
    pieces = [Piece("picture"), Piece("caption", "Gambar 1"), Piece("heading", "Pengesahan"), Piece("signature")]
    assert [bond.to_next for bond in bonds(pieces)] == [True, False, True, False]


def test_keeping__the_last_rows_before_a_page_begun_by_order_stay_together() -> None:
    """Head 0.03 and ten rows of 0.03 make 0.33; the last of them is kept to nothing, for a page ends behind it."""
    rows = [HEAD, *[LOW] * 30]
    chapter = Piece("heading", "B. Bab", begins_page=True)
    found = bonds([table(*rows), Piece("gap"), chapter, Piece("text", "Isi.", 3)])
    assert found[0].rows_to_next == {0, 1, *range(21, 30)}
    assert [bond.to_next for bond in found] == [False, False, True, False]


def test_keeping__before_a_page_begun_by_order_a_low_table_takes_what_stands_before_its_title_along() -> None:
    """A table of 9 %, its title and heading are 14 %, and the paragraph of nine lines makes them 36.5 %; a picture's title lets go."""
    chapter = Piece("heading", "Lampiran I", begins_page=True)
    pieces = [Piece("text", "Isi.", 9), Piece("heading", "G."), Piece("caption", "Tabel 4"), table(HEAD, LOW, LOW), chapter]
    assert [bond.to_next for bond in bonds(pieces)] == [True, True, True, False, False]
    drawn = [Piece("picture"), Piece("caption", "Gambar 1"), Piece("text", "Isi.", 2), Piece("text", "Akhir.", 3), chapter]
    assert [bond.to_next for bond in bonds(drawn)] == [True, False, True, False, False]


def test_keeping__the_last_lines_before_a_page_begun_by_order_stay_together() -> None:
    pieces = [Piece("text", "Awal.", 30), Piece("text", "Tengah.", 9), Piece("text", "Akhir.", 5), Piece("heading", "B", begins_page=True)]
    assert [bond.to_next for bond in bonds(pieces)] == [False, True, False, False]


def lists(*entries: int) -> list[Piece]:
    """A list for each number, of so many entries of 2 % of a page, under its title."""
    return [piece for number in entries for piece in (Piece("list title", "DAFTAR"), *[Piece("listed", "Isi", line=0.02)] * number)]


@pytest.mark.parametrize(
    ("entries", "breaking"),
    [
        ((20, 10, 8), []),  # 38 x 2 % and three titles of 2,6 x 2 %: 91.6 %
        ((20, 10, 10), ["tabel"]),  # 95.6 % might fit in Word and not in the PDF: both lists are on the next page, 50.4 % of it
        ((20, 30, 20), ["tabel", "gambar"]),  # 65.2 and 45.2 %
        ((20, 50, 1), ["tabel", "gambar"]),  # 105.2 %: wherever the second page of the first ends
        ((60,), []),
        ((10,), []),
    ],
)
def test_keeping__lists_of_tables_and_pictures_begin_a_page_where_not_all_fit(entries: tuple[int, ...], breaking: list[str]) -> None:
    pieces = [*lists(*entries), Piece("heading", "A. Bab", begins_page=True), Piece("text", "Isi.", 3)]
    starts = dict(zip([at for at, piece in enumerate(pieces) if piece.role == "list title"], ("isi", "tabel", "gambar"), strict=False))
    found = bonds(pieces)
    assert [starts[at] for at, bond in enumerate(found) if bond.begins_page] == breaking
    assert not any(bond.to_next for piece, bond in zip(pieces, found, strict=True) if piece.role == "listed")


def test_keeping__two_lines_of_a_list_stay_with_its_heading() -> None:
    """A first item of one line takes the second along; one of two lines is enough, and so is a paragraph."""
    short, long = Piece("item", "Satu.", 1), Piece("item", "Panjang.", 2)
    assert [bond.to_next for bond in bonds([Piece("heading", "A"), short, short, short])] == [True, True, False, False]
    assert [bond.to_next for bond in bonds([Piece("text", "Yaitu:", 1), short, short])] == [True, True, False]
    assert [bond.to_next for bond in bonds([Piece("heading", "A"), long, short])] == [True, False, False]
    assert [bond.to_next for bond in bonds([Piece("heading", "A"), short, Piece("text", "Isi.", 3)])] == [True, False, False]
