"""Settle the past of the demonstration: every quarter was settled, approved and posted; who paid late was corrected."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from akkoord.access import CONSOLE, Account
from akkoord.demo.stage import Stage
from akkoord.executing.agreement import Agreement
from akkoord.executing.agreements import agreements
from akkoord.executing.periods import full_period
from akkoord.executing.runs import Run, settle_all
from akkoord.values import Period, add_months

QUARTERS: Final = 8
"""How many quarters back the demonstration has sales to settle."""
RUN_AFTER: Final = timedelta(days=20)
AGAIN_AFTER: Final = timedelta(days=80)
"""Days after a quarter on which it is settled, and settled again for who paid late."""
APPROVED_AFTER: Final = timedelta(days=6)


def settle_the_past(stage: Stage, manager: Account) -> None:
    """Settle the past quarters; a third of the last one still waits for the manager."""
    runs = sorted(_runs(stage.today))
    for day, quarter in runs:
        found = list(agreements(stage.workspace.store, quarter.last))
        _settle(stage, found, Run(quarter, day, CONSOLE, stage.moment(day)))
        approved = [each for n, each in enumerate(found) if quarter != runs[-1][1] or n % 3]
        _settle(stage, approved, Run(quarter, day, manager, stage.moment(day + APPROVED_AFTER), post=True))


def _runs(today: date) -> Iterator[tuple[date, Period]]:
    """Give the days on which something was settled, with the quarter that was."""
    for back in range(1, QUARTERS + 1):
        quarter = full_period("quarter", today, add_months(today, -3 * back))
        for after in (RUN_AFTER, AGAIN_AFTER):
            if quarter.last + after <= today:
                yield quarter.last + after, quarter


def _settle(stage: Stage, found: Sequence[Agreement], run: Run) -> None:
    for outcome in settle_all(stage.workspace.statements, found, run):
        if outcome.problem is not None:
            raise outcome.problem
