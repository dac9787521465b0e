"""Run the command line: say errors in sentences, end with an exit code that means something."""

import logging
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path
from typing import Final

import click

from akkoord.cli.mistakes import mistake
from akkoord.cli.root import root
from akkoord.cli.shell import Shell
from akkoord.files import unusable
from akkoord.language import LANGUAGES, AkkoordError, Language, Message, Speaks
from akkoord.logs import write_log

DONE: Final = 0
NO: Final = 1
UNUSABLE: Final = 2
FAILED: Final = 3
INTERRUPTED: Final = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    folder = os.environ.get("AKKOORD_WORKSPACE")
    shell = Shell(spoken_language(given, os.environ), Path(folder) if folder else None, debug="--debug" in given)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter shows a question mark
    write_log(level=logging.INFO if shell.debug else logging.CRITICAL)
    try:
        outcome = root().main(given, prog_name="akkoord", standalone_mode=False, obj=shell)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt, SystemExit) as error:  # noqa: BLE001 - whatever it is, a person reads a sentence
        code = _ended_by(error, shell)
    else:
        code = outcome if isinstance(outcome, int) else DONE
    shell.warn_of_plugins()
    return code


def spoken_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Tell which language to speak: that of `--language`, else AKKOORD_LANGUAGE, else that of the terminal.

    It is known before the arguments are read, since their faults are said in it too.
    """
    named = [value for option, value in pairwise(arguments) if option == "--language"]
    named += [argument.removeprefix("--language=") for argument in arguments]
    named += [environment.get("AKKOORD_LANGUAGE", "")]
    terminal = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    named += [terminal[:2].lower()]
    return next((language for name in named for language in LANGUAGES if name == language), "en")


def _ended_by(error: BaseException, shell: Shell) -> int:
    """Say what ended the command, and give the exit code that belongs to it."""
    if isinstance(error, KeyboardInterrupt | click.Abort):
        return INTERRUPTED
    if isinstance(error, SystemExit):
        return DONE  # click and rich end so when whoever read the output has had enough
    if shell.debug:
        traceback.print_exception(error)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        sys.stderr.write(error.message)
        return UNUSABLE
    said = _said(error, shell)
    if said is None:
        values = {"kind": type(error).__name__}
        shell.warn(Message("Akkoord itself failed ({kind}). Run it again with --debug to see where.", values), "red")
        return FAILED
    shell.warn(said, "red")
    if isinstance(error, click.UsageError) and error.ctx is not None:
        shell.warn(Message("{command} --help says how it is used.", {"command": error.ctx.command_path}), "dim")
    return UNUSABLE


def _said(error: BaseException, shell: Shell) -> Speaks | None:
    """Make a sentence of an error that a person can do something about; None of any other."""
    if isinstance(error, click.UsageError):
        return mistake(error, shell.language)
    if isinstance(error, AkkoordError):
        return error
    if isinstance(error, OSError) and error.filename:
        return unusable(error)
    return None
