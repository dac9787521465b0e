"""Keep the accounts: add them, sign in, change a password or language, disable and enable."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from akkoord.access.account import Account, Role, account_of, account_row, login_of
from akkoord.access.delays import SignInRefused, attempt_succeeded, begin_attempt, counters_of
from akkoord.access.ids import NewId, new_id
from akkoord.access.may import require
from akkoord.access.passwords import check_password, hash_password, is_outdated, matches
from akkoord.access.saving import Change, save_as
from akkoord.access.sessions import end_sessions
from akkoord.language import AkkoordError, Language, Message
from akkoord.store import ACCOUNT, Event, Row, Store, canonical_json


class LoginTaken(AkkoordError):
    """Another account has this sign-in name."""

    def __init__(self, login: str) -> None:
        super().__init__(
            Message("Another account has the sign-in name {login}. Choose another name.", {"login": login})
        )
        self.login = login


class LastAdministrator(AkkoordError):
    """Without this account nobody could keep the accounts any more."""

    def __init__(self, account: Account) -> None:
        super().__init__(
            Message("{name} is the last administrator. Make someone else administrator first.", {"name": account.name})
        )
        self.account = account


class Accounts:
    """The accounts of a store."""

    def __init__(self, store: Store, *, new_id: NewId = new_id) -> None:
        """Work with this store; `new_id` gives the ids of new accounts."""
        self._store = store
        self._new_id = new_id

    def add(
        self,
        login: str,
        name: str,
        role: Role,
        password: str,
        *,
        by: Account,
        at: datetime,
        language: Language = "nl",
        email: str | None = None,
    ) -> Account:
        """Add an account. Raises InvalidAccount, WeakPassword, LoginTaken or NotAllowed."""
        require(by, "administer")
        account = Account(self._new_id(), 0, login_of(login), name.strip(), role, language, email=email)
        check_password(password, account.login, account.name)
        kept = hash_password(password)
        with self._store.write():
            if self.by_login(account.login) is not None:
                raise LoginTaken(account.login)
            return self._save(account, kept, Event("added", {"role": role}), change=Change(by, at))

    def get(self, account_id: str) -> Account:
        """Return an account. Raises Missing."""
        return account_of(account_row(self._store, account_id))

    def by_login(self, login: str) -> Account | None:
        """Return the account with this sign-in name, or None."""
        rows = self._store.find(ACCOUNT, where={"login": login_of(login)})
        return account_of(rows[0]) if rows else None

    def all(self) -> list[Account]:
        """Return all accounts, by sign-in name."""
        return [account_of(row) for row in self._store.find(ACCOUNT, order=("login",))]

    def teams(self) -> tuple[str, ...]:
        """Return the teams in which somebody works, by name."""
        return tuple(sorted({account.team for account in self.all() if account.team is not None}))

    def names(self) -> Mapping[str, str]:
        """Return the name of every account by its id, to say who did something."""
        return {account.id: account.name for account in self.all()}

    def sign_in(self, login: str, password: str, address: str, at: datetime) -> Account:
        """Return the account of who knows its password. Raises SignInRefused.

        Never call it inside `write()`: a refusal that rolls back would forget that it was counted.
        """
        counters = counters_of(login_of(login), address)
        failures = begin_attempt(self._store, counters, at)
        rows = self._store.find(ACCOUNT, where={"login": login_of(login), "state": "active"})
        kept = str(json.loads(str(rows[0]["body"]))["password"]) if rows else None
        if not matches(password, kept) or kept is None:
            raise SignInRefused
        attempt_succeeded(self._store, *counters)
        return self._after_sign_in(str(rows[0]["id"]), password, failures, at)

    def set_password(self, account: Account, password: str, *, by: Account, at: datetime) -> Account:
        """Give an account another password and end its sessions. Raises WeakPassword, NotAllowed or StaleVersion."""
        require(by, "personalise" if by.id == account.id else "administer", account)
        check_password(password, account.login, account.name)
        kept = hash_password(password)
        with self._store.write():
            end_sessions(self._store, account.id, at)
            return self._save(account, kept, Event("password_changed"), change=Change(by, at))

    def knows_password(self, account: Account, password: str) -> bool:
        """Tell whether this is the password of the account, to ask for it again before it is changed."""
        return matches(password, self._kept(account.id))

    def change(
        self,
        account: Account,
        *,
        by: Account,
        at: datetime,
        name: str | None = None,
        role: Role | None = None,
        email: str | None = None,
        also_manager: bool | None = None,
        team: str | None = None,
    ) -> Account:
        """Change what an administrator keeps of an account; None leaves as it is, nothing typed takes away.

        Raises InvalidAccount, LastAdministrator, StaleVersion or NotAllowed.
        """
        require(by, "administer")
        changed = replace(
            account,
            name=account.name if name is None else name.strip(),
            role=role or account.role,
            email=account.email if email is None else email.strip() or None,
            also_manager=account.also_manager if also_manager is None else also_manager,
            team=account.team if team is None else _team(team),
        )
        with self._store.write():
            if account.is_administrator and not changed.is_administrator:
                self._refuse_last_administrator(account)
            return self._save(changed, self._kept(account.id), _fields_changed(account, changed), change=Change(by, at))

    def change_language(self, account: Account, language: Language, *, by: Account, at: datetime) -> Account:
        """Speak another language to an account."""
        require(by, "personalise" if by.id == account.id else "administer", account)
        changed = replace(account, language=language)
        with self._store.write():
            return self._save(changed, self._kept(account.id), _fields_changed(account, changed), change=Change(by, at))

    def disable(self, account: Account, *, by: Account, at: datetime) -> Account:
        """Let nobody sign in with an account any more, and end its sessions. Raises LastAdministrator."""
        require(by, "administer")
        with self._store.write():
            self._refuse_last_administrator(account)
            end_sessions(self._store, account.id, at)
            return self._save(
                replace(account, state="disabled"), self._kept(account.id), Event("disabled"), change=Change(by, at)
            )

    def enable(self, account: Account, *, by: Account, at: datetime) -> Account:
        """Let the person sign in again."""
        require(by, "administer")
        with self._store.write():
            return self._save(
                replace(account, state="active"), self._kept(account.id), Event("enabled"), change=Change(by, at)
            )

    def _refuse_last_administrator(self, account: Account) -> None:
        others = self._store.find(ACCOUNT, where={"role": "administrator", "state": "active"})
        if account.is_administrator and not any(row["id"] != account.id for row in others):
            raise LastAdministrator(account)

    def _after_sign_in(self, account_id: str, password: str, failures: int, at: datetime) -> Account:
        with self._store.write():
            account, kept, events = self.get(account_id), self._kept(account_id), []
            if failures:
                events.append(Event("signed_in_after_failures", {"failures": failures}))
            if is_outdated(kept):
                kept = hash_password(password)
                events.append(Event("password_rehashed"))
            return self._save(account, kept, *events, change=Change(account, at)) if events else account

    def _kept(self, account_id: str) -> str:
        return str(json.loads(str(account_row(self._store, account_id)["body"]))["password"])

    def _save(self, account: Account, kept: str, *events: Event, change: Change) -> Account:
        row = _row(account, kept)
        version = save_as(
            self._store, ACCOUNT, row, expected=account.version, events=events, change=change, current=account_of
        )
        return replace(account, version=version)


def _row(account: Account, kept: str) -> Row:
    body = {
        "name": account.name, "language": account.language, "email": account.email,
        "also_manager": account.also_manager, "password": kept, "team": account.team,
    }  # fmt: skip
    return {
        "id": account.id, "state": account.state, "login": account.login, "role": account.role,
        "body": canonical_json(body),
    }  # fmt: skip


def _fields_changed(before: Account, after: Account) -> Event:
    names = ("name", "role", "language", "email", "also_manager", "team")
    return Event("changed", {"fields": [name for name in names if getattr(before, name) != getattr(after, name)]})


def _team(typed: str | None) -> str | None:
    """Take the name of a team as typed; without one there is none."""
    return " ".join((typed or "").split()) or None
