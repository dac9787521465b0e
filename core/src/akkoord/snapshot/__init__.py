"""Copy a workspace for consultants: everything that counts, and nobody that can be recognised."""

from akkoord.snapshot.taking import SnapshotTaken, take

__all__ = ["SnapshotTaken", "take"]
