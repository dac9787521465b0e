"""What an amendment changes: the parts that differ from the signed version, and the short document that lists them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from markupsafe import Markup, escape

from akkoord.closing.document import Document
from akkoord.closing.labels import Labels
from akkoord.closing.redline import blocks_of
from akkoord.closing.version import AmendmentData, ContractVersion
from akkoord.language import AkkoordError, Language, Message
from akkoord.values.formats import date_long

__all__ = ["ChangedPart", "NothingChanges", "amendment_data", "changes_of", "labels_of"]

Change = Literal["changed", "added", "removed"]
_ABOUT: Final = ("recital", "article", "annex")
"""The kinds of parts that an amendment lists; the parties and the places to sign are in it anyway."""
_TITLE: Final = re.compile(r"<h1>.*?</h1>", re.DOTALL)
_CONNECTIVE: Final = re.compile(r'<p class="connective">.*?</p>', re.DOTALL)
_LINK: Final = re.compile(r'<a href="#([^"]*)">(.*?)</a>', re.DOTALL)


class NothingChanges(AkkoordError):
    """An amendment in which every part reads as it was signed."""

    def __init__(self, number: str) -> None:
        super().__init__(
            Message("Nothing changes in contract {number} yet. Change an answer or an own text.", {"number": number})
        )


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """A part that an amendment changes, adds or takes out: its HTML before and after."""

    id: str
    kind: str
    change: Change
    label: str | None
    title: str
    before: str
    after: str
    behind: str | None = None


def labels_of(version: ContractVersion) -> Labels:
    """Give the labels of a signed version, which its amendments leave as they are."""
    labels = version.data["labels"]
    return Labels(dict(labels["by_id"]), frozenset(labels["retired"]))


def changes_of(base: ContractVersion, document: Document) -> tuple[ChangedPart, ...]:
    """Compare a new version with the signed one, part by part; in the order of the contract, what vanishes last."""
    old = {part["id"]: part for part in base.data["parts"]}
    found: list[ChangedPart] = []
    behind: str | None = None
    for section in document.sections:
        if section.kind not in _ABOUT:
            continue
        before = old[section.id]["html"] if section.id in old else ""
        if blocks_of(before) != blocks_of(str(section.html)):
            change: Change = "changed" if section.id in old else "added"
            found.append(
                ChangedPart(
                    section.id, section.kind, change, section.label, section.title, before, str(section.html), behind
                )
            )
        behind = section.label or behind
    stay = {section.id for section in document.sections}
    for part in base.data["parts"]:
        if part["id"] not in stay and part["kind"] in _ABOUT:
            gone = ChangedPart(part["id"], part["kind"], "removed", part["label"], part["title"], part["html"], "")
            found.append(gone)
    return tuple(found)


def amendment_data(
    base: ContractVersion, document: Document, *, effective: date, n: int, signed_on: date | None
) -> AmendmentData:
    """Write what an amendment is. Raises NothingChanges."""
    changes = changes_of(base, document)
    if not changes:
        raise NothingChanges(document.number or "")
    return {
        "of": base.sha256,
        "effective": effective.isoformat(),
        "n": n,
        "changes": [{"part": one.id, "change": one.change, "label": one.label, "title": one.title} for one in changes],
        "html": str(_short(document, changes, effective=effective, n=n, signed_on=signed_on)),
    }


def _short(
    document: Document, changes: Sequence[ChangedPart], *, effective: date, n: int, signed_on: date | None
) -> Markup:
    """Write the short document: who agree, from when, only what changes, and where they sign."""
    language = document.language
    values = {"n": n, "title": document.title}
    title = Message("Amendment {n} of: {title}", values).text(language)
    preambles = [str(one.html) for one in document.sections if one.kind == "preamble"]
    parties = [_CONNECTIVE.sub("", _TITLE.sub("", html)) for html in preambles]
    listed = [piece for one in changes for piece in (_introduced(one, language), one.after)]
    signing = [str(one.html) for one in document.sections if one.kind == "signature"]
    pieces = [f"<h1>{escape(title)}</h1>", *parties, _agreed(document, effective, signed_on), *listed,
              _said(Message("For the rest the contract remains as it is."), language), *signing]  # fmt: skip
    return Markup(_without_dead_links("\n".join(piece for piece in pieces if piece)))  # noqa: S704 - frozen from escaped HTML


def _agreed(document: Document, effective: date, signed_on: date | None) -> str:
    language = document.language
    values = {"number": document.number or "", "day": date_long(effective, language)}
    if signed_on is None:
        message = Message("The parties change contract {number} with effect from {day} as follows.", values)
    else:
        signed = {**values, "signed": date_long(signed_on, language)}
        message = Message(
            "The parties change contract {number}, signed on {signed}, with effect from {day} as follows.", signed
        )
    return _said(message, language)


def _introduced(one: ChangedPart, language: Language) -> str:
    """Say what happens to a part, above its new text."""
    name = one.label or one.title
    if one.kind == "article":
        name = Message("Article {label}", {"label": one.label or ""}).text(language)
    values = {"part": name, "title": one.title, "behind": one.behind or ""}
    match one.change:
        case "changed":
            return _said(Message("{part} is changed and reads:", values), language)
        case "removed":
            return _said(Message("{part} ({title}) lapses.", values), language)
    if one.kind == "article" and one.behind:
        return _said(Message("After article {behind} comes a new article:", values), language)
    return _said(Message("Added is:"), language)


def _said(message: Message, language: Language) -> str:
    return f'<p class="connective">{escape(message.text(language))}</p>'


def _without_dead_links(html: str) -> str:
    """Turn references to parts that are not in this document into plain words."""
    ids = set(re.findall(r'\bid="([^"]*)"', html))
    return _LINK.sub(lambda link: link[0] if link[1] in ids else link[2], html)
