"""What a demonstration is played on: the workspace, its people, and the days counted from today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from akkoord.access import CONSOLE, Account
from akkoord.demo.people import Member
from akkoord.workspace import SignIn, Workspace

MORNING: Final = time(9, 15)


@dataclass(frozen=True, slots=True)
class Stage:
    """An open workspace and its accounts by sign-in name; the stories count from `today` and end before `now`."""

    workspace: Workspace
    today: date
    now: datetime
    accounts: dict[str, Account]

    @classmethod
    def set_up(cls, workspace: Workspace, now: datetime, members: Iterable[Member]) -> "Stage":
        """Add the accounts, some years ago."""
        stage = cls(workspace, now.astimezone(workspace.settings.time_zone).date(), now, {})
        opened = stage.moment(stage.today - timedelta(days=6 * 365))
        for member in members:
            stage.accounts[member.login] = workspace.accounts.add(
                member.login,
                member.name,
                member.role,
                member.password,
                by=CONSOLE,
                at=opened,
                language="nl",
                email=member.email,
            )
        return stage

    def moment(self, day: date, minutes: int = 0) -> datetime:
        """Give a moment on a day, so many minutes after a quarter past nine, but never later than now."""
        start = datetime.combine(day, MORNING, tzinfo=self.workspace.settings.time_zone)
        return min(start + timedelta(minutes=minutes), self.now)


def sign_ins(members: Iterable[Member]) -> list[SignIn]:
    """Give who can sign in, account managers first."""
    order = ("account_manager", "manager", "administrator")
    found = [SignIn(one.login, one.password, one.name, one.role) for one in members]
    return sorted(found, key=lambda one: order.index(one.role))
