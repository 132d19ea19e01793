"""For whoever watches over the server: whether this process is alive, and whether the installation can do its work.

Neither asks who is there, and neither tells anything of anybody."""

from datetime import UTC, datetime

from flask import Blueprint, Response, jsonify

from app.services.readiness import readiness
from app.web.signed_in import this_installation

health = Blueprint("health", __name__)


@health.get("/healthz")
def alive() -> tuple[str, int]:
    """That this process answers; it asks nothing of the database."""
    return "ok\n", 200


@health.get("/readyz")
def ready() -> tuple[Response, int]:
    """What was looked at, in words; 503 where something is wrong."""
    found = readiness(this_installation(), datetime.now(UTC))
    return jsonify(ready=found.is_ready, **found.found), 200 if found.is_ready else 503
