"""For whoever watches over the server: whether this process is alive, and whether the installation can do its work.

Neither asks who is there, and neither tells anything of anybody."""

from flask import Blueprint, Response, abort, jsonify, request

from app.services import clock
from app.services.readiness import OK, readiness
from app.services.seen_address import HEADER, PLACE, is_proven
from app.web.signed_in import this_installation

health = Blueprint("health", __name__)
METRICS_HEAD = (
    "# HELP samspel_in_order Whether what was looked at is in order.",
    "# TYPE samspel_in_order gauge",
)


@health.get("/healthz")
def alive() -> tuple[str, int]:
    """That this process answers; it asks nothing of the database."""
    return "ok\n", 200


@health.get(PLACE)
def seen() -> Response:
    """How this request arrived, for `samspel doctor` of this installation; nothing for anybody else."""
    if not is_proven(this_installation().settings, request.headers.get(HEADER, ""), clock.now()):
        abort(404)
    forwarded = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()]
    return jsonify(address=request.remote_addr, scheme=request.scheme, forwarded=forwarded)


@health.get("/readyz")
def ready() -> tuple[Response, int]:
    """What was looked at, in words; 503 where something is wrong."""
    found = readiness(this_installation(), clock.now())
    return jsonify(ready=found.is_ready, **found.found), 200 if found.is_ready else 503


@health.get("/metrics")
def metrics() -> Response:
    """The same for Prometheus: 1 for what is in order, 0 for what is not."""
    found = readiness(this_installation(), clock.now()).found
    lines = [f'samspel_in_order{{what="{what}"}} {int(words == OK)}' for what, words in found.items()]
    text = "\n".join([*METRICS_HEAD, *lines])
    return Response(f"{text}\n", content_type="text/plain; version=0.0.4; charset=utf-8")
