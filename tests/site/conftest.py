"""What the tests of the public doors share."""

import pytest


@pytest.fixture
def reader(visitor):
    """Give somebody who has chosen English."""
    visitor.client.set_cookie("lang", "en")
    return visitor
