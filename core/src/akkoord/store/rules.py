"""Read the rules of contract versions in bulk, without their texts; they come into being with the version."""

from collections.abc import Mapping, Sequence
from typing import Final

from akkoord.store.records import RuleRow
from akkoord.store.session import Session
from akkoord.store.sql import marks, portions

_IN_FORCE: Final = """
SELECT contract.id, contract.number, contract.customer, contract.commencement, contract.ends_on, contract.current,
  rule.body
FROM contract JOIN contract_rule AS rule ON rule.contract_version = contract.current
WHERE contract.amends IS NULL AND contract.state IN ({states}) AND contract.commencement <= ?
ORDER BY contract.number, rule.place
"""
_OF: Final = """
SELECT contract_version, body FROM contract_rule WHERE contract_version IN ({versions}) ORDER BY contract_version, place
"""


class Rules(Session):
    """The verbs for rules; `Store` says what each promises."""

    def rules_in_force(self, states: Sequence[str], until: str) -> list[RuleRow]:
        """Give the rules of contracts in these states that began by a day, by number and in their order."""
        found = self.tuples(_IN_FORCE.format(states=marks(len(states))), [*states, until])
        return [RuleRow._make(row) for row in found]

    def rules_of(self, versions: Sequence[str]) -> Mapping[str, list[str]]:
        """Give the rules of contract versions, as canonical JSON, in their order."""
        rules: dict[str, list[str]] = {}
        for some in portions(versions):
            for version, body in self.tuples(_OF.format(versions=marks(len(some))), some):
                rules.setdefault(str(version), []).append(str(body))
        return rules
