"""Read what a contract is composed from: a file of facts, and files of own texts; compose it with the plugins."""

import json
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

import click
import yaml

from akkoord.cli.shell import BadInput, Shell
from akkoord.closing import Clause, ClauseSet, OwnText
from akkoord.closing.assembling import House, Preview, composed, starting_facts
from akkoord.facts import Facts
from akkoord.language import N_, Message
from akkoord.plugins import advise

F = TypeVar("F", bound=Callable[..., object])

MOST_BYTES: Final = 5_000_000
"""The largest file of facts or own text that is read."""


def drafting(command: F) -> F:
    """Give a command the argument and options that say what a contract is composed from."""
    options = (
        click.argument(
            "facts", metavar=N_("FACTS"), type=click.Path(path_type=Path), help=N_("A file of facts (JSON).")
        ),
        click.option("--clause-set", metavar=N_("NAME"), help=N_("The clause set; else that of the workspace.")),
        click.option(
            "--own-text",
            "own_texts",
            multiple=True,
            type=click.Path(path_type=Path),
            metavar=N_("FILE"),
            help=N_("A file with an own text: Markdown with a title on its first line. May be given several times."),
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def drafted(
    shell: Shell, facts: Path, clause_set: str | None, own_texts: Sequence[Path], number: str | None = None
) -> Preview:
    """Read the files and compose. Facts lie over the workspace's terms, and those over the defaults of the questions.

    Raises BadInput, InvalidOwnText or WrongFact when a file cannot be used.
    """
    chosen = shell.clause_set(clause_set)
    settings = shell.settings()
    terms = settings.defaults if settings else {}
    house = House(chosen, defaults=terms, advise=partial(advise, shell.plugins(), chosen))
    recorded = read_facts(facts)
    merged = Facts.merge(chosen.questions, *starting_facts(house), recorded)
    unknown = chosen.questions.unknown(recorded)
    if unknown:
        shell.warn(Message("No question asks for {names}; it is kept as it is.", {"names": list(unknown)}))
    texts = tuple(read_own_text(file, n) for n, file in enumerate(own_texts, start=1))
    for text in texts:
        if text.after is not None:
            known_clause(chosen, text.after)
    return composed(house, merged, texts, number)


def read_facts(file: Path) -> Mapping[str, object]:
    """Read a file of facts: a JSON object of groups. Numbers with a point stay text, so that no cent is lost."""
    text = _read(file)
    try:
        content = json.loads(text, parse_float=str)
    except json.JSONDecodeError as error:
        values = {"file": str(file), "line": error.lineno, "column": error.colno}
        raise BadInput(Message("{file} is not JSON: look at line {line}, column {column}.", values)) from error
    except RecursionError as error:
        raise BadInput(Message("{file} is nested too deeply to hold facts.", {"file": str(file)})) from error
    if not isinstance(content, dict) or not all(isinstance(group, dict) for group in content.values()):
        raise BadInput(
            Message(
                "{file} holds no facts. Expected are groups of answers, such as {example}.",
                {"file": str(file), "example": '{"term": {"kind": "fixed", "months": 60}}'},
            )
        )
    return content


def read_own_text(file: Path, n: int) -> OwnText:
    """Read an own text: Markdown whose first line is its title.

    Front matter between two lines `---` may say after which clause it comes: `after: a-loaned-equipment`.
    """
    text = _read(file).strip()
    after = None
    if text.startswith("---\n") and "\n---" in text[4:]:
        head, _, text = text[4:].partition("\n---")
        after = _position(file, head)
    first, _, body = text.strip().partition("\n")
    return OwnText(n, first.lstrip("# ").strip(), body.strip(), after)


def known_clause(clause_set: ClauseSet, clause: str) -> Clause:
    """Give a clause of the set. Raises BadInput, which names the nearest one."""
    if clause in clause_set.by_id:
        return clause_set.by_id[clause]
    near = get_close_matches(clause, clause_set.by_id, n=1, cutoff=0)
    values = {"clause": clause, "title": clause_set.title, "near": near[0]}
    raise BadInput(Message("“{title}” has no clause {clause!r}. Did you mean {near}?", values))


def _position(file: Path, head: str) -> str | None:
    """Read the front matter of an own text."""
    try:
        content = yaml.safe_load(head) or {}
    except yaml.YAMLError as error:
        raise BadInput(Message("{file}: the lines between --- are not YAML.", {"file": str(file)})) from error
    after = content.get("after") if isinstance(content, dict) else head
    if not isinstance(content, dict) or set(content) - {"after"} or not isinstance(after, str | None):
        raise BadInput(Message("{file}: between --- only a line such as “after: ID” is known.", {"file": str(file)}))
    return after


def _read(file: Path) -> str:
    """Read a text file of reasonable size."""
    if file.stat().st_size > MOST_BYTES:
        raise BadInput(Message("{file} is too large to be read.", {"file": str(file)}))
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(Message("{file} is not UTF-8 text; save it as such.", {"file": str(file)})) from error
