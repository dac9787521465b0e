"""Write the page of all rule kinds from the kinds themselves: `tools/pricing_rules.py > docs/pricing-rules.md`."""  # noqa: INP001 - a script

import inspect
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain

from akkoord.executing import CountingRule, PricedRule, ProratedRule, RemainingRule, Rule
from akkoord.facts import Question
from akkoord.plugins import Plugins

SHARED = (CountingRule, ProratedRule, PricedRule, RemainingRule)
HEAD = """# Pricing rules

What clauses can compute: every rule kind of the plugins that come with Akkoord, with what it asks.
`tools/pricing_rules.py` writes this page from the kinds themselves, and a test holds it against them. A kind of your
own takes some twenty lines: see [Making a plugin](plugins.md).

A clause names a kind in its front matter under `rules:`, and gives its parameters; figures of the agreement stand there
as facts. A rule is pure: the same parameters and facts give the same lines, exactly, and a line is rounded to cents
once. What cannot be right is refused when the proposal is made; what is odd, such as a threshold at which one more unit
makes less, is said with the amount at stake.

## All kinds

"""
SHARED_HEAD = """
## Parameters that kinds share

"""


def page(plugins: Plugins) -> str:
    """Write the page: what kinds share, and every kind under the distribution that brings it."""
    shared = {name for base in SHARED for name in names(base)}
    rows = {question.key: question for base in SHARED for question in base.questions()}
    parts = [
        HEAD,
        *overview(plugins),
        SHARED_HEAD,
        *table(rows.values()),
        "\n",
        inspect.cleandoc(PricedRule.__doc__ or ""),
        "\n",
    ]
    for title, kinds in families(plugins):
        parts += [f"\n## {title}\n", *chain.from_iterable(about(kind, shared) for kind in kinds)]
    return "".join(parts)


def overview(plugins: Plugins) -> Iterator[str]:
    """List every kind with what it is and its formula, which is the first sentence about it."""
    yield "| kind | what it is | formula |\n|---|---|---|\n"
    for kind in plugins.rule_kinds.values():
        formula = inspect.cleandoc(kind.__doc__ or "").split("\n\n")[0].replace("\n", " ")
        formula = formula.removeprefix(f"RULES 0.8 `{kind.kind}`: ")
        yield f"| [`{kind.kind}`](#{kind.kind}) | {kind.label.text('en')} | {formula} |\n"


def families(plugins: Plugins) -> Iterator[tuple[str, list[type[Rule]]]]:
    """Give the kinds of every distribution, by its name."""
    found: dict[str, list[type[Rule]]] = {}
    for kind in plugins.rule_kinds.values():
        family = kind.__module__.partition(".")[0].removeprefix("akkoord_rules_")
        found.setdefault(family.capitalize(), []).append(kind)
    yield from sorted(found.items())


def names(kind: type[Rule]) -> list[str]:
    """Give the names of the parameters of a kind, as files write them."""
    return [question.key for question in kind.questions()]


def about(kind: type[Rule], shared: set[str]) -> Iterator[str]:
    """Write what a kind means, and its parameters."""
    yield f"\n### `{kind.kind}`\n\n*{kind.label.text('en')}* ({kind.label.text('nl')}). "
    yield inspect.cleandoc(kind.__doc__ or "") + "\n"
    own = [question for question in kind.questions() if question.key not in shared]
    if own:
        yield from ("\n", *table(own))
    also = [f"`{name}`" for name in names(kind) if name in shared]
    if also:
        yield f"\nAlso: {', '.join(also)}.\n"


def table(questions: Iterable[Question]) -> Iterator[str]:
    """Write questions as a table."""
    yield "| parameter | meaning | unit | without it |\n|---|---|---|---|\n"
    for question in questions:
        yield f"| `{question.key}` | {meaning(question)} | {question.unit or ''} | {missing(question)} |\n"


def meaning(question: Question) -> str:
    """Say what a parameter is, with its choices and columns."""
    said = question.label.text("en")
    if question.choices:
        said += ": " + ", ".join(f"`{name}` {words.text('en')}" for name, words in question.choices.items())
    if question.columns:
        said += ": " + ", ".join(f"`{each.key}` {each.label.text('en')}" for each in question.columns)
    return f"{said}. {question.help.text('en')}" if question.help else said


def missing(question: Question) -> str:
    """Say what is taken when a parameter is not given."""
    if question.required:
        return "must be given"
    return "" if question.default is None else f"`{question.default}`".lower()


if __name__ == "__main__":
    sys.stdout.write(page(Plugins.load(clock=lambda: datetime.now(UTC))))
