"""What derived facts hang on is found out by asking their functions; a proof that gives up says so."""

from functools import reduce
from operator import xor
from typing import Annotated

import pytest

from akkoord.closing import ClauseSet
from akkoord.closing.check import check_whole
from akkoord.closing.check.claims import of_node
from akkoord.closing.check.derivation import read_by
from akkoord.closing.check.world import World
from akkoord.facts import Ask, Choice, Group, Questions, Row, Rows, Text, Whole, YesNo, parse_condition
from akkoord.language import Words

KINDS = {kind: Words(kind, kind) for kind in ("paper", "glass", "metal", "wood", "swill", "hazardous")}


CLAUSE = """---
id: odd
kind: article
title: Odd
order: 100
when: "counted.odd and counted.even"
version: 1
---
It is odd.
"""


def asked(name, **more):
    return Ask(Words(name, name), **more)


class Stream(Row):
    """Something collected."""

    kind: Annotated[Choice, asked("kind", choices=KINDS, required=True)] = None
    size: Annotated[Choice, asked("size", choices=KINDS, required=True)] = None
    code: Annotated[Text, asked("code")] = None


class Wishes(Group, name="wishes", part="proposal", label=Words("Wensen", "Wishes")):
    """What decides on much or on little."""

    a: Annotated[YesNo, asked("a")] = False
    b: Annotated[YesNo, asked("b")] = False
    c: Annotated[YesNo, asked("c")] = False
    d: Annotated[YesNo, asked("d")] = False
    e: Annotated[YesNo, asked("e")] = False
    f: Annotated[YesNo, asked("f")] = False
    g: Annotated[YesNo, asked("g")] = False
    h: Annotated[YesNo, asked("h")] = False
    number: Annotated[Whole, asked("number", required=True)] = None
    streams: Annotated[Rows[Stream], asked("streams", required=True)] = ()


class Line(Row):
    """A line that is counted."""

    id: Annotated[Text, asked("id")] = None


class Counted(Group, name="counted", part="contract", label=Words("Geteld", "Counted")):
    """What follows."""

    odd: Annotated[YesNo, asked("odd")] = None
    even: Annotated[YesNo, asked("even")] = None
    some: Annotated[YesNo, asked("some")] = None
    lines: Annotated[Rows[Line], asked("lines")] = ()


def parity(facts):
    """Let every wish decide."""
    odd = reduce(xor, (bool(facts[f"wishes.{one}"]) for one in "abcdefgh"))
    return {"counted": {"odd": odd, "even": not odd}}


def numbered(facts):
    """Look at everything in every row, and name each by its kind."""
    rows = [dict(row) for row in facts["wishes.streams"] or ()]
    return {"counted": {"lines": tuple({"id": f"{number}-{row['kind']}"} for number, row in enumerate(rows))}}


def positive(facts):
    """Tell nought from other numbers."""
    return {"counted": {"some": bool(facts["wishes.number"])}}


@pytest.fixture
def world():
    """Make the world of a set that derives facts with one function."""

    def make(function):
        questions = Questions([Wishes, Counted])
        return World(ClauseSet("set", Words("s", "s"), questions, (), derived=(function,)))

    return make


def claim(source):
    return of_node(parse_condition(source).tree)


def test_what_hangs_on_few_of_many_answers_is_decided(world):
    one = world(numbered)
    assert not one.can_be(claim("wishes.streams and counted.lines.id == None"))
    assert one.can_be(claim("wishes.streams and counted.lines.id != None"))
    assert one.undecided == []


@pytest.mark.parametrize("number", ["wishes.number == 0", "wishes.number > 0"])
def test_nought_is_told_from_other_numbers(world, number):
    one = world(positive)
    expected = number.endswith("> 0")
    assert one.can_be(claim(f"{number} and counted.some")) is expected
    assert one.can_be(claim(f"{number} and not counted.some")) is not expected


def test_the_columns_that_a_function_looks_at_are_known():
    def codes(facts):
        return {"counted": {"some": all(row["kind"] == "paper" for row in facts["wishes.streams"] or ())}}

    assert read_by(codes, Questions([Wishes, Counted])) == {"wishes.streams", "wishes.streams.kind"}


def test_a_search_that_gives_up_is_no_proof(world):
    one = world(parity)
    impossible = claim("counted.odd and counted.even")
    assert not one.can_be(impossible)
    assert one.undecided == [impossible]


def test_what_could_not_be_decided_is_a_finding(tmp_path):
    (tmp_path / "odd.md").write_text(CLAUSE, "utf-8")
    odd = ClauseSet.read(
        name="odd", title=Words("o", "o"), folder=tmp_path, groups=[Wishes, Counted], derived=[parity], client="O"
    )
    found = [(one.code, one.about) for one in check_whole(odd).findings if one.place.file == "odd.md"]
    assert ("undecided", "odd") in found
