"""Puts the rooms together; nothing else."""

import gc
import tempfile
from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from app.api.wiring import ROOT as API_ROOT
from app.api.wiring import init_api
from app.config import ROOT, Settings
from app.domain.errors import SamspelError
from app.domain.questionnaire import Questionnaire
from app.services import clock
from app.services.installation import Installation, Unavailable
from app.services.known_key import require_known_key
from app.services.mails import is_set_up
from app.services.presses import make_beside
from app.web.account import account
from app.web.administration import administration
from app.web.answering import Answering, PreviewAnswering, StoredAnswering
from app.web.audit import audit_log
from app.web.chart_files import chart_files
from app.web.collaborations import collaborations
from app.web.comments import comments
from app.web.data import data
from app.web.development import development
from app.web.doors import init_doors
from app.web.errors import init_errors
from app.web.facilitate import facilitate
from app.web.following import following
from app.web.fonts import web_fonts
from app.web.front import front
from app.web.guesses import init_guesses
from app.web.health import health
from app.web.imported import imported
from app.web.invitations import invitations
from app.web.invited import invited
from app.web.keeping import keeping
from app.web.languages import init_languages
from app.web.links import links
from app.web.logs import QuietFlask
from app.web.made_documents import init_made_documents
from app.web.openid import init_openid
from app.web.organisations import organisations
from app.web.own_data import own_data
from app.web.paper import paper
from app.web.passkeys import passkeys
from app.web.people import people
from app.web.plan import plan
from app.web.presentation import presentation
from app.web.privacy import privacy
from app.web.proving import proving
from app.web.questionnaires import library
from app.web.record import record
from app.web.reference import reference
from app.web.respond import init_respond
from app.web.results import results
from app.web.second_step import second_step
from app.web.security import init_proxies, init_security
from app.web.signed_in import init_sign_in
from app.web.tokens import tokens
from app.web.transport import init_transport
from app.web.voting import voting
from app.web.workshop import workshop
from app.wording.errors import error_sentence


def create_app(installation: Installation) -> Flask:
    """The whole web application on an installation."""
    app = _bare_app(
        StoredAnswering(installation), installation.settings.secret_key, installation.settings.instance / "fonts"
    )
    app.extensions["api"] = api = init_api(QuietFlask("app.api", static_folder=None), installation)
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {API_ROOT: api.wsgi_app})  # type: ignore[method-assign]
    init_transport(app, installation.settings)
    init_proxies(app, installation.settings.proxies)
    init_sign_in(app, installation)
    init_doors(app)
    init_guesses(app)
    init_made_documents(app)
    app.jinja_env.globals["has_accounts"] = True
    init_openid(app, installation.settings.openid)
    app.register_blueprint(health)
    app.register_blueprint(account)
    app.register_blueprint(proving)
    app.register_blueprint(second_step)
    app.register_blueprint(passkeys)
    app.register_blueprint(collaborations)
    app.register_blueprint(library)
    app.register_blueprint(organisations)
    app.register_blueprint(plan)
    app.register_blueprint(links)
    app.register_blueprint(people)
    app.register_blueprint(administration)
    app.register_blueprint(facilitate)
    app.register_blueprint(invitations)
    app.register_blueprint(invited)
    app.register_blueprint(results)
    app.register_blueprint(data)
    app.register_blueprint(development)
    app.register_blueprint(chart_files)
    app.register_blueprint(presentation)
    app.register_blueprint(voting)
    app.register_blueprint(comments)
    app.register_blueprint(record)
    app.register_blueprint(workshop)
    app.register_blueprint(paper)
    app.register_blueprint(imported)
    app.register_blueprint(following)
    app.register_blueprint(keeping)
    app.register_blueprint(reference)
    app.register_blueprint(own_data)
    app.register_blueprint(tokens)
    app.register_blueprint(audit_log)
    app.register_blueprint(privacy)
    return app


def create_preview_app(questionnaire: Questionnaire) -> Flask:
    """The form of one questionnaire, which stores nothing. It begins at /r/PREVIEW."""
    fonts = Path(tempfile.gettempdir()) / "samspel-fonts"
    app = _bare_app(PreviewAnswering(questionnaire), "preview", fonts)
    app.jinja_env.globals["has_accounts"] = False
    return app


def create_app_from_environment() -> Flask:
    """For a WSGI server: fonts are made before the first visitor comes, documents in processes of their own, and no
    connection is left open that processes forked from this one could find. A setting that cannot be used, or a
    database that is away, ends it with a sentence."""
    try:
        installation = Installation.open(Settings.from_environment())
        is_set_up(installation.settings)
        require_known_key(installation, clock.now())
        app = create_app(installation)
    except SamspelError as fault:
        raise SystemExit(error_sentence(fault, "en")) from fault
    except Unavailable as fault:
        raise SystemExit(error_sentence(SamspelError(fault.code), "en")) from None
    web_fonts(Path(app.config["FONT_FOLDER"]))
    make_beside(installation.settings)
    installation.database.dispose()
    stay()
    return app


def stay() -> None:
    """What has been loaded by now stays as long as the process: garbage is looked for in what comes later only, which
    else costs a page of the form a tenth of its time or more, and processes forked from this one share its memory."""
    gc.collect()
    gc.freeze()


def _bare_app(answering: Answering, secret_key: str, fonts: Path) -> Flask:
    app = QuietFlask("app", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "app" / "static"))
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config["FONT_FOLDER"] = str(fonts)
    init_security(app, secret_key)
    init_languages(app)
    init_errors(app)
    app.register_blueprint(front)
    init_respond(app, answering)
    return app
