"""What the API says of itself: an OpenAPI description in which the schema of each type's request is that of its data file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from generator.web.api.problems import MEDIA_TYPE, REASONS
from generator.web.api.sent import MULTIPART, SUFFIXES
from generator.web.rendering import MEDIA
from generator.web.shelf import ShelfType

BASE: Final = "/api/v1"
BLANKS: Final = ("xlsx", "docx", "pdf", "yaml")
_ALIASES: Final = ("application/x-yaml", "text/yaml")
"""What is read as well, but not offered."""
_TEXT: Final = {"type": "string"}
_BYTES: Final = {"type": "string", "format": "binary"}
_NAMED: Final = {
    "name": "jenis",
    "in": "path",
    "required": True,
    "description": "seperti dalam /jenis",
    "schema": {"type": "string"},
    "example": "kak",
}
_ID: Final = {"name": "id", "in": "path", "required": True, "schema": _TEXT}
_MEDIA: Final = ("docx", "pdf", "xlsx")
_IN_ARCHIVE: Final = {
    "name": "arsip",
    "in": "query",
    "required": False,
    "description": "apakah dokumen dan isiannya disimpan di arsip; tanpa ini ya",
    "schema": {"enum": ["ya", "tidak"]},
}
_MADE_HEADERS: Final = {
    "Location": {"description": "alamat dokumennya dalam arsip", "schema": _TEXT},
    "X-Dokumen": {"description": "tandanya dalam arsip", "schema": _TEXT},
}
_OUTCOMES: Final[Mapping[str, Any]] = {
    "type": "object",
    "description": "Sama dengan yang dicetak borang check --json dan borang make --json.",
    "required": ["outcomes"],
    "properties": {
        "outcomes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["source", "type", "status", "findings", "computed", "files"],
                "properties": {
                    "status": {
                        "enum": ["delivered", "checked", "withheld", "lacking", "refused", "unreadable", "faulty", "crashed"],
                    },
                    "findings": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["code", "severity", "path", "where", "cell", "message", "hint"],
                            "properties": {
                                "code": _TEXT,
                                "severity": {"enum": ["error", "warning", "note"]},
                                "path": {"type": "array", "items": {"type": ["string", "integer"]}},
                                "where": _TEXT,
                                "cell": {"type": ["string", "null"]},
                                "message": _TEXT,
                                "hint": _TEXT,
                            },
                        },
                    },
                    "computed": {"type": "object", "description": "Bilangan yang tidak bulat ditulis sebagai teks yang eksak."},
                    "files": {"type": "array", "items": _TEXT},
                },
            },
        }
    },
}
_PROBLEM: Final[Mapping[str, Any]] = {
    "type": "object",
    "required": ["type", "title", "status", "kode", "pesan", "rujukan"],
    "properties": {
        "type": _TEXT,
        "title": _TEXT,
        "status": {"type": "integer"},
        "kode": {**_TEXT, "description": f"{', '.join(REASONS)}, atau kode di docs/temuan.md."},
        "pesan": _TEXT,
        "rujukan": {**_TEXT, "description": "Delapan tanda bila kesalahan program; sebutkan bila melapor."},
        "outcomes": _OUTCOMES["properties"]["outcomes"],
    },
}
_JOB: Final[Mapping[str, Any]] = {
    "type": "object",
    "required": ["id", "jenis", "judul", "keadaan", "pesan", "jumlah", "selesai", "ditolak", "dibuat", "dihapus", "alamat", "hasil"],
    "properties": {
        "id": _TEXT,
        "jenis": _TEXT,
        "judul": _TEXT,
        "keadaan": {"enum": ["menunggu", "jalan", "selesai", "gagal", "batal"]},
        "pesan": {**_TEXT, "description": "Sebabnya bila gagal."},
        "jumlah": {"type": "integer"},
        "selesai": {"type": "integer"},
        "ditolak": {"type": "integer"},
        "dibuat": _TEXT,
        "dihapus": _TEXT,
        "alamat": _TEXT,
        "hasil": {**_TEXT, "description": "Alamat ZIP-nya; kosong selama masih berjalan."},
    },
}
_KEPT: Final[Mapping[str, Any]] = {
    "type": "object",
    "required": ["id", "jenis", "judul", "revisi", "dibuat", "pembuat", "alamat", "berkas", "bahan"],
    "properties": {
        **dict.fromkeys(("id", "jenis", "judul", "dibuat", "pembuat", "alamat"), _TEXT),
        "revisi": {"type": "integer"},
        "berkas": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["nama", "bentuk", "sha256", "alamat"],
                "properties": dict.fromkeys(("nama", "bentuk", "sha256", "alamat"), _TEXT),
            },
        },
        "bahan": {
            "type": "array",
            "items": {"type": "object", "required": ["nama", "sha256"], "properties": {"nama": _TEXT, "sha256": _TEXT}},
        },
        "jenis_berubah": {"type": "boolean", "description": "Apakah jenis atau templatnya berubah sejak itu."},
        "sama": {"type": "boolean", "description": "Apakah yang dibuat lagi sama sampai byte terakhir."},
    },
}
_KEPT_PART: Final[Mapping[str, Any]] = {
    "type": "object",
    "required": ["jumlah", "berikutnya", "dokumen"],
    "properties": {
        "jumlah": {"type": "integer"},
        "berikutnya": {"type": ["integer", "null"], "description": "Nilai mulai untuk bagian berikutnya."},
        "dokumen": {"type": "array", "items": {"$ref": "#/components/schemas/Dokumen"}},
    },
}
_OF_ARCHIVE: Final = {"Dokumen": _KEPT, "Arsip": _KEPT_PART}
_TYPE: Final[Mapping[str, Any]] = {
    "type": "object",
    "required": ["jenis", "judul", "keterangan"],
    "properties": {"jenis": _TEXT, "judul": _TEXT, "keterangan": _TEXT},
}


def description(types: Iterable[ShelfType], schemas: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the description. schemas: of the data files of those types whose spec is sound."""
    sound = {one.name: one for one in types if one.name in schemas}
    named = {name: {key: value for key, value in schema.items() if key != "$schema"} for name, schema in schemas.items()}
    paths: dict[str, Any] = {
        "/openapi.json": {"get": _operation("uraian API ini", {"200": _answer("uraian OpenAPI", {"type": "object"})})},
        "/jenis": {"get": _operation("jenis dokumen yang ada", {"200": _answer("jenis", {"type": "array", "items": _ref("Jenis")})})},
        "/jenis/{jenis}": {"get": _operation("satu jenis dokumen", {"200": _answer("jenis", _ref("Jenis"))}, [_NAMED])},
        "/jenis/{jenis}/kosong": {"get": _operation("formulir kosong", {"200": _file(BLANKS)}, [_NAMED, _medium(BLANKS)])},
    }
    paths |= _jobs() | _archive()
    for name, one in sound.items():
        paths[f"/jenis/{name}/periksa"] = {"post": _checking(one)}
        paths[f"/jenis/{name}/buat"] = {"post": _making(one)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "borang", "version": "1", "description": "Periksa isian dan buat dokumennya dari program lain."},
        "servers": [{"url": BASE}],
        "security": [{"kunci": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"kunci": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Hasil": _OUTCOMES, "Masalah": _PROBLEM, "Jenis": _TYPE, "Pekerjaan": _JOB, **_OF_ARCHIVE, **named},
        },
    }


