"""Replay worked cases: compose, settle, and compare with what the case expects (RULES 0.12)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from akkoord.cases.by_contract import replay_by_contract
from akkoord.cases.case_file import Case, CaseComposition, CaseFile, Json
from akkoord.cases.computed import COMPUTED, PARTIAL, Computed, agrees
from akkoord.cases.computing import RULE_SECTIONS, replay_rules
from akkoord.cases.context import CaseContext
from akkoord.cases.endings import replay_ending
from akkoord.cases.guarding import guarded
from akkoord.cases.machines import MACHINE_SECTIONS, replay_machines
from akkoord.cases.results import CaseResult, Check, NotRun
from akkoord.closing import Adjustment, ClauseSet, Composition, Draft, Labels, Selection, compose, settle_selection
from akkoord.ending import STANDARD, TerminationPolicy
from akkoord.executing import RuleKinds
from akkoord.facts import Facts
from akkoord.language import Message

PolicyOf = Callable[[str], TerminationPolicy | None]
Adjust = Callable[[Draft, Selection], Iterable[Adjustment]]
"""Asks the plugins what they add to, or take out of, a selection."""

INPUTS = frozenset(
    {"id", "client", "customer", "phases", "title", "story", "story_nl", "compositions", "sales", "sales_note"}
)
"""Sections of a case that say what goes in, or tell its story; they expect nothing by themselves."""


def replay(
    file: CaseFile,
    clause_sets: Sequence[ClauseSet],
    adjust: Adjust | None = None,
    *,
    kinds: RuleKinds | None = None,
    policy: PolicyOf = lambda _: None,
) -> tuple[CaseResult, ...]:
    """Replay every case of a file with the installed clause sets and rule kinds, in the order of the file.

    `policy` gives the reasons for which contracts of a clause set end; None: those of every trade.
    """
    return tuple(
        _replay_case(
            CaseContext(case, file.defaults.get(case.client, {}), kinds or RuleKinds()), clause_sets, adjust, policy
        )
        for case in file.cases
    )


def clause_set_of(client: str, clause_sets: Iterable[ClauseSet]) -> ClauseSet | None:
    """Find the clause set that a case file calls by this letter or name; None when it is not installed."""
    for clause_set in clause_sets:
        if client.casefold() in {name.casefold() for name in (clause_set.client, clause_set.name) if name}:
            return clause_set
    return None


def _replay_case(
    context: CaseContext, clause_sets: Sequence[ClauseSet], adjust: Adjust | None, policy: PolicyOf
) -> CaseResult:
    """Replay one case; without its clause set only what rests on rules is run."""
    case = context.case
    clause_set = clause_set_of(case.client, clause_sets)
    found: list[Check | NotRun] = []
    contracts: list[tuple[CaseComposition, Composition]] = []
    if clause_set is None:
        reason = Message("clause set not installed for client {client}", {"client": case.client})
        beyond = [name for name in case.sections if name not in RULE_SECTIONS and _expects(name, case)]
        found += [NotRun(section, reason) for section in beyond]
    else:
        made: dict[int, Labels] = {}
        for composition in case.compositions:
            composed = _compose(clause_set, case, context.defaults, composition, made, adjust)
            found += [*_checks(composition, composed), *_unknown_keys(composition)]
            if isinstance(composed, Computed):
                contracts.append((composition, composed.composition))
        found += [*replay_machines(case.sections), *_unsupported(case)]
    found += replay_rules(context)
    if contracts:
        found += replay_by_contract(context, contracts)
        if clause_set is not None and case.sections.get("termination"):
            found += replay_ending(context, contracts, policy(clause_set.name) or STANDARD)
    return CaseResult(
        case.id,
        tuple(each for each in found if isinstance(each, Check)),
        tuple(each for each in found if isinstance(each, NotRun)),
    )


def _expects(section: str, case: Case) -> bool:
    """Tell whether a section of a case holds something to check."""
    return bool(case.sections[section]) and (section == "compositions" or section not in INPUTS)


def _unsupported(case: Case) -> Iterator[NotRun]:
    """Name the sections that Akkoord does not compute, with the reason."""
    reason = Message("not computed by this version of Akkoord")
    for section in case.sections:
        if section not in INPUTS | MACHINE_SECTIONS | set(RULE_SECTIONS) and _expects(section, case):
            yield NotRun(section, reason)


def _compose(
    clause_set: ClauseSet,
    case: Case,
    defaults: Json,
    composition: CaseComposition,
    made: dict[int, Labels],
    adjust: Adjust | None,
) -> Computed | Message:
    """Compose one contract and keep its labels for what amends it; say why when that cannot be done."""
    if composition.based_on is not None and composition.based_on not in made:
        return Message("version {version}, which it amends, was not composed", {"version": composition.based_on})

    def composed() -> Composition:
        facts = Facts.merge(clause_set.questions, defaults, {"customer": case.customer}, composition.facts)
        draft = Draft(facts, composition.own_texts)
        adjustments = tuple(adjust(draft, settle_selection(clause_set, draft).selection)) if adjust else ()
        frozen = None if composition.based_on is None else made[composition.based_on]
        return compose(clause_set, draft, frozen=frozen, adjustments=adjustments)

    found = guarded(composed)
    if isinstance(found, Message):
        return found
    made[composition.version] = found.labels
    return Computed(found)


def _checks(composition: CaseComposition, composed: Computed | Message) -> Iterator[Check]:
    """Compute every expected value that Akkoord knows, and compare."""
    for key, expected in composition.expected.items():
        if key not in COMPUTED:
            continue
        path = f"{composition.at}.expected.{key}"
        actual = composed if isinstance(composed, Message) else guarded(partial(COMPUTED[key], composed))
        if isinstance(actual, Message):
            yield Check(path, ok=False, actual=None, expected=expected, note=actual)
        else:
            yield Check(path, agrees(key, expected, actual), actual, expected, partial=key in PARTIAL)


def _unknown_keys(composition: CaseComposition) -> Iterator[NotRun]:
    """Name the expected values that Akkoord does not know."""
    reason = Message("not a value that Akkoord computes")
    for key in composition.expected:
        if key not in COMPUTED:
            yield NotRun(f"{composition.at}.expected.{key}", reason)
