from dataclasses import dataclass, replace

import pytest

from akkoord.access import ROLES, Account, NotAllowed, may, require, whose_customers

ACTIONS = ("see", "change", "add", "sign", "assign", "approve", "administer", "personalise")


@dataclass(frozen=True)
class Thing:
    owner: str | None


def account(role, **more):
    return Account("me", 1, "me", "Me", role, **more)


ALLOWED = {
    ("account_manager", "own"): {"see", "change", "add", "sign"},
    ("manager", "own"): {"see", "change", "add", "sign", "assign", "approve"},
    ("manager", "other"): {"see", "change", "add", "sign", "assign", "approve"},
    ("manager", "nobody's"): {"see", "change", "add", "sign", "assign", "approve"},
    ("administrator", "own"): {"administer"},
    ("administrator", "other"): {"administer"},
    ("administrator", "nobody's"): {"administer"},
    ("administrator", "nothing"): {"administer"},
    ("administrator", "self"): {"administer", "personalise"},
    ("administrator", "colleague"): {"administer"},
    ("manager", "self"): {"personalise"},
    ("account_manager", "self"): {"personalise"},
}
THINGS = {
    "own": Thing("me"),
    "other": Thing("you"),
    "nobody's": Thing(None),
    "nothing": None,
    "self": account("manager"),
    "colleague": replace(account("manager"), id="you"),
}


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("role", ROLES)
def test_everything_is_denied_that_no_rule_allows(role, thing, action):
    assert may(account(role), action, THINGS[thing]) == (action in ALLOWED.get((role, thing), set()))


@pytest.mark.parametrize("action", ACTIONS)
def test_nobody_and_a_disabled_account_may_do_nothing(action):
    disabled = [account(role, state="disabled", also_manager=True) for role in ROLES]
    for actor in (None, *disabled):
        assert not any(may(actor, action, thing) for thing in THINGS.values())


def test_an_administrator_sees_contracts_only_when_also_a_manager():
    assert not may(account("administrator"), "see", Thing("you"))
    assert may(account("administrator", also_manager=True), "see", Thing("you"))
    assert may(account("administrator", also_manager=True), "administer")


def test_require_refuses_what_may_denies():
    require(account("account_manager"), "see", Thing("me"))
    with pytest.raises(NotAllowed) as refused:
        require(account("account_manager"), "see", Thing("you"))
    assert refused.value.action == "see"


def test_lists_hold_the_own_customers_all_or_none():
    assert whose_customers(account("account_manager")) == "me"
    assert whose_customers(account("manager")) is None
    with pytest.raises(NotAllowed):
        whose_customers(account("administrator"))
    with pytest.raises(NotAllowed):
        whose_customers(account("manager", state="disabled"))
