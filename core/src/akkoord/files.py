"""Say in words why a file or folder cannot be used."""

import errno
from collections.abc import Mapping
from typing import Final

from akkoord.language import Message

REASONS: Final[Mapping[int, Message]] = {
    errno.ENOENT: Message("it is not there"),
    errno.ENOTDIR: Message("part of its path is no folder"),
    errno.EEXIST: Message("something of that name is there already"),
    errno.EISDIR: Message("it is a folder"),
    errno.EACCES: Message("this user may not do that"),
    errno.EPERM: Message("this user may not do that"),
    errno.EROFS: Message("the disk can only be read"),
    errno.ENOSPC: Message("the disk is full"),
    errno.ENOTEMPTY: Message("there is something in it"),
    errno.ENAMETOOLONG: Message("its name is too long"),
}


def reason_of(error: OSError) -> Message | str:
    """Tell why the system refuses; what has no words of its own is told as the system does."""
    return REASONS.get(error.errno or 0) or error.strerror or str(error)


def unusable(error: OSError, file: str | None = None) -> Message:
    """Make a sentence of what the system says of a file."""
    values = {"file": file or str(error.filename), "reason": reason_of(error)}
    return Message("{file} cannot be used: {reason}.", values)
