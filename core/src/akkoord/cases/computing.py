"""Which sections of a case rest on rules, and how each is computed."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType

from akkoord.cases.claims import replay_claims
from akkoord.cases.comparing import replay_settlements
from akkoord.cases.context import CaseContext
from akkoord.cases.guarding import guarded
from akkoord.cases.indexations import replay_indexations
from akkoord.cases.obligations import replay_obligations
from akkoord.cases.reports import replay_reports
from akkoord.cases.restoring import replay_restore
from akkoord.cases.results import Check, NotRun
from akkoord.cases.terminations import replay_termination
from akkoord.language import Message

__all__ = ["RULE_SECTIONS", "replay_rules"]

RULE_SECTIONS: Mapping[str, Callable[[CaseContext], Iterator[Check | NotRun]]] = MappingProxyType(
    {
        "settlements": replay_settlements,
        "indexations": replay_indexations,
        "other_claims": replay_claims,
        "claim_total": replay_claims,
        "obligations": replay_obligations,
        "reports": replay_reports,
        "termination": replay_termination,
        "restore": replay_restore,
    }
)
"""How each section is computed. Claims are added up in one go, whichever of their sections is there."""


def replay_rules(context: CaseContext) -> Iterator[Check | NotRun]:
    """Compute every section that rests on rules; one that cannot be read differs, with the reason."""
    present = {replay: name for name, replay in RULE_SECTIONS.items() if context.case.sections.get(name)}
    for replay, name in present.items():
        found = guarded(partial(_all, replay, context))
        if isinstance(found, Message):
            yield Check(name, ok=False, actual=None, expected=context.case.sections[name], note=found)
        else:
            yield from found


def _all(replay: Callable[[CaseContext], Iterator[Check | NotRun]], context: CaseContext) -> tuple[Check | NotRun, ...]:
    """Compute a section to its end."""
    return tuple(replay(context))
