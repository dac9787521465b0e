"""The frame of the command line: help, languages, mistakes, exit codes."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from akkoord import __version__
from akkoord.cli.main import spoken_language
from akkoord.cli.root import root
from akkoord.language import LANGUAGES, translate


def commands():
    """Every command of the core, with the words that call it."""

    def below(command, path):
        yield path, command
        if isinstance(command, click.Group):
            for name, sub in command.commands.items():
                yield from below(sub, (*path, name))

    return list(below(root(), ()))


every_command = pytest.mark.parametrize(
    "path", [pytest.param(path, id=" ".join(path) or "akkoord") for path, _ in commands()]
)


@every_command
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_says_how_it_is_used_and_what_its_exit_codes_mean(run, path, language):
    ran = run(*path, "--help", "--language", language)
    assert ran.code == 0
    assert ran.err == ""
    assert ran.out.startswith({"nl": "Gebruik: akkoord", "en": "Usage: akkoord"}[language])
    assert translate("Exit codes", language) in ran.out
    assert translate("It is done.", language) in ran.out


@pytest.mark.parametrize(("path", "command"), commands())
def test_every_command_argument_and_option_is_explained_in_both_languages(path, command):
    texts = [command.help, *(parameter.help for parameter in command.params)]
    assert all(texts), f"{path} has a parameter without help"
    assert all(translate(text, "nl") != text for text in texts)


def test_without_anything_it_shows_its_help_and_ends_as_a_mistake(run):
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert "Usage: akkoord [OPTIONS] COMMAND" in ran.err


def test_it_tells_its_version(run):
    assert run("--version").out == f"akkoord {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("casses",), "There is no command casses. Did you mean cases?", id="command"),
        pytest.param(("nothing",), "There is no command nothing.", id="unlike any command"),
        pytest.param(("report", "nosuch"), "There is no report nosuch; akkoord reports lists them.", id="report"),
        pytest.param(("clauses", "wy"), "There is no command wy. Did you mean why?", id="command of a group"),
        pytest.param(("cases", "--jsn", "x"), "There is no option --jsn. Did you mean --json?", id="option"),
        pytest.param(("cases",), "FILE is missing.", id="argument left out"),
        pytest.param(("account", "add", "x"), "--name is missing.", id="option left out"),
        pytest.param(("cases", "a", "b"), "There are more arguments than this command takes.", id="one too many"),
        pytest.param(("contract", "pdf", "x", "-o"), "Option -o needs a value.", id="no value"),
        pytest.param(("plugins", "--language", "de"), "--language must be one of nl, en.", id="language"),
        pytest.param(
            ("account", "add", "x", "--name", "X", "--role", "boss"),
            "--role must be one of account_manager, manager, administrator.",
            id="choice",
        ),
    ],
)
def test_a_mistake_is_a_sentence_that_names_what_is_wrong(run, arguments, said):
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == said


def test_a_mistake_tells_where_to_read_how_it_is_done(run):
    assert run("account", "add", "x").err.splitlines()[1] == "akkoord account add --help says how it is used."


def test_a_mistake_is_said_in_dutch(run):
    assert run("cases", "--language", "nl").err.startswith("BESTAND ontbreekt.\n")


def test_an_error_is_a_sentence_without_a_traceback(run):
    ran = run("cases", "nowhere.json")
    assert ran.code == 2
    assert ran.err == "nowhere.json cannot be used: it is not there.\n"


def test_debug_shows_where_it_arose(run):
    ran = run("cases", "nowhere.json", "--debug")
    assert "Traceback" in ran.err
    assert ran.err.endswith("nowhere.json cannot be used: it is not there.\n")


def test_a_fault_of_akkoord_itself_is_told_apart(run, monkeypatch):
    monkeypatch.setattr("akkoord.cli.cases.read_case_file", lambda _: 1 / 0)
    ran = run("cases", "x")
    assert (ran.code, ran.err) == (
        3,
        "Akkoord itself failed (ZeroDivisionError). Run it again with --debug to see where.\n",
    )


def test_ctrl_c_ends_without_a_word(run, monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("akkoord.cli.cases.read_case_file", interrupted)
    ran = run("cases", "x")
    assert (ran.code, ran.out, ran.err) == (130, "", "\n")


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        pytest.param((), {}, "en", id="nothing known"),
        pytest.param((), {"LANG": "nl_NL.UTF-8"}, "nl", id="terminal"),
        pytest.param((), {"LANG": "nl_NL.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en", id="LC_ALL before LANG"),
        pytest.param((), {"LANG": "fr_FR.UTF-8"}, "en", id="a language it does not speak"),
        pytest.param((), {"LANG": "en_GB", "AKKOORD_LANGUAGE": "nl"}, "nl", id="its own variable first"),
        pytest.param(("--language", "en"), {"AKKOORD_LANGUAGE": "nl"}, "en", id="what is asked before all"),
        pytest.param(("--language=nl",), {}, "nl", id="written in one"),
    ],
)
def test_the_language_is_what_is_asked_then_the_environment(arguments, environment, language):
    assert spoken_language(arguments, environment) == language


def test_the_program_on_the_path_ends_with_its_code():
    program = Path(sys.executable).with_name("akkoord")
    ended = subprocess.run([program, "cases", "nowhere.json"], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "nowhere.json" in ended.stderr


def test_a_terminal_that_lacks_a_letter_is_no_error(folder):
    program = Path(sys.executable).with_name("akkoord")
    environment = {"PYTHONIOENCODING": "ascii", "AKKOORD_LANGUAGE": "nl"}
    ended = subprocess.run(
        [program, "clauses", "list", "brewery"], env=environment, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "Tussentijdse be?indiging" in ended.stdout


def test_a_reader_that_has_had_enough_is_no_error(folder):
    program = Path(sys.executable).with_name("akkoord")
    piped = subprocess.Popen([program, "clauses", "list", "brewery"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    piped.stdout.close()
    _, err = piped.communicate()
    assert (piped.returncode, err) == (0, b"")


@pytest.fixture
def added(folder, monkeypatch):
    """Install another package with a command."""

    def install(source):
        site = folder.parent / "site"
        (site / "more_commands.py").write_text(source)
        info = site / "more_commands-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Name: more-commands\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text("[akkoord.commands]\nmore = more_commands:more\n")
        monkeypatch.delitem(sys.modules, "more_commands", raising=False)

    return install


def test_another_package_adds_a_command(run, added):
    added("import click\n@click.command(help='Does more.')\ndef more():\n    click.echo('more!')\n")
    assert run("more").out == "more!\n"
    assert "Does more." in run("--help").out


def test_a_command_that_cannot_be_imported_says_so_and_leaves_the_others_alone(run, added):
    added("import no_such_module")
    ran = run("more", "--port", "1")
    assert ran.code == 2
    assert "The command more cannot be used: ModuleNotFoundError: No module named 'no_such_module'." in ran.err
    assert run("plugins").code == 0
    assert "Cannot be used." in run("--help").out


def test_what_is_no_command_says_so(run, added):
    added("more = 3")
    assert "more_commands:more is a int, not a click.Command" in run("more").err
