"""Contracts in Common Form, as a clause set of our own: what is marked there is written here as our texts write it.

A definition becomes a bold term between quotes, a reference a `ref` to the clause of that heading. A use becomes the
term with its capital; where no capital tells it, or not from the other terms of the contract, it is marked with
`defined`. Words that are not marked become small letters, and those that are terms in small letters fall away: they are
no uses.
"""

import re
from dataclasses import dataclass, field

from akkoord.closing import Clause, ClauseSet
from akkoord.closing.check.terms import NAMES
from akkoord.closing.own_text import clean_line
from akkoord.facts import Questions, parse_condition
from akkoord.language import Words


@dataclass
class Imported:
    """Clauses in the making: their texts by id, which headings stand for which, and what is named in our way.

    `terms` are by how we write them, `missing` are headings that no clause has, by the id that stands for them.
    """

    bodies: dict[str, list[str]] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    terms: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def new(self, heading=None):
        """Begin a clause; a heading that comes twice stays with the first."""
        name = f"c-{len(self.bodies) + 1}"
        self.bodies[name] = []
        if heading is not None:
            self.headings.setdefault(heading, name)
        return name

    def learn(self, term):
        """Take up a term; two that we would write alike are told apart by a number."""
        if term not in self.terms.values():
            written = ours = _as_we_write(term)
            while ours in self.terms:
                ours = f"{written} {len(self.terms)}"
            self.terms[ours] = term

    def written(self, term):
        """Give a term as we write it."""
        return next(ours for ours, theirs in self.terms.items() if theirs == term)

    def write(self, form, clause):
        """Write a form into a clause, and its inner forms into clauses of their own."""
        for part in form["content"]:
            if isinstance(part, str):
                self.bodies[clause].append(f" {_unmarked(part, self.terms)}")
            elif "form" in part:
                self.write(part["form"], self.new(part.get("heading")))
            elif "component" in part:
                self._refer(part, clause)
            elif "definition" in part:
                self.bodies[clause].append(f' "**{self.written(part["definition"])}**"')
            elif "use" in part:
                self._use(part["use"], clause)
            elif "reference" in part:
                self.bodies[clause].append(("ref", part["reference"]))
            else:
                self.bodies[clause].append(" ...")

    def reference(self, heading):
        """Write a reference to a heading."""
        target = self.headings.get(heading)
        if target is None:
            known = [name for name, wanted in self.missing.items() if wanted == heading]
            target = known[0] if known else f"no-{len(self.missing) + 1}"
            self.missing[target] = heading
        return f" ${{ref('{target}')}}"

    def _use(self, term, clause):
        ours = self.written(term)
        others = [other for other in self.terms if other != ours]
        self.bodies[clause].append(f" the {ours}," if _tells_itself(ours, others) else f" the ${{defined({ours!r})}},")

    def _refer(self, component, clause):
        """Write what a text from elsewhere takes from this contract: its own heading, and what it says instead."""
        self.new(component.get("heading"))
        for term in _instead(component, "terms"):
            self._use(term, clause)
        for heading in _instead(component, "headings"):
            self.new(heading)


def clause_set(form):
    """Make the clause set of a form."""
    imported = Imported()
    for term in _terms(form):
        imported.learn(term)
    imported.write(form, imported.new())
    clauses = tuple(
        _clause(name, parts, imported, order) for order, (name, parts) in enumerate(imported.bodies.items())
    )
    return ClauseSet("common-form", Words("Proef", "Trial"), Questions(), clauses), imported


def _terms(form):
    for part in form["content"]:
        if isinstance(part, dict):
            yield from (part[kind] for kind in ("definition", "use") if kind in part)
            yield from _terms(part["form"]) if "form" in part else ()
            yield from _instead(part, "terms")


def _instead(part, kind):
    return part.get("substitutions", {}).get(kind, {}).values()


def _as_we_write(term):
    """Leave out what our texts give a meaning of their own, and an article."""
    plain = " ".join(clean_line(re.sub(r"[*$\\{}<>%#|]", " ", term)).split())
    return re.sub(r"^(de|het|een|the|an?) ", "", plain) or "Naamloos"


def _tells_itself(term, others):
    """Tell whether capitals show that this is a term, and nothing that it is a form of another one."""
    words = term.split()
    capitals = all(word[0].isupper() and not word.isupper() for word in words if not word.isdigit())
    is_plain = re.fullmatch(r"[^\W\d][\w’' -]*", term) and capitals and NAMES.isdisjoint(words)
    return bool(is_plain) and _beginnings([term]).isdisjoint(_beginnings(others))


def _beginnings(terms):
    return {word[:3].lower() for term in terms for word in term.split()}


def _unmarked(text, terms):
    small = {term.split()[0] for term in terms if term == term.lower()}
    words = re.findall(r"\w+", clean_line(text).lower())
    return " ".join(word for word in words if not any(word.startswith(term) for term in small))


def _clause(name, parts, imported, order):
    body = "".join(part if isinstance(part, str) else imported.reference(part[1]) for part in parts)
    return Clause(name, "article", name, order, parse_condition("true"), body.strip() or "...", file=f"{name}.md")
