"""Bring a SQLite file to the tables of `schema.py`, one named step after another; a published step never changes."""

from collections.abc import Callable
from importlib.resources import files

from sqlite_utils import Database, Migrations

NAMES = (
    "0001_first_tables", "0002_keeping", "0003_statements", "0004_sales", "0005_terminations", "0006_settling",
    "0007_orders",
)  # fmt: skip
"""The steps in their order; each is a script in `steps/`."""

_SET = "akkoord"


def steps() -> Migrations:
    """Return all steps, ready to be applied inside a transaction with foreign keys off."""
    migrations = Migrations(_SET)
    for name in NAMES:
        migrations(name=name)(_script(name))
    return migrations


def unknown(database: Database) -> tuple[str, ...]:
    """Return the names of steps that were taken by a version of Akkoord that knows more than this one."""
    return tuple(step.name for step in steps().applied(database) if step.name not in NAMES)


def _script(name: str) -> Callable[[Database], None]:
    script = files("akkoord.store.sqlite").joinpath("steps", f"{name}.sql")

    def run(database: Database) -> None:
        database.executescript(script.read_text(encoding="utf-8"))

    return run
