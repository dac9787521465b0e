"""What Akkoord makes of the answers: clause sets by name, advice on a draft, themes and panels in their order."""

from dataclasses import replace

import pytest

from akkoord import hookspecs
from akkoord.closing import Adjustment, Draft, Issue
from akkoord.closing.assembling import House, composed
from akkoord.ending import Circumstance, Reason, TerminationPolicy
from akkoord.executing import Rule
from akkoord.executing.sales_readers import SalesReader
from akkoord.facts import Facts
from akkoord.hookspecs import Approval, Panel, Theme
from akkoord.language import Words
from akkoord.plugins import Plugins, advise
from akkoord.plugins.listing import PURPOSES
from akkoord.reporting import Report
from akkoord.testing import cleaning

SAID = Words(nl="Omdat het zo is.", en="Because it is so.")
OTHERWISE = Words(nl="Anders.", en="Otherwise.")


@pytest.fixture
def draft(facts):
    clause_set = cleaning.clause_set()
    return Draft(Facts.merge(clause_set.questions, clause_set.questions.defaults(), facts))


def adding(clause, reason=SAID, *, include=True):
    return lambda: [Adjustment(clause, include=include, reason=reason)]


def fail():
    raise ValueError("no")


def test_clause_sets_are_found_by_name_in_the_order_of_their_names(offering):
    other = replace(cleaning.clause_set(), name="apples")
    plugins = offering(a={"clause_sets": lambda: [cleaning.clause_set()]}, b={"clause_sets": lambda: [other]})
    assert list(plugins.clause_sets) == ["apples", "cleaning"]


def test_a_second_clause_set_of_one_name_is_refused_in_a_sentence_naming_both_plugins(offering):
    first, second = cleaning.clause_set(), replace(cleaning.clause_set(), title=OTHERWISE)
    plugins = offering(b={"clause_sets": lambda: [second]}, a={"clause_sets": lambda: [first]})
    assert plugins.clause_sets["cleaning"] is first
    (failure,) = plugins.failures
    assert failure.plugin == "b"
    assert "plugins a and b both offer the clause set 'cleaning'; that of a is used" in failure.message.text("en")


def test_clause_sets_are_read_once(offering):
    calls = []
    plugins = offering(a={"clause_sets": lambda: calls.append(1) or [cleaning.clause_set()]})
    assert plugins.clause_sets["cleaning"] is plugins.clause_sets["cleaning"]
    plugins.listing()
    assert calls == [1]


class Hourly(Rule, kind="hourly", label=SAID):
    """A kind of rule."""


class AlsoHourly(Rule, kind="hourly", label=OTHERWISE):
    """Another kind of rule with its name."""


class Bare(Rule):
    """A kind of rule without a name."""


def test_rule_kinds_are_found_by_name_and_listed_with_their_plugin(offering):
    plugins = offering(a={"pricing_rules": lambda: [Hourly]})
    assert plugins.rule_kinds["hourly"] is Hourly
    (info,) = plugins.listing()
    assert [(offer.hook, offer.things) for offer in info.offers] == [("pricing_rules", ("hourly",))]


def test_a_second_rule_kind_of_one_name_is_refused_in_a_sentence_naming_both_plugins(offering):
    plugins = offering(b={"pricing_rules": lambda: [AlsoHourly]}, a={"pricing_rules": lambda: [Hourly]})
    assert plugins.rule_kinds["hourly"] is Hourly
    (failure,) = plugins.failures
    assert failure.plugin == "b"
    assert "plugins a and b both offer the rule kind 'hourly'; that of a is used" in failure.message.text("en")


def test_a_rule_kind_without_a_name_is_refused(offering):
    plugins = offering(a={"pricing_rules": lambda: [Bare]})
    assert len(plugins.rule_kinds) == 0
    (failure,) = plugins.failures
    assert "rule kind 'Bare' of plugin a has no name" in failure.message.text("en")


@pytest.mark.parametrize("answer", [[Hourly.__name__], [int], [object()]], ids=["a text", "a class", "a thing"])
def test_what_is_no_rule_kind_is_refused(offering, answer):
    plugins = offering(a={"pricing_rules": lambda: answer}, b={"pricing_rules": lambda: [Hourly]})
    assert list(plugins.rule_kinds) == ["hourly"]
    assert [failure.plugin for failure in plugins.failures] == ["a"]


