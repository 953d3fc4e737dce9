"""Whom the service is open to: the one person of this computer, or people with accounts, and then by TLS alone."""

from __future__ import annotations

import ipaddress
import ssl
from typing import Final

from generator.errors import UsageFault
from generator.store.accounts import has_manager
from generator.store.engine import Store
from generator.web.serve import ServiceOpening
from generator.web.service import PublicAddress

_ANY: Final = ("", "0.0.0.0", "::")
_HTTPS: Final = 443


def public_address(opening: ServiceOpening, store: Store, port: int) -> PublicAddress | None:
    """Return how others reach a service, None for the one of this computer alone. Raises UsageFault where it would stand open to strangers."""
    if not opening.is_public:
        return None
    _check_transport(opening)
    if not opening.names and (opening.proxy or opening.host in _ANY or ":" in opening.host):
        hint = "Sebut nama yang ditulis orang di peramban, misalnya --nama borang.kantor.go.id."
        raise UsageFault("Nama layanan ini belum disebut.", hint=hint, code="layanan-tanpa-nama")
    if not has_manager(store):
        hint = "Buat dahulu pengelolanya: borang akun baru NAMA --peran pengelola, dengan --data dan --database yang sama."
        raise UsageFault("Belum ada pengelola, jadi layanan ini tidak dibuka untuk orang lain.", hint=hint, code="layanan-tanpa-akun")
    shown = "" if opening.proxy or port == _HTTPS else f":{port}"
    return PublicAddress(
        tuple(name.casefold() if ":" in name else f"{name.casefold()}{shown}" for name in opening.names or (opening.host,))
    )


def _check_transport(opening: ServiceOpening) -> None:
    if opening.proxy:
        try:
            for one in opening.proxy.split(","):
                ipaddress.ip_network(one.strip())
        except ValueError as error:
            hint = "Tulis alamat IP proksinya, misalnya --di-belakang-proksi 127.0.0.1."
            raise UsageFault(f"“{opening.proxy}” bukan alamat IP.", hint=hint, code="alamat-proksi-salah") from error
    elif opening.certificate is None or opening.key is None:
        hint = "Beri --sertifikat dan --kunci-tls, atau --di-belakang-proksi ALAMAT bila TLS diurus proksi."
        raise UsageFault("Di luar komputer ini borang hanya melayani dengan TLS.", hint=hint, code="layanan-tanpa-tls")
    if opening.certificate is None and opening.key is None:
        return
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(opening.certificate or "", opening.key)
    except (OSError, ValueError) as error:
        hint = "Keduanya berkas PEM, kuncinya tanpa sandi dan sepasang dengan sertifikatnya."
        raise UsageFault("Sertifikat atau kunci TLS tidak dapat dipakai.", hint=hint, code="sertifikat-tls-salah") from error
