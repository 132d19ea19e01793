"""The charts of the results page for download, each as a picture (SVG) and as the numbers behind it (CSV)."""

from flask import Blueprint, Response
from flask_login import login_required

from app.domain.result import RoundResult
from app.services import chart_files as files
from app.services import rounds
from app.services.access import Act
from app.services.results import round_result
from app.web.languages import language
from app.web.signed_in import this_account, this_installation

chart_files = Blueprint("chart_files", __name__, url_prefix="/rounds/<code>/charts")
KINDS = {"svg": "image/svg+xml", "csv": "text/csv; charset=utf-8"}


@chart_files.before_request
@login_required
def only_signed_in() -> None:
    """Every file here is for those who are signed in."""


@chart_files.get("/<any(map,dimensions):chart>.<any(svg,csv):form>")
def overview(code: str, chart: str, form: str) -> Response:
    """A chart of the whole round."""
    make = files.overview_svg if form == "svg" else files.overview_csv
    return _download(make(_result(code), chart, language()), form, f"samspel-{code}-{chart}.{form}")


@chart_files.get("/matrix.csv")
def matrix(code: str) -> Response:
    """Every factor by every organisation."""
    return _download(files.matrix_csv(_result(code), language()), "csv", f"samspel-{code}-organisations.csv")


@chart_files.get("/<factor_id>/<any(distribution,organisations,levels,weighed):chart>.<any(svg,csv):form>")
def factor(code: str, factor_id: str, chart: str, form: str) -> Response:
    """A chart of one factor."""
    make = files.factor_svg if form == "svg" else files.factor_csv
    content = make(_result(code), factor_id, chart, language())
    return _download(content, form, f"samspel-{code}-{factor_id}-{chart}.{form}")


def _result(code: str) -> RoundResult:
    view = rounds.find_answered_round(this_installation(), this_account(), code, Act.READ)
    return round_result(this_installation(), view)


def _download(content: str, form: str, name: str) -> Response:
    response = Response(content, content_type=KINDS[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
