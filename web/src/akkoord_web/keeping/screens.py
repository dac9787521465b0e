"""The blueprint of everything that is kept in a dossier beside its contracts."""

from flask import Blueprint

__all__ = ["bp"]

bp = Blueprint("keeping", __name__, template_folder="templates")
