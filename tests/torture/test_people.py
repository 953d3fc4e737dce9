"""The judge of those who type notices a text that is lost, another's, or older than what was answered as saved."""

from __future__ import annotations

import pytest

from tests.served import ServedBorang
from tests.torture.people import Sender, SentAnswer, Typist


class KeptForm(Sender):
    """A browser whose form is kept as this."""

    kept = SentAnswer(200, "", "", b"")

    def asked(self, path: str, body: bytes | None = None, media: str = "", seen: str = "") -> SentAnswer:
        return self.kept


@pytest.mark.parametrize(
    ("status", "name", "period", "since", "is_wrong"),
    [
        (200, "Ani menata umpan", "Milik Ani", 0, False),
        (200, "Ani menata", "Milik Ani", 0, True),
        (200, "Ani menata", "Milik Ani", 2, False),
        (200, "Ani menata", "Milik Ani", 3, True),
        (200, "Budi menata umpan", "Milik Budi", 0, True),
        (404, "", "", 0, True),
    ],
)
def test_typist__notices_what_is_lost_mixed_or_old(status: int, name: str, period: str, since: int, *, is_wrong: bool) -> None:
    served = ServedBorang.__new__(ServedBorang)  # none is asked
    sender = KeptForm(served, "")
    KeptForm.kept = SentAnswer(status, "", "", f"guru: {{nama: {name}}}\nperiode: {period}\n".encode())
    typist = Typist(sender, "Ani", "x", version=3, said={2: "Ani menata", 3: "Ani menata umpan"})
    assert bool(typist.fault(since=since)) is is_wrong


def test_typist__tells_of_saves_that_were_refused() -> None:
    served = ServedBorang.__new__(ServedBorang)
    KeptForm.kept = SentAnswer(200, "", "", b"guru: {nama: Ani menata}\nperiode: Milik Ani\n")
    typist = Typist(KeptForm(served, ""), "Ani", "x", version=2, said={2: "Ani menata"}, wrong=["503"])
    assert typist.fault() == "Ani: 503"
