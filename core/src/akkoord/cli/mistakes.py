"""Say what is wrong with how a command was called."""

from collections.abc import Iterable

import click

from akkoord.cli.command import Group
from akkoord.cli.help import argument_name
from akkoord.language import Language, Message


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
    return Message("{name} is not right: {problem}", {"name": name, "problem": error.message})


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
