"""The examples of docs/cli.md and of the integrators' afternoon do what the pages say."""

import io
import re
import shlex
from pathlib import Path

import pytest

from akkoord.cli.main import main

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("cli.md", "integrators.md")
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples(page="cli.md"):
    """The files and the commands of a page, in order; a command with what it should write and its exit code."""
    for kind, name, text in BLOCK.findall((DOCS / page).read_text(encoding="utf-8")):
        if kind == "console":
            for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE):
                code = re.search(r"^\[(\d)\]\n\Z", shown, re.MULTILINE)
                yield command, shown[: code.start()] if code else shown, int(code[1]) if code else 0
        elif name:
            yield name, text, None


def resembles(shown, written):
    """Tell whether what was written is what is shown, where `...` stands for anything."""
    pattern = re.escape(shown).replace(re.escape("...\n"), "(?:.*\n)*?").replace(re.escape("..."), ".*")
    return re.fullmatch(pattern, written) is not None


def given(command, monkeypatch):
    """Give the arguments of a command; what `echo` pipes into it becomes its input."""
    text, _, rest = command.rpartition(" | ")
    monkeypatch.setattr("sys.stdin", io.StringIO(" ".join(shlex.split(text)[1:]) + "\n"))
    program, *arguments = shlex.split(rest)
    assert program == "akkoord"
    return arguments


@pytest.fixture
def only_what_is_shipped(tmp_path, monkeypatch, quiet):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AKKOORD_LANGUAGE", "en")
    monkeypatch.delenv("AKKOORD_WORKSPACE", raising=False)


@pytest.mark.parametrize("page", PAGES)
def test_every_example_of_the_page_does_what_it_shows(only_what_is_shipped, page, monkeypatch, capfd):
    for command, shown, code in examples(page):
        if code is None:
            Path(command).write_text(shown, encoding="utf-8")
            continue
        ended = main(given(command, monkeypatch))
        out, err = capfd.readouterr()
        assert resembles(shown, out + err), f"$ {command}\n{out}{err}"
        assert ended == code, command


@pytest.mark.parametrize(
    "words",
    [
        "account add", "account list", "backup", "cases", "clauses list", "clauses why", "contract make",
        "contract pdf", "contract show", "demo", "init", "plugins", "snapshot", "verify",
    ],
)  # fmt: skip
def test_the_page_shows_every_command(words):
    commands = [command.rpartition(" | ")[2] for command, _, code in examples() if code is not None]
    assert any(command.startswith(f"akkoord {words}") for command in commands)


@pytest.mark.parametrize(
    ("shown", "written", "alike"),
    [
        ("a\n...\nc\n", "a\nb\nb\nc\n", True),
        ("a\n...\nc\n", "a\nc\n", True),
        ("hash ...\n", "hash 12\n", True),
        ("a\n", "a\nb\n", False),
        ("...\nc\n", "a\nb\n", False),
    ],
)
def test_dots_stand_for_what_is_left_out(shown, written, alike):
    assert resembles(shown, written) is alike
