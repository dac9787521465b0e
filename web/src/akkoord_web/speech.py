"""Speak the reader's language: choose it, translate, and write numbers and dates as they do."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final, cast

from babel.dates import format_date, format_time
from flask import Flask, g, request

from akkoord.language import LANGUAGES, Language, Message, Speaks, locale_of, spoken, translations
from akkoord.values import formats, round_half_up
from akkoord_web import context

__all__ = ["DOMAIN", "moment", "say", "start", "text_of"]

DOMAIN: Final = "akkoord_web"
_NEAR_DAYS: Final = 90


def say(template: str, /, **values: object) -> Message:
    """Make a sentence of the web's own, with `{named}` places, translated when it is shown."""
    return Message(template, values, DOMAIN)


def text_of(thing: object) -> str:
    """Say anything in the reader's language: a message, words, money, a date."""
    if isinstance(thing, Speaks):
        return thing.text(context.language())
    return spoken(thing, context.language())


def start(app: Flask) -> None:
    """Choose the language of every answer, and teach the templates to translate and to write values."""
    app.before_request(choose_language)
    env = app.jinja_env
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined] # of the extension
    env.filters.update(
        said=text_of,
        euro=lambda amount: formats.euro(amount, context.language()),
        number=lambda value, places=0: formats.number(value, context.language(), places=places),
        date_long=lambda day: formats.date_long(day, context.language()),
        date_medium=lambda day: formats.date_medium(day, context.language()),
        date_short=lambda day: formats.date_short(day, context.language()),
        date_near=_date_near,
        relative=lambda day: formats.relative(day, context.today(), context.language()),
        day_in_full=_day_in_full,
        month_name=_month_name,
        figure=lambda value: formats.number(round_half_up(value, 1), context.language(), places=1),
        clock=_clock,
        moment=moment,
        percent=lambda share: formats.percentage(Decimal(share), context.language()),
    )


def choose_language() -> None:
    """Take the account's language, else the browser's, else the workspace's."""
    visitor = context.visitor()
    if visitor is not None:
        g.language = visitor.language
        return
    fallback = context.workspace().settings.language
    g.language = cast("Language", request.accept_languages.best_match(LANGUAGES, default=fallback))


def _gettext(text: str) -> str:
    return translations(context.language(), DOMAIN).gettext(text)


def _ngettext(one: str, many: str, count: int) -> str:
    return translations(context.language(), DOMAIN).ngettext(one, many, count)


def _date_near(day: date) -> str:
    """Write a date, and how far away it is while that still means something."""
    written = formats.date_medium(day, context.language())
    if abs((day - context.today()).days) > _NEAR_DAYS:
        return written
    return f"{written} ({formats.relative(day, context.today(), context.language())})"


def _day_in_full(day: date) -> str:
    return format_date(day, "EEEE d MMMM", locale=locale_of(context.language()))


def _month_name(day: date) -> str:
    return format_date(day, "MMMM y", locale=locale_of(context.language()))


def _clock(moment: datetime) -> str:
    return format_time(context.local(moment), "HH:mm", locale=locale_of(context.language()))


def moment(at: datetime) -> str:
    """Say when: the time for today, else the day."""
    there = context.local(at)
    if there.date() == context.today():
        return _clock(at)
    if there.year == context.today().year:
        return format_date(there.date(), "d MMM", locale=locale_of(context.language()))
    return formats.date_medium(there.date(), context.language())
