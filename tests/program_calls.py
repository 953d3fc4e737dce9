"""Another program in front of `borang serve`: a key made as its owner makes it, requests without a browser."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.served import ROOT, ServedBorang

JSON, YAML = "application/json", "application/yaml"
_PATIENCE = 120


@dataclass(frozen=True, slots=True)
class ProgramAnswer:
    """What came back. headers: by their names in small letters."""

    status: int
    headers: dict[str, str]
    data: bytes

    @property
    def json(self) -> Any:
        """The answer as data."""
        return json.loads(self.data)


def key_for(data: Path, *options: str) -> str:
    """Return a key made by the command, as the owner of a service makes it while it runs."""
    command = [sys.executable, "-c", "from borang import main; main()", "kunci-api", "baru", "uji", "--data", str(data), *options]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    return ran.stdout.strip()


def called(served: ServedBorang, path: str, data: bytes | None = None, /, media: str = YAML, **headers: str) -> ProgramAnswer:
    """Return the answer to a request, POST where there is a body. headers: with _ for -; `method` and `key` are no headers."""
    method = headers.pop("method", "GET" if data is None else "POST")
    key = headers.pop("key", "")
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    given |= {"authorization": f"Bearer {key}"} if key else {}
    given |= {"content-type": media} if data is not None else {}
    connection = HTTPConnection("127.0.0.1", served.port, timeout=_PATIENCE)
    try:
        connection.request(method, path, data, given)
        answer = connection.getresponse()
        return ProgramAnswer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    finally:
        connection.close()


def parts(*files: tuple[str, str, bytes]) -> tuple[bytes, str]:
    """Return a multipart body of files, each the name of its control, its own name and its bytes, and the media type."""
    mark = "batas-uji"
    body = b"".join(
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n\r\n'.encode() + data + b"\r\n"
        for name, filename, data in files
    )
    return body + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"
