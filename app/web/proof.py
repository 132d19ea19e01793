"""For views whose deed a stolen session must not do: asks who one is, and keeps what was typed meanwhile."""

from collections.abc import Iterable

from flask import redirect, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app.services import clock, proofs
from app.web.signed_in import this_installation, this_session


def ask_for_proof(page: str, typed: Iterable[tuple[str, str]] = ()) -> Response | None:
    """Where to send somebody who has not shown lately who it is, None where that is done. `page`: where to go on
    afterwards; `typed`: what was typed there, kept until then (`typed_before`)."""
    if proofs.is_proved(this_session(), clock.now()):
        return None
    fields = list(typed)
    if fields:
        proofs.keep_typed(this_installation(), this_session(), (page, fields))
    return redirect(url_for("proving.ask", next=page))


def typed_before(page: str) -> MultiDict[str, str] | None:
    """What was typed on the page before it asked who one is; None where nothing was."""
    found = proofs.typed_before(this_installation(), this_session(), page)
    return MultiDict(found) if found else None
