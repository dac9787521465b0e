"""Make the web application of one workspace."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import Flask, Response
from flask_compress import Compress

from akkoord_web import (
    assets,
    auth,
    closing,
    context,
    customers,
    ending,
    errors,
    executing,
    home,
    htmx,
    identity,
    keeping,
    reporting,
    security,
    settings,
    shell,
    speech,
)
from akkoord_web.compiled import Compiled
from akkoord_web.theme import theme_css

if TYPE_CHECKING:
    from akkoord.workspace import Workspace

__all__ = ["create_app"]


def _utc_now() -> datetime:
    return datetime.now(UTC)


def create_app(workspace: "Workspace", *, clock: context.Clock = _utc_now) -> Flask:
    """Make the application that serves a workspace; `clock` gives the moment of each request."""
    app = Flask(__name__, static_folder=None)
    app.jinja_options = {**app.jinja_options, "bytecode_cache": Compiled()}
    context.start(app, workspace, clock)
    security.start(app)
    htmx.start(app)
    identity.start(app)
    speech.start(app)
    identity.guard(app, auth.sign_in_again)
    assets.start(app, theme_css=theme_css(workspace))
    shell.start(app)
    errors.start(app)
    for blueprint in (
        auth.bp,
        home.bp,
        closing.bp,
        customers.bp,
        ending.bp,
        executing.bp,
        keeping.bp,
        reporting.bp,
        settings.bp,
    ):
        app.register_blueprint(blueprint)
    app.add_url_rule("/ping", "ping", identity.public(_ping))
    app.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=4, COMPRESS_MIN_SIZE=500)
    Compress(app)
    return app


def _ping() -> Response:
    return Response(status=204)
