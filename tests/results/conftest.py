import pytest

from tests.results.surveys import Survey, make_survey


@pytest.fixture
def survey(app, write, at) -> Survey:
    return make_survey(app, write, at)


@pytest.fixture
def official(survey):
    """Give the browser of somebody in the office: `official("analyst")`."""
    return survey.official
