"""Puts the rooms together; nothing else."""

import tempfile
from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined

from app.config import ROOT, Settings
from app.domain.questionnaire import Questionnaire
from app.services.installation import Installation
from app.web.account import account
from app.web.answering import Answering, PreviewAnswering, StoredAnswering
from app.web.errors import init_errors
from app.web.facilitate import facilitate
from app.web.fonts import web_fonts
from app.web.front import front
from app.web.invitations import invitations
from app.web.invited import invited
from app.web.languages import init_languages
from app.web.respond import init_respond
from app.web.results import results
from app.web.security import init_security
from app.web.signed_in import init_sign_in


def create_app(installation: Installation) -> Flask:
    """The whole web application on an installation."""
    app = _bare_app(
        StoredAnswering(installation), installation.settings.secret_key, installation.settings.instance / "fonts"
    )
    init_sign_in(app, installation)
    app.jinja_env.globals["has_accounts"] = True
    app.register_blueprint(account)
    app.register_blueprint(facilitate)
    app.register_blueprint(invitations)
    app.register_blueprint(invited)
    app.register_blueprint(results)
    return app


def create_preview_app(questionnaire: Questionnaire) -> Flask:
    """The form of one questionnaire, which stores nothing. It begins at /r/PREVIEW."""
    fonts = Path(tempfile.gettempdir()) / "samspel-fonts"
    app = _bare_app(PreviewAnswering(questionnaire), "preview", fonts)
    app.jinja_env.globals["has_accounts"] = False
    return app


def create_app_from_environment() -> Flask:
    """For a WSGI server: fonts are made before the first visitor comes."""
    app = create_app(Installation.open(Settings.from_environment()))
    web_fonts(Path(app.config["FONT_FOLDER"]))
    return app


def _bare_app(answering: Answering, secret_key: str, fonts: Path) -> Flask:
    app = Flask("app", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "app" / "static"))
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config["FONT_FOLDER"] = str(fonts)
    init_security(app, secret_key)
    init_languages(app)
    init_errors(app)
    app.register_blueprint(front)
    init_respond(app, answering)
    return app
