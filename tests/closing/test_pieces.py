"""Pieces: the characters that stand for printed values."""

import pytest
from markupsafe import Markup

from akkoord.closing.pieces import Block, Pieces, TooManyValues, is_block, put_back


def test_a_character_stands_for_escaped_text():
    pieces = Pieces()
    printed = [pieces.text("<a>"), pieces.text(""), pieces.figure("1 < 2")]
    assert [len(text) for text in printed] == [1, 0, 1]
    html = put_back(f"x{printed[0]}y{printed[2]}", pieces.characters(lambda _: Markup()))
    assert html == 'x&lt;a&gt;y<span class="figure">1 &lt; 2</span>'


def test_a_block_is_told_from_text():
    pieces = Pieces()
    block = Block(Markup("<p>x</p>"))
    character = pieces.block(block)
    assert is_block(character)
    assert not is_block(pieces.text("x"))
    assert pieces.block_at(character) is block


def test_there_are_characters_for_more_values_than_any_contract_prints():
    pieces = Pieces(inline=[Markup("x")] * 65_532)
    last = pieces.text("last")
    assert put_back(last, pieces.characters(lambda _: Markup())) == "last"
    with pytest.raises(TooManyValues):
        pieces.text("one more")
