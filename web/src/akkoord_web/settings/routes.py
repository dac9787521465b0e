"""Settings."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

bp = Blueprint("settings", __name__, template_folder="templates")


@bp.get("/settings")
def overview() -> ResponseReturnValue:
    """List."""
    return ""
