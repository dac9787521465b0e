"""Write the help of a command in Dutch or English."""

from collections.abc import Sequence
from typing import Final

import click
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from akkoord.language import CORE_DOMAIN, N_, Language, Message, translate

EXIT_CODES: Final = (
    ("0", N_("It is done.")),
    ("1", N_("It is done, and the answer is no: a difference, an error in the contract, a failed plugin, damage.")),
    ("2", N_("It could not be done: the command was not called well, or what was given to it cannot be used.")),
    ("3", N_("Akkoord itself failed; --debug shows where.")),
)
_WIDTH: Final = 100


def help_text(command: click.Command, ctx: click.Context, language: Language) -> str:
    """Write out how a command is used, what it does, and what its exit codes mean."""
    console = Console(width=_WIDTH, markup=False, highlight=False, emoji=False, no_color=True)
    arguments = [parameter for parameter in command.params if isinstance(parameter, click.Argument)]
    with console.capture() as capture:
        use = " ".join([ctx.command_path, *_use(command, arguments, language)])
        console.print(Text(Message("Usage: {use}", {"use": use}).text(language)))
        console.print(Padding(Text(said(command.help, command, language)), (1, 0, 0, 2)))
        _section(
            console,
            Message("Arguments").text(language),
            [(argument_name(each, command, language), said(each.help, command, language)) for each in arguments],
        )
        if isinstance(command, click.Group):
            subs = [(name, command.get_command(ctx, name)) for name in command.list_commands(ctx)]
            rows = [(name, _first_sentence(said(sub.help, sub, language))) for name, sub in subs if sub is not None]
            _section(console, Message("Commands").text(language), rows)
        options = [option for option in command.params if isinstance(option, click.Option) and not option.hidden]
        rows = [_option(option, command, language) for option in options]
        _section(
            console,
            Message("Options").text(language),
            [*rows, ("--help", Message("Show this help.").text(language))],
        )
        codes = [(code, translate(text, language)) for code, text in EXIT_CODES]
        _section(console, Message("Exit codes").text(language), codes)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def said(text: str | None, command: click.Command, language: Language) -> str:
    """Translate a text of a command by its own package's translations, else by the core's."""
    if not text:
        return ""
    own = translate(text, language, getattr(command, "domain", CORE_DOMAIN))
    return own if own != text else translate(text, language)


def argument_name(argument: click.Argument, command: click.Command, language: Language) -> str:
    """Write an argument as it stands in the help: in brackets when it may be left out, with dots when it repeats."""
    name = said(argument.metavar or (argument.name or "").upper(), command, language)
    name = name if argument.required else f"[{name}]"
    return name if argument.nargs == 1 else f"{name}..."


def _use(command: click.Command, arguments: Sequence[click.Argument], language: Language) -> list[str]:
    """Say what may follow the name of a command."""
    options = Message("[OPTIONS]").text(language)
    if isinstance(command, click.Group):
        return [options, Message("COMMAND").text(language)]
    return [options, *(argument_name(argument, command, language) for argument in arguments)]


def _option(option: click.Option, command: click.Command, language: Language) -> tuple[str, str]:
    """Write an option and what it is for."""
    names = ", ".join(option.opts)
    if option.is_flag:
        return names, said(option.help, command, language)
    value = "|".join(option.type.choices) if isinstance(option.type, click.Choice) else ""
    value = value or said(option.metavar or (option.name or "").upper(), command, language)
    return f"{names} {value}", said(option.help, command, language)


def _section(console: Console, heading: str, rows: Sequence[tuple[str, str]]) -> None:
    """Write a heading and its rows in two columns; nothing when there are none."""
    if not rows:
        return
    table = Table.grid(padding=(0, 2, 0, 0))
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(Text(f"\n{heading}:"))
    console.print(Padding(table, (0, 0, 0, 2)))


def _first_sentence(text: str) -> str:
    """Give the first sentence of a help text."""
    return text.partition(". ")[0].rstrip(".") + "." if text else ""
