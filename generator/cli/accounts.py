"""`borang account`: the first one who manages, whoever else may sign in, and a new password for who forgot it."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from generator.cli.storage import store_of, store_options
from generator.cli.subcommands import TwoNamedGroup
from generator.cli.terminal import say
from generator.errors import UsageFault

if TYPE_CHECKING:
    from generator.store.accounts import Institution
    from generator.store.engine import Store

_ROLES: Final = ("pengelola", "staf", "sekolah")
_FIRST: Final = "Balai"


@click.group(cls=TwoNamedGroup, indonesian={"baru": "new", "sandi": "password", "daftar": "list"}, short_help="Siapa yang boleh masuk.")
def account() -> None:
    """Atur siapa yang boleh masuk ke layanan (borang serve) yang dipakai bersama. Selebihnya diatur di halaman Kelola."""


@account.command("new", short_help="Tambah pengguna.")
@click.argument("login", metavar="NAMA")
@click.option("--peran", "role", type=click.Choice(_ROLES), required=True, help="pengelola, staf, atau sekolah.")
@click.option("--lembaga", "institution", default="", metavar="NAMA", help="Lembaganya; dibuat bila belum ada. Bawaan: Balai yang ada.")
@click.option("--nama-lengkap", "name", default="", metavar="NAMA", help="Nama yang ditampilkan (bawaan: nama masuknya).")
@click.option("--ambil-isian-lama", "takes_over", is_flag=True, help="Yang dibuat tanpa akun menjadi milik lembaga baru ini.")
@store_options
def new(login: str, *, role: str, institution: str, name: str, takes_over: bool, data: Path | None, database: str) -> int:
    """Tambah pengguna yang masuk dengan NAMA. Sandinya ditanyakan di terminal, atau dibaca dari masukan standar (satu baris)."""
    with store_of(data, database) as store:
        from generator.store.accounts import NameTaken, adopt, institutions, new_person
        from generator.web.passwords import hashed

        chosen = _asked(login)
        known = {one.id for one in institutions(store)}
        place = _institution(store, institution, role)
        if takes_over and place.id in known:
            hint = "Isian lama diambil saat lembaganya dibuat."
            raise UsageFault(f"{place.name} sudah ada.", hint=hint, code="lembaga-sudah-ada")
        try:
            person = new_person(store, login, name or login, hashed(chosen), role=role, institution=place.id)
        except NameTaken as error:
            hint = "Pilih nama lain, atau ganti sandinya: borang akun sandi NAMA."
            raise UsageFault(f"Nama masuk “{login}” sudah dipakai.", hint=hint, code="nama-masuk-dipakai") from error
        adopted = adopt(store, place.id, person.id) if takes_over else 0
    say(f"{person.login}: {role} di {place.name}.")
    if takes_over:
        say(f"{adopted} isian, dokumen, dan unggahan lama menjadi milik {place.name}.")
    return 0


@account.command("password", short_help="Ganti sandi yang terlupa.")
@click.argument("login", metavar="NAMA")
@store_options
def password(login: str, *, data: Path | None, database: str) -> int:
    """Ganti sandi pengguna NAMA; yang sedang masuk dengan sandi lama dikeluarkan."""
    with store_of(data, database) as store:
        from generator.store.accounts import change_person, person_named
        from generator.store.sessions import end_all
        from generator.web.passwords import hashed

        person = person_named(store, login)
        if person is None:
            raise UsageFault(f"Tidak ada pengguna “{login}”.", hint="Lihat borang akun daftar.", code="pengguna-tidak-ada")
        change_person(store, replace(person, password=hashed(_asked(login))))
        end_all(store, person.id)
    say(f"Sandi {person.login} sudah diganti.")
    return 0


@account.command(short_help="Daftar pengguna.")
@store_options
def list(*, data: Path | None, database: str) -> int:
    """Tampilkan siapa yang boleh masuk."""
    with store_of(data, database) as store:
        from generator.store.accounts import institutions, people

        names = {one.id: one.name for one in institutions(store)}
        for one in people(store):
            say(f"{one.login}: {one.role} di {names.get(one.institution, '')}{'' if one.is_active else ' (tidak aktif)'}")
    return 0


def _asked(login: str) -> str:
    """Return the password that is typed, or that comes by standard input. Raises UsageFault where it may not be chosen."""
    from generator.web.passwords import unfit

    if sys.stdin is not None and sys.stdin.isatty():
        typed: str = click.prompt("Sandi", hide_input=True, confirmation_prompt="Sandi sekali lagi", type=str)
    else:
        typed = sys.stdin.readline().rstrip("\r\n") if sys.stdin is not None else ""
    why = unfit(typed, login)
    if why:
        raise UsageFault(why, code="sandi-ditolak")
    return typed


def _institution(store: Store, name: str, role: str) -> Institution:
    """Return the institution of a new person: the one of that name, made where there is none; without a name the first office."""
    from generator.store.accounts import OFFICE_CATEGORY, SCHOOL, SCHOOL_CATEGORY, institutions, new_institution

    category = SCHOOL_CATEGORY if role == SCHOOL else OFFICE_CATEGORY
    known = institutions(store)
    if not name and category == SCHOOL_CATEGORY:
        raise UsageFault("Sebut sekolahnya: --lembaga NAMA.", code="lembaga-belum-disebut")
    found = next((one for one in known if one.category == category and name.strip().casefold() in ("", one.name.casefold())), None)
    offices = [one.id for one in known if one.category == OFFICE_CATEGORY]
    return found or new_institution(store, name.strip() or _FIRST, category, offices[0] if len(offices) == 1 else "")
