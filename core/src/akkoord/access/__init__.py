"""Know who works here: accounts, passwords, sessions, and who may do what."""

from akkoord.access.account import CONSOLE, MOST_IN_A_TEAM, ROLES, Account, InvalidAccount, Role
from akkoord.access.accounts import Accounts, LastAdministrator, LoginTaken
from akkoord.access.delays import SignInRefused
from akkoord.access.errors import Missing, NotAllowed, StaleVersion
from akkoord.access.ids import NewId, new_id
from akkoord.access.may import Action, Owned, may, require, whose_customers
from akkoord.access.passwords import WeakPassword
from akkoord.access.saving import Change, save_as
from akkoord.access.sessions import Session, Sessions

__all__ = [
    "CONSOLE",
    "MOST_IN_A_TEAM",
    "ROLES",
    "Account",
    "Accounts",
    "Action",
    "Change",
    "InvalidAccount",
    "LastAdministrator",
    "LoginTaken",
    "Missing",
    "NewId",
    "NotAllowed",
    "Owned",
    "Role",
    "Session",
    "Sessions",
    "SignInRefused",
    "StaleVersion",
    "WeakPassword",
    "may",
    "new_id",
    "require",
    "save_as",
    "whose_customers",
]
