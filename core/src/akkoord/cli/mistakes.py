"""Say what is wrong with how a command was called."""

import errno
from collections.abc import Iterable, Mapping
from typing import Final

import click

from akkoord.cli.command import Group
from akkoord.cli.help import argument_name
from akkoord.files import REASONS
from akkoord.language import Language, Message

PATH_FAULTS: Final[Mapping[str, Message]] = {
    "does not exist.": REASONS[errno.ENOENT],
    "is a directory.": REASONS[errno.EISDIR],
    "is a file.": Message("it is a file, not a folder"),
    "is not readable.": REASONS[errno.EACCES],
    "is not writable.": REASONS[errno.EACCES],
    "is not executable.": REASONS[errno.EACCES],
}
"""What click says of a path, by how its English sentence ends."""


def mistake(error: click.UsageError, language: Language) -> Message:
    """Make a sentence of click's error, which speaks English only."""
    if isinstance(error, click.NoSuchOption):
        return _unknown(Message("There is no option {name}.", {"name": error.option_name}), error.possibilities)
    if isinstance(error, click.exceptions.NoSuchCommand):
        group = error.ctx.command if error.ctx else None
        template = group.unknown if isinstance(group, Group) else Group.unknown
        return _unknown(Message(template, {"name": error.command_name}), error.possibilities)
    if isinstance(error, click.BadOptionUsage):
        return Message("Option {name} needs a value.", {"name": error.option_name})
    if isinstance(error, click.BadParameter):
        return _parameter(error, _name(error, language))
    if "unexpected extra argument" in error.message:
        return Message("There are more arguments than this command takes.")
    return Message("The command cannot be used like this: {problem}", {"problem": error.format_message()})


def _parameter(error: click.BadParameter, name: str) -> Message:
    """Say what is wrong with one argument or option."""
    if isinstance(error, click.MissingParameter):
        return Message("{name} is missing.", {"name": name})
    if error.param is not None and isinstance(error.param.type, click.Choice):
        return Message(
            "{name} must be one of {choices}.", {"name": name, "choices": ", ".join(error.param.type.choices)}
        )
    said = _of_type(error, name)
    return said or Message("{name} is not right: {problem}", {"name": name, "problem": error.message})


def _of_type(error: click.BadParameter, name: str) -> Message | None:
    """Say what a value of this type must be; None for a type that has words of its own."""
    kind = None if error.param is None else error.param.type
    if isinstance(kind, click.Path):
        reason = next((said for end, said in PATH_FAULTS.items() if error.message.endswith(end)), None)
        path = error.message.partition("'")[2].rpartition("'")[0]
        return reason and Message("{file} cannot be used: {reason}.", {"file": path, "reason": reason})
    if isinstance(kind, click.DateTime):
        return Message("{name} must be a day like 2026-12-31.", {"name": name})
    if isinstance(kind, click.IntRange) and kind.max is not None:
        values = {"name": name, "least": str(kind.min or 0), "most": str(kind.max)}
        return Message("{name} must be a whole number from {least} through {most}.", values)
    if isinstance(kind, click.IntRange):
        return Message("{name} must be a whole number of {least} or more.", {"name": name, "least": str(kind.min or 0)})
    return None


def _unknown(message: Message, near: Iterable[str] | None) -> Message:
    """Add the nearest known name."""
    name = next(iter(near or ()), None)
    return Message("{problem} Did you mean {name}?", {"problem": message, "name": name}) if name else message


def _name(error: click.UsageError, language: Language) -> str:
    """Name the parameter that the error is about, as the help does."""
    parameter = getattr(error, "param", None)
    if isinstance(parameter, click.Argument) and error.ctx is not None:
        return argument_name(parameter, error.ctx.command, language)
    return max(parameter.opts, key=len) if isinstance(parameter, click.Option) else ""
