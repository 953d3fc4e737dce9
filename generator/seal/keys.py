"""The office's keys beside `institusi.yaml`: a private one that only its owner reads, public ones that anybody may have."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from generator.errors import DeliveryFault, IntakeFault, MissingEngine, reason

PRIVATE: Final = "kunci-privat.pem"
PUBLIC: Final = "kunci-publik.pem"
EVERY_PUBLIC: Final = "kunci-publik*.pem"
"""Keys that were used before stay beside the one of today, under names of their own."""
_MODE: Final = 0o600
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_MARK_LENGTH: Final = 8
_LARGEST: Final = 10_000


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that verifies. mark: the first letters of its digest, by which a signature names it."""

    mark: str
    verifies: Callable[[bytes, bytes], bool]
    file: str = ""


def make_keys(folder: Path) -> tuple[Path, Path, str]:
    """Write a new pair of keys into a folder; return the files of both, and the mark of the public one. Raises DeliveryFault where there is a key already."""
    serialization, ed25519 = _library()
    key = ed25519.Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption_algorithm=serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    files = folder / PRIVATE, folder / PUBLIC
    for file in files:
        if file.exists() or file.is_symlink():
            hint = f"Pindahkan kunci lama ke tempat aman, dan {PUBLIC} ke nama lain (misalnya kunci-publik-2025.pem), agar yang lama tetap dapat diperiksa."
            raise DeliveryFault("Kunci sudah ada dan tidak ditimpa.", file=file, hint=hint, code="kunci-sudah-ada")
    for file, data, mode in zip(files, (private, public), (_MODE, 0o644), strict=True):
        _write_new(file, data, mode)
    return *files, _mark_of(key.public_key())


def signs_in(folder: Path) -> tuple[str, Callable[[bytes], bytes]] | None:
    """Return the mark of the office's key and what signs with it; None where the office has none.

    Raises IntakeFault where others can read it, or it is no key; MissingEngine where the library is not there.
    """
    file = folder / PRIVATE
    try:
        stamp = file.stat()
    except OSError:
        return None
    if os.name == "posix" and stamp.st_mode & _OTHERS:
        raise IntakeFault(
            "Kunci privat dapat dibaca orang lain, sehingga tidak dipakai.",
            file=file,
            hint=f"Jalankan: chmod 600 {PRIVATE}. Bila mungkin sudah disalin orang, buat kunci baru.",
            code="kunci-terbaca-orang-lain",
        )
    return _signer(file, stamp.st_mtime_ns)


@lru_cache(maxsize=8)
def _signer(file: Path, _changed: int) -> tuple[str, Callable[[bytes], bytes]]:
    serialization, ed25519 = _library()
    try:
        key = serialization.load_pem_private_key(_read(file), password=None)
    except (ValueError, TypeError) as error:
        raise _no_key(file) from error
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        raise _no_key(file)
    return _mark_of(key.public_key()), key.sign


def public_key(file: Path) -> PublicKey:
    """Return the public key in a file. Raises IntakeFault."""
    from cryptography.exceptions import InvalidSignature

    serialization, ed25519 = _library()
    try:
        key = serialization.load_pem_public_key(_read(file))
    except (ValueError, TypeError) as error:
        raise _no_key(file) from error
    if not isinstance(key, ed25519.Ed25519PublicKey):
        raise _no_key(file)

    def verifies(signature: bytes, said: bytes) -> bool:
        try:
            key.verify(signature, said)
        except InvalidSignature:
            return False
        return True

    return PublicKey(_mark_of(key), verifies, str(file))


def public_keys(files: Iterable[Path]) -> tuple[PublicKey, ...]:
    """Return the public keys in files."""
    return tuple(public_key(file) for file in files)


def _mark_of(key: Any) -> str:
    serialization, _ = _library()
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return sha256(raw).hexdigest()[:_MARK_LENGTH]


def _library() -> tuple[Any, Any]:
    try:
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ImportError as error:
        raise MissingEngine(
            "Menandatangani sertifikat memerlukan pustaka cryptography.", hint="pip install cryptography", code="pustaka-tidak-ada"
        ) from error
    return serialization, ed25519


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > _LARGEST:
            raise _no_key(file)
        return file.read_bytes()
    except OSError as error:
        raise IntakeFault(f"Berkas kunci tidak dapat dibaca ({reason(error)}).", file=file, code="kunci-salah") from error


def _no_key(file: Path) -> IntakeFault:
    return IntakeFault("Berkas ini bukan kunci Ed25519.", file=file, hint="Kunci dibuat dengan: borang kunci baru.", code="kunci-salah")


def _write_new(file: Path, data: bytes, mode: int) -> None:
    """Write a file that was not there, with its mode from the first moment on."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise DeliveryFault(f"Kunci tidak dapat ditulis ({reason(error)}).", file=file, code="penyerahan-gagal") from error
