"""Make a new plugin from a template: a project that installs, passes its own tests and keeps to the conformance kit.

The templates are rendered by copier (the extra `akkoord[scaffold]`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from akkoord.language import AkkoordError, Message
from akkoord.values.exact import plain

__all__ = ["KINDS", "CannotScaffold", "FirstCase", "scaffold"]

KINDS: Final[Mapping[str, str]] = {"clause-set": "clauses", "pricing-rule": "rules", "report": "reports"}
"""The kinds of plugin that can be begun, each with the word in the name of its distribution."""
NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_MOST_DECIMALS: Final = Decimal("0.0001")


class CannotScaffold(AkkoordError):
    """A new plugin cannot be made like this."""


@dataclass(frozen=True, slots=True)
class FirstCase:
    """The case that a new rule begins with: so much is taken, so much must come out."""

    quantity: Decimal
    amount: Decimal

    @property
    def rate(self) -> Decimal:
        """The rate per unit with which the new rule makes the case come out. Raises CannotScaffold."""
        if self.quantity <= 0 or self.amount < 0:
            raise CannotScaffold(Message("Begin with a case in which something is taken and something is paid."))
        rate = (self.amount / self.quantity).quantize(_MOST_DECIMALS)
        if rate * self.quantity != self.amount:
            raise CannotScaffold(
                Message(
                    "{amount} for {quantity} is no rate of four decimals. "
                    "Begin with a simpler case; change the rule after.",
                    {"amount": self.amount, "quantity": self.quantity},
                )
            )
        return rate


def scaffold(kind: str, name: str, folder: Path, case: FirstCase | None = None) -> Path:
    """Write a new plugin of a kind into `folder`, and return its project folder.

    Raises CannotScaffold for a name that is none, a folder that is taken, and when copier is not installed.
    """
    if not NAME.fullmatch(name):
        raise CannotScaffold(Message("{name!r} is no name: write small letters, joined by hyphens.", {"name": name}))
    target = folder / f"akkoord-{KINDS[kind]}-{name}"
    if target.exists():
        raise CannotScaffold(Message("{folder} is there already. Choose another name.", {"folder": str(target)}))
    data = {"name": name, "module": name.replace("-", "_"), "title": name.replace("-", " ").capitalize()}
    data["class_name"] = "".join(part.capitalize() for part in name.split("-"))
    if case is not None:
        data |= {"quantity": plain(case.quantity), "amount": plain(case.amount, 2), "rate": plain(case.rate, 2)}
    _render(Path(__file__).parent / kind.replace("-", "_"), target, data)
    return target


def _render(template: Path, target: Path, data: Mapping[str, str]) -> None:
    try:
        from copier import run_copy  # noqa: PLC0415 - only making a plugin needs it
    except ModuleNotFoundError as error:
        raise CannotScaffold(
            Message("Making a plugin needs copier. Install it: python -m pip install 'akkoord[scaffold]'.")
        ) from error
    target.mkdir(parents=True)  # a folder that cannot be made is said in our words, before copier begins
    run_copy(str(template), target, data=dict(data), defaults=True, quiet=True, overwrite=True)
