"""A draft falls into the units that its authors meant, and no word of it is lost."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.drafts.rules import parsing
from consult.drafts.rules.blocks import Block, Document, Form
from consult.drafts.rules.parsing import TooManyUnits, lines, parse, parse_document
from consult.drafts.rules.units import WHOLE

TOO_LONG = 20  # seconds of this thread alone: work that grows with the square of a text takes far more
SAMPLES = Path(__file__).with_name("samples")
PIECES = (
    "§ 1.", "§1. Tekst", "§ 2. 1. Tekst", "Art. 5. § 1. Tekst", "Art. 7", "Rozdział IV", "Rozdział 2. Cele", "TYTUŁ I",
    "1. tekst", "2a. tekst", "1) tekst", "2)tekst", "15zzb) tekst", "a) tekst", "- tekst", "– tekst", "• tekst",
    "1.1. tekst", "1.2.3 Tekst", "I. Cele", "NAGŁÓWEK CAŁY", "## Nagłówek", "#### **§ 3.** Tekst", "**gruby** tekst",
    "zwykły tekst w ust. 2 i w", "§ 5 ust. 1 stosuje się", "od 12.03.2027 r.", "| a | b |", "a\tb", "", "   ", "---",
    "Załącznik nr 1 do uchwały", "Załącznik", "[^1]: przypis", "1\\. tekst", "> cytat", "12.500 osób", "tekst " * 30,
)  # fmt: skip
drafts = st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=25).map("\n".join)


def said(text):
    """Keep letters and digits, in their order."""
    return "".join(character for character in text if character.isalnum())


@pytest.mark.parametrize("sample", ["program.txt", "strategia.md", "regulamin.txt", "kodeks.txt"])
def test_units_as_their_authors_meant(sample):
    source = (SAMPLES / sample).read_text()
    wanted = (SAMPLES / sample).with_suffix(".units").read_text().splitlines()
    assert [f"{unit.kind}|{unit.label}" for unit in parse(source)] == wanted


@given(drafts)
def test_no_word_is_lost_and_none_changes_its_place(source):
    units = parse(source)
    assert said("".join(unit.whole for unit in units)) == said("".join(line.text for line in lines(source)))
    assert said("".join(line.text for line in lines(source))) == said(source)


blocks = st.builds(
    Block,
    st.sampled_from(PIECES) | st.text(max_size=20),
    form=st.sampled_from(Form),
    number=st.sampled_from(("", "", "§ 1.", "1.", "2)", "a)", "iii.", "•", "Rozdział 2", "A")),
    series=st.sampled_from(("", "1", "2")),
    depth=st.integers(0, 3),
    heading=st.integers(0, 2),
    is_bold=st.booleans(),
    goes_on=st.booleans(),
)


@given(st.lists(blocks, max_size=20), st.sampled_from((None, 60)))
@settings(max_examples=50)
def test_no_word_of_a_document_is_lost(found, width):
    units = parse_document(Document(tuple(found), width))
    words = "".join(block.text if block.form is Form.ROW else block.number + block.text for block in found)
    assert said("".join(unit.whole for unit in units)) == said(words)
    assert all(level.level <= before.level + 1 for before, level in pairwise(units))


@given(drafts)
def test_keys_are_unique_and_levels_have_no_gaps(source):
    units = parse(source)
    keys = [unit.key for unit in units]
    assert len(set(keys)) == len(keys)
    assert WHOLE not in keys
    assert all(len(key) <= 80 for key in keys)
    levels = [unit.level for unit in units]
    assert levels[:1] in ([], [0])
    assert all(level <= before + 1 for before, level in pairwise(levels))
    assert all(unit.whole for unit in units)


def one(source):
    (unit,) = parse(source)
    return unit


def test_what_is_written_together_or_apart():
    for written, number in (
        ("§ 1. Tekst", "§ 1."),
        ("§1. Tekst", "§1."),
        ("§ 1 Tekst", "§ 1"),
        ("**§ 1.** Tekst", "§ 1."),
    ):
        assert (one(written).number, one(written).text, one(written).label) == (number, "Tekst", "§ 1")


def test_a_number_without_a_space_after_it():
    units = parse("§ 1. Wykaz:\n\n1.Organizacje\n\n2.Łąki\n\n3.5 mln zł\n\nZałącznik kosztował dużo.")
    assert [unit.label for unit in units] == ["§ 1", "§ 1 ust. 1", "§ 1 ust. 2", "§ 1 akapit 1", "§ 1 akapit 2"]


def test_a_roman_number_alone_heads_what_follows():
    units = parse_document(Document(tuple(map(Block, ("I", "Cele", "Zdanie.", "II", f"{'słowo ' * 50}.")))))
    assert [(unit.kind, unit.whole[:6]) for unit in units] == [
        ("heading", "I Cele"), ("text", "Zdanie"), ("heading", "II"), ("text", "słowo "),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "text", "is_bold", "kind"),
    [
        ("a.", "mała litera", False, "letter"),
        ("iv.", "rzymska", False, "numbered"),
        ("(2)", "w nawiasie", False, "numbered"),
        ("→", "strzałka", False, "indent"),
        ("Cel 2:", "Lepsze drogi", False, "heading"),
        ("Cel 2:", "słowo " * 60, False, "numbered"),
        ("1.1.", "Ludność", True, "heading"),
        ("1.1.", "Ludność", False, "numbered"),
        ("I.", "słowo " * 60, False, "numbered"),
        ("Rozdział 1", "zasady", False, "chapter"),
    ],
)
def test_numbers_that_a_program_wrote(number, text, is_bold, kind):
    (unit,) = parse_document(Document((Block(text.strip(), number=number, is_bold=is_bold),)))
    assert (unit.kind, unit.number) == (kind, number)


def test_a_bare_number_in_a_statute_is_an_ust():
    units = parse_document(Document((Block("Zasady:", number="§ 1."), Block("Pierwsza.", number="1"))))
    assert [unit.label for unit in units] == ["§ 1", "§ 1 ust. 1"]


def test_numbers_of_points():
    units = parse("§ 1. Wykaz:\n1) jeden;\n1a)dwa;\n15zzb) trzy.")
    assert [unit.number for unit in units[1:]] == ["1)", "1a)", "15zzb)"]
    assert units[3].key == "par-1-pkt-15zzb"


def test_a_reference_in_a_wrapped_sentence_is_no_unit():
    wide = "Kto korzysta z pomocy miasta, ten składa sprawozdanie zgodnie z zasadami, o których mowa w"
    units = parse(f"§ 1. {wide}\n§ 7. Sprawozdanie\n2) i 3) ocenia komisja, a także\n1. Rada.\n§ 2. Koniec.")
    assert "§ 7. Sprawozdanie" in units[0].text
    assert units[-1].label == "§ 2"


def test_a_footnote_and_a_table_stay_as_they_are():
    units = parse("# Plan\n\nTekst[^1].\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: Przypis.")
    assert units[1].text == "Tekst[^1]."
    assert units[2].text == "| a | b |\n|---|---|"
    assert units[3].text == "| 1 | 2 |"
    assert [unit.label for unit in units[2:4]] == ["Plan, tabela 1", "Plan, tabela 1 wiersz 1"]
    assert units[4].text == "[^1]: Przypis."


def test_the_same_number_twice_has_two_addresses():
    assert [unit.key for unit in parse("§ 1. A\n§ 1. B\n§ 1. C")] == ["par-1", "par-1-2", "par-1-3"]


def test_an_empty_text_has_no_units():
    assert parse(" \n\n---\n") == ()


def test_a_text_of_too_many_units_is_refused(monkeypatch):
    monkeypatch.setattr(parsing, "MOST_UNITS", 10)
    with pytest.raises(TooManyUnits):
        parse("\n".join(f"{number}) tekst" for number in range(1, 20)))


def test_long_and_hostile_texts_take_no_time():
    began = time.thread_time()
    for source in (
        "§ 1. " + "słowo " * 20_000,
        "*" * 50_000,
        "**a" * 20_000,
        "\\" * 50_000,
        "\n".join(f"§ {number}. Tekst" for number in range(1, 4000)),
        "1." * 20_000,
        "- " * 20_000,
        "#" * 50_000,
        "_ " * 30_000,
    ):
        parse(source)
    assert time.thread_time() - began < TOO_LONG
