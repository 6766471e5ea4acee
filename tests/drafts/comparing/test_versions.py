"""A later version: units keep their keys for life, remarks follow them, the redline says what changed and why."""

import pytest

from consult.drafts import queries
from consult.drafts.comparing.models import ChangeCause
from consult.drafts.models import Draft, Remark
from consult.drafts.operations import versions
from consult.drafts.rules import editing
from tests.factories.consultations import official
from tests.factories.drafts import OPEN, make_remark, make_version, publish, stay_signed_in
from tests.page_checks import words

DRAFT = "/k/park-nad-silnica/projekt/1"
DESK = "/urzad/k/park-nad-silnica/projekt/1"
SECOND = """# Projekt programu

§ 1. Uchwałę ogłasza się w Biuletynie Informacji Publicznej.

§ 2. 1. Świetlica jest otwarta pięć dni w tygodniu.
2. Wstęp jest wolny:
1) dla dzieci.

§ 3. Uchwała wchodzi w życie po 14 dniach.
"""


def keys_of(session, draft, number):
    version = queries.find_version(session, draft.id, number)
    return {unit.label: unit.key for unit in queries.list_units(session, version.id)}


@pytest.fixture
def remarked(write, draft, folder):
    """Remark on what will change, on what will be removed and on what stays; then publish the second version."""
    with write() as session:
        found = session.get_one(Draft, draft)
        for key in ("par-1-ust-1", "par-1-ust-2-pkt-2", "par-2"):
            make_remark(session, found, key)
        make_version(session, found, folder, SECOND)
    return draft


@pytest.mark.both_databases
def test_units_keep_their_keys_and_remarks_follow(read, write, remarked, folder):
    with read() as session:
        found = session.get_one(Draft, remarked)
        assert keys_of(session, found, 2) == {
            "Projekt programu": "projekt-programu",
            "§ 1": "par-1-2",
            "§ 2": "par-1",
            "§ 2 ust. 1": "par-1-ust-1",
            "§ 2 ust. 2": "par-1-ust-2",
            "§ 2 ust. 2 pkt 1": "par-1-ust-2-pkt-1",
            "§ 3": "par-2",
        }
        stands = {(one.unit_label, one.fate, one.is_moved, one.version.number) for one in session.query(Remark)}
        assert stands == {
            ("§ 2 ust. 1", "changed", False, 1),
            ("§ 1 ust. 2 pkt 2", "removed", False, 1),
            ("§ 3", "same", False, 1),
        }
    with write() as session:  # a form of the first version that is sent after the second was published
        found = session.get_one(Draft, remarked)
        first = queries.find_version(session, found.id, 1)
        found.published_number, in_force = 1, found.published_number
        session.flush()
        late = make_remark(session, found, "par-1-ust-1")
        assert late.version_id == first.id
        found.published_number = in_force
    with write() as session:
        make_version(session, session.get_one(Draft, remarked), folder, SECOND.replace("§ 3. U", "§ 3. Niniejsza u"))
    with read() as session:
        found = session.get_one(Draft, remarked)
        assert set(keys_of(session, found, 3).values()) == set(keys_of(session, found, 2).values())
        assert session.query(Remark).filter_by(unit_key="par-2").one().fate == "changed"


def test_what_is_split_and_joined_on_the_page(write, read, remarked):
    with write() as session:
        found = session.get_one(Draft, remarked)
        editor = {"actor": official(found.consultation.authority, "editor"), "now": OPEN}
        versions.write_version(session, found, reason={"pl": "Poprawki."}, **editor)

        def change(edit, *, changes_words=True):
            count = queries.find_preparing(session, found.id).edit_count
            versions.edit_units(session, found, edit, edit_count=count, changes_words=changes_words, **editor)

        change(lambda units: editing.split(units, 6, "Uchwała wchodzi w życie\n\npo 14 dniach."))
        change(lambda units: editing.merge(units, 5))
        change(lambda units: editing.add(units, 1, "§ 1a. Nowa jednostka."))
        publish(session, found)
    with read() as session:
        found = session.get_one(Draft, remarked)
        third = queries.list_units(session, queries.find_version(session, found.id, 3).id)
        assert [(unit.label, unit.key, unit.came_from) for unit in third[2:]] == [
            ("§ 1a", "par-1a", []),
            ("§ 2", "par-1", ["par-1"]),
            ("§ 2 ust. 1", "par-1-ust-1", ["par-1-ust-1"]),
            ("§ 2 ust. 2", "par-1-ust-2", ["par-1-ust-2", "par-1-ust-2-pkt-1"]),
            ("§ 3", "par-2", ["par-2"]),
            ("Projekt programu, akapit 1", "projekt-programu-akapit-1", ["par-2"]),
        ]
        fates = {one.unit_key: one.fate for one in session.query(Remark)}
        assert fates == {"par-1-ust-1": "changed", "par-1-ust-2-pkt-2": "removed", "par-2": "split"}


