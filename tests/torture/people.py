"""People at a service: what a browser sends without a window. Some type at their forms, some look on while a batch runs; of each save is known what was answered."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Final
from urllib.parse import urlencode

import yaml

from tests.program_calls import parts
from tests.served import ServedBorang

MOST_PING: Final = 0.5
"""What may pass, in seconds, until a page answers: in 99 of 100 cases."""
PAUSE: Final = 0.7
"""So many seconds after a word the page saves by itself."""
_WORDS: Final = [
    "guru",
    "menata",
    "umpan",
    "balik",
    "yang",
    "membangun",
    "bersama",
    "murid",
    "di",
    "kelas",
    "setiap",
    "pekan",
    "lalu",
    "mencatat",
    "hasilnya",
]
_URLENCODED: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """What a browser was answered. place: where it is sent on to; mark: by which it asks whether there is something new."""

    status: int
    place: str
    mark: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Sender:
    """A browser without a window, let in once. cookie: by which it is known."""

    served: ServedBorang
    cookie: str

    def asked(self, path: str, body: bytes | None = None, media: str = _URLENCODED, seen: str = "") -> SentAnswer:
        """Return the answer to a request, POST where there is a body."""
        headers = {"cookie": self.cookie, "origin": self.served.base, "sec-fetch-site": "same-origin"}
        headers |= ({"content-type": media} if body is not None else {}) | ({"if-none-match": seen} if seen else {})
        connection = HTTPConnection("127.0.0.1", self.served.port, timeout=120)
        try:
            connection.request("GET" if body is None else "POST", path, body, headers)
            answer: HTTPResponse = connection.getresponse()
            return SentAnswer(answer.status, answer.headers.get("location") or "", answer.headers.get("etag") or "", answer.read())
        finally:
            connection.close()

    def posted(self, path: str, **said: str) -> SentAnswer:
        """Return the answer to a form."""
        return self.asked(path, urlencode(said).encode())

    def hand_in(self, name: str, data: bytes) -> str:
        """Return the id of an upload of one file; who is told to come again does."""
        body, media = parts(("berkas", name, data))
        for _ in range(60):
            answer = self.asked("/unggah", body, media)
            if answer.status != 429:
                assert answer.status == 303, answer.status
                return answer.place.rpartition("/")[2]
            time.sleep(1)
        raise AssertionError("429")


@dataclass(slots=True)
class Typist:
    """Somebody who writes at a form of their own, a word after another. said: what was answered as saved, by the version; took: seconds a save."""

    sender: Sender
    name: str
    draft: str = ""
    version: int = 1
    said: dict[int, str] = field(default_factory=dict[int, str])
    took: list[float] = field(default_factory=list[float])
    wrong: list[str] = field(default_factory=list[str])

    def begin(self) -> None:
        """Begin a form."""
        self.draft = self.sender.posted("/jenis/coaching-rhk/draf").place.rpartition("/")[2]

    def type_until(self, over: threading.Event) -> None:
        """Write, at the pace of a person, and have each pause saved as the page does it."""
        text = self.name
        while not over.wait(PAUSE):
            text = f"{text} {_WORDS[len(self.said) % len(_WORDS)]}"
            begun = time.monotonic()
            try:
                said = {"versi": str(self.version), "diperiksa": "0", "guru.nama": text, "periode": f"Milik {self.name}"}
                answer = self.sender.posted(f"/draf/{self.draft}/simpan", **said)
            except (OSError, HTTPException) as error:
                self.wrong.append(type(error).__name__)
                continue
            self.took.append(time.monotonic() - begun)
            if answer.status != 200:
                self.wrong.append(str(answer.status))
                continue
            self.version += 1
            self.said[self.version] = text

    def fault(self, sender: Sender | None = None, since: int = 0) -> str:
        """Return what is wrong with what is kept of this form. since: the version that it must have at least, where it is a former state."""
        answer = (sender or self.sender).asked(f"/draf/{self.draft}/isian")
        if answer.status != 200:
            return f"{self.name}: {answer.status}"
        kept = yaml.safe_load(answer.data)
        allowed = {text for version, text in self.said.items() if version >= (since or self.version)}
        if kept["guru"]["nama"] not in allowed or kept["periode"] != f"Milik {self.name}":
            return f"{self.name}: yang tersimpan bukan yang diketik"
        return "; ".join(f"{self.name}: {one}" for one in self.wrong[:3])


@contextmanager
def typing(typists: list[Typist]) -> Iterator[threading.Event]:
    """Have all of them write meanwhile, and look that nobody stops before."""
    over = threading.Event()
    for typist in typists:
        typist.begin()
    threads = [threading.Thread(target=typist.type_until, args=(over,), daemon=True) for typist in typists]
    for thread in threads:
        thread.start()
    try:
        yield over
    finally:
        over.set()
        for thread in threads:
            thread.join()


@contextmanager
def looked_on(sender: Sender, path: str, many: int) -> Iterator[None]:
    """Have so many look at a page meanwhile, each second, as the page does it."""
    over = threading.Event()

    def look() -> None:
        seen = ""
        while not over.wait(1):
            answer = sender.asked(path, seen=seen)
            seen = answer.mark or seen

    threads = [threading.Thread(target=look, daemon=True) for _ in range(many)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def let_in_by_hand(served: ServedBorang) -> Sender:
    """Return a sender that went through the door."""
    connection = HTTPConnection("127.0.0.1", served.port, timeout=60)
    connection.request("GET", served.door().removeprefix(served.base))
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return Sender(served, str(answer.headers["set-cookie"]).partition(";")[0])


@contextmanager
def pinged(port: int) -> Iterator[list[float]]:
    """Give the times that /ping takes, in seconds, asked for all the while."""
    took: list[float] = []
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            begun = time.monotonic()
            with suppress(OSError):
                connection = HTTPConnection("127.0.0.1", port, timeout=30)
                connection.request("GET", "/ping")
                connection.getresponse().read()
                connection.close()
            took.append(time.monotonic() - begun)
            over.wait(0.02)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    try:
        yield took
    finally:
        over.set()
        thread.join()
        took.sort()
