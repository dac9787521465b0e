"""The lower rooms say what is theirs to use."""

from importlib import import_module

import pytest


@pytest.mark.parametrize("room", ["akkoord.language", "akkoord.values", "akkoord.facts", "akkoord.values.formats"])
def test_public_names_exist_and_stand_once(room):
    module = import_module(room)
    assert all(hasattr(module, name) for name in module.__all__)
    assert len(set(module.__all__)) == len(module.__all__)