def test_the_words_of_a_file_stay(write, draft, folder):
    with write() as session:
        found = session.get_one(Draft, draft)
        make_version(session, found, folder, SECOND, published=False)
        editor = official(found.consultation.authority, "editor")
        with pytest.raises(versions.KeptAsGiven):
            versions.edit_units(
                session,
                found,
                lambda units: editing.reword(units, 1, "Inaczej."),
                edit_count=0,
                changes_words=True,
                actor=editor,
                now=OPEN,
            )


def test_an_office_makes_a_second_version(signed, write, kielce, draft):
    with write() as session:
        make_remark(session, session.get_one(Draft, draft), "par-1-ust-1")
        make_remark(session, session.get_one(Draft, draft), "par-1-ust-2-pkt-2")
    editor = signed(kielce, "editor")
    editor.client.set_cookie("lang", "en")
    with write() as session:
        stay_signed_in(session, OPEN)
    page = editor.visit(f"{DESK}/nowa-wersja")
    page = editor.send(page, source=SECOND, **{"reason-pl": "Uwzględniamy uwagi mieszkańców."})
    assert words(page.h1) == "What version 2 changes in version 1"
    assert [words(tag) for tag in page.select(".cut__label")] == [
        "§ 1 new",
        "§ 1 ust. 1 → now: § 2 ust. 1 changed",
        "§ 1 ust. 2 pkt 1 → now: § 2 ust. 2 pkt 1 changed",
        "§ 1 ust. 2 pkt 2 removed",
    ]
    page = editor.visit(f"{DESK}/powiazania/par-1-ust-1")
    page = editor.send(page, form="form:has([name=others])", remarks_here=["1"], others="99")
    assert words(page.select_one(".error")) == "Error: There is no remark no. 99 on this draft."
    page = editor.send(page, form="form:has([name=others])", remarks_here=["1"], others="2")
    assert "no. 1, no. 2" in words(page.select_one("#j-par-1-ust-1"))
    page = editor.visit(f"{DESK}/jednostka/1")
    page = editor.send(page, form="form:has([name=kind])", kind="section", number="§ 1.", origin0="par-1-ust-2-pkt-2")
    page = editor.visit(f"{DESK}/powiazania?co=removed")
    assert not page.select(".cut__label")
    page = editor.visit(f"{DESK}/jednostka/1")
    editor.send(page, form="form:has([name=kind])", kind="section", number="§ 1.", origin0="")


def test_everybody_sees_what_changed_and_why(write, remarked, visitor, folder):
    with write() as session:
        found = session.get_one(Draft, remarked)
        version = queries.find_version(session, found.id, 2)
        for remark in session.query(Remark).filter(Remark.number <= 2):
            session.add(ChangeCause(version_id=version.id, unit_key="par-1-ust-1", remark_id=remark.id))
    visitor.client.set_cookie("lang", "en")
    page = visitor.visit(f"{DRAFT}/wersje/1..2?widok=obok")
    change = page.select_one("#j-par-1-ust-1")
    assert words(change.select_one("del")) == "struck out: trzy"
    assert words(change.select_one("ins")) == "put in: pięć"
    assert "Because of remarks: no. 1 (Resident no. 1); no. 2 (Resident no. 2)" in words(change)
    assert "No remark asked for this" in words(page.select_one("#j-par-1-2"))
    page = visitor.visit("/k/park-nad-silnica/uwagi/1")
    assert "Written about version 1. This piece has changed since. It was § 1 ust. 1." in words(page.main)
    assert (
        words(page.select_one("a[href='/k/park-nad-silnica/projekt/1/wersje/1..2#j-par-1-ust-1']"))
        == "See what changed: § 2 ust. 1"
    )
    assert "What changed in the draft because of it § 2 ust. 1, version 2 of the draft" in words(page.main)
    page = visitor.visit(f"{DRAFT}/j/par-1-ust-2-pkt-2")
    assert words(page.h1) == "§ 1 ust. 2 pkt 2: removed from the draft"
    assert "This piece was removed since." in words(page.select_one(".remark"))
    assert words(visitor.visit(f"{DRAFT}/wersje/1").select_one(".note h2")) == "This is an earlier version"
    assert visitor.client.get(f"{DRAFT}/wersje/2..1").headers["location"].endswith("/wersje/1..2")
    visitor.visit(f"{DRAFT}/wersje/1..3", status=404)
