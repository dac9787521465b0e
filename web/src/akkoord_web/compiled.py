"""Compile each template once in a process, however many applications it serves."""

from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

__all__ = ["Compiled"]

_CODE: dict[tuple[str, str], CodeType] = {}
"""The compiled templates, by key (which is made of name and path) and by hash of the source."""


class Compiled(BytecodeCache):
    """Keeps compiled templates in memory; a changed source has another hash, so it is compiled anew."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template that was compiled before."""
        bucket.code = _CODE.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember the code of a template."""
        if bucket.code is not None:
            _CODE[bucket.key, bucket.checksum] = bucket.code
