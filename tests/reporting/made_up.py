"""Small workspaces full of chance: contracts, sales, statements posted or not, amendments and ends."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Final

from akkoord.access import CONSOLE, Account
from akkoord.closing.contract import Contract
from akkoord.closing.version import FORMAT
from akkoord.dossier import Customer, Party
from akkoord.ending.termination import Plan
from akkoord.executing.agreements import agreements
from akkoord.executing.runs import Run, settle_all
from akkoord.executing.sales import SaleLine
from akkoord.settings import Settings
from akkoord.store import CONTRACT, CONTRACT_VERSION, CUSTOMER, Event, Json, canonical_json
from akkoord.testing import FakeClock
from akkoord.values import Period, add_months, days_after, month_end
from akkoord.workspace import Workspace

NAMES: Final = ("Anker", "Biljart", "Campanula", "Duif", "Engel", "Fortuin")
TEAMS: Final = {"anna": "Noord", "bram": "Zuid"}
GROUPS: Final = ("beer", "beer/draught", "wine")
SETTLED: Final = ("month", "quarter", "half_year", "calendar_year", "contract_year")
VATS: Final = ({"treatment": "standard", "rate": "21"}, {"treatment": "reduced", "rate": "9"})


def make_up(folder: Path, seed: int, now: datetime) -> None:
    """Make a workspace by chance; the same seed gives the same workspace."""
    with (
        Workspace.create(folder, Settings(name="Made up", clause_set="brewery"), clock=FakeClock(now)) as made,
        made.store.write(),
    ):
        life = Life(made, Random(seed), now)
        life.live()


@dataclass(frozen=True)
class Life:
    """What happens in a workspace, by chance."""

    workspace: Workspace
    chance: Random
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()

    def live(self) -> None:
        people = [self._account(login, "account_manager") for login in ("anna", "bram")]
        manager, other = (self._account(login, "manager") for login in ("mia", "max"))
        owners: list[Account | None] = [*people, None]
        for n, name in enumerate(NAMES[: self.chance.randint(2, len(NAMES))]):
            customer = self._customer(name, self.chance.choice(owners))
            for place in range(self.chance.choice((0, 1, 1, 1, 2))):
                self._agree(customer, f"2025-{n}{place}")
        self._settle(manager)
        self._end(other)

    def _account(self, login: str, role: str) -> Account:
        accounts = self.workspace.accounts
        added = accounts.add(login, login.title(), role, "a long password", by=CONSOLE, at=self.now)
        return accounts.change(added, team=TEAMS.get(login, ""), by=CONSOLE, at=self.now)

    def _customer(self, name: str, owner: Account | None) -> Customer:
        party = Party(f"Café {name}", "bv", city=self.chance.choice(("Utrecht", "Zwolle")))
        added = self.workspace.customers.add(party, owner.id if owner else None, by=CONSOLE, at=self.now)
        active = {"id": added.id, "state": "active"}
        self.workspace.store.save(CUSTOMER, active, expected=added.version, events=[Event("commence")], by="x",
                                  at=self.now)  # fmt: skip
        return self.workspace.customers.get(added.id)

    def _agree(self, customer: Customer, number: str) -> None:
        """Put a contract in force, amended or not, and let the customer buy under it."""
        first = self.chance.choice((date(2024, 7, 1), date(2025, 1, 1), date(2025, 3, 15), date(2026, 4, 1)))
        last = self.chance.choice((None, add_months(days_after(first, -1), 36), date(2027, 1, 10)))
        rules = self._rules(first, last)
        self._row(customer, number, first, last)
        current = base = self._version(number, rules)
        if self.chance.random() < 0.4:
            day = self.chance.choice((date(2026, 7, 1), date(2026, 5, 12)))
            amendment = f"{number}-1"
            self._row(customer, amendment, day, last, amends=number, base=base)
            current = self._version(amendment, [self._changed(one) for one in rules])
            self._moved(amendment, state="amended", current=current)
        self._moved(number, current=current)
        self.workspace.sales.load(self._sales(customer, number, first), run="made up", at=self.now)

    def _row(self, customer: Customer, number: str, first: date, last: date | None, **more: str) -> None:
        own: list[Json] = [{"n": 1, "title": "Eigen", "body": "Een eigen afspraak.", "after": None}]
        needs: list[Json] = [{"code": "term", "nl": "Lange looptijd", "en": "Long term"}]
        body = {
            "clause_set": "brewery", "facts": {}, "made_on": (first - timedelta(days=30)).isoformat(),
            "own_texts": own * self.chance.randint(0, 2), "sha256": None, "needs": needs * self.chance.randint(0, 1),
            "approvals": [], "authors": [], "reason": None, "notice_on": None, "base": more.pop("base", None),
        }  # fmt: skip
        row = {
            "id": number, "state": "in_force", "customer": customer.id, "number": number,
            "commencement": first.isoformat(), "ends_on": None if last is None else last.isoformat(),
            "notice_by": self.chance.choice((None, "2026-12-15", "2026-11-01")), "current": None, "updated_at": "",
            "proposal": None, "amends": None, "body": canonical_json(body), **more,
        }  # fmt: skip
        self.workspace.store.save(CONTRACT, row, expected=0, events=[Event("made")], by="x", at=self.now)

    def _moved(self, number: str, **more: str) -> None:
        row = {"id": number, **more}
        self.workspace.store.save(CONTRACT, row, expected=1, events=[Event("make_ready")], by="x", at=self.now)

    def _version(self, number: str, rules: list[dict[str, Json]]) -> str:
        body = canonical_json(
            {"format": FORMAT, "contract": {"number": number, "title": "Overeenkomst", "language": "nl"},
             "clause_set": "brewery", "plugins": {}, "facts": {}, "own_texts": [],
             "parts": [{"id": "a-5", "kind": "article", "label": "5", "title": "Prijs", "html": "<p>Prijs.</p>",
                        "own_text": None, "clause": None}],
             "labels": {"by_id": {"a-5": "5"}, "retired": []}, "references": [], "slots": [], "obligations": [],
             "rules": [*rules], "remarks": [], "layout": None}
        )  # fmt: skip
        key = f"v-{number}"
        self.workspace.store.add(
            CONTRACT_VERSION,
            {"id": key, "contract": number, "version": 1, "revision": 1, "sha256": key, "made_at": "",
             "made_by": "x", "body": body},
        )  # fmt: skip
        return key

    def _rules(self, first: date, last: date | None) -> list[dict[str, Json]]:
        """Agree two to five rules of different kinds, settled as chance has it."""
        groups: list[Json] = [*self.chance.sample(GROUPS, self.chance.randint(1, 2))]
        basis = self.chance.choice(("delivered", "delivered_and_paid"))
        scope: dict[str, Json] = {"groups": groups, "basis": basis}
        tiers: list[Json] = [{"from_qty": "20", "rate": "3.5000"}, {"from_qty": "60", "rate": "7.2500"}]
        clawback: dict[str, Json] = {"amount": "4000", "months": 36, "contract_end": (last or first).isoformat()}
        known = [
            self._rule("discount", "per_unit", "payable", {**scope, "rate": f"{self.chance.randint(1, 40)}.1050"}),
            self._rule("rebate", "turnover_pct", "payable", {**scope, "pct": str(self.chance.randint(1, 9))}),
            self._rule("bonus", "tier_per_unit", "payable", {**scope, "method": "whole", "tiers": tiers}),
            self._rule("fee", "fixed_per_month", "receivable", {"amount": "12.34"}),
            self._rule("short", "shortfall_per_unit", "receivable",
                       {**scope, "commitment": str(self.chance.randint(5, 150)), "rate": "9.9900"},
                       settle="contract_year"),
            self._rule("clawback", "linear_clawback", "receivable", clawback, settle="end"),
        ]  # fmt: skip
        return self.chance.sample(known, self.chance.randint(2, 5))

    def _rule(
        self, line: str, kind: str, direction: str, parameters: dict[str, Json], settle: str | None = None
    ) -> dict[str, Json]:
        return {
            "clause": "a-5", "line": line, "kind": kind, "direction": direction, "group": None, "cumulation": None,
            "vat": dict(self.chance.choice(VATS)), "settle": settle or self.chance.choice(SETTLED), "effect": None,
            "item": None, "parameters": parameters, "facts": {},
        }  # fmt: skip

    def _changed(self, rule: dict[str, Json]) -> dict[str, Json]:
        """Amend a rate, or leave it as it was."""
        parameters = dict(rule["parameters"])
        if "rate" in parameters and self.chance.random() < 0.7:
            parameters["rate"] = "15.0000"
        return {**rule, "parameters": parameters}

    def _sales(self, customer: Customer, number: str, first: date) -> list[SaleLine]:
        """Sell now and then, with returns; some of it is paid late, or not yet."""
        days = (self.today - first).days
        return [
            SaleLine(
                id=f"{number}-{n}",
                customer=customer.id,
                contract=self.chance.choice(("", number)),
                day=(day := first + timedelta(days=self.chance.randrange(days))),
                group=self.chance.choice(GROUPS),
                quantity=Decimal(self.chance.randint(-200, 900)) / 100,
                unit="hl",
                turnover=Decimal(self.chance.randint(-9_000, 90_000)) / 100,
                paid_on=self.chance.choice((None, day, day + timedelta(days=40))),
            )
            for n in range(self.chance.randint(0, 40))
        ]

    def _settle(self, manager: Account) -> None:
        """Settle the past quarters, of which some are posted; some again, when more was known."""
        for back in (5, 4, 3, 2, 1, 0):
            first = add_months(date(2026, 10, 1), -3 * back)
            quarter = Period(first, month_end(add_months(first, 2)))
            for after in self.chance.sample((10, 50), self.chance.randint(0, 2)):
                self._run(quarter, min(self.today, quarter.last + timedelta(days=after)), manager)

    def _run(self, quarter: Period, cutoff: date, manager: Account) -> None:
        found = [one for one in agreements(self.workspace.store, quarter.last) if self.chance.random() < 0.8]
        by = self.chance.choice((CONSOLE, manager))
        run = Run(quarter, cutoff, by, self.now, post=self.chance.random() < 0.6)
        for outcome in settle_all(self.workspace.statements, found, run):
            if outcome.problem is not None:
                raise outcome.problem

    def _end(self, manager: Account) -> None:
        """End some contracts, now or later, and bring some customers back."""
        for contract, customer in self.workspace.contracts.all(states=("in_force",)):
            if contract.amends is not None or self.chance.random() < 0.6:
                continue
            day = self.chance.choice((date(2026, 9, 30), date(2026, 11, 14), date(2026, 12, 24)))
            if day < contract.commencement or (contract.ends_on and day > contract.ends_on):
                continue
            self._terminate(contract, day, manager)
            if self.workspace.customers.get(customer.id).state == "terminated" and self.chance.random() < 0.5:
                gone = self.workspace.customers.get(customer.id)
                self.workspace.restoring.restore(gone, by=CONSOLE, at=self.now)

    def _terminate(self, contract: Contract, day: date, manager: Account) -> None:
        policy = self.workspace.terminations.policy
        reason = self.chance.choice([one for one in policy.reasons if not (one.asked or one.only_fixed_term)])
        circumstances = tuple(one.code for one in self.chance.sample(policy.circumstances, 2))
        plan = Plan(
            reason.code, circumstances, "Verteld.", "customer", day,
            notice_received=self.today - timedelta(days=2), ground="In overleg."
        )  # fmt: skip
        done = self.workspace.terminations.plan(contract.customer, contract, plan, by=CONSOLE, at=self.now)
        if done.state == "waiting":
            done = self.workspace.terminations.approve(done, "Akkoord.", by=manager, at=self.now)
        if done.statement is not None and self.chance.random() < 0.5:
            statement = self.workspace.statements.get(done.statement)
            if statement.state == "provisional" and manager.id not in statement.authors:
                approved = self.workspace.statements.approve(statement, by=manager, at=self.now)
                self.workspace.statements.post(approved, by=manager, at=self.now)
