"""The frame around every screen: navigation, the look that a tablet keeps, the macros, htmx's settings."""

import json
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Final, Literal

from flask import Flask, Response, request, url_for

from akkoord.executing.obligation import CHECK_WORDS
from akkoord.language import Message
from akkoord_web import context, identity
from akkoord_web.htmx import wants_fragment
from akkoord_web.icons import icon
from akkoord_web.speech import say, text_of
from akkoord_web.statuses import status_of
from akkoord_web.telling import customer_tabs, marked, whereabouts
from akkoord_web.writes import new_operation

__all__ = ["Look", "NavigationItem", "look", "remember_look", "start"]

HTMX_CONFIG: Final = json.dumps(
    {
        "allowEval": False,
        "allowScriptTags": False,
        "includeIndicatorStyles": False,
        "selfRequestsOnly": True,
        "historyCacheSize": 0,
        "refreshOnHistoryMiss": True,
        "timeout": 8000,
        "scrollBehavior": "auto",
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            {"code": "[45]..", "swap": True, "error": True},
        ],
    },
    separators=(",", ":"),
)
_COOKIE: Final = "akkoord-look"
_YEAR: Final = 365 * 24 * 3600
_MACROS: Final = ("ui/fields.html", "ui/parts.html")


@dataclass(frozen=True, slots=True)
class Look:
    """How this tablet shows everything: which hand holds it, and how large the text is."""

    hand: Literal["right", "left"] = "right"
    text: Literal["normal", "large"] = "normal"


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A place in the rail."""

    label: str
    url: str
    icon: str
    current: bool
    exact: bool
    search: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    endpoint: str
    label: Message
    icon: str
    about_customers: bool = True
    search: bool = False


# Only screens that exist: the queue comes with its own work.
_PLACES: Final = (
    _Place("home.today", say("Today"), "calendar-days"),
    _Place("customers.listing", say("Customers"), "users", search=True),
    _Place("reporting.listing", say("Figures"), "clipboard-list"),
    _Place("settings.overview", say("Settings"), "settings", about_customers=False),
)
_AT_HOME_IN: Final = {
    "home": "home.today",
    "customers": "customers.listing",
    "closing": "customers.listing",
    "ending": "customers.listing",
    "executing": "customers.listing",
    "keeping": "customers.listing",
    "reporting": "reporting.listing",
    "settings": "settings.overview",
}


def start(app: Flask) -> None:
    """Give every template the macros (`ui`), icons, navigation and settings."""
    env = app.jinja_env
    env.trim_blocks = env.lstrip_blocks = True
    env.globals.update(
        icon=icon,
        status_of=status_of,
        check_words=CHECK_WORDS,
        marked=marked,
        customer_tabs=customer_tabs,
        ends_on=lambda customer: context.workspace().terminations.ends_on([customer.id]).get(customer.id),
        language=context.language,
        visitor=context.visitor,
        today=context.today,
        may=identity.may_do,
        navigation=navigation,
        client_name=lambda: context.workspace().settings.name,
        new_operation=new_operation,
        in_fragment=wants_fragment,
        htmx_config=HTMX_CONFIG,
    )
    env.globals["ui"] = SimpleNamespace(
        **{name: macro for path in _MACROS for name, macro in vars(env.get_template(path).module).items()}
    )
    env.filters["where"] = whereabouts
    app.context_processor(lambda: {"look": look()})


def look() -> Look:
    """Read how this tablet wants to be shown."""
    hand, _, text = request.cookies.get(_COOKIE, "").partition(".")
    return Look("left" if hand == "left" else "right", "large" if text == "large" else "normal")


def remember_look(response: Response, chosen: Look) -> Response:
    """Keep the look on this tablet, whoever signs in."""
    response.set_cookie(
        _COOKIE, f"{chosen.hand}.{chosen.text}", max_age=_YEAR, secure=request.is_secure, httponly=True, samesite="Lax"
    )
    return response


def navigation() -> list[NavigationItem]:
    """List the places that this account can go to."""
    visitor = context.visitor()
    if visitor is None:
        return []
    sees_customers = visitor.is_manager or visitor.role == "account_manager"
    blueprint = (request.endpoint or "").partition(".")[0]
    here = _AT_HOME_IN.get(blueprint)
    return [
        NavigationItem(
            label=text_of(place.label),
            url=url_for(place.endpoint),
            icon=place.icon,
            current=place.endpoint == here,
            exact=place.endpoint == request.endpoint,
            search=place.search,
        )
        for place in _PLACES
        if sees_customers or not place.about_customers
    ]
