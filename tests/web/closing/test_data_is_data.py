"""Names and texts that look like code come out as they were typed, on every screen, and policy is kept everywhere."""

import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

from akkoord.dossier import Person

PAYLOADS = (
    "${7*7}",
    "<script>alert(1)</script>",
    "{#x}",
    "% if True:",
    "## heading",
    "{{ 7*7 }}",
    '" onmouseover="alert(1)',
    "<img src=x onerror=alert(1)>",
    "<%! import os %>",
    "</textarea></title>",
)


class Shown(HTMLParser):
    """What a page shows: its text, and the values of its boxes; and whatever should not be in it."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.text, self.values, self.wrong, self.unseen = "", [], [], 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.unseen += tag in {"script", "style", "title"}
        self.values.append(given.get("value") or "")
        if tag == "style" or "style" in given or any(name.startswith("on") for name in given):
            self.wrong.append((tag, given))
        if tag == "script" and not (given.get("src") or "").startswith("/static/"):
            self.wrong.append((tag, given))
        if tag == "img":
            self.wrong.append((tag, given))

    def handle_endtag(self, tag):
        self.unseen -= tag in {"script", "style", "title"}

    def handle_data(self, data):
        self.text += data

    def says(self, words):
        flat = " ".join(self.text.split())
        return " ".join(words.split()) in flat or words in self.values or words in self.text


def screens(table, contract):
    """Every screen of closing that shows this contract or what it was made of."""
    proposal = table.proposal()
    table.workspace.proposals.change(proposal, {"term": {"kind": "fixed"}}, by=table.by, at=table.clock.at)
    return {
        "situation": f"{table.url}/intake",
        "proposals": f"{table.url}/proposals/all",
        "proposal": f"/p/{proposal.id}",
        "compare": f"/p/{proposal.id}/compare",
        "preview": f"/p/{proposal.id}/preview",
        "reasons": f"/p/{proposal.id}/why",
        "why": f"/p/{proposal.id}/why/a-final",
        "converted": f"/p/{contract.proposal}",
        "contract": f"/k/{contract.id}",
        "own text": f"/k/{contract.id}/own-text/1",
        "withdraw": f"/k/{contract.id}/withdraw",
        "sign": f"/k/{contract.id}/sign",
        "pdf": f"/k/{contract.id}/pdf",
    }


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_name_and_an_own_text_come_out_literally_on_every_screen(anna, table, workspace, clock, payload):
    party = replace(table.customer.party, name=payload, signatories=(Person(payload, payload),))
    table.customer = workspace.customers.change(table.customer, party=party, by=table.by, at=clock.at)
    table.situation({"outlet": {"name": payload}, "situation": {"notes": payload}})
    contract = table.contract(own_texts=[(payload, payload, None), (f"{payload} 2", payload, "a-prices")])
    for name, url in screens(table, contract).items():
        page = anna.get(url)
        assert page.status_code == 200, name
        shown = Shown(page.text)
        assert shown.wrong == [], name
        assert shown.says(payload), f"{name} does not show {payload}"
        assert "49" not in re.findall(r"\b49\b", unescape(shown.text)), name
    contract_page = Shown(anna.get(f"/k/{contract.id}").text)
    assert contract_page.text.count(payload) >= 5
    signed = table.signed(contract)
    for url in (f"/k/{contract.id}", f"/k/{contract.id}/signed"):
        shown = Shown(anna.get(url).text)
        assert shown.says(payload)
        assert shown.wrong == []
    assert signed.state == "in_force"


def test_what_is_typed_while_signing_comes_out_literally(anna, table):
    contract = table.contract()
    typed = {"name": "<script>alert(1)</script>", "role": "${7*7}", "place": '" onload="x'}
    for _ in range(2):
        form, more = table.drawing(anna, contract, **typed)
        anna.send(form, more)
    for url in (f"/k/{contract.id}", f"/k/{contract.id}/signed"):
        shown = Shown(anna.get(url).text)
        assert shown.wrong == []
        assert shown.says("<script>alert(1)</script>")
        assert shown.says("${7*7}")


def test_refused_forms_give_back_what_was_typed_as_text(anna, table):
    proposal, contract = table.proposal(), table.contract(own_texts=[("T", "B", None)])
    hostile = '"><script>alert(1)</script>'
    answers = [
        anna.send(anna.form(f"/p/{proposal.id}"), {"term.months": hostile}),
        anna.send(anna.form(f"{table.url}/intake"), {"situation.annual_volume_hl": hostile}),
        anna.send(anna.form(f"/k/{contract.id}/own-text"), {"title": "", "body": hostile}),
        anna.post(f"/k/{contract.id}/sign", {"op": "a", "slot": hostile, "name": hostile, "sha256": hostile}),
    ]
    for answer in answers:
        assert Shown(answer.text).wrong == []
        assert "<script>alert" not in answer.text


def test_drawings_are_lines_and_nothing_else(anna, table):
    contract = table.signed(table.contract())
    page = anna.get(f"/k/{contract.id}/signed").text
    drawings = re.findall(r'<span class="drawing".*?</span>', page, re.DOTALL)
    assert len(drawings) == 2
    for drawing in drawings:
        tags = re.findall(r"<(\w+)", drawing)
        assert tags == ["span", "svg", "path"]
        assert "style" not in drawing
    assert json.dumps(table.lines) not in page


@pytest.mark.parametrize("length", [8_000, 250_000])
def test_endless_answers_are_refused_and_never_an_error_of_ours(anna, table, length):
    proposal, contract = table.proposal(), table.contract()
    for url, name in (
        (f"/p/{proposal.id}", "exclusivity.mode"),
        (f"/p/{proposal.id}", "term.months"),
        (f"/p/{proposal.id}/result", "investment.purpose"),
        (f"/p/{proposal.id}/contract", "term.commencement"),
        (f"{table.url}/intake", "situation.notes"),
        (f"/k/{contract.id}/withdraw", "reason"),
        (f"/k/{contract.id}/own-text", "body"),
        (f"/k/{contract.id}/sign", "strokes"),
    ):
        answer = anna.post(url, {"op": "a" + name, "version": "1", name: "9" * length})
        assert answer.status_code < 500, url
