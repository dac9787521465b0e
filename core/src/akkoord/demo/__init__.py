"""Fill workspaces for demonstrations: what every client's demo shares, and plays that are written as data."""

from akkoord.demo.filling import fill
from akkoord.demo.play import Play, read_play

__all__ = ["Play", "fill", "read_play"]
