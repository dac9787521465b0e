"""Cases about prices and rebates that others wrote down, translated into Akkoord's rules, parameters and facts.

Each module maps the kinds that begin with its name: `tier.py` those of `tier.*`. A mapping reads the parameters and
inputs of a case, asks the product, and hands over what it says by the names that the case uses. It reckons nothing
itself, and it never looks at which case it has.
"""

from importlib import import_module
from pkgutil import iter_modules

from .replaying import KINDS, Book, replay

SHARED = {"comparing", "facts", "families", "pricing", "reading", "replaying", "vat"}

for _module in iter_modules(__path__):
    if _module.name not in SHARED:
        import_module(f".{_module.name}", __name__)

__all__ = ["KINDS", "Book", "replay"]
