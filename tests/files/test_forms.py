import pytest

from consult.files.forms import words_for
from consult.files.rules import PROBLEMS


@pytest.mark.parametrize("problem", PROBLEMS)
def test_every_problem_is_told_in_words(app, problem):
    with app.test_request_context("/?lang=en"):
        assert words_for(problem).startswith(("The file ", "Choose a file "))


def test_the_largest_size_is_named(app):
    with app.test_request_context("/?lang=en"):
        assert "20\N{NO-BREAK SPACE}MB" in words_for("too_large")
