"""Refusal: how a score says that the numbers it was given cannot be scored, and the sentence of every reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, TypeAlias

from generator.formatting import printed
from validators.wording import type_word

Place: TypeAlias = tuple[str | int, ...]
"""Where the refused value stands: the argument's name, then names or zero-based row numbers inside it."""

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "nilai-kosong": ("{nama}: nilai belum diisi.", "Isi nilainya; nilai kosong tidak dihitung sebagai 0."),
    "tabel-kosong": ("{nama}: belum ada baris yang dapat dihitung.", "Isi paling sedikit satu baris."),
    "bukan-bilangan": ("{nama}: {nilai} bukan bilangan.", "Isi dengan angka saja, misalnya 85 atau 87,5."),
    "bilangan-tak-eksak": ("{nama}: {nilai} bukan bilangan eksak.", "Isi sebagai bilangan bulat atau desimal."),
    "bilangan-terlalu-besar": ("{nama}: {nilai} terlalu besar atau terlalu panjang untuk dihitung.", "Periksa apakah angka itu benar."),
    "bukan-bilangan-bulat": ("{nama}: {nilai} bukan bilangan bulat.", "Isi dengan bilangan bulat, misalnya 12."),
    "bilangan-negatif": ("{nama}: {nilai} kurang dari 0.", "Isi dengan 0 atau lebih."),
    "pilihan-tidak-dikenal": ("{nama}: isinya {nilai}, padahal harus salah satu pilihan ({pilihan}).", "Pilih salah satu yang tersedia."),
    "nama-ganda": ("{nama} tertulis lebih dari satu kali.", "Sisakan satu baris untuk setiap nama."),
    "butir-tanpa-penilai": ("Butir {nama} belum dinilai oleh seorang pun.", "Minta paling sedikit satu reviewer menilainya."),
    "penilaian-tidak-dikenal": (
        "Butir {nama}, reviewer {penilai}: penilaian {nilai} tidak dikenal.",
        "Pakai Tidak Sesuai, Kurang Sesuai, Cukup Sesuai, Sesuai, atau 1 sampai 4.",
    ),
    "bobot-tidak-100": ("Jumlah bobot {jumlah}%, harus 100%.", "Perbaiki bobot sehingga jumlahnya tepat 100%."),
    "bobot-di-luar-rentang": ("{nama}: bobot {nilai}% di luar 0% sampai 100%.", "Perbaiki bobotnya."),
    "nilai-di-luar-rentang": ("{nama}: nilai {nilai} di luar {minimum} sampai {maksimum}.", "Perbaiki nilainya."),
    "aspek-tanpa-bobot": ("{nama}: ada nilai, tetapi tidak ada bobotnya.", "Tambahkan bobotnya, atau hapus nilainya."),
    "target-nol": ("{nama}: target 0, sehingga capaian tidak dapat dihitung.", "Isi target yang lebih dari 0."),
    "sasaran-nol": (
        "{nama}: sasaran 0, sehingga cakupannya tidak dapat dihitung.",
        'Pilih perlakuannya: "lewati" (wilayah itu tidak ikut dihitung) atau "nol" (cakupan dianggap 0).',
    ),
    "rerata-nol": ("{nama}: rerata cakupan 0, sehingga Indeks Disparitas tidak dapat dihitung.", "Periksa jumlah lulusan tiap wilayah."),
    "populasi-nol": ("{nama}: jumlah guru seluruh wilayah 0.", "Isi populasi guru tiap wilayah."),
    "populasi-tidak-cocok": (
        "{nama}: tertulis {nilai}, sedangkan jumlah guru semua wilayah {jumlah}.",
        "Samakan populasi provinsi dengan jumlah populasi kabupaten/kota.",
    ),
    "jenjang-tidak-dikenal": (
        "{nama}: jenjang jabatannya {nilai}, padahal harus salah satu dari tabel level minimal.",
        "Pilihannya: {pilihan}.",
    ),
    "level-nol": ("{nama}: level minimal {nilai} harus lebih dari 0.", "Perbaiki tabel level minimal."),
    "guru-tidak-dikenal": ("{nama}: ada nilai, tetapi tidak ada dalam daftar guru.", "Tambahkan guru itu beserta jenjang jabatannya."),
    "jawaban-di-luar-skala": (
        "{nama}, butir {butir}: jawaban {nilai} di luar skala 1 sampai {skala}.",
        "Perbaiki jawabannya, atau kosongkan.",
    ),
    "butir-tanpa-kunci": (
        "{nama}: belum ada butir yang berkunci atau berskor maksimum.",
        "Tulis kunci jawaban butirnya, atau skor maksimumnya bila dinilai dengan skor.",
    ),
    "maksimum-nol": ("{nama}: skor maksimum {nilai} harus lebih dari 0.", "Perbaiki skor maksimumnya."),
    "aturan-tidak-dikenal": ("{nama}: isinya {nilai}, padahal harus salah satu dari tabel aturan.", "Pilihannya: {pilihan}."),
    "jp-tidak-cocok": ("{nama}: JP luring {luring} + JP daring {daring} tidak sama dengan {nilai} JP.", "Samakan jumlahnya."),
    "tanggal-terbalik": ("{nama}: tanggal akhir {akhir} mendahului tanggal mulai {mulai}.", "Perbaiki salah satu tanggalnya."),
}
"""Of each code the sentence, with the facts to put in, and what to do; `registry` adds the codes of the schedule."""


