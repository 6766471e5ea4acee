import pytest

from tests.web.room import received, room


@pytest.fixture
def app(app):
    """Add the room; a fault is answered as it is for people, not raised through the client."""
    app.register_blueprint(room())
    app.config["PROPAGATE_EXCEPTIONS"] = False
    received.clear()
    return app


@pytest.fixture
def got():
    """Give what the views of the room received, in order."""
    return received


@pytest.fixture
def token(app):
    """Get a token and its cookie: `client, token = token()`."""

    def fetch():
        client = app.test_client()
        page = client.get("/trial/form").text
        return client, page.partition('name="csrf_token" type="hidden" value="')[2].partition('"')[0]

    return fetch
