"""Look at the parameters of a rule in a notebook, and change them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from akkoord.executing import Rule
from akkoord.language import Language, Message
from akkoord.notebook.display import Displayed
from akkoord.notebook.entries import Entry, limits_of, shown
from akkoord.notebook.session import current
from akkoord.reporting.parts import Note, Section, Table

if TYPE_CHECKING:
    from ipywidgets import Widget

__all__ = ["RuleParameters", "parameters"]


@dataclass(frozen=True, slots=True, repr=False)
class RuleParameters(Displayed):
    """The parameters of a rule: what each is, its value, where that comes from, what it may be."""

    rule: Rule
    language_: Language

    @property
    def language(self) -> Language:
        """The language of the workspace."""
        return self.language_

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every parameter."""
        given, own = self.rule.parameters(), self.rule.model_fields_set
        fields = {info.alias or name: name for name, info in type(self.rule).model_fields.items()}
        return tuple(
            Entry(question.key, question.label, given.get(question.key),
                  "changed" if fields[question.key] in own else "Akkoord", limits_of(question), question)
            for question in self.rule.questions()
        )  # fmt: skip

    def with_(self, **changed: object) -> Rule:
        """Give the rule with other parameters. Raises InvalidRule, which says what is wrong."""
        return type(self.rule).read({**self.rule.parameters(), **changed})

    def form(self) -> "Widget":
        """Give a form for the parameters; its `rule` is the rule as it stands in the form."""
        from akkoord.notebook.forms import rule_form  # noqa: PLC0415 - only a form needs widgets

        return rule_form(self)

    def sections(self) -> Iterator[Section]:
        """Show every parameter."""
        headings = (Message("Parameter"), Message("What it is"), Message("Value"), Message("Limits"))
        rows = tuple((each.key, each.label, shown(each.value), each.limits) for each in self.entries)
        yield Section(self.rule.label, (Note(self.rule.in_words()), Table(Message("Parameters"), headings, rows)))


def parameters(rule: Rule, language: Language | None = None) -> RuleParameters:
    """Give the parameters of a rule, to look at and change."""
    return RuleParameters(rule, language or current().language)
