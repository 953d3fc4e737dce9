"""Who signs and how it is written: position with a.n., u.b., Plt., Plh.; room for a signature or its electronic mark; name, pangkat, NIP.

An electronic office (`eoffice:` in institusi.yaml) gives number, date and signature itself: its tags stand in their place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from generator.fields.electronic import ElectronicOffice
from generator.formatting import show
from generator.render.letterhead import profile
from validators.absence import is_absent
from validators.expressions import callable_in_expressions

_TRAILING: Final = " ,\t"
_NONE: Final = ElectronicOffice()


@dataclass(frozen=True, slots=True)
class SignerWords:
    """One who signs. before: the line beside place and date; head: the position; room: what stands below it; foot: below the name."""

    head: tuple[str, ...]
    name: str
    foot: tuple[str, ...] = ()
    room: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class SignatureWords:
    """A signature block: the signers from left to right, the one who answers last; line: place and date above that one."""

    signers: tuple[SignerWords, ...]
    line: str = ""

    def above(self, pair: tuple[SignerWords | None, SignerWords | None], *, is_first: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the line above each position of a pair: place and date at the right, what introduces a signer at its side."""
        left, right = (side.before if side is not None else "" for side in pair)
        said = (left, self.line if is_first and self.line else right)
        extra = (right,) if is_first and self.line and right else ()
        return ((said[0],), (said[1], *extra)) if any(said) else ((), ())

    @property
    def rows(self) -> list[tuple[SignerWords | None, SignerWords | None]]:
        """The signers two by two; one alone stands at the right, an odd one more at the left."""
        if len(self.signers) == 1:
            return [(None, self.signers[0])]
        first: list[tuple[SignerWords | None, SignerWords | None]] = [(self.signers[-2], self.signers[-1])]
        rest = self.signers[:-2]
        return first + [(rest[at], rest[at + 1] if at + 1 < len(rest) else None) for at in range(0, len(rest), 2)]


def signer(person: Any, office: Mapping[str, Any], *, room: str = "") -> SignerWords | None:
    """Return one who signs from the fields of a `pejabat`; None where there is neither a name nor a position."""
    if not isinstance(person, (dict, Mapping)):
        return None
    name, lines = _text(person.get("nama")), _position(person)
    if not name and not lines:
        return None
    before = _text(person.get("pengantar"))
    head = [*lines[:-1], f"{lines[-1]},"] if lines else []
    number = _text(person.get("nip"))
    said = person.get("baris")
    more = [_text(line) for line in said] if isinstance(said, list | tuple) else []
    foot = [_text(person.get("pangkat")), f"{number_label(office)} {number}" if number else "", *more]
    return SignerWords(tuple(head), name, tuple(line for line in foot if line), room, before)


def number_label(office: Mapping[str, Any]) -> str:
    """Return how "NIP" is written: without a full stop by the ministry's rule, with one where the office or its profile says so."""
    said = office.get("nip_bertitik")
    return "NIP." if (said if isinstance(said, bool) else profile(office) != "kementerian") else "NIP"


def _position(person: Mapping[str, Any]) -> list[str]:
    """Return the lines of the position; those of an official come complete (a.n., u.b., Plt.)."""
    return [line.strip(_TRAILING) for line in _text(person.get("jabatan")).splitlines() if line.strip(_TRAILING)]


def signature(people: Any, place: Any, date: Any, office: Mapping[str, Any], electronic: ElectronicOffice = _NONE) -> SignatureWords | None:  # noqa: PLR0917 - a template may say them in their order
    """Return the signature block of one official or several; None where nobody signs."""
    listed: Sequence[Any] = [people] if isinstance(people, (dict, Mapping)) else list(people) if isinstance(people, Iterable) else []
    made = [signer(person, office, room=electronic.signature) for person in listed]
    signers = tuple(one for one in made if one is not None)
    line = ", ".join(part for part in (_text(place), electronic.date or _text(date)) if part)
    return SignatureWords(signers, line) if signers else None


def _text(value: Any) -> str:
    if type(value) is str:
        return value.strip()
    return "" if value is None or (is_absent(value) and not getattr(value, "label", "")) else str(show(value)).strip()


def signing(office: Mapping[str, Any], type_id: str, write: Callable[[SignatureWords | None], Any]) -> dict[str, Any]:
    """Return what templates call: `tanda_tangan(pejabat, tempat, tanggal)`, of one or a list, and `penanda(…)` for who is no `pejabat`.

    write: turns a block into what the template prints.
    """
    electronic = ElectronicOffice.of(office, type_id)

    def tanda_tangan(pejabat: Any, tempat: Any = "", tanggal: Any = "") -> Any:
        return write(signature(pejabat, tempat, tanggal, office, electronic))

    def penanda(pejabat: Any = None, pengantar: Any = "", **said: Any) -> dict[str, Any]:
        known = pejabat if isinstance(pejabat, Mapping) else {}
        return {**known, **{name: value for name, value in said.items() if not is_absent(value)}, "pengantar": pengantar}

    def nomor_naskah(nomor: Any = "") -> str:
        return electronic.number or _text(nomor)

    called = {"tanda_tangan": tanda_tangan, "penanda": penanda, "nomor_naskah": nomor_naskah}
    return {name: callable_in_expressions(function) for name, function in called.items()}
