"""Ask the plugins what they have to say about a draft: clauses to add or take out, approvals that it needs."""

from dataclasses import dataclass

from akkoord.closing import Adjustment, ClauseSet, Draft, Issue, settle_selection
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
    adjustments = plugins.adjustments(draft, settle_selection(clause_set, draft).selection)
    approvals = plugins.approvals(draft)
    asked = [Issue(each.code, "approval", each.reason, each.clauses) for each in approvals.values]
    failures = dict.fromkeys((*adjustments.failures, *approvals.failures))
    return Advice(adjustments.values, (*asked, *(_unheard(failure) for failure in failures)))


def _unheard(failure: Failure) -> Issue:
    """Make an error of a plugin that could not be heard."""
    return Issue("PLUGIN_FAILED", "error", failure.message)
