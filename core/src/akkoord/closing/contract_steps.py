"""The single steps of a contract's life, pure: what may happen to it, and what it looks like afterwards."""

from dataclasses import replace
from datetime import date
from typing import cast

from akkoord.access import Account, require
from akkoord.closing.assembling import Preview
from akkoord.closing.compose import Issue
from akkoord.closing.contract import Contract, ContractFixed, ContractRefused, ContractState, Ground
from akkoord.closing.draft import InvalidOwnText
from akkoord.dossier import machine
from akkoord.language import Message, Words
from akkoord.store import Event, Json

MOST_IN_A_TITLE = 120


def refuse_fixed(contract: Contract) -> None:
    """Raise ContractFixed for a contract whose text can no longer change."""
    if not contract.is_changeable:
        raise ContractFixed(contract.number, contract.state)


def require_changeable(contract: Contract, by: Account) -> None:
    """Raise NotAllowed or ContractFixed unless this account may change the text of this contract now."""
    require(by, "change", contract)
    refuse_fixed(contract)


def moved(contract: Contract, event: str) -> Contract:
    """Give a contract in its state after an event. Raises IllegalTransition."""
    return replace(contract, state=cast("ContractState", machine("contract").after(contract.state, event)))


def event_of(kind: str, contract: Contract, **more: Json) -> Event:
    """Make an event of a contract, with its number."""
    return Event(kind, {"number": contract.number, **more})


def title_of(typed: str) -> str:
    """Give the title of an own text as it is kept. Raises InvalidOwnText."""
    title = " ".join(typed.split())
    if not title:
        raise InvalidOwnText(Message("Give the own text a title; it becomes the heading in the contract."))
    if len(title) > MOST_IN_A_TITLE:
        raise InvalidOwnText(Message("The title has at most {most} characters.", {"most": MOST_IN_A_TITLE}))
    return title


def refuse_unready(preview: Preview) -> None:
    """Raise ContractRefused or MissingValues for a contract that cannot be made ready to sign."""
    if preview.errors:
        raise ContractRefused(preview.errors)
    preview.document.require_complete()
    if not preview.document.slots:
        nobody = Message(
            "Nobody can sign it: no clause of the contract has a place to sign. Tell who keeps the clauses."
        )
        raise ContractRefused((Issue("NO_PLACE_TO_SIGN", "error", nobody),))


def frozen_as(contract: Contract, preview: Preview, version_id: str, sha256: str) -> Contract:
    """Give a contract with its frozen version, its dates, and the grounds on which it needs approval."""
    facts = preview.composition.facts
    needs = tuple(Ground(issue.code, _words(issue.message)) for issue in preview.approvals)
    if contract.amends is not None:
        # An amendment has no term of its own: it takes effect, and then the contract has what it says.
        return replace(contract, current=version_id, sha256=sha256, needs=needs)
    return replace(
        contract,
        current=version_id,
        sha256=sha256,
        commencement=_day(facts["term.commencement"]),
        ends_on=_day(facts["term.end"]),
        notice_by=_day(facts["term.notice_deadline"]),
        needs=needs,
    )


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _words(message: Message | Words) -> Words:
    return message if isinstance(message, Words) else Words(nl=message.text("nl"), en=message.text("en"))
