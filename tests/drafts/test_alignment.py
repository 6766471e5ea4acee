"""What became of each unit: every way in which an office changes a text."""

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.drafts.rules.alignment import Fate, across, align, inherited, links
from consult.drafts.rules.parsing import parse
from consult.drafts.rules.units import named

PROGRAMME = """Rozdział I. Postanowienia ogólne
§ 1. Program określa zasady współpracy gminy z organizacjami pozarządowymi w roku 2027.
§ 2. 1. Celem głównym programu jest rozwój partnerstwa oraz poprawa jakości życia mieszkańców.
2. Celami szczegółowymi są:
1) zwiększenie udziału organizacji w realizacji zadań publicznych;
2) wspieranie wolontariatu i działalności młodzieży;
3) umacnianie lokalnych działań obywatelskich.
Rozdział II. Zasady współpracy
§ 3. Współpraca opiera się na zasadach pomocniczości, suwerenności stron i jawności. Organizacje zachowują odrębność.
§ 4. Wysokość środków na realizację programu wynosi nie mniej niż 300 000 zł."""


def fates(old, new):
    """Tell for each link that is not the same: labels before, labels after, fate."""
    before, after = parse(old), parse(new)
    return [
        ("+".join(before[one].label for one in link.old), "+".join(after[one].label for one in link.new), link.fate)
        for link in align(before, after)
        if link.fate is not Fate.SAME
    ]


def moved(old, new):
    before, after = parse(old), parse(new)
    return [after[link.new[0]].label for link in align(before, after) if link.is_moved]


def test_nothing_changed():
    assert fates(PROGRAMME, PROGRAMME) == []
    assert moved(PROGRAMME, PROGRAMME) == []


def test_a_changed_amount():
    assert fates(PROGRAMME, PROGRAMME.replace("300 000", "450 000")) == [("§ 4", "§ 4", "changed")]


def test_what_is_put_in_renumbers_and_moves_nothing():
    new = PROGRAMME.replace("§ 4.", "§ 5.").replace("§ 3.", "§ 4.").replace(
        "Rozdział II.", "§ 3. Gmina prowadzi bazę organizacji na swojej stronie.\nRozdział II."
    )  # fmt: skip
    assert fates(PROGRAMME, new) == [("", "§ 3", "new")]
    assert moved(PROGRAMME, new) == []


def test_what_is_struck_out_stands_where_it_was():
    new = PROGRAMME.replace("2) wspieranie wolontariatu i działalności młodzieży;\n3)", "2)")
    assert fates(PROGRAMME, new) == [("§ 2 ust. 2 pkt 2", "", "removed")]
    order = [link.old[0] for link in align(parse(PROGRAMME), parse(new))]
    assert order == sorted(order)


def test_what_is_moved():
    lines = PROGRAMME.split("\n")
    new = "\n".join([lines[0], *lines[2:7], lines[1], *lines[7:]])
    assert fates(PROGRAMME, new) == []
    assert moved(PROGRAMME, new) == ["§ 1"]


def test_moved_and_reworded():
    first = "§ 1. Program określa zasady współpracy gminy z organizacjami pozarządowymi w roku 2027.\n"
    new = PROGRAMME.replace(first, "") + "\n" + first.replace("§ 1", "§ 5").replace("w roku 2027", "do końca roku 2028")
    assert fates(PROGRAMME, new) == [("§ 1", "§ 5", "changed")]
    assert moved(PROGRAMME, new) == ["§ 5"]


def test_split_and_merged():
    sentences = " Organizacje zachowują odrębność."
    new = PROGRAMME.replace("§ 4.", "§ 5.").replace(sentences, f"\n§ 4.{sentences}")
    assert fates(PROGRAMME, new) == [("§ 3", "§ 3+§ 4", "split")]
    assert fates(new, PROGRAMME) == [("§ 3+§ 4", "§ 3", "merged")]


def test_another_text_is_no_change():
    new = PROGRAMME.replace(PROGRAMME.rsplit("\n", maxsplit=1)[-1], "§ 4. Traci moc uchwała z dnia 5 listopada.")
    assert fates(PROGRAMME, new) == [("§ 4", "", "removed"), ("", "§ 4", "new")]


def test_like_texts_stay_with_their_chapter():
    old = "Rozdział I\n§ 1. Bez zmian.\nRozdział II\n§ 2. Bez zmian."
    assert fates(old, old) == []
    assert moved(old, old) == []


LINES = st.lists(st.sampled_from(PROGRAMME.split("\n")), max_size=9).map("\n".join)


@settings(max_examples=60)
@given(LINES, LINES)
def test_each_unit_stands_in_one_link(old, new):
    before, after = parse(old), parse(new)
    found = align(before, after)
    assert sorted(chain(*(link.old for link in found))) == list(range(len(before)))
    assert sorted(chain(*(link.new for link in found))) == list(range(len(after)))
    assert all(link.old or link.new for link in found)


@settings(max_examples=40)
@given(LINES)
def test_a_text_is_itself(text):
    units = parse(text)
    assert [(link.old, link.new) for link in align(units, units)] == [
        ((place,), (place,)) for place in range(len(units))
    ]


@pytest.mark.parametrize("count", [1500])
def test_a_long_text_that_is_rewritten(count):
    old = "\n".join(
        f"§ {number}. Zadanie {number} obejmuje utrzymanie drogi numer {number * 7}." for number in range(count)
    )
    new = "\n".join(
        f"§ {number}. Zadanie {number} obejmuje remont drogi numer {number * 7}." for number in range(count)
    )
    assert {fate for _, _, fate in fates(old, new)} == {"changed"}


@settings(max_examples=25)
@given(LINES, LINES, LINES)
def test_what_is_noted_says_what_was_found_and_keys_are_for_life(first, second, third):
    old = parse(first)
    new = named(inherited(old, parse(second)), [unit.key for unit in old])
    assert links(old, new) == align(old, new)
    for link in align(old, new):
        assert not link.old or not link.new or old[link.old[0]].key in {new[place].key for place in link.new}
    used = {unit.key for unit in (*old, *new)}
    last = named(inherited(new, parse(third)), used)
    keys = [unit.key for unit in last]
    assert len(keys) == len(set(keys))
    assert not {unit.key for unit in last if not unit.came_from} & used
    assert {key for unit in across([old, new, last]) for key in unit.came_from} <= {unit.key for unit in old}
