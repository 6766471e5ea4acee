"""What the people of an organisation read in their mail."""

import pytest

from consult.mail.letters import render


@pytest.mark.parametrize("language", ["pl", "en", "uk"])
@pytest.mark.parametrize("message", ["asked", "joined", "verified", "withheld"])
def test_each_names_the_organisation_and_the_way(app, message, language):
    values = {"organisation": "Fundacja <Dobry> & Las\nBcc: x@example.org", "url": "http://localhost/organizacja"}
    with app.test_request_context():
        letter = render(f"organisations/mail/{message}", values, language, "Kielce")
    assert values["organisation"] in letter.body
    assert values["url"] in letter.body
    assert "\n" not in letter.subject