def a_reader(name):
    return SalesReader(name, SAID, (".dlv",), lambda _: [(1, ["id"])])


def test_readers_of_sales_stand_behind_those_of_akkoord_and_are_listed_with_their_plugin(offering):
    plugins = offering(a={"sales_readers": lambda: [a_reader("depot")]})
    assert [reader.name for reader in plugins.sales_readers] == ["csv", "tsv", "xlsx", "jsonl", "depot"]
    (info,) = plugins.listing()
    assert [(offer.hook, offer.things) for offer in info.offers] == [("sales_readers", ("depot",))]


def test_a_reader_of_sales_with_a_name_that_is_taken_is_refused(offering):
    plugins = offering(a={"sales_readers": lambda: [a_reader("csv")]})
    assert len(plugins.sales_readers) == 4
    assert "a name that is taken" in plugins.failures[0].message.text("en")


def test_an_adjustment_bears_the_name_of_its_plugin_whatever_it_says_itself(offering, draft):
    posing = lambda: [Adjustment("w-payment", include=False, reason=SAID, plugin="somebody else")]  # noqa: E731 - used in this test only
    plugins = offering(real={"adjust_selection": posing})
    (adjustment,) = plugins.adjustments(draft, None).values
    assert adjustment.plugin == "real"


def test_the_order_of_the_answers_does_not_depend_on_the_order_of_the_plugins(clock, draft):
    from akkoord import hookimpl

    class Module:
        def __init__(self, clause, code):
            self.adjust_selection = hookimpl(lambda: [Adjustment(clause, include=True, reason=SAID)])
            self.approvals = hookimpl(lambda: [Approval(code, SAID)])
            self.web_panels = hookimpl(lambda: [Panel(code.lower(), SAID, ())])

    one, other = Module("w-b", "B"), Module("w-a", "A")
    forth = Plugins.of({"one": one, "other": other}, clock=clock)
    back = Plugins.of({"other": other, "one": one}, clock=clock)
    for ask in (
        lambda plugins: plugins.adjustments(draft, None),
        lambda plugins: plugins.approvals(draft),
        lambda plugins: plugins.panels(None),
    ):
        assert ask(forth).values == ask(back).values
    assert [panel.key for panel in forth.panels(None).values] == ["a", "b"]


def test_advice_adds_clauses_and_asks_for_approval(offering, draft):
    plugins = offering(
        law={"adjust_selection": adding("w-annex-insurance")},
        mandate={"approvals": lambda: [Approval("MANDATE", SAID, ("w-cleaning",))]},
    )
    advice = advise(plugins, cleaning.clause_set(), draft)
    assert advice.adjustments == (Adjustment("w-annex-insurance", include=True, reason=SAID, plugin="law"),)
    assert advice.issues == (Issue("MANDATE", "approval", SAID, ("w-cleaning",)),)


@pytest.mark.parametrize("hook", ["approvals", "adjust_selection"])
def test_while_a_plugin_with_a_say_fails_a_contract_can_be_looked_at_but_not_made(offering, draft, hook):
    plugins = offering(mandate={hook: fail})
    house = House(cleaning.clause_set(), advise=lambda draft: advise(plugins, cleaning.clause_set(), draft))
    preview = composed(house, draft.facts)
    assert "Window cleaning agreement" in preview.document.html
    assert [issue.code for issue in preview.errors] == ["PLUGIN_FAILED"]
    assert not preview.can_be_made


@pytest.mark.parametrize("hook", ["theme", "web_panels"])
def test_a_plugin_that_only_shows_things_stops_no_contract(offering, draft, hook):
    plugins = offering(looks={hook: fail})
    plugins.call_each(hook, customer=None)
    assert advise(plugins, cleaning.clause_set(), draft).issues == ()


def test_while_a_required_plugin_is_not_sound_no_contract_is_made(shelf, load, draft):
    shelf.install("mandate", "import no_such_module")
    plugins = load(required=["mandate"])
    (issue,) = advise(plugins, cleaning.clause_set(), draft).issues
    assert (issue.code, issue.severity) == ("PLUGIN_FAILED", "error")


