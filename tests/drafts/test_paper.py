"""The form for a remark on paper: it asks for what the draft asks, says where to send it, and leads to the web."""

import io
from datetime import timedelta

import docx
import pytest
from sqlalchemy import select

from consult.authorities.models import Authority
from consult.consultations.models import Consultation
from consult.drafts.models import Draft
from tests.drafts.tables.reading import words_of_pdf
from tests.factories.drafts import OPEN, OVER, make_draft

FORM = "/k/park-nad-silnica/projekt/1/formularz"


def labels(visitor, address=f"{FORM}.docx"):
    """Read what the form asks for, as English."""
    document = docx.Document(io.BytesIO(visitor.fetch(f"{address}?lang=en").data))
    return [one.text for one in document.paragraphs if one.style.name == "Field Label"]


def test_it_asks_for_what_the_draft_asks(visitor, draft, write):
    asked = labels(visitor)
    assert [one.partition(" (")[0].partition(",")[0] for one in asked] == [
        "Place in the draft",
        "What is it?",
        "Present wording",
        "Proposed wording; to take something out",
        "The remark and its reasons",
        "I write as",
        "Organisations only: name",
    ]
    with write() as session:
        found = session.get_one(Draft, draft)
        found.asks_name = found.asks_contact = True
    assert [one for one in labels(visitor) if one not in asked] == [
        "First name and surname (not needed)",
        "May the name stand beside the remark, for everybody to read?",
        "Address for the answer: e-mail or postal (not needed)",
    ]


def test_it_says_where_to_send_it_and_until_when(visitor, draft, write, kielce):
    with write() as session:
        office = session.get_one(Authority, kielce)
        office.official_name, office.address, office.contact_email = "Urząd Miasta", "Rynek 1\n25-303 Kielce", "a@b.pl"
        closes_at = session.scalars(select(Consultation.closes_at)).one()
    found = words_of_pdf(visitor.fetch(f"{FORM}.pdf?lang=en").data)
    last = closes_at - timedelta(minutes=1)
    for words in (
        "Urząd Miasta, Rynek 1, 25-303 Kielce",
        "a@b.pl",
        f"until {last.day} ",
        "/k/park-nad-silnica/projekt/1",
    ):
        assert words in found, words
    assert "Park nad Silnicą" in found


def test_it_leads_to_the_draft(visitor, draft):
    document = docx.Document(io.BytesIO(visitor.fetch(f"{FORM}.docx").data))
    links = [link.url for one in document.paragraphs for link in one.hyperlinks]
    assert "http://localhost/k/park-nad-silnica/projekt/1" in links
    assert document.element.xpath("//wp:docPr/@descr")[0].endswith("http://localhost/k/park-nad-silnica/projekt/1")


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_draft_leads_to_it_while_remarks_can_be_sent(visitor, draft, at, kind):
    links = [link["href"] for link in visitor.visit("/k/park-nad-silnica/projekt/1").select("a")]
    assert f"{FORM}.{kind}" in links
    answer = visitor.fetch(f"{FORM}.{kind}")
    assert answer.headers["cache-control"] == "public, no-cache"
    assert visitor.is_stranger
    at(OVER)
    links = [link["href"] for link in visitor.visit("/k/park-nad-silnica/projekt/1").select("a")]
    assert f"{FORM}.{kind}" not in links
    assert visitor.client.get(f"{FORM}.{kind}").location.endswith("/k/park-nad-silnica/projekt/1")


def test_what_is_not_there(visitor, draft, write, folder):
    with write() as session:
        make_draft(session, session.get_one(Draft, draft).consultation, folder, published=False, now=OPEN)
    for address in ("/k/park-nad-silnica/projekt/2/formularz.pdf", "/k/inna/projekt/1/formularz.pdf", f"{FORM}.exe"):
        visitor.fetch(address, 404)
