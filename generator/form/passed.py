"""Columns that form services add to what people answer: times, accounts, scores, the service's own numbers. They are passed over and said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from generator.form.asked import Words, words_of

GOOGLE, MICROSOFT, KOBO = "Google Formulir", "Microsoft Forms", "KoboToolbox atau ODK"
_ADDED: Final[Mapping[str, tuple[str, ...]]] = {
    GOOGLE: (
        "Timestamp", "Cap Waktu", "Stempel Waktu", "Email Address", "Alamat Email", "Username", "Nama Pengguna", "Score", "Skor",
        "Total Score", "Skor Total",
    ),
    MICROSOFT: (
        "Start time", "Completion time", "Last modified time", "Waktu mulai", "Waktu penyelesaian", "Waktu selesai", "Total points",
        "Quiz feedback", "Grade posted time", "Jumlah poin kuis",
    ),
    KOBO: (
        "start", "end", "today", "deviceid", "device id", "phonenumber", "simserial", "subscriberid", "audit", "uuid", "formhub/uuid",
        "meta/instanceID", "meta/instanceName", "meta/rootUuid", "meta/deprecatedID", "instanceID", "KEY", "SubmissionDate", "SubmitterID",
        "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status", "ReviewState", "Edits", "FormVersion", "PARENT_KEY", "SET-OF",
    ),
    "": ("No", "No.", "Nomor", "No Urut", "Nomor Urut"),
}  # fmt: skip
_PASSED: Final[Mapping[Words, str]] = {words_of(text): service for service, texts in _ADDED.items() for text in texts}
_MICROSOFT_HEAD: Final = {
    words_of(text): names[0]
    for names in (
        ("ID",), ("Start time", "Waktu mulai"), ("Completion time", "Waktu penyelesaian", "Waktu selesai"), ("Email",), ("Name", "Nama"),
        ("Last modified time",), ("Language", "Bahasa"),
    )
    for text in names
}  # fmt: skip
_MICROSOFT_TIMES: Final = frozenset(map(words_of, ("Start time", "Waktu mulai")))
_QUIZ: Final = re.compile(
    r"(?:points|feedback|poin|umpan balik)\s*[-–]\s*.+|.+\[(?:score|feedback|skor|masukan)\]", re.IGNORECASE | re.DOTALL
)
_KOBO_OWN: Final = re.compile(r"_[a-z][\w ]*_?|__version__", re.IGNORECASE)
_KOBO_TELLING: Final = frozenset({"_uuid", "_id", "_submission_time", "submissiondate", "instanceid", "meta/instanceid", "meta-instanceid"})
UNTITLED: Final = frozenset(map(words_of, ("Untitled Question", "Pertanyaan Tanpa Judul", "Untitled", "Question", "Pertanyaan")))


def is_added(heading: str, headings: Sequence[str]) -> bool:
    """Whether a column of this heading is one that a form service or a spreadsheet adds, where no field has its name."""
    service = _PASSED.get(words_of(heading))
    if service == KOBO or (service is None and _KOBO_OWN.fullmatch(heading.strip())):
        return has_kobo_columns(headings)
    return service is not None


def preamble_of(headings: Sequence[str]) -> int:
    """Return how many columns at the front Microsoft Forms puts there: the account's name among them is not the answer to a question."""
    first = [words_of(heading) for heading in headings[:8]]
    if len(first) < 3 or first[0] != ("id",) or not _MICROSOFT_TIMES & set(first[:3]):
        return 0
    known = [_MICROSOFT_HEAD.get(words) for words in first]
    return next((at for at, name in enumerate(known) if name is None or name in known[:at]), len(first))


def is_of_quiz(heading: str, headings: Sequence[str]) -> bool:
    """Whether a column holds the points or feedback that a quiz gives for the answer in another column."""
    if _QUIZ.fullmatch(heading.strip()) is None:
        return False
    rest = re.sub(r"^[^-–]*[-–]\s*|\s*\[[^\[\]]*\]$", "", heading.strip(), count=1)
    return any(words_of(rest) == words_of(other) for other in headings)


def has_microsoft_head(headings: Sequence[str]) -> bool:
    """Whether the export is one of Microsoft Forms, whose ticked answers end in a semicolon each."""
    return preamble_of(headings) > 0


def has_kobo_columns(headings: Sequence[str]) -> bool:
    """Whether the export is one of KoboToolbox or ODK, whose ticked answers are names with blanks between."""
    return any(heading.strip().casefold() in _KOBO_TELLING for heading in headings)
