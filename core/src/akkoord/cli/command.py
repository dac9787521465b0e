"""Commands and groups with the options that all have, and help in the language of the run."""

from pathlib import Path
from typing import Any, ClassVar

import click

from akkoord.cli.help import help_text
from akkoord.cli.shell import Shell
from akkoord.language import CORE_DOMAIN, LANGUAGES, N_, Language


def common_options() -> list[click.Parameter]:
    """Make the options that every command has; what they give is kept in the shell."""
    return [
        click.Option(
            ["-w", "--workspace"],
            type=click.Path(path_type=Path),
            metavar=N_("FOLDER"),
            expose_value=False,
            callback=_keep_folder,
            help=N_("The workspace; else AKKOORD_WORKSPACE, else the current folder."),
        ),
        click.Option(
            ["--language"],
            type=click.Choice(LANGUAGES),
            expose_value=False,
            callback=_keep_language,
            help=N_("Dutch or English; else AKKOORD_LANGUAGE, else the language of the terminal."),
        ),
        click.Option(
            ["--debug"],
            is_flag=True,
            expose_value=False,
            callback=_keep_debug,
            help=N_("Show where in the program an error arose."),
        ),
    ]


class Command(click.Command):
    """A command with the common options.

    `domain` is the package whose translations hold its texts.
    """

    def __init__(self, *args: Any, domain: str = CORE_DOMAIN, **kwargs: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*args, **kwargs)
        self.domain = domain
        self.params += common_options()

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language of the run; click's own help knows no Dutch."""
        formatter.write(help_text(self, ctx, ctx.ensure_object(Shell).language))


class Group(click.Group):
    """A group of commands, with the common options; its own commands and groups have them too."""

    command_class = Command
    group_class = type
    unknown: ClassVar[str] = N_("There is no command {name}.")
    """What is said of a name that is none of its commands."""

    def __init__(self, *args: Any, domain: str = CORE_DOMAIN, **kwargs: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*args, **kwargs)
        self.domain = domain
        self.params += common_options()

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language of the run; click's own help knows no Dutch."""
        formatter.write(help_text(self, ctx, ctx.ensure_object(Shell).language))


def _keep_folder(ctx: click.Context, _: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.ensure_object(Shell).folder = value


def _keep_language(ctx: click.Context, _: click.Parameter, value: Language | None) -> None:
    if value is not None:
        ctx.ensure_object(Shell).language = value


def _keep_debug(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        ctx.ensure_object(Shell).debug = True
