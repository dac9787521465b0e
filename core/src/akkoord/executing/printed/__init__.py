"""See that a clause says what its rule pays: every number of the rule is printed, with the right words around it.

For every rule of a clause set contracts are made in which each number is a different one. The printed text must
hold every number of the rule, in the form of its kind, those of a row together; and at every bound (just below it, at
it, just above it) what the rule pays must agree with the words before the number. This room is imported by whoever
checks, never by what makes contracts.
"""

from akkoord.executing.printed.comparing import said_and_paid

__all__ = ["said_and_paid"]
