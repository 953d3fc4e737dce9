"""Keys for other programs: those there are, a new one that is shown once, one that opens nothing any more."""

from __future__ import annotations

from typing import Final

from starlette.responses import RedirectResponse, Response

from generator.store.api_keys import LONGEST_NAME, SCOPES, USUAL_DAYS, keys, new_key, revoke
from generator.web.calls import PageCall
from generator.web.rendering import page
from generator.web.service import NothingThere

_DAYS: Final = ("30", "90", str(USUAL_DAYS))


def show_keys(call: PageCall) -> Response:
    """Return the page of the keys."""
    return _page(call)


def make_key(call: PageCall) -> Response:
    """Make a key and show it, this once."""
    name, scope, days = call.said("nama").strip(), call.said("cakupan"), call.said("hari")
    if not name or len(name) > LONGEST_NAME or scope not in SCOPES or days not in _DAYS:
        return _page(call, wrong=f"Beri nama kuncinya, paling panjang {LONGEST_NAME} huruf.", status=422)
    return _page(call, fresh=new_key(call.viewed, name, scope, int(days)))


def revoke_key(call: PageCall) -> Response:
    """Let a key open nothing any more."""
    if not revoke(call.service.store, call.path["id"]):
        raise NothingThere
    return RedirectResponse("/kelola/kunci", 303)


def _page(call: PageCall, *, fresh: str = "", wrong: str = "", status: int = 200) -> Response:
    return page("kunci.html", status, kunci=keys(call.service.store), baru=fresh, salah=wrong, hari=_DAYS, asal=call.service.origin)
