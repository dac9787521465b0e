"""One client's Akkoord: settings, store, plugins and services. What the web, the command line and notebooks open."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Protocol, Self

from akkoord.access import Accounts, Role, Sessions
from akkoord.closing import ClauseSet
from akkoord.language import AkkoordError, Message, Sentences
from akkoord.plugins import Clock, Plugins
from akkoord.settings import FILE, Settings, read_settings, write_settings
from akkoord.store import Store, open_store

STORE: Final = "akkoord.sqlite"


class NotAWorkspace(AkkoordError):
    """A folder that holds no workspace, or no folder at all."""


class WorkspaceExists(AkkoordError):
    """A folder in which a new workspace would overwrite another."""


class ClauseSetMissing(AkkoordError):
    """The clause set that a workspace works with is not installed, or could not be read."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """An account of a demo, with the password that is shown to whoever tries it out."""

    login: str
    password: str
    name: str
    role: Role


class FillDemo(Protocol):
    """What a plugin offers in the entry-point group `akkoord.demos`."""

    def __call__(self, folder: Path, clock: Clock) -> Sequence[SignIn]:
        """Make a workspace in a folder that is not there yet, fill it, close it, and tell who can sign in."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """An open workspace. One object serves all threads; close it when done, or use it in a `with` block."""

    folder: Path
    settings: Settings
    store: Store
    plugins: Plugins
    clause_set: ClauseSet
    accounts: Accounts = field(init=False)
    sessions: Sessions = field(init=False)

    def __post_init__(self) -> None:
        """Set up the services on the store."""
        object.__setattr__(self, "accounts", Accounts(self.store))
        object.__setattr__(self, "sessions", Sessions(self.store))

    @classmethod
    def open(cls, folder: Path, *, clock: Clock) -> Self:
        """Open the workspace in a folder.

        Raises NotAWorkspace, InvalidSettings, ClauseSetMissing, or a StoreError (StoreTooNew for a store that a
        newer Akkoord wrote).
        """
        settings = read_settings(_settings_file(folder))
        plugins = Plugins.load(settings.plugins.disabled, required=settings.plugins.required, clock=clock)
        clause_set = installed_clause_set(plugins, settings.clause_set)
        return cls(folder, settings, open_store(folder / STORE), plugins, clause_set)

    @classmethod
    def create(cls, folder: Path, settings: Settings, *, clock: Clock) -> Self:
        """Make a workspace in a folder, which is made too when it is not there, and open it.

        Raises WorkspaceExists, ClauseSetMissing, or a StoreError.
        """
        for name in (FILE, STORE):
            if (folder / name).exists():
                raise WorkspaceExists(
                    Message("{folder} already holds a workspace. Choose another folder.", {"folder": str(folder)})
                )
        plugins = Plugins.load(settings.plugins.disabled, required=settings.plugins.required, clock=clock)
        clause_set = installed_clause_set(plugins, settings.clause_set)
        folder.mkdir(parents=True, exist_ok=True)
        store = open_store(folder / STORE, create=True)
        write_settings(folder / FILE, settings)
        return cls(folder, settings, store, plugins, clause_set)

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def installed_clause_set(plugins: Plugins, name: str) -> ClauseSet:
    """Give the clause set with this name. Raises ClauseSetMissing, which names those that are installed."""
    clause_set = plugins.clause_sets.get(name)
    if clause_set is not None:
        return clause_set
    failures = tuple(failure.message for failure in plugins.failures if failure.hook in {None, "clause_sets"})
    values = {"name": name, "installed": sorted(plugins.clause_sets), "failures": Sentences(failures)}
    if failures:
        raise ClauseSetMissing(Message("The clause set {name!r} is not installed. {failures}", values))
    if not plugins.clause_sets:
        raise ClauseSetMissing(
            Message("The clause set {name!r} is not installed; none is. Install a plugin that brings it.", values)
        )
    raise ClauseSetMissing(Message("The clause set {name!r} is not installed. Installed are: {installed}.", values))


def _settings_file(folder: Path) -> Path:
    """Find the settings in a folder, or say what is missing."""
    if not folder.is_dir():
        raise NotAWorkspace(Message("There is no folder {folder}.", {"folder": str(folder)}))
    if not (folder / FILE).is_file():
        raise NotAWorkspace(
            Message(
                "{folder} is not a workspace: it has no {file}. Make one with akkoord init, or name another folder.",
                {"folder": str(folder), "file": FILE},
            )
        )
    return folder / FILE
