"""Customers."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

bp = Blueprint("customers", __name__, template_folder="templates")


@bp.get("/customers")
def listing() -> ResponseReturnValue:
    """List."""
    return ""
