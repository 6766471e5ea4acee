"""An official mends how a draft was cut; words stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.drafts.rules.editing import CannotEdit, merge, move, split
from consult.drafts.rules.parsing import parse
from consult.drafts.rules.units import Kind
from tests.drafts.test_parsing import drafts, said

SOURCE = "Rozdział I\nCele\n§ 1. 1. Pierwszy.\n2. Drugi:\n1) punkt;\n2) inny punkt.\n§ 2. Koniec."


def labels(units):
    return [unit.label for unit in units]


def whole(units):
    return said("".join(unit.whole for unit in units))


def test_merge_with_the_one_before():
    units = parse(SOURCE)
    merged = merge(units, 5)
    assert merged[4].text == "punkt; 2) inny punkt."
    assert labels(merged) == ["rozdział I", "§ 1", "§ 1 ust. 1", "§ 1 ust. 2", "§ 1 ust. 2 pkt 1", "§ 2"]
    with pytest.raises(CannotEdit):
        merge(units, 0)
    with pytest.raises(CannotEdit):
        merge(units, 99)


def test_split_where_a_blank_line_was_put():
    units = parse("§ 1. Wykaz: 1) jeden; 2) dwa.\n§ 2. Koniec.")
    assert labels(units) == ["§ 1", "§ 2"]
    cut = split(units, 0, "Wykaz:\n\n1) jeden;\n\n2) dwa.")
    assert labels(cut) == ["§ 1", "§ 1 pkt 1", "§ 1 pkt 2", "§ 2"]
    assert split(units, 0, "Wykaz: 1) jeden; 2) dwa.") == units
    with pytest.raises(CannotEdit):
        split(units, 0, "Wykaz:\n\n1) jeden; 2) trzy.")


def test_split_a_paragraph():
    units = parse("§ 1. Zdanie pierwsze. Zdanie drugie.")
    first, second = split(units, 0, "Zdanie pierwsze.\n\nZdanie drugie.")
    assert (first.text, second.kind, second.level) == ("Zdanie pierwsze.", Kind.TEXT, 0)


def test_move_with_all_below():
    units = parse(SOURCE)
    moved = move(units, 3, 1)
    assert [unit.level for unit in moved] == [0, 1, 2, 3, 4, 4, 1]
    assert moved[4].label == "§ 1 ust. 1 ust. 2 pkt 1"
    assert move(moved, 3, -1) == units
    for index, by in ((0, -1), (0, 1), (3, 2), (4, 2)):
        with pytest.raises(CannotEdit):
            move(units, index, by)


@given(drafts, st.data())
def test_words_stay_whatever_is_done(source, data):
    units = parse(source)
    if not units:
        return
    index = data.draw(st.integers(0, len(units) - 1))
    gap = data.draw(st.integers(0, len(units[index].text)))
    text = units[index].text
    acts = (
        lambda: merge(units, index),
        lambda: move(units, index, data.draw(st.sampled_from([-1, 1]))),
        lambda: split(units, index, f"{text[:gap]}\n\n{text[gap:]}"),
    )
    for act in acts:
        try:
            changed = act()
        except CannotEdit:
            continue
        assert whole(changed) == whole(units)
        assert len({unit.key for unit in changed}) == len(changed)
