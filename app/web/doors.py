"""Doors are shut unless they stand here: every other address is for those who are signed in."""

from flask import Flask, request
from flask_login import current_user
from werkzeug.wrappers import Response

from app.web.signed_in import login_manager

PUBLIC = frozenset(
    {
        # Whoever comes by
        "front.font",
        "front.index",
        "privacy.notice",
        "own_data.removed",
        "static",
        # Whoever watches over the server
        "health.alive",
        "health.metrics",
        "health.ready",
        "health.seen",
        # Whoever answers, or has a link from a mail
        "invited.ask",
        "invited.follow",
        "invited.unsubscribe",
        "respond.begin",
        "respond.confirm_deletion",
        "respond.delete_draft",
        "respond.hand_in",
        "respond.receipt",
        "respond.review",
        "respond.save_draft",
        "respond.save_step",
        "respond.step",
        "respond.welcome",
        "voting.cast",
        "voting.show",
        # Whoever is about to sign in
        "account.back",
        "account.sign_in",
        "account.sign_out",
        "links.ask",
        "links.follow",
        "links.look",
        "links.send",
        "links.sent",
        "openid.answer",
        "openid.begin",
        "second_step.back",
        "second_step.check",
        "second_step.set_up",
        "second_step.show",
        "second_step.use_code",
    }
)
"""The endpoints that need no account."""


def init_doors(app: Flask) -> None:
    """Sends whoever is not signed in to sign in, before anything else is looked at."""

    @app.before_request
    def only_signed_in() -> Response | None:
        # An address that there is not has no endpoint. Of who answers it is never asked whether they are signed in.
        if request.endpoint is None or request.endpoint in PUBLIC or current_user.is_authenticated:
            return None
        answer = login_manager.unauthorized()
        assert isinstance(answer, Response)
        return answer
