"""Amend a running contract: draft what changes, sign it like a contract, and let it take effect on its day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import cast

from akkoord.access import CONSOLE, Account, Change, require
from akkoord.closing.amendment import ChangedPart, changes_of
from akkoord.closing.assembling import asked_facts
from akkoord.closing.contract import Changed, Contract
from akkoord.closing.contract_reading import read_version
from akkoord.closing.contract_steps import event_of, moved, require_changeable
from akkoord.closing.contract_writing import ContractWriting
from akkoord.closing.version import ContractVersion
from akkoord.dossier import Answers, changed_names
from akkoord.facts import Facts, deep_merge
from akkoord.language import AkkoordError, Message
from akkoord.store import CONTRACT, Event, Json, Span, Where

__all__ = ["Amendments", "InvalidAmendment"]


class InvalidAmendment(AkkoordError):
    """A contract that cannot be amended now, or not from that day."""


class Amendments(ContractWriting):
    """The amendments of a store: contracts of their own, that change another."""

    def start(self, contract: Contract, *, by: Account, at: datetime, effective: date | None = None) -> Contract:
        """Begin an amendment with what holds now; it takes effect on a day: today, or the first of the contract.

        Raises InvalidAmendment for a contract that does not bind, or of which an amendment is under way.
        """
        require(by, "change", contract)
        _refuse_unbinding(contract)
        open_one = next((one for one in self.amendments(contract) if one.is_changeable), None)
        if open_one is not None:
            return open_one
        number = f"{contract.number}-{1 + len(self.amendments(contract))}"
        day = effective or _first_day(contract, self.house.day(at))
        begun = Contract(
            id=self._new_id(), version=0, state="draft", customer=contract.customer, proposal=None, number=number,
            clause_set=contract.clause_set, facts=contract.facts, made_on=self.house.day(at),
            own_texts=contract.own_texts, authors=(by.id,), owner=contract.owner, amends=contract.id,
            base=contract.current, commencement=_effective(contract, day),
        )  # fmt: skip
        event = Event("amendment_begun", {"number": number})
        return self._save(begun, [event], Change(by, at))

    def amended(self, amendment: Contract) -> Contract:
        """Return the contract that an amendment changes."""
        return self.get(amendment.amends or "")

    def change(
        self, amendment: Contract, answers: Mapping[str, object], effective: date, *, by: Account, at: datetime
    ) -> Changed:
        """Keep what changes, as answers over what holds now, and from when.

        An amendment that was ready to sign becomes a draft again and its signatures void; `Changed` says so.
        Raises InvalidAmendment, ContractFixed, StaleVersion or NotAllowed.
        """
        require_changeable(amendment, by)
        contract = self.amended(amendment)
        day = _effective(contract, effective)
        questions = self.house.clause_set.questions
        merged = cast("Answers", deep_merge(amendment.facts, answers))
        facts = asked_facts(questions, Facts(merged, questions)).to_json()
        names = changed_names(amendment.facts, facts)
        if not names and day == amendment.commencement:
            return Changed(amendment)
        event = Event("amendment_changed", {"fields": names, "number": amendment.number})
        return self._change(replace(amendment, facts=facts, commencement=day), event, Change(by, at))

    def changes(self, amendment: Contract) -> tuple[ChangedPart, ...]:
        """Compare an amendment part by part with the version that it changes."""
        return changes_of(self.base(amendment), self.composed(amendment).document)

    def base(self, amendment: Contract) -> ContractVersion:
        """Return the signed version that an amendment changes."""
        return read_version(self._store, amendment.base or "")

    def on_day(self, day: date, at: datetime) -> list[Contract]:
        """Let signed amendments take effect whose day has come; return the contracts. Twice on a day is harmless."""
        where: Where = {"state": "in_force", "commencement": Span(last=day.isoformat())}
        signed = [row for row in self._store.find(CONTRACT, where=where) if row["amends"] is not None]
        signed.sort(key=lambda row: (str(row["commencement"]), str(row["number"])))
        return [done for row in signed if (done := self._take_effect(self.get(str(row["id"])), at)) is not None]

    def follow(self, amendment: Contract, event: str, change: Change) -> None:
        """Let an amendment that was signed on or after its day take effect at once."""
        if event != "last_signature" or amendment.amends is None or amendment.commencement is None:
            return
        if amendment.commencement <= self.house.day(change.at):
            self._take_effect(amendment, change.at)

    def _take_effect(self, amendment: Contract, at: datetime) -> Contract | None:
        contract, change = self.amended(amendment), Change(CONSOLE, at)
        if not contract.is_binding:
            return None
        with self._store.write():
            self._save(moved(amendment, "amendment_in_force"), [_in_force(amendment)], change)
            renewed = [event_of("renewed", contract)] if contract.state == "expiring" else []
            running = moved(contract, "renewed") if renewed else contract
            changed = _with(moved(running, "amendment_in_force"), amendment, self.version(amendment))
            return self._save(changed, [*renewed, _in_force(amendment)], change)


def _in_force(amendment: Contract) -> Event:
    body: dict[str, Json] = {"number": amendment.number, "amendment": amendment.id, "version": amendment.current}
    return Event("amendment_in_force", body)


def _with(contract: Contract, amendment: Contract, version: ContractVersion | None) -> Contract:
    """Give a contract with what an amendment made of it; the end moves only when the term was amended."""
    changed = replace(
        contract,
        current=amendment.current,
        sha256=amendment.sha256,
        facts=amendment.facts,
        own_texts=amendment.own_texts,
    )
    if contract.facts.get("term") == amendment.facts.get("term") or version is None:
        return changed
    term = version.data["facts"].get("term")
    days = term if isinstance(term, Mapping) else {}
    return replace(changed, ends_on=_day(days.get("end")), notice_by=_day(days.get("notice_deadline")))


def _effective(contract: Contract, day: date) -> date:
    """Refuse a day on which the contract does not hold. Raises InvalidAmendment."""
    first, last = contract.commencement, contract.ends_on
    if (first is not None and day < first) or (last is not None and day > last):
        values = {"number": contract.number, "first": first, "last": last}
        raise InvalidAmendment(
            Message("Contract {number} holds from {first} until {last}: choose a day in between.", values)
        )
    return day


def _first_day(contract: Contract, today: date) -> date:
    return today if contract.commencement is None else max(today, contract.commencement)


def _refuse_unbinding(contract: Contract) -> None:
    if not contract.is_binding or contract.current is None:
        raise InvalidAmendment(
            Message("Contract {number} is not in force, so it cannot be amended.", {"number": contract.number})
        )


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None
