"""Contracts in Common Form, as a clause set of our own: what is marked there is written here as our texts write it.

A definition becomes a bold term between quotes, a use the term with its capital, a reference a `ref` to the clause of
that heading. Words that are not marked become small letters: there they are no uses.
"""

import re
from dataclasses import dataclass, field

from akkoord.closing import Clause, ClauseSet
from akkoord.facts import Questions, parse_condition
from akkoord.language import Words


@dataclass
class Imported:
    """Clauses in the making: their texts by id, and which headings stand for which."""

    bodies: dict[str, list[str]] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)

    def new(self, heading=None):
        """Begin a clause; a heading that comes twice stays with the first."""
        name = f"c-{len(self.bodies) + 1}"
        self.bodies[name] = []
        if heading is not None:
            self.headings.setdefault(heading, name)
        return name

    def write(self, form, clause):
        """Write a form into a clause, and its inner forms into clauses of their own."""
        for part in form["content"]:
            if isinstance(part, str):
                self.bodies[clause].append(part.lower())
            elif "form" in part:
                inner = self.new(part.get("heading"))
                self.write(part["form"], inner)
            elif "definition" in part:
                self.bodies[clause].append(f' the word "**{part["definition"]}**"')
            elif "use" in part:
                self.bodies[clause].append(f" the {part['use']}")
            elif "reference" in part:
                self.bodies[clause].append(("ref", part["reference"]))
            else:
                self.bodies[clause].append(" ...")


def clause_set(form):
    """Make the clause set of a form."""
    imported = Imported()
    imported.write(form, imported.new())
    clauses = tuple(
        _clause(name, parts, imported, order) for order, (name, parts) in enumerate(imported.bodies.items())
    )
    return ClauseSet("common-form", Words("Proef", "Trial"), Questions(), clauses), imported


def _clause(name, parts, imported, order):
    body = "".join(part if isinstance(part, str) else _reference(part[1], imported) for part in parts)
    return Clause(name, "article", name, order, parse_condition("true"), body or "...", file=f"{name}.md")


def _reference(heading, imported):
    target = imported.headings.get(heading, f"no-{re.sub('[^a-z0-9]+', '-', heading.lower()).strip('-') or 'name'}")
    return f" ${{ref('{target}')}}"
