"""A browser without a screen for tests: it opens pages, fills in the forms that stand in them, and sends them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from flask import Flask
from werkzeug.test import TestResponse

from akkoord_web.identity import COOKIE

__all__ = ["Browser", "Form", "forms_of", "triggers"]

SAME_ORIGIN: Final = {"Sec-Fetch-Site": "same-origin"}
_UNSEEN: Final = frozenset({"template", "noscript"})
_NOT_SENT: Final = frozenset({"submit", "file"})
_TICKED: Final = frozenset({"checkbox", "radio"})
Pairs = list[tuple[str, str]]


@dataclass
class Form:
    """A form as it stands in a page: where it goes, and what it holds."""

    action: str
    values: Pairs = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        """Give what a box holds."""
        return next(value for own, value in self.values if own == name)

    def filled(self, changes: Mapping[str, str | None]) -> Pairs:
        """Give what a browser would send with some boxes changed; None leaves a box out."""
        kept = [(name, value) for name, value in self.values if name not in changes]
        return kept + [(name, value) for name, value in changes.items() if value is not None]


class Browser:
    """A person with a browser: signed in with a session's token, or nobody."""

    def __init__(self, app: Flask, token: str | None = None, language: str = "nl") -> None:
        """Open a browser on an application."""
        self.client = app.test_client()
        self._language = language
        if token:
            self.client.set_cookie(COOKIE, token)

    @property
    def token(self) -> str | None:
        """The token of the session that the browser holds."""
        cookie = self.client.get_cookie(COOKIE)
        return None if cookie is None else cookie.value

    def get(self, url: str, *, htmx: bool = False, headers: Mapping[str, str] | None = None) -> TestResponse:
        """Ask for an address, as htmx does or as a person does."""
        return self.client.get(url, headers=self._headers(htmx=htmx, more=headers))

    def post(
        self,
        url: str,
        data: Mapping[str, object] | Iterable[tuple[str, object]],
        *,
        htmx: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> TestResponse:
        """Send something to an address of the same site."""
        values: dict[str, list[object]] = {}
        for name, value in data.items() if isinstance(data, Mapping) else data:
            values.setdefault(name, []).append(value)
        return self.client.post(url, data=values, headers=SAME_ORIGIN | self._headers(htmx=htmx, more=headers))

    def form(self, url: str, action: str | None = None) -> Form:
        """Open a page and give the form in it that goes to `action`, else to the page's own address."""
        page = self.get(url)
        found = [one for one in forms_of(page) if one.action.endswith(action or url)]
        if page.status_code != 200 or not found:  # noqa: PLR2004 - the page is there
            raise AssertionError(f"no form to {action or url} in {url} ({page.status_code})")
        return found[0]

    def send(
        self,
        form: Form,
        changes: Mapping[str, str | None] | None = None,
        *,
        htmx: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> TestResponse:
        """Fill in a form and send it."""
        return self.post(form.action, form.filled(changes or {}), htmx=htmx, headers=headers)

    def _headers(self, *, htmx: bool, more: Mapping[str, str] | None) -> dict[str, str]:
        return {"Accept-Language": self._language} | ({"HX-Request": "true"} if htmx else {}) | dict(more or {})


def forms_of(page: TestResponse | str) -> list[Form]:
    """Read the forms of a page, without what only shows when scripts are off."""
    parser = _FormParser()
    parser.feed(page if isinstance(page, str) else page.text)
    return parser.forms


def triggers(response: TestResponse) -> Mapping[str, object]:
    """Give the events that an answer announces to the page."""
    told: dict[str, object] = json.loads(response.headers.get("HX-Trigger", "{}"))
    return told


class _FormParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._by_id: dict[str, Form] = {}
        self._form: Form | None = None
        self._area: tuple[Form, str] | None = None
        self._text = ""
        self._select: tuple[Form, str] | None = None
        self._chosen: str | None = None
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._unseen += tag in _UNSEEN
        if self._unseen:
            return
        if tag == "form":
            self._form = Form(given.get("action", ""))
            self.forms.append(self._form)
            self._by_id[given.get("id", "")] = self._form
        owner = self._by_id.get(given["form"]) if "form" in given else self._form
        if owner is not None and "disabled" not in given:
            self._open_box(tag, given, owner)

    def _open_box(self, tag: str, given: Mapping[str, str], owner: Form) -> None:
        name, value, kind = given.get("name", ""), given.get("value", ""), given.get("type", "text")
        if tag == "option" and self._select and (self._chosen is None or "selected" in given):
            self._chosen = value
        if not name:
            return
        if tag == "textarea":
            self._area, self._text = (owner, name), ""
        elif tag == "select":
            self._select, self._chosen = (owner, name), None
        elif tag == "input" and kind not in _NOT_SENT and (kind not in _TICKED or "checked" in given):
            owner.values.append((name, value))

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._area:
            owner, name = self._area
            owner.values.append((name, self._text.removeprefix("\n")))
            self._area = None
        elif tag == "select" and self._select:
            owner, name = self._select
            owner.values.append((name, self._chosen or ""))
            self._select = None
