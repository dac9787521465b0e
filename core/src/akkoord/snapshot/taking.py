"""Take a snapshot of a workspace: a store with pseudonyms, and its settings beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from akkoord.dossier.customers import customer_of
from akkoord.dossier.finding import index_customer
from akkoord.settings import write_settings
from akkoord.snapshot.leaves import Leaves
from akkoord.snapshot.pseudonyms import Pseudonyms
from akkoord.snapshot.tables import rewriters
from akkoord.snapshot.versions import Versions
from akkoord.store import CUSTOMER, Json, Store, StoreExists, open_store
from akkoord.workspace import Workspace

__all__ = ["SnapshotTaken", "take"]


@dataclass(frozen=True, slots=True)
class SnapshotTaken:
    """A snapshot: its store, its settings, and how many names, numbers, addresses and texts were replaced."""

    store: Path
    settings: Path
    replaced: Mapping[str, str]


def take(workspace: Workspace, to: Path, *, nobody: str) -> SnapshotTaken:
    """Write a copy of the store without anybody in it to a new file, and its settings beside it as TOML.

    `nobody` is the hash of a password that nobody knows: it becomes everybody's. Raises StoreExists, or what reading
    and writing a store raises.
    """
    settings_file = to.with_suffix(".toml")
    for file in (to, settings_file):
        if file.exists():
            raise StoreExists(file)
    pseudonyms = Pseudonyms(workspace.settings.language)
    name = pseudonyms.of(workspace.settings.name, "name")
    leaves = Leaves(pseudonyms, workspace.clause_set.questions)
    company = leaves.facts(workspace.settings.defaults)
    versions = Versions(workspace.store, workspace.clause_set, leaves)
    with TemporaryDirectory(dir=to.parent, prefix=f".{to.name}.") as folder:
        part = Path(folder) / to.name
        workspace.store.copy(part, rewriters(leaves, versions, nobody))
        _make_findable(part)
        part.rename(to)
    settings = workspace.settings.model_copy(
        update={
            "name": name,
            "mail": None,
            "supplier": company.pop("supplier", {}),
            "terms": versions.facts(cast("Mapping[str, Json]", workspace.settings.terms)),
        }
    )
    write_settings(settings_file, settings, workspace.clause_set.questions)
    return SnapshotTaken(to, settings_file, pseudonyms.originals)


def _make_findable(file: Path) -> None:
    """Index customers and contracts by what they are called in the copy."""
    store: Store = open_store(file)
    try:
        with store.write():
            for row in store.find(CUSTOMER):
                index_customer(store, row, customer_of(row).party)
    finally:
        store.close()
