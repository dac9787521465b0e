"""What an account is: who signs in, and in which role."""

import json
import re
from dataclasses import dataclass
from typing import Final, Literal, cast

from akkoord.access.errors import Missing
from akkoord.language import AkkoordError, Language, Message
from akkoord.store import ACCOUNT, Row, Store

Role = Literal["account_manager", "manager", "administrator"]
ROLES: tuple[Role, ...] = ("account_manager", "manager", "administrator")
AccountState = Literal["active", "disabled"]

MOST_IN_A_TEAM: Final = 60
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,63}")


class InvalidAccount(AkkoordError):
    """What was given cannot be an account: a sign-in name or name that cannot be used."""


@dataclass(frozen=True, slots=True)
class Account:
    """A person who signs in. An administrator sees contracts only when `also_manager` is true.

    `team` is the part of the company where the person works, for who looks at the customers of a whole team.
    """

    id: str
    version: int
    login: str
    name: str
    role: Role
    language: Language = "nl"
    state: AccountState = "active"
    email: str | None = None
    also_manager: bool = False
    team: str | None = None

    def __post_init__(self) -> None:
        """Refuse a sign-in name that people mistype, and an empty name."""
        if not _LOGIN.fullmatch(self.login):
            raise InvalidAccount(
                Message(
                    "The sign-in name {login!r} cannot be used: use 2 to 64 letters, digits, dots or hyphens.",
                    {"login": self.login},
                )
            )
        if not self.name.strip():
            raise InvalidAccount(Message("An account needs the name of the person. Fill in the name."))
        if self.team is not None and not 0 < len(self.team) <= MOST_IN_A_TEAM:
            raise InvalidAccount(
                Message(
                    "The name of a team has at most {most} letters. Choose a shorter one.", {"most": MOST_IN_A_TEAM}
                )
            )
        if self.role not in ROLES:
            raise ValueError(f"role {self.role!r} is none of {', '.join(ROLES)}")

    @property
    def is_active(self) -> bool:
        """Tell whether this person may sign in."""
        return self.state == "active"

    @property
    def is_manager(self) -> bool:
        """Tell whether this person sees the customers of everyone."""
        return self.role == "manager" or self.also_manager

    @property
    def is_administrator(self) -> bool:
        """Tell whether this person keeps the accounts and the settings."""
        return self.role == "administrator"


CONSOLE = Account("console", 0, "console", "Console", "administrator", "en", also_manager=True)
"""Who acts on the command line: somebody with the files in hand may do everything."""


def login_of(typed: str) -> str:
    """Return a sign-in name as it is kept, from what was typed.

    >>> login_of(" Anna.Bos ")
    'anna.bos'
    """
    return typed.strip().lower()


def account_of(row: Row) -> Account:
    """Read an account from its row."""
    body = json.loads(str(row["body"]))
    return Account(
        id=str(row["id"]),
        version=int(str(row["version"])),
        login=str(row["login"]),
        name=body["name"],
        role=cast("Role", row["role"]),
        language=body["language"],
        state=cast("AccountState", row["state"]),
        email=body["email"],
        also_manager=body["also_manager"],
        team=body.get("team"),
    )


def account_row(store: Store, account_id: str) -> Row:
    """Return the row of an account. Raises Missing."""
    row = store.get(ACCOUNT, account_id)
    if row is None:
        raise Missing("account", account_id)
    return row