def test_a_plugin_that_is_not_required_and_does_not_load_stops_no_contract(shelf, load, draft):
    shelf.install("mandate", "import no_such_module")
    assert advise(load(), cleaning.clause_set(), draft).issues == ()


def test_the_first_plugin_by_name_that_answers_gives_the_theme(offering):
    plugins = offering(
        b={"theme": lambda: Theme(name="B")}, a={"theme": lambda: None}, c={"theme": lambda: Theme(name="C")}
    )
    assert plugins.theme().name == "B"


def test_the_plugin_of_the_clause_set_says_why_contracts_end(offering):
    ours, house = (
        TerminationPolicy((Reason(code, SAID),), (Circumstance("other", SAID),)) for code in ("moved", "other")
    )
    plugins = offering(
        a={"termination_policy": lambda: house},
        b={"termination_policy": lambda: ours, "clause_sets": lambda: [cleaning.clause_set()]},
    )
    assert plugins.clause_sets
    assert plugins.termination_policy("cleaning") == ours
    assert plugins.termination_policy("another") == house
    assert offering().termination_policy("cleaning") is None


def test_without_a_theme_there_is_none(offering):
    assert offering().theme() is None


def test_panels_stand_in_their_own_order(offering):
    panels = lambda *orders: lambda: [Panel(f"p{order}", SAID, (), order=order) for order in orders]  # noqa: E731 - used in this test only
    plugins = offering(a={"web_panels": panels(30, 10)}, b={"web_panels": panels(20)})
    assert [panel.key for panel in plugins.panels(None).values] == ["p10", "p20", "p30"]


def test_versions_are_those_of_the_plugins_in_use(shelf, load):
    shelf.install("fine", "from akkoord import hookimpl\n@hookimpl\ndef theme(): pass", version="2.5")
    shelf.install("broken", "1 / 0")
    assert dict(load().versions) == {"fine": "2.5"}


def test_every_hook_that_offers_no_named_things_has_words_in_both_languages():
    named = {"clause_sets", "pricing_rules", "sales_readers", "reports"}
    hooks = {name for name, spec in vars(hookspecs).items() if hasattr(spec, "akkoord_spec")}
    assert hooks - named == set(PURPOSES)
    assert all(words.text("nl") != words.text("en") for words in PURPOSES.values())


def test_the_listing_says_what_each_offers_and_how_it_is(offering):
    def approvals(draft):
        """Ask a manager above ten percent discount.

        More.
        """
        return []

    plugins = offering(
        good={"clause_sets": lambda: [cleaning.clause_set()], "approvals": approvals}, bad={"theme": fail}, none={}
    )
    plugins.theme()
    bad, good, none = plugins.listing()
    assert [info.state for info in (bad, good, none)] == ["failing", "working", "not_loaded"]
    told = {
        language: {offer.hook: [thing.text(language) for thing in offer.things] for offer in good.offers}
        for language in ("en", "nl")
    }
    assert told["en"] == {
        "approvals": ["Ask a manager above ten percent discount."],
        "clause_sets": ["cleaning (10 clauses)"],
    }
    assert told["nl"] == {
        "approvals": ["zegt wat een tweede persoon moet goedkeuren"],
        "clause_sets": ["cleaning (10 clausules)"],
    }
    assert bad.failures == tuple(failure for failure in plugins.failures if failure.plugin == "bad")


def a_report(name):
    return type("Made", (Report,), {"build": lambda *_: ()}, name=name, title=SAID, about=SAID)


def test_of_two_reports_with_one_name_the_first_counts_and_one_without_a_name_is_refused(offering):
    first, again, bare = a_report("running"), a_report("running"), type("Bare", (Report,), {"build": lambda *_: ()})
    plugins = offering(a={"reports": lambda: [first]}, b={"reports": lambda: [again, bare]})
    assert dict(plugins.reports) == {"running": first}
    assert [failure.plugin for failure in plugins.failures] == ["b", "b"]
    assert "both offer the report 'running'" in plugins.failures[0].message.text("en")
    assert "has no name of its own" in plugins.failures[1].message.text("en")
    assert [offer.things for offer in plugins.listing()[0].offers] == [("running",)]
