"""Bring a SQLite file to the tables of `schema.py`, one named step after another; a published step never changes."""

from importlib.resources import files

from sqlite_utils import Database, Migrations

STEPS = Migrations("akkoord")


@STEPS(name="0001_first_tables")
def first_tables(database: Database) -> None:
    """Make the tables, triggers and indexes of the first slice."""
    database.executescript(_script("0001_first_tables"))


def pending(database: Database) -> tuple[str, ...]:
    """Return the names of the steps that still have to be taken."""
    return tuple(step.name for step in STEPS.pending(database))


def unknown(database: Database) -> tuple[str, ...]:
    """Return the names of steps that were taken by a version of Akkoord that knows more than this one."""
    known = {step.name for step in STEPS._migrations}
    return tuple(step.name for step in STEPS.applied(database) if step.name not in known)


def _script(name: str) -> str:
    return files("akkoord.store").joinpath("steps", f"{name}.sql").read_text(encoding="utf-8")
