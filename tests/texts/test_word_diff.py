"""A redline gives back both texts, and marks only what changed."""

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from consult.texts.word_diff import Change, Run, is_changed, word_diff

TOO_LONG = 20  # seconds of this thread alone: work that grows with the square of a text takes far more

texts = st.text(alphabet=st.sampled_from("ab ł,.\n1"), max_size=80)


@given(texts, texts)
def test_a_redline_gives_back_both_texts(old, new):
    runs = word_diff(old, new)
    assert "".join(run.text for run in runs if run.change is not Change.IN) == old
    assert "".join(run.text for run in runs if run.change is not Change.OUT) == new
    assert all(run.text for run in runs)
    assert all(one.change is not other.change for one, other in pairwise(runs))


@given(texts)
def test_nothing_changed(text):
    assert word_diff(text, text) == ([Run(Change.SAME, text)] if text else [])


def test_only_the_words_that_changed_are_marked():
    runs = word_diff("otwarta trzy dni, od 15.00 do 18.00.", "otwarta cztery dni, od 15.00 do 19.00.")
    assert [(run.change.value, run.text) for run in runs] == [
        ("same", "otwarta "),
        ("out", "trzy"),
        ("in", "cztery"),
        ("same", " dni, od 15.00 do "),
        ("out", "18.00"),
        ("in", "19.00"),
        ("same", "."),
    ]


def test_words_between_two_changes_stay_only_where_they_are_words():
    runs = word_diff("ferii wakacji", "świąt niedziel")
    assert [run.text for run in runs] == ["ferii wakacji", "świąt niedziel"]


def test_struck_out_and_put_in():
    assert word_diff("wykreślić", "") == [Run(Change.OUT, "wykreślić")]
    assert word_diff("", "dodać") == [Run(Change.IN, "dodać")]


def test_blanks_alone_are_no_change():
    assert not is_changed("jeden  dwa\n", "jeden dwa")
    assert is_changed("jeden dwa", "jeden trzy")


def test_no_text_takes_long():
    """One remark must not stop a page: blanks, commas and one word many times once took minutes."""
    long = "słowo inne " * 5000
    began = time.thread_time()
    for old, new in (
        (long, "jeszcze " + long + "koniec"),
        ("x," * 1900, ",y" * 1900),
        ("i " * 110, "i x " * 108),
        (" ".join(f"w{n % 97}" for n in range(1000)), " ".join(f"w{n * n % 97}" for n in range(1000))),
    ):
        assert word_diff(old, new)[0].text
    assert time.thread_time() - began < TOO_LONG
