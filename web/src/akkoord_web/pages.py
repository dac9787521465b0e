"""Answer with a whole page, or with one block of it when htmx asks for the part that changes."""

import logging
import secrets
from collections.abc import Callable, Iterable

from flask import Response, current_app, make_response, render_template
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from akkoord_web import htmx

__all__ = ["block_of", "page", "page_or_fragment", "see_other", "shielded"]

_log = logging.getLogger(__name__)


def page(template: str, *, status: int = 200, **values: object) -> Response:
    """Answer with a whole page."""
    return make_response(render_template(template, **values), status)


def page_or_fragment(
    template: str, block: str | Iterable[str], *, status: int = 200, whole: bool = False, **values: object
) -> Response:
    """Answer with one block (or several, in order) of a template to htmx, and with all of it to everyone else.

    :param whole: also htmx gets the page: for answers that do not fit the region that asked.
    """
    if whole or not htmx.wants_fragment():
        return page(template, status=status, **values)
    blocks = (block,) if isinstance(block, str) else tuple(block)
    return make_response(Markup("").join(block_of(template, name, **values) for name in blocks), status)


def block_of(template: str, block: str, **values: object) -> Markup:
    """Render one block of a template by itself; imports at the top of the template do not reach it."""
    found = current_app.jinja_env.get_template(template)
    context = dict(values)
    current_app.update_template_context(context)
    return Markup("").join(map(Markup, found.blocks[block](found.new_context(context))))


def see_other(url: str) -> Response:
    """After a write: go and look at the result. htmx leaves the page for it as well."""
    response = Response(status=303)
    response.location = url
    if htmx.is_htmx():
        # A browser follows 303 by itself and htmx would swap a whole page into a region.
        response.status_code = 200
        del response.headers["Location"]
        htmx.redirect_whole(response, url)
    return response


def shielded(draw: Callable[[], Markup], *, url: str) -> Markup:
    """Draw one section; when it fails, the rest of the page stands and the section says how to try again."""
    try:
        return draw()
    except HTTPException:
        raise
    except Exception:  # noqa: BLE001 - a broken section must not take the page down
        incident = new_incident()
        _log.exception("section %s failed (%s)", url, incident)
        return block_of("errors/section.html", "note", url=url, incident=incident)


def new_incident() -> str:
    """Make the short id by which a person and the log talk about the same failure."""
    return secrets.token_hex(4)