def _jobs() -> dict[str, Any]:
    of_type = {"name": "jenis", "in": "query", "required": True, "schema": _TEXT, "example": "kak"}
    table = {"required": True, "content": {media: {"schema": _BYTES} for media in ("text/csv", MULTIPART)}}
    one = _answer("pekerjaannya", _ref("Pekerjaan"))
    begun = _operation("buat satu dokumen tiap baris tabel", {"202": one}, [of_type, _medium(_MEDIA, is_list=True)])
    return {
        "/pekerjaan": {
            "get": _operation("pekerjaan yang ada", {"200": _answer("pekerjaan", {"type": "array", "items": _ref("Pekerjaan")})}),
            "post": {**begun, "requestBody": table},
        },
        "/pekerjaan/{id}": {"get": _operation("kemajuan pekerjaan", {"200": one}, [_ID])},
        "/pekerjaan/{id}/batal": {"post": _operation("hentikan pekerjaan", {"200": one}, [_ID])},
        "/pekerjaan/{id}/lanjut": {"post": _operation("lanjutkan pekerjaan yang berhenti", {"202": one}, [_ID])},
        "/pekerjaan/{id}/hasil": {"get": _operation("semua dokumennya", {"200": _file(("zip",))}, [_ID])},
    }


def _archive() -> dict[str, Any]:
    day = {**_TEXT, "format": "date"}
    asked = {"jenis": _TEXT, "cari": _TEXT, "dari": day, "sampai": day, "mulai": {"type": "integer", "minimum": 0}}
    wanted = [{"name": name, "in": "query", "required": False, "schema": schema} for name, schema in asked.items()]
    number = {"name": "nomor", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 0}}
    one = _answer("dokumennya", _ref("Dokumen"))
    any_file = {"description": "berkasnya", "content": {"*/*": {}}}
    return {
        "/dokumen": {"get": _operation("isi arsip, yang terbaru dahulu", {"200": _answer("sebagian arsip", _ref("Arsip"))}, wanted)},
        "/dokumen/{id}": {"get": _operation("satu dokumen", {"200": one}, [_ID])},
        "/dokumen/{id}/berkas/{nomor}": {"get": _operation("satu berkasnya", {"200": any_file}, [_ID, number])},
        "/dokumen/{id}/isian": {"get": _operation("isian yang dahulu dikirim", {"200": any_file}, [_ID])},
        "/dokumen/{id}/lagi": {"post": _operation("buat lagi dari isiannya", {"200": one, "201": one}, [_ID])},
    }


