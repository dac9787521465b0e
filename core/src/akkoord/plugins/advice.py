"""Ask the plugins what they have to say about a draft: clauses to add or take out, approvals, rules that cannot be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from akkoord.closing import Adjustment, ClauseSet, Draft, Issue, settle_selection
from akkoord.closing.compose import Settled
from akkoord.closing.rules import frozen_rules
from akkoord.executing import concerns_of, rules_of, said_of
from akkoord.plugins.failures import Failure
from akkoord.plugins.host import Plugins


@dataclass(frozen=True, slots=True)
class Advice:
    """What `compose` takes from plugins. A plugin that could not be heard is an issue of severity `error`.

    So a contract can be looked at while a plugin that has a say in it fails, but not made.
    """

    adjustments: tuple[Adjustment, ...] = ()
    issues: tuple[Issue, ...] = ()


def advise(plugins: Plugins, clause_set: ClauseSet, draft: Draft) -> Advice:
    """Ask every plugin about a draft."""
    settled = settle_selection(clause_set, draft)
    adjustments = plugins.adjustments(draft, settled.selection)
    approvals = plugins.approvals(draft)
    asked = [Issue(each.code, "approval", each.reason, each.clauses) for each in approvals.values]
    failures = dict.fromkeys((*adjustments.failures, *approvals.failures))
    unheard = (_unheard(failure) for failure in failures)
    rules = _concerning_rules(plugins, clause_set, settled, adjustments.values)
    return Advice(adjustments.values, (*asked, *unheard, *rules))


def _concerning_rules(
    plugins: Plugins, clause_set: ClauseSet, settled: Settled, adjustments: Sequence[Adjustment]
) -> Iterator[Issue]:
    """Make issues of rules that cannot be settled as they are agreed, and of those that are odd."""
    wanted = {clause.id for clause in clause_set.clauses if clause.id in settled.selection}
    for adjustment in adjustments:
        wanted = wanted | {adjustment.clause} if adjustment.include else wanted - {adjustment.clause}
    clauses = [clause for clause in clause_set.clauses if clause.id in wanted]
    for concern in concerns_of(
        rules_of(frozen_rules(clauses, settled.facts, settled.facts.to_json())), plugins.rule_kinds
    ):
        about = (said_of(concern), (concern.rule.clause,), concern.facts)
        yield Issue("RULE_REFUSED", "error", *about) if concern.refused else Issue("RULE_ODD", "warning", *about)


def _unheard(failure: Failure) -> Issue:
    """Make an error of a plugin that could not be heard."""
    return Issue("PLUGIN_FAILED", "error", failure.message)
