"""Read what settling needs of many contracts: the rules of their versions, without the texts, and whose they are."""

from collections.abc import Mapping, Sequence
from typing import Final

from akkoord.store.records import RulesRow
from akkoord.store.session import Session
from akkoord.store.sql import marks, portions

_BETWEEN: Final = "\n"
"""Stands between rules that are read together: canonical JSON has none."""
_IN_FORCE: Final = """
SELECT contract.id, contract.number, contract.customer, contract.commencement, contract.ends_on, contract.current,
  string_agg(rule.body, ? ORDER BY rule.place)
FROM contract JOIN contract_rule AS rule ON rule.contract_version = contract.current
WHERE contract.amends IS NULL AND contract.state IN ({states}) AND contract.commencement <= ?
GROUP BY contract.id ORDER BY contract.number
"""
_OF: Final = """
SELECT contract_version, string_agg(body, ? ORDER BY place)
FROM contract_rule WHERE contract_version IN ({versions}) GROUP BY contract_version
"""

_CUSTOMERS: Final = "SELECT id, customer FROM contract WHERE id IN ({contracts})"


class Rules(Session):
    """The verbs for rules; `Store` says what each promises."""

    def rules_in_force(self, states: Sequence[str], until: str) -> list[RulesRow]:
        """Give the rules of contracts in these states that began by a day, by number."""
        found = self.tuples(_IN_FORCE.format(states=marks(len(states))), [_BETWEEN, *states, until])
        return [RulesRow._make([*row, tuple(str(rules).split(_BETWEEN))]) for *row, rules in found]

    def rules_of(self, versions: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """Give the rules of contract versions, as canonical JSON, in their order."""
        found: dict[str, tuple[str, ...]] = {}
        for some in portions(versions):
            for version, rules in self.tuples(_OF.format(versions=marks(len(some))), [_BETWEEN, *some]):
                found[str(version)] = tuple(str(rules).split(_BETWEEN))
        return found

    def customers_by_contract(self, contracts: Sequence[str]) -> Mapping[str, str]:
        """Tell whose contracts these are."""
        found: dict[str, str] = {}
        for some in portions(contracts):
            rows = self.in_one_go(_CUSTOMERS.format(contracts=marks(len(some))), 2, some)
            found |= {str(contract): str(customer) for contract, customer in rows}
        return found
