"""The routes of the service, behind its wall."""

from __future__ import annotations

from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route

from generator.web.api.routes import api_routes
from generator.web.calls import LARGEST_FILE, Page, answering, refused
from generator.web.pages import (
    account,
    archive,
    certificate,
    closing,
    columns,
    document,
    draft,
    home,
    job,
    keys,
    managing,
    numbers,
    offices,
    own_office,
    upload,
)
from generator.web.perimeter import Announce, Perimeter
from generator.web.service import Service

_LARGEST_FORM: Final = 8 * 1024 * 1024
_LARGEST_UPLOAD: Final = 100 * 1024 * 1024
_LARGEST_ACCOUNT: Final = 64 * 1024
_GET: Final = ("GET",)
_POST: Final = ("POST",)
ROUTES: Final[tuple[tuple[str, tuple[str, ...], Page, int], ...]] = (
    ("/", _GET, home.home, 0),
    ("/jenis/{jenis}", _GET, home.type_page, 0),
    ("/jenis/{jenis}/kosong.{bentuk}", _GET, home.blank, 0),
    ("/jenis/{jenis}/contoh.{bentuk}", _GET, home.sample, 0),
    ("/jenis/{jenis}/draf", _POST, home.begin, LARGEST_FILE + _LARGEST_FORM),
    ("/draf", _GET, home.all_drafts, 0),
    ("/draf/{id}", _GET, draft.show, 0),
    ("/draf/{id}", _POST, draft.act, LARGEST_FILE + _LARGEST_FORM),
    ("/draf/{id}/simpan", _POST, draft.save_quietly, _LARGEST_FORM),
    ("/draf/{id}/isian", _GET, draft.own_file, 0),
    ("/draf/{id}/pratinjau", _GET, draft.preview, 0),
    ("/draf/{id}/pratinjau.pdf", _GET, draft.preview_file, 0),
    ("/draf/{id}/halaman-{halaman:nomor}.png", _GET, draft.preview_page, 0),
    ("/draf/{id}/gambar/{nama}", _GET, draft.picture, 0),
    ("/draf/{id}/pertahankan", _POST, draft.keep_longer, _LARGEST_FORM),
    ("/draf/{id}/hapus", _POST, draft.discard, _LARGEST_FORM),
    ("/dokumen/{id}", _GET, document.show, 0),
    ("/nomor", _GET, numbers.listed, 0),
    ("/nomor/register.xlsx", _GET, numbers.workbook, 0),
    ("/nomor/beri", _GET, numbers.ask, 0),
    ("/nomor/beri", _POST, numbers.give, _LARGEST_FORM),
    ("/nomor/{baris:nomor}/batal", _GET, numbers.ask_void, 0),
    ("/nomor/{baris:nomor}/batal", _POST, numbers.void, _LARGEST_FORM),
    ("/sertifikat", _GET, certificate.show, 0),
    ("/sertifikat", _POST, certificate.verify, LARGEST_FILE + _LARGEST_FORM),
    ("/arsip", _GET, archive.listed, 0),
    ("/dokumen/{id}/isian", _GET, archive.sources, 0),
    ("/dokumen/{id}/lagi", _POST, archive.again, _LARGEST_FORM),
    ("/dokumen/{id}/hapus", _GET, archive.ask_removal, 0),
    ("/dokumen/{id}/hapus", _POST, archive.remove, _LARGEST_FORM),
    ("/dokumen/{id}/semua.zip", _GET, document.all_files, 0),
    ("/dokumen/{id}/{nomor:nomor}", _GET, document.file, 0),
    ("/dokumen/{id}/{nomor:nomor}/halaman-{halaman:nomor}.png", _GET, document.page_shown, 0),
    ("/unggah", _GET, upload.show_form, 0),
    ("/unggah", _POST, upload.hand_in, _LARGEST_UPLOAD),
    ("/unggahan/{id}", _GET, upload.show, 0),
    ("/unggahan/{id}/berkas", _POST, upload.hand_in_one, LARGEST_FILE + _LARGEST_FORM),
    ("/unggahan/{id}/lengkap", _POST, upload.complete_upload, _LARGEST_FORM),
    ("/unggahan/{id}/dokumen.zip", _GET, upload.all_results, 0),
    ("/unggahan/{id}/{berkas:nomor}/ditandai", _GET, upload.marked, 0),
    ("/unggahan/{id}/{berkas:nomor}/kolom", _POST, upload.settle_columns, _LARGEST_FORM),
    ("/unggahan/{id}/{berkas:nomor}/{nomor:nomor}", _GET, upload.result_file, 0),
    ("/kerja", _GET, job.show_form, 0),
    ("/kerja", _POST, job.hand_in, _LARGEST_UPLOAD),
    ("/rekap", _GET, job.show_gathering, 0),
    ("/rekap", _POST, job.gather_in, _LARGEST_UPLOAD),
    ("/pekerjaan/{id}", _GET, job.show, 0),
    ("/pekerjaan/{id}", _POST, job.act, _LARGEST_FORM),
    ("/pekerjaan/{id}/kolom", _GET, columns.show, 0),
    ("/pekerjaan/{id}/kolom", _POST, columns.settle, _LARGEST_FORM),
    ("/pekerjaan/{id}/isian", _POST, job.gathered_draft, _LARGEST_FORM),
    ("/pekerjaan/{id}/hasil.xlsx", _GET, job.result_book, 0),
    ("/pekerjaan/{id}/hasil.zip", _GET, job.all_results, 0),
    ("/kop", _GET, own_office.show, 0),
    ("/kop", _POST, own_office.alter, LARGEST_FILE + _LARGEST_FORM),
    ("/kop/gambar/{nama}", _GET, own_office.picture, 0),
    ("/kop/contoh-{contoh}.pdf", _GET, own_office.sample_file, 0),
    ("/kop/contoh-{contoh}/halaman-{halaman:nomor}.png", _GET, own_office.sample_picture, 0),
    ("/masuk", _GET, account.show_sign_in, 0),
    ("/masuk", _POST, account.sign_in, _LARGEST_ACCOUNT),
    ("/keluar", _POST, account.sign_out, _LARGEST_ACCOUNT),
    ("/akun", _GET, account.show, 0),
    ("/akun", _POST, account.change_password, _LARGEST_ACCOUNT),
    ("/kelola", _GET, managing.overview, 0),
    ("/kelola/pengguna", _GET, managing.all_people, 0),
    ("/kelola/pengguna", _POST, managing.add_person, _LARGEST_ACCOUNT),
    ("/kelola/pengguna/{id}", _GET, managing.show_person, 0),
    ("/kelola/pengguna/{id}", _POST, managing.alter_person, _LARGEST_ACCOUNT),
    ("/kelola/lembaga", _GET, offices.all_institutions, 0),
    ("/kelola/lembaga", _POST, offices.add_institution, _LARGEST_ACCOUNT),
    ("/kelola/lembaga/{id}", _GET, offices.show_institution, 0),
    ("/kelola/lembaga/{id}", _POST, offices.alter_institution, LARGEST_FILE + _LARGEST_FORM),
    ("/kelola/lembaga/{id}/gambar/{nama}", _GET, offices.picture, 0),
    ("/kelola/lembaga/{id}/contoh-{contoh}.pdf", _GET, offices.sample_file, 0),
    ("/kelola/lembaga/{id}/contoh-{contoh}/halaman-{halaman:nomor}.png", _GET, offices.sample_picture, 0),
    ("/kelola/catatan", _GET, managing.all_acts, 0),
    ("/kelola/kunci", _GET, keys.show_keys, 0),
    ("/kelola/kunci", _POST, keys.make_key, _LARGEST_FORM),
    ("/kelola/kunci/{id}/cabut", _POST, keys.revoke_key, _LARGEST_FORM),
    ("/bantuan", _GET, home.help_page, 0),
    ("/tutup", _GET, closing.ask, 0),
    ("/tutup", _POST, closing.close, _LARGEST_FORM),
    ("/ping", _GET, home.ping, 0),
    ("/statis/{tanda}/{nama}", _GET, home.asset, 0),
)
"""Each page: its address, the methods, what answers, and how many bytes may be posted to it. Who may open it, `access.py` says by the address."""


def application(service: Service, announce: Announce) -> Starlette:
    """Return the service as a server runs it. announce: is told the address for the next browser."""
    routes = [Route(path, answering(page, service, path, most), methods=list(methods)) for path, methods, page, most in ROUTES]
    return Starlette(
        routes=[*routes, *api_routes(service)],
        middleware=[Middleware(Perimeter, service=service, announce=announce)],
        exception_handlers={HTTPException: refused},
    )
