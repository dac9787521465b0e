"""What every command needs: the language, the workspace, the clock, and how to say things."""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NoReturn

import click
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from akkoord.closing import ClauseSet
from akkoord.language import AkkoordError, Language, Message, Speaks
from akkoord.plugins import Plugins
from akkoord.settings import FILE, PluginSettings, Settings, read_settings
from akkoord.workspace import Workspace, installed_clause_set, settings_file


def utc_now() -> datetime:
    """Tell the time. Commands are an entry point: the one place that asks the clock."""
    return datetime.now(UTC)


class BadInput(AkkoordError):
    """What was given to a command cannot be used."""


@dataclass(slots=True)
class Shell:
    """One run of a command. `folder` is where `--workspace` or AKKOORD_WORKSPACE points, else the current folder."""

    language: Language = "en"
    folder: Path | None = None
    debug: bool = False
    clock: Callable[[], datetime] = utc_now
    warned: bool = False
    _plugins: Plugins | None = field(default=None, repr=False)

    def text(self, thing: Speaks | str) -> str:
        """Say a thing in the language of this run."""
        return thing if isinstance(thing, str) else thing.text(self.language)

    def say(self, thing: Speaks | str = "", style: str | None = None) -> None:
        """Write a sentence to the output. It is not wrapped, so that programs can read lines."""
        _console().print(Text(self.text(thing), style=style or ""), soft_wrap=True)

    def warn(self, thing: Speaks | str, style: str = "yellow") -> None:
        """Write a sentence to the error output."""
        _console(stderr=True).print(Text(self.text(thing), style=style), soft_wrap=True)

    def progress_console(self) -> Console:
        """Give where progress is shown: the error output."""
        return _console(stderr=True)

    def table(self, headings: Sequence[Speaks | str], rows: Sequence[Sequence[Speaks | str]]) -> None:
        """Write a table."""
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
        for heading in headings[:-1]:
            table.add_column(Text(self.text(heading)), no_wrap=True)
        table.add_column(Text(self.text(headings[-1])), overflow="fold")
        for row in rows:
            table.add_row(*(Text(self.text(cell)) for cell in row))
        self.write(table)

    def write(self, thing: RenderableType, *, width: int | None = None) -> None:
        """Write something laid out, at most `width` wide; what is not read on a terminal gets no trailing spaces."""
        console = _console()
        width = min(width or console.width, console.width)
        if console.is_terminal:
            console.print(thing, width=width)
            return
        with console.capture() as capture:
            console.print(thing, width=width)
        sys.stdout.write("".join(f"{line.rstrip()}\n" for line in capture.get().splitlines()))

    def json(self, data: object) -> None:
        """Write data for programs."""
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")

    def refuse(self, thing: Speaks | str | None = None) -> NoReturn:
        """End with exit code 1: it was done, and the answer is no."""
        if thing is not None:
            self.warn(thing, "red")
        raise click.exceptions.Exit(1)

    def plugins(self) -> Plugins:
        """Load the plugins, minding the settings of the workspace when there is one."""
        if self._plugins is None:
            settings = self.settings()
            chosen = settings.plugins if settings else PluginSettings()
            self._plugins = Plugins.load(chosen.disabled, required=chosen.required, clock=self.clock)
        return self._plugins

    def settings(self) -> Settings | None:
        """Read the settings of the workspace; None when none was named and the current folder is none.

        Raises NotAWorkspace or InvalidSettings.
        """
        if self.folder is None and not (Path.cwd() / FILE).is_file():
            return None
        return read_settings(settings_file(self.folder or Path.cwd()))

    def open(self) -> Workspace:
        """Open the workspace. Raises what Workspace.open raises."""
        workspace = Workspace.open(self.folder or Path.cwd(), clock=self.clock)
        self._plugins = workspace.plugins
        click.get_current_context().call_on_close(workspace.close)
        return workspace

    def clause_set(self, name: str | None) -> ClauseSet:
        """Find a clause set: the one named, else that of the workspace, else the only one that is installed."""
        settings = self.settings()
        if name is None and settings is not None:
            name = settings.clause_set
        if name is not None:
            return installed_clause_set(self.plugins(), name)
        installed = self.plugins().clause_sets
        if len(installed) == 1:
            return next(iter(installed.values()))
        if not installed:
            raise BadInput(Message("No clause set is installed. Install a plugin that brings one."))
        raise BadInput(
            Message("Name a clause set with --clause-set. Installed are: {installed}.", {"installed": list(installed)})
        )

    def warn_of_plugins(self) -> None:
        """Say which plugins failed, once, so that it never goes unseen."""
        if self._plugins is None or self.warned:
            return
        self.warned = True
        for failure in self._plugins.failures:
            self.warn(failure.message)


_UNCUT: Final = 160

pass_shell = click.make_pass_decorator(Shell)


def _console(*, stderr: bool = False) -> Console:
    """Make a console on the present output; texts are data, so no markup in them is obeyed.

    What goes to a file or another program is not cut to the width of some terminal.
    """
    console = Console(stderr=stderr, markup=False, highlight=False, emoji=False)
    if not console.is_terminal:
        console.width = _UNCUT
    return console
