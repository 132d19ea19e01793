"""The charts of the results page for download, each as a picture (SVG) and as the numbers behind it (CSV)."""

from collections.abc import Callable

from flask import Blueprint, Response

from app.domain.result import RoundResult
from app.services import chart_files as files
from app.services import rounds
from app.services.access import Act
from app.services.kept_files import kept_file
from app.web.downloads import download
from app.web.languages import language
from app.web.signed_in import this_account, this_installation

chart_files = Blueprint("chart_files", __name__, url_prefix="/rounds/<code>/charts")
KINDS = {"svg": "image/svg+xml", "csv": "text/csv; charset=utf-8"}


@chart_files.get("/<any(map,dimensions):chart>.<any(svg,csv):form>")
def overview(code: str, chart: str, form: str) -> Response:
    """A chart of the whole round."""
    make = files.overview_svg if form == "svg" else files.overview_csv
    return _download(code, ["overview", chart], form, f"{code}-{chart}", lambda one: make(one, chart, language()))


@chart_files.get("/matrix.csv")
def matrix(code: str) -> Response:
    """Every factor by every organisation."""
    return _download(code, ["matrix"], "csv", f"{code}-organisations", lambda one: files.matrix_csv(one, language()))


@chart_files.get("/<factor_id>/<any(distribution,organisations,levels,weighed):chart>.<any(svg,csv):form>")
def factor(code: str, factor_id: str, chart: str, form: str) -> Response:
    """A chart of one factor."""
    make = files.factor_svg if form == "svg" else files.factor_csv
    which, name = ["factor", factor_id, chart], f"{code}-{factor_id}-{chart}"
    return _download(code, which, form, name, lambda one: make(one, factor_id, chart, language()))


def _download(code: str, which: list[str], form: str, name: str, make: Callable[[RoundResult], str]) -> Response:
    """The file, of those who may read the round; `which`: what tells it from the others of the round."""
    view = rounds.find_answered_round(this_installation(), this_account(), code, Act.READ)
    parts = ["chart", *which, form, language()]
    content = kept_file(this_installation(), [view], parts, lambda results: make(results[0]).encode())
    return download(content, KINDS[form], f"samspel-{name}.{form}")
