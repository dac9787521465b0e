"""Both languages are complete on every screen: no English on a Dutch page, no Dutch on an English one."""

import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

CATALOGS = [
    Path(str(files(name))) / "locale" / "nl" / "LC_MESSAGES" / f"{name}.po" for name in ("akkoord", "akkoord_web")
]
SHORTEST = 4
VOID = frozenset({"input", "meta", "link", "br", "img", "path", "circle", "rect", "line", "polyline", "polygon"})


class Texts(HTMLParser):
    """The texts that a reader meets in the page's own language: not those of the contract, which is Dutch."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.texts, self.open = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in VOID:
            self.open.append((tag, given.get("lang")))
        if not self.foreign:
            self.texts += [given[name] for name in ("aria-label", "title", "placeholder") if given.get(name)]
            self.texts += [value for name, value in attrs if name.startswith("data-") and value]

    def handle_endtag(self, tag):
        if tag in {name for name, _ in self.open}:
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data):
        hidden = any(tag in {"script", "style"} for tag, _ in self.open)
        if data.strip() and not hidden and not self.foreign:
            self.texts.append(" ".join(data.split()))

    @property
    def foreign(self):
        """Whether this stands in a part with a language of its own; the whole page's language does not count."""
        marked = [lang for tag, lang in self.open if lang and tag != "html"]
        return bool(marked) and marked[-1] != (self.open[0][1] or "")


@pytest.fixture(scope="module")
def sayings():
    """Pairs of texts, English and Dutch, that differ: of both catalogs."""
    pairs = set()
    for catalog in CATALOGS:
        with catalog.open("rb") as text:
            for message in read_po(text):
                english = message.id if isinstance(message.id, tuple) else (message.id,)
                dutch = message.string if isinstance(message.string, tuple) else (message.string,)
                pairs |= {pair for pair in zip(english, dutch, strict=False) if pair[0] and pair[0] != pair[1]}
    return pairs


def words_of(questions):
    """The labels, hints and choices of all questions, in both languages."""
    for question in questions.values():
        yield question.label
        yield from ([question.help] if question.help else [])
        yield from (question.choices or {}).values()
        yield from words_of({column.name: column for column in question.columns})


def pattern_of(template):
    """What a text looks like once its places are filled."""
    plain = re.sub(r"%\((\w+)\)s", r"{\1}", template)
    pieces = [literal for literal, *_ in Formatter().parse(plain)]
    if sum(len(piece.strip()) for piece in pieces) < SHORTEST:
        return None
    return re.compile(".+".join(re.escape(piece) for piece in pieces))


@pytest.fixture
def urls(table, workspace, clock):
    """One of every screen of closing, in the states that show the most."""
    table.situation()
    missing = table.proposal(complete=False)
    wrong = table.proposal({"term": {"months": 84}, "exclusivity": {"mode": "all_beer"}})
    presented = workspace.proposals.present(table.proposal(), by=table.by, at=clock.at)
    open_contract = table.contract(own_texts=[("Zonwering", "Van ons.", None), ("Parasols", "Van ons.", "a-prices")])
    unapproved, signed = table.unapproved(), table.signed(table.contract())
    withdrawn = workspace.contracts.withdraw(table.contract(), "Verhuisd", by=table.by, at=clock.at)
    draft = workspace.contracts.put_own_text(table.contract(), "K", "T", by=table.by, at=clock.at).contract
    return [
        f"{table.url}/intake", f"{table.url}/proposals/all", f"/p/{missing.id}", f"/p/{missing.id}/preview",
        f"/p/{wrong.id}", f"/p/{wrong.id}/compare", f"/p/{wrong.id}/why", f"/p/{wrong.id}/why/a-exclusivity",
        f"/p/{wrong.id}/why/a-loan", f"/p/{presented.id}", f"/p/{presented.id}/decline",
        f"/k/{open_contract.id}", f"/k/{open_contract.id}?voided=2&renewed=yes", f"/k/{open_contract.id}?renewed=no",
        f"/k/{open_contract.id}/own-text", f"/k/{open_contract.id}/own-text/2", f"/k/{open_contract.id}/withdraw",
        f"/k/{open_contract.id}/sign", f"/k/{open_contract.id}/why", f"/k/{open_contract.id}/pdf",
        f"/k/{unapproved.id}", f"/k/{unapproved.id}/sign", f"/k/{signed.id}", f"/k/{signed.id}/signed",
        f"/k/{signed.id}/withdraw", f"/k/{withdrawn.id}", f"/k/{draft.id}", f"/k/{draft.id}/pdf",
    ]  # fmt: skip


@pytest.mark.parametrize(("language", "other"), [("nl", "en"), ("en", "nl")])
def test_no_text_of_the_other_language_is_on_any_screen(
    browser, table, workspace, clock, sayings, urls, language, other
):
    for login in ("anna", "piet"):
        account = workspace.accounts.by_login(login)
        workspace.accounts.change_language(account, language, by=account, at=clock.at)
    labels = [(word.en, word.nl) for word in words_of(workspace.clause_set.questions) if word.en != word.nl]
    place = 0 if other == "en" else 1
    own = {pair[1 - place] for pair in (*sayings, *labels)}
    foreign = {pair[place] for pair in (*sayings, *labels)} - own
    patterns = [found for text in foreign if (found := pattern_of(text)) is not None]
    seen = set()
    for url in urls:
        for login in ("anna", "piet"):
            page = browser(login).get(url)
            assert page.status_code in (200, 422), url
            seen |= set(Texts(page.text).texts)
    mixed = sorted(text for text in seen for one in patterns if one.fullmatch(text) and text not in own)
    assert not mixed, "\n".join(mixed)


def test_the_check_would_notice(sayings):
    texts = Texts('<html lang="nl"><p>Make contract</p><p lang="en">Save</p><b aria-label="Clear">x</b></html>').texts
    patterns = [pattern_of(english) for english, _ in sayings]
    noticed = [text for text in texts if any(one and one.fullmatch(text) for one in patterns)]
    assert noticed == ["Make contract", "Clear"]
