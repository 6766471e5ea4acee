"""The register, the workbench, redaction and positions in a real browser: narrow, wide, dark, by keyboard."""

import pytest
from sqlalchemy import select

from consult import clock
from consult.consultations.queries import get_consultation
from consult.drafts import queries
from consult.drafts.models import Remark
from consult.drafts.operations.remarks import Given, Place
from consult.drafts.positions import operations as positions
from consult.drafts.redaction import operations as redaction
from consult.drafts.register import operations
from consult.drafts.workbench import operations as bench
from tests.factories.accounts import CHEAP, PASSWORD, make_account
from tests.factories.consultations import make_office, official
from tests.factories.drafts import decide, make_draft, make_remark, receipt
from tests.factories.organisations import make_organisation
from tests.factories.published import make_published

pytestmark = pytest.mark.browser
DESK = "/urzad/k/park-nad-silnica"
PAGES = (
    f"{DESK}/przyjmowanie",
    f"{DESK}/przyjmowanie/nowe",
    f"{DESK}/przyjmowanie/1",
    f"{DESK}/przyjmowanie/1/popraw",
    f"{DESK}/przyjmowanie/1/uwagi/3",
    f"{DESK}/przyjmowanie/1/potwierdzenie",
    f"{DESK}/przyjmowanie/tabela",
    f"{DESK}/rozpatrywanie/1",
    f"{DESK}/rozpatrywanie/1/ustawienia",
    f"{DESK}/rozpatrywanie/1/2",
    f"{DESK}/rozpatrywanie/1/2/redakcja",
    "/organizacja/stanowiska",
)


@pytest.fixture(autouse=True)
def made(app, write, settings):
    """Make two remarks of the page, one that is redacted, a letter with a remark, and a position."""
    app.extensions["passwords"] = CHEAP
    now = clock.now()
    today = clock.today()
    with write() as session:
        office = make_office(session)
        first = today.replace(year=today.year - 1, day=1)
        shown = make_published(session, office, "Park nad Silnicą", first, today.replace(year=today.year + 1, day=28))
        draft = make_draft(session, shown, settings.data_dir / "files", asks_name=True)
        editor = make_account(
            session, "editor@example.org", "editor", "moderator", authority_id=office.id, name="Ewa Lis"
        )
        decide(session, make_remark(session, draft, proposed_wording="Świetlica działa co dzień.", now=now), now=now)
        held = make_remark(session, draft, justification="Sąsiad Nowak, tel. 600 700 800, zgadza się.", now=now)
        chosen = {"justification": [1, 3, 4, 5]}
        redaction.choose(session, held, chosen, "third_person", edit_count=0, actor=official(office, "editor"), now=now)
        bench.add_topic(session, draft, "Godziny otwarcia", actor=editor, now=now)
        bench.add_department(session, office.id, "Wydział Kultury", "kultura@example.org", actor=editor, now=now)
        bench.add_template(session, office.id, "Bez zmian", "not_accepted", "Tego nie obejmuje.", actor=editor, now=now)
        _letter(session, draft, editor, now)
        ours = make_organisation(session, editor, authority=office, verified=True)
        position = positions.begin(session, ours, draft, actor=editor, now=now)
        place = Place(queries.find_version(session, draft.id, 1), None)
        said = Given(kind="opinion", proposed_wording="", justification="Popieramy projekt w całości.")
        positions.add_part(session, position, place, said, part_id=position.id, actor=editor, now=now)
        return position.id


def _letter(session, draft, clerk, now):
    consultation = get_consultation(session, draft.consultation_id)
    letter = operations.enter_letter(
        session,
        consultation,
        draft,
        operations.Arrived(
            channel="post", received_on=clock.today(), sender_kind="council", name="Rada Osiedla Pod Lasem"
        ),
        request_key="one",
        receipt=lambda letter_id: receipt(str(letter_id)),
        actor=clerk,
        now=now,
    )
    version = queries.find_version(session, draft.id, 1)
    said = Given(kind="opinion", proposed_wording="", justification="Prosimy o dłuższe godziny otwarcia zimą.")
    place = Place(version, None)
    operations.add_remark(session, consultation, letter, place, said, request_key="two", actor=clerk, now=now)


def signed_in(looking):
    looking.page.goto(f"{looking.base_url}/logowanie")
    looking.page.locator("#email").fill("editor@example.org")
    looking.page.locator("#password").fill(PASSWORD)
    looking.follow(looking.page.locator("main button[type=submit]"))


@pytest.mark.complete
def test_each_page_is_whole(browser_page, made):
    for width, dark in ((375, False), (1280, True)):
        looking = browser_page(width=width, dark=dark)
        signed_in(looking)
        for address in (*PAGES, f"/organizacja/stanowiska/{made}", f"/organizacja/stanowiska/{made}/nowa?j=par1ust1"):
            looking.visit(address)


@pytest.mark.complete
def test_a_letter_by_keyboard_alone(browser_page, read):
    looking = browser_page(width=1280, language="en")
    signed_in(looking)
    page = looking.visit(f"{DESK}/przyjmowanie/1?lang=en")
    page.locator("#unit").fill("par1ust1")
    page.locator("#unit").press("Enter")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.keyboard.type("Za krótko.")
    looking.follow(page.locator("#justification"), key="Control+Enter")
    assert page.locator("h1").inner_text() == "Letter no. 1: 2 remarks"
    assert page.evaluate("document.activeElement.id") == "unit", "the next remark can be typed at once"
    with read() as session:
        last = session.scalars(select(Remark).order_by(Remark.number.desc())).first()
        assert (last.unit_key, last.kind, last.justification) == ("par-1-ust-1", "change", "Za krótko.")


@pytest.mark.complete
def test_what_was_typed_comes_back_in_this_browser(browser_page):
    looking = browser_page(width=375, language="en")
    page = looking.visit("/k/park-nad-silnica/projekt/1/moje-uwagi?lang=en")
    page.locator("#place").select_option("par-2")
    looking.follow(page.locator("button[name=add]"))
    looking.check()
    page.locator("[name='0-justification']").fill("Za późno.")
    page.locator("[name='0-proposed_wording']").fill("Uchwała wchodzi w życie po 7 dniach.")
    page.locator("#redline-0 ins").wait_for()
    page.on("dialog", lambda dialog: dialog.accept())
    page = looking.visit("/k/park-nad-silnica/projekt/1/moje-uwagi")
    looking.follow(page.locator("[data-bring]"))
    assert page.locator("[name='0-justification']").input_value() == "Za późno."
    looking.follow(page.locator("button[name=send]"))
    looking.check()
    assert page.locator("[data-receipt]").count() == 1
    looking.visit("/k/park-nad-silnica/projekt/1/moje-uwagi")
    assert not page.locator("[data-bring]").is_visible(), "what is sent is forgotten"
