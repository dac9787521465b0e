"""Read a model of the solver as the answers of a person."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import z3

from akkoord.closing.check.encoding import Encoding
from akkoord.closing.check.samples import sample
from akkoord.closing.check.symbols import Day, Figure, Finite, Known, Members, Rows
from akkoord.facts import Facts, FactValue
from akkoord.facts.kinds import Comparable

__all__ = ["Model"]


class Model:
    """What somebody answers to the questions of a set, as the solver thought it out."""

    def __init__(self, encoding: Encoding) -> None:
        self._encoding = encoding
        self._model = encoding.solver.model()

    def nested(self) -> Mapping[str, object]:
        """Give the answers as nested facts."""
        nested: dict[str, dict[str, object]] = {}
        for name, symbol in self._encoding.known.items():
            if self._encoding.is_fact(name):
                group, _, key = name.partition(".")
                nested.setdefault(group, {})[key] = self._value(name, symbol)
        return nested

    def columns(self) -> dict[str, Comparable]:
        """Give the values in the columns of lists, as conditions compare them."""
        return {
            name: Facts({"x": {"y": self._value(name, symbol)}}).comparable.get("x.y")
            for name, symbol in self._encoding.known.items()
            if not self._encoding.is_fact(name)
        }

    def guesses(self, source: str) -> bool:
        """Tell what the solver made of something that only writing a text out can tell."""
        unknowns = self._encoding.unknowns
        return source in unknowns and self._is(unknowns[source])

    def same(self) -> z3.BoolRef:
        """Say that everything is as it is here."""
        return z3.And(*(z3.And(*self._alike(symbol)) for symbol in self._encoding.known.values()))

    def _value(self, name: str, symbol: Known) -> FactValue:
        if self._is(symbol.missing):
            return None
        match symbol:
            case Finite():
                return symbol.values[self._number(symbol.var)]
            case Figure():
                figure = Decimal(self._number(symbol.var)) / symbol.scale
                return int(figure) if symbol.question.type == "int" else figure
            case Day():
                return date.fromordinal(self._number(symbol.var))
            case Members():
                return tuple(key for key, bit in symbol.members.items() if self._is(bit))
            case Rows():
                return (self._row(name),) if self._is(symbol.filled) else ()

    def _row(self, name: str) -> Mapping[str, FactValue]:
        """Make a row that a list of rows could have; what is asked of its columns decides on those."""
        question = self._encoding.question(name)
        row = {column.key: sample(column) for column in (question.columns if question else ())}
        for key, symbol in self._encoding.columns(name).items():
            row[key] = self._value(f"{name}.{key}", symbol)
        return row

    def _alike(self, symbol: Known) -> list[z3.BoolRef]:
        parts = [symbol.missing]
        match symbol:
            case Members():
                parts += symbol.members.values()
            case Rows():
                parts.append(symbol.filled)
            case _:
                parts.append(symbol.var)
        return [part == self._model.eval(part, model_completion=True) for part in parts]

    def _number(self, var: z3.ArithRef) -> int:
        return int(self._model.eval(var, model_completion=True).as_long())

    def _is(self, bit: z3.BoolRef) -> bool:
        return bool(z3.is_true(self._model.eval(bit, model_completion=True)))
