"""A workspace to try Akkoord out: a brewery with some forty customers in every state, all of it made up."""

from akkoord_clauses_brewery.demo.filling import fill

__all__ = ["fill"]
