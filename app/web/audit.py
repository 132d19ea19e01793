"""The audit log on screen: the whole for administrators, a collaboration's own for those who lead it."""

from flask import Blueprint, Response, render_template, request

from app.services import audit_log as log
from app.web.downloads import download_once
from app.web.forms.log_form import LogForm
from app.web.languages import language
from app.web.pages.log_page import log_page
from app.web.signed_in import this_account, this_installation

audit_log = Blueprint("audit_log", __name__)


@audit_log.get("/administration/log")
def whole() -> str:
    """What has been done in the installation, newest first."""
    form = _whole_form()
    found = log.whole_log(this_installation(), this_account(), form.wanted, _number())
    return render_template("audit/log.html", page=log_page(found, form, None, language()))


@audit_log.get("/administration/log.csv")
def whole_as_csv() -> Response:
    """The same as a table."""
    wanted = _whole_form().wanted
    return _table(log.whole_log_as_csv(this_installation(), this_account(), wanted, language()))


@audit_log.get("/collaborations/<collaboration_id>/log")
def of_collaboration(collaboration_id: str) -> str:
    """What has been done in one collaboration, newest first."""
    form = LogForm(request.args, {}, language())
    found = log.log_of(this_installation(), this_account(), collaboration_id, form.wanted, _number())
    return render_template("audit/log.html", page=log_page(found, form, collaboration_id, language()))


@audit_log.get("/collaborations/<collaboration_id>/log.csv")
def of_collaboration_as_csv(collaboration_id: str) -> Response:
    """The same as a table."""
    wanted = LogForm(request.args, {}, language()).wanted
    text = log.log_of_as_csv(this_installation(), this_account(), collaboration_id, wanted, language())
    return _table(text)


def _whole_form() -> LogForm:
    known = log.logged_collaborations(this_installation(), this_account())
    return LogForm(request.args, known, language())


def _number() -> int:
    return request.args.get("page", 1, type=int)


def _table(text: str) -> Response:
    return download_once(text.encode(), "text/csv; charset=utf-8", "samspel-log.csv")