def _checking(one: ShelfType) -> dict[str, Any]:
    said = {"200": _answer("hasil pemeriksaan, ada yang salah atau tidak", _ref("Hasil"))}
    return {**_operation(f"periksa isian {one.title}", said), "requestBody": _body(one.name)}


def _making(one: ShelfType) -> dict[str, Any]:
    said = {"201": {**_file((*_MEDIA, "zip")), "headers": _MADE_HEADERS}}
    return {**_operation(f"buat {one.title}", said, [_medium(_MEDIA, is_list=True), _IN_ARCHIVE]), "requestBody": _body(one.name)}


def _operation(summary: str, said: Mapping[str, Any], parameters: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
    unknown = {code: _problem(words) for code, words in (("401", "kunci tidak dikenal"), ("default", "tidak dapat dijawab"))}
    return {"summary": summary, "parameters": list(parameters), "responses": {**said, **unknown}}


def _answer(words: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _problem(words: str) -> dict[str, Any]:
    return {"description": words, "content": {MEDIA_TYPE: {"schema": _ref("Masalah")}}}


def _file(media: Iterable[str]) -> dict[str, Any]:
    return {"description": "berkasnya", "content": {MEDIA[one][1].partition(";")[0]: {} for one in media}}


def _body(type_name: str) -> dict[str, Any]:
    files = {"type": "object", "properties": {"isian": _BYTES, "berkas": {"type": "array", "items": _BYTES}}, "required": ["isian"]}
    bodies = {
        media: {"schema": _ref(type_name) if ending == ".json" else _BYTES} for media, ending in SUFFIXES.items() if media not in _ALIASES
    }
    return {"required": True, "content": {**bodies, MULTIPART: {"schema": files}}}


def _medium(media: Iterable[str], *, is_list: bool = False) -> dict[str, Any]:
    said = "bentuknya, dipisahkan koma; tanpa ini menurut jenisnya" if is_list else "bentuknya"
    one = {"type": "array", "items": {"enum": list(media)}} if is_list else {"enum": list(media)}
    return {"name": "ke", "in": "query", "description": said, "required": False, "schema": one, "style": "form", "explode": False}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}
