"""Find the mapping of a case by its kind, and hold its outcome against what is right."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from .comparing import differences, repeated
from .families import known_as

KINDS: dict[str, Callable] = {}
"""The mappings, by the kind that they translate; a mapping of `a.b` also has `a.b.c`, where nothing else has that."""

_AS = re.compile(r"as ([\w.-]+)")
_WRONG = re.compile(r"^published_(.+)$|^(.*?)_?anchor$")


@dataclass(frozen=True)
class Case:
    """What a mapping may know of a case; not its id.

    `option` tells that the case wants an option on that is off by default.
    """

    kind: str
    parameters: dict
    inputs: dict
    option: bool

    @property
    def words(self):
        """Give the words of the kind."""
        return self.kind.split(".")


def maps(*kinds):
    """Have a function translate cases of these kinds: it gets a case and gives figures by their names."""

    def kept(mapping):
        for kind in kinds:
            assert kind not in KINDS, f"two mappings for {kind}"
            KINDS[kind] = mapping
        return mapping

    return kept


class Book:
    """All cases of a file, and the samples beside the tests: what one case says may stand in another."""

    def __init__(self, cases, samples, left_out=()):
        """Take the cases of a file, and what stands with the samples."""
        self._cases = [each for each in [*cases, *samples] if "rule_kind" in each]
        self._left_out = left_out

    def read(self, given):
        """Read a case: what it refers to is filled in, and what its source has and it leaves out."""
        assert given.get("rule_kind"), "this case does not say its rule_kind"
        inputs = self._filled(given.get("inputs", {})) | self._facts_of(given)
        return Case(
            given["rule_kind"], self._filled(given.get("parameters", {})), inputs, given.get("stance") == "mode"
        )

    def _filled(self, values):
        """Fill in what is said to be as in another case, with what that one says besides it."""
        found = dict(values)
        for name, value in values.items():
            other = _AS.match(value) if isinstance(value, str) else None
            if other:
                meant = self._meant(name, other[1])
                found = meant | found | {name: meant[name]}
        return found

    def _meant(self, name, start):
        for case in self._cases:
            if str(case["id"]).startswith(start) and not isinstance(case["parameters"].get(name, ""), str):
                return case["parameters"]
        raise AssertionError(f"{name} is said to be as in {start!r}, but no case has it")

    def _facts_of(self, given):
        """Give what the source has: for these inputs, or for all of its cases."""
        path, inputs = given.get("repo_path"), given.get("inputs")
        return next(
            (
                each["add"]
                for each in self._left_out
                if each["repo_path"] == path and each.get("inputs", inputs) == inputs
            ),
            {},
        )


def mapping_of(kind):
    """Give the mapping of a kind, or of what it is a special case of; None when nothing is known of it."""
    words = kind.split(".")
    known = (".".join(words[:count]) for count in range(len(words), 0, -1))
    return next((KINDS[name] for name in known if name in KINDS), None)


def replay(given, book):
    """Give everything that is not right about a case; nothing when the product does what it should."""
    case = book.read(given)
    if mapping_of(case.kind) is None and (known := known_as(case)) is not None:
        case = replace(case, kind=".".join([known, *case.words[1:]]))
    mapping = mapping_of(case.kind)
    if mapping is None:
        family = sorted(kind for kind in KINDS if kind.startswith(case.words[0] + "."))
        return [f"there is no mapping for rule_kind {case.kind!r}; of its family there are {family}"]
    outcome = mapping(case)
    if given.get("stance") != "contrast":
        return differences(given["expected"], outcome)
    wrong = {found[1] or found[2]: value for name, value in given["expected"].items() if (found := _WRONG.match(name))}
    return differences(given["correct"], outcome) + repeated(wrong, outcome)
