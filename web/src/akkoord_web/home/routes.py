"""The start of the day."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from akkoord_web import pages

bp = Blueprint("home", __name__, template_folder="templates")


@bp.get("/")
def today() -> ResponseReturnValue:
    """Show what needs this person today."""
    return pages.page("home/today.html")