STATED: Final = frozenset({"penilaian-tidak-dikenal", "jenjang-tidak-dikenal"})
"""The codes whose reason the regulation itself states; the others say only that the numbers cannot be counted, and cite nothing."""


def cited(code: str, source: str) -> str:
    """Return the citation of a refusal: the score's where the regulation speaks of it, else nothing."""
    return source if code in STATED else ""


def _fact(value: Any) -> str:
    """Return a fact as it prints; of what does not print its kind."""
    try:
        return str(printed(value))
    except (TypeError, ValueError):
        return type_word(value)


class ScoreRefused(Exception):
    """Bad numbers: a score cannot be given. Compute turns it into a finding at the field that was handed in.

    code: a key of `MESSAGES`. place: the argument's name, then the path inside it.
    facts: what the sentence needs, as it prints; `nama`, the record's name, is made from `place` when it is not given.
    also: further refusals met in the same pass, so that the user hears of all at once; `all` gives every one.
    """

    def __init__(self, code: str, place: Place, **facts: Any) -> None:
        super().__init__(code, place)
        self.code = code
        self.place = place
        self.facts: dict[str, str] = {"nama": place_text(place)} | {name: _fact(value) for name, value in facts.items()}
        self.also: tuple[ScoreRefused, ...] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restored, (self.code, self.place, self.facts, self.also))

    @property
    def all(self) -> tuple[ScoreRefused, ...]:
        """This refusal and those met in the same pass."""
        return (self, *self.also)

    @property
    def message(self) -> str:
        """The Indonesian sentence with the facts put in."""
        return MESSAGES[self.code][0].format(**self.facts)

    @property
    def hint(self) -> str:
        """What the user is to do."""
        return MESSAGES[self.code][1].format(**self.facts)


def refuse(found: Sequence[ScoreRefused]) -> None:
    """Raise the first of `found`, carrying the others; do nothing when there is none."""
    if found:
        first, *rest = found
        first.also = tuple(rest)  # what it carried before is among them
        raise first


def place_text(place: Place) -> str:
    """Return a place as the user reads it: "bobot, baris 2, nama"."""
    return ", ".join(f"baris {step + 1}" if isinstance(step, int) else step.replace("_", " ") for step in place)


def _restored(code: str, place: Place, facts: dict[str, Any], also: tuple[ScoreRefused, ...]) -> ScoreRefused:
    refusal = ScoreRefused(code, place, **facts)
    refusal.also = also
    return refusal
