"""Write what a backtest computed as worked cases: the sales, the rule with its parameters, and what it came to."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from akkoord.cases import parse_case_file, replay
from akkoord.executing import ContractRule, Line, ProratedRule
from akkoord.executing.agreement import Job, compute
from akkoord.executing.frozen import Settled
from akkoord.executing.periods import full_period
from akkoord.executing.sales import SaleLine
from akkoord.executing.source import NOTHING
from akkoord.language import Message
from akkoord.notebook.backtesting import Backtest
from akkoord.notebook.exporting.projects import CannotExport
from akkoord.notebook.trials import Ran, Trial
from akkoord.store import Json
from akkoord.values import Period

__all__ = ["MOST_CASES", "cases_of"]

MOST_CASES: Final = 5
CLIENT: Final = "notebook"
"""What the cases call the client: there is no contract in them, so no clause set is needed."""


def cases_of(tested: Backtest) -> list[dict[str, Json]]:
    """Give the periods that say most, as cases: the largest differences, one a contract, and one where nothing came.

    Raises CannotExport when a case would not come out as it did here.
    """
    found = [case for each in _telling(tested) if (case := _case(tested, each)) is not None]
    _require_right(tested, found)
    return found


def _telling(tested: Backtest) -> list[Ran]:
    ordered = sorted(tested.done, key=lambda each: (-abs(each.tried), each.contract, each.first))
    by_contract = list({each.contract: each for each in reversed(ordered)}.values())[::-1]
    most = [each for each in by_contract if each.tried][: MOST_CASES - 1]
    return [*most, *[each for each in by_contract if not each.tried][:1]]


def _case(tested: Backtest, ran: Ran) -> dict[str, Json] | None:
    """Write one period of a contract; None when the rule has nothing to say about it, or several things."""
    trial = tested.trials[ran.contract]
    settled = next((how for how, period in trial.periods(tested.period) if period.first == ran.first), None)
    if settled is None:
        return None
    period = Period(ran.first, ran.last)
    rule = trial.tried.rules[0]
    lines = [line for line in _lines(tested, trial, settled, period) if line.rule == rule.line]
    if len(lines) != 1:
        return None
    sold = _sold(tested, trial, period)
    number = tested.contracts[ran.contract].number.lower()
    return {
        "id": f"{number}-{ran.last.year}",
        "client": CLIENT,
        "sales": [_sale(place, line) for place, line in enumerate(sold, start=1)],
        "settlements": [
            {
                "kind": "periodic",
                "period": {"from": ran.first.isoformat(), "to": ran.last.isoformat()},
                "cutoff": tested.session.today.isoformat(),
                "lines": [_line(tested, trial, rule, lines[0], (settled, period))],
            }
        ],
    }


def _lines(tested: Backtest, trial: Trial, settled: Settled, period: Period) -> Sequence[Line]:
    """Settle the period once more, over the sales lines one by one."""
    agreement = trial.tried
    events = tested.session.workspace.sales.events_of([agreement.contract], _first(trial, period), period.last)
    job = Job(agreement, settled, period, tested.session.today, events.get(agreement.contract, NOTHING))
    return compute(job, tested.session.kinds).lines


def _first(trial: Trial, period: Period) -> date:
    own = trial.tried.rules[0].parameters.get("from")
    return min(period.first, date.fromisoformat(str(own))) if own else period.first


def _sold(tested: Backtest, trial: Trial, period: Period) -> list[SaleLine]:
    agreement, rule = trial.tried, trial.tried.rules[0]
    groups = rule.parameters.get("groups")
    lines = tested.session.workspace.sales.lines_of(agreement.customer, _first(trial, period), period.last)
    mine = [line for line in lines if line.contract in ("", agreement.contract)]
    return [line for line in mine if not isinstance(groups, list | tuple) or line.group in groups]


def _sale(place: int, line: SaleLine) -> Json:
    found: dict[str, Json] = {
        "id": f"s{place}", "date": line.day.isoformat(), "group": line.group, "qty": f"{line.quantity:f}",
        "unit": line.unit, "turnover": f"{line.turnover:f}", "product": line.product,
        "paid_on": None if line.paid_on is None else line.paid_on.isoformat(),
    }  # fmt: skip
    return found


def _line(
    tested: Backtest, trial: Trial, rule: ContractRule, line: Line, over: tuple[Settled, Period]
) -> dict[str, Json]:
    parameters = dict(_plain(rule.parameters))
    settled, period = over
    whole = full_period(settled, trial.tried.commencement, period.last)
    if issubclass(tested.session.kinds[rule.kind], ProratedRule) and whole != period:
        parameters.setdefault("full_period", {"from": whole.first.isoformat(), "to": whole.last.isoformat()})
    return {
        "line": rule.line, "rule": rule.kind, "direction": rule.direction, "params": parameters,
        "vat": _vat(rule),
        "expected": {"amount": line.amount.plain},
    }  # fmt: skip


def _vat(rule: ContractRule) -> dict[str, Json]:
    """Write the VAT of a rule, and that of the goods which have another one."""
    found: dict[str, Json] = {"treatment": rule.vat.treatment, "rate": f"{rule.vat.rate:f}"}
    if rule.goods:
        found["goods"] = [
            {"groups": list(each.groups), "treatment": each.vat.treatment, "rate": f"{each.vat.rate:f}"}
            for each in rule.goods
        ]
    return found


def _plain(parameters: Mapping[str, object]) -> Iterator[tuple[str, Json]]:
    """Give parameters as they stand in files."""
    yield from json.loads(json.dumps(dict(parameters), default=str)).items()


def _require_right(tested: Backtest, cases: Sequence[Mapping[str, Json]]) -> None:
    """See that every case comes out, by the machinery that replays them, as it did in the notebook."""
    file = parse_case_file(json.dumps({"cases": list(cases)}), "cases.json")
    for result in replay(file, (), kinds=tested.session.kinds):
        if not result.ok or not result.checks:
            said = "; ".join(result.details("en")) or "-"
            raise CannotExport(
                Message("Case {name} does not come out as it did here: {problem}", {"name": result.id, "problem": said})
            )
