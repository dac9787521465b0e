"""Index the prices of a case, year by year (RULES 0.8)."""

from collections.abc import Iterator, Mapping
from functools import partial

from akkoord.cases.context import CaseContext, Entry, entries, mapping
from akkoord.cases.figures import checked
from akkoord.cases.results import Check, NotRun
from akkoord.language import Message
from akkoord.values import round_half_up

__all__ = ["replay_indexations"]

KIND = "indexation"
LAST = ("amount", "price", "new_price", "result")
EVERY = ("prices", "amounts", "steps")


def replay_indexations(context: CaseContext) -> Iterator[Check | NotRun]:
    """Compute every indexed price and compare: the last one, or that of every year."""
    for place, entry in entries(context.case.sections.get("indexations")):
        path = f"indexations[{place}]"
        shared = _parameters(entry, context)
        inner = next((key for key in ("items", "lines", "prices") if isinstance(entry.get(key), list)), None)
        items = [(f"{path}.{inner}[{number}]", item) for number, item in entries(entry[inner])] if inner else []
        for at, item in items or [(path, entry)]:
            yield from _item(at, shared | _parameters(item, context), item.get("expected"), context)


def _parameters(entry: Entry, context: CaseContext) -> dict[str, object]:
    """Take the parameters of an entry, inside `params` or beside it."""
    names = {info.alias or name for name, info in context.kinds[KIND].model_fields.items()}
    found = {name: value for name, value in entry.items() if name in names}
    return found | dict(mapping(entry.get("params") or {}))


def _item(at: str, parameters: dict[str, object], expected: object, context: CaseContext) -> Iterator[Check | NotRun]:
    """Compare what is expected of one price."""
    if isinstance(expected, Mapping):
        for key, value in expected.items():
            path = f"{at}.expected.{key}"
            if key in LAST or key in EVERY:
                yield checked(path, value, partial(_prices, parameters, value, context))
            else:
                yield NotRun(path, Message("not a value that Akkoord computes"))
    elif expected is not None:
        yield checked(f"{at}.expected", expected, partial(_prices, parameters, expected, context))


def _prices(parameters: dict[str, object], expected: object, context: CaseContext) -> object:
    """Give the price of every year where a list is expected, else the last one."""
    steps = parameters.get("steps")
    if not isinstance(expected, list):
        return _written(parameters, context)
    years = list(steps) if isinstance(steps, list) else []
    return [_written(parameters | {"steps": years[: number + 1]}, context) for number in range(len(years))]


def _written(parameters: dict[str, object], context: CaseContext) -> str:
    """Index a price through its last year; no facts are needed."""
    rule = context.kinds.make(KIND, parameters)
    return f"{round_half_up(rule.example().amount, 2):f}"
