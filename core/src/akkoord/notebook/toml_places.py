"""Put values into a settings file as TOML knows them, and find what stands there."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import cast

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import Item

from akkoord.language import Message
from akkoord.notebook.entries import NoSetting

__all__ = ["as_toml", "at", "put"]


def as_toml(value: object) -> object:
    """Write a value as TOML knows it: amounts and other decimals as text, never as binary fractions."""
    if isinstance(value, bool | int | str | date):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, list | tuple):
        return [as_toml(each) for each in value]
    raise NoSetting(Message("{value!r} cannot stand in a file; write it as text.", {"value": str(value)}))


def put(document: TOMLDocument, key: str, value: object) -> None:
    """Put a value in its place, and keep the comment that stands behind it."""
    *path, last = key.split(".")
    table = cast("dict[str, object]", document)
    for name in path:
        if name not in table:
            table[name] = tomlkit.table()
        table = cast("dict[str, object]", table[name])
    new = tomlkit.item(value)
    before = table.get(last)
    if isinstance(before, Item):
        new.trivia.comment, new.trivia.comment_ws = before.trivia.comment, before.trivia.comment_ws
    table[last] = new


def at(tree: Mapping[str, object], key: str) -> object:
    """Find what stands at a key with dots; None where nothing does."""
    found: object = tree
    for name in key.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found
