"""What the fixtures are made with; imported when the first of them is used."""

from pathlib import Path

from akkoord.closing import ClauseSet
from akkoord.plugins import Clock, Plugins
from akkoord.settings import Settings
from akkoord.testing import NOON, FakeClock, cleaning
from akkoord.workspace import Workspace

__all__ = ["clause_set_loads", "cleaning", "make_workspace"]


def make_workspace(folder: Path, clock: Clock) -> Workspace:
    """Make a workspace with the small clause set and no other plugin."""
    settings = Settings(name="Helder", clause_set="cleaning", language="en", supplier=cleaning.SUPPLIER)
    plugins = Plugins.of({"cleaning": cleaning}, clock=clock)
    return Workspace.create(folder, settings, clock=clock, plugins=plugins)


def clause_set_loads(plugin: object, name: str | None = None) -> ClauseSet:
    """Load a plugin as Akkoord does, and return its clause set, or of several the one with this name.

    :raises AssertionError: with everything that is wrong with the plugin, each on a line.
    """
    loaded = Plugins.of({"plugin": plugin}, clock=FakeClock(NOON))
    sets = loaded.clause_sets
    if loaded.failures:
        raise AssertionError("\n".join(failure.message.text("en") for failure in loaded.failures))
    wanted = name if name is not None else next(iter(sets), "")
    if wanted not in sets or (name is None and len(sets) > 1):
        raise AssertionError(f"the plugin offers {', '.join(sets) or 'no clause set'}; expected {name or 'one'}")
    return sets[wanted]
