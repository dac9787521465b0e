"""Break a copy of a clause set, to see that the check finds every fault that was sown and nothing else."""

import shutil
from importlib.resources import files
from typing import Annotated

import pytest

from akkoord.closing import ClauseSet, ClauseSetError
from akkoord.closing.check import check_whole
from akkoord.facts import Ask, Group, Text
from akkoord.language import Words

CLAUSE = """---
id: {id}
kind: article
title: Proef
order: {order}
when: "{when}"
variables: [{variables}]
version: 1
{more}---
{body}
"""


class Extra(Group, name="extra", part="proposal", label=Words("Extra", "Extra")):
    """A question that nothing uses."""

    remark: Annotated[Text, Ask(Words("Opmerking", "Remark"))] = None


@pytest.fixture(scope="module")
def check_broken(tmp_path_factory):
    """Check a copy of a set with edits in its clauses (`id: [(old, new)]`), more clauses, and a question more."""

    def check(clause_set, edits, clauses, events=()):
        folder = tmp_path_factory.mktemp(clause_set.name) / "clauses"
        package = clause_set.distribution.replace("-", "_")
        shutil.copytree(str(files(package) / "clauses"), folder)
        for name, changes in edits.items():
            sow(folder / f"{name}.md", changes)
        for name, clause in clauses.items():
            text = CLAUSE.format(**({"id": name, "order": 850, "variables": "", "more": ""} | clause))
            (folder / f"{name}.md").write_text(text, "utf-8")
        with pytest.raises(ClauseSetError) as raised:
            read_again(clause_set, folder, events)
        return check_whole(raised.value.partial, raised.value.problems)

    return check


def sow(file, changes):
    """Change the text of a file; what is to be changed must be in it."""
    text = file.read_text("utf-8")
    for old, new in changes:
        assert old in text, f"{file.name}: {old}"
        text = text.replace(old, new, 1)
    file.write_text(text, "utf-8")


def read_again(clause_set, folder, events):
    """Read the clauses of a folder with the questions of a set and one more."""
    ClauseSet.read(
        name="broken",
        title=clause_set.title,
        folder=folder,
        groups=(*(group.model for group in clause_set.questions.groups), Extra),
        validations=clause_set.validations,
        derived=clause_set.derived,
        highlights=clause_set.highlights,
        events=events,
    )
