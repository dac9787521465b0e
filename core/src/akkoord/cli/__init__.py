"""The command line: what administrators, consultants and programs do with Akkoord."""

from akkoord.cli.main import main

__all__ = ["main"]
