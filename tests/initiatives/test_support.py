"""Support counts each person once, whatever the way and whatever the concurrency; two people decide."""

import re
import threading
from uuid import UUID

import pytest
from sqlalchemy import func, select

from consult.authorities.queries import get_authority
from consult.initiatives.models import Initiative, InitiativeSupport
from consult.initiatives.operations import moves
from consult.initiatives.operations.record import NotAllowed
from consult.initiatives.operations.support import support
from consult.initiatives.queries import find_initiative, find_waiting, get_initiative
from consult.initiatives.rules.marks import mark_of
from consult.initiatives.rules.stages import Kind
from consult.mail.models import Mail
from consult.web.transaction import transaction
from tests.factories import initiatives
from tests.factories.consultations import official
from tests.page_checks import words

PAGE = "/inicjatywy/kielce-1/poparcie"


def at_once(app, count, act):
    barrier, results = threading.Barrier(count), []

    def run(index):
        with app.app_context():
            barrier.wait()
            with transaction() as session:
                results.append(act(session, index))

    threads = [threading.Thread(target=run, args=(index,)) for index in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.both_databases
def test_many_links_of_few_people_at_once(app, public, read):
    slug = public()
    with read() as session:
        initiative_id = find_initiative(session, slug).id
    new = at_once(app, 20, lambda session, index: support(session, initiative_id, f"{index % 5:064}"))
    assert sum(new) == 5
    with read() as session:
        assert find_initiative(session, slug).online_support == 5
        assert session.scalar(select(func.count()).select_from(InitiativeSupport)) == 5


@pytest.mark.complete
@pytest.mark.both_databases
def test_ten_cards_at_once_under_five_keys_are_five_initiatives(app, write, kielce, read):
    with write() as session:
        initiatives.open_call(session, get_authority(session, kielce.id))

    def send(session, index):
        authority = get_authority(session, kielce.id)
        return initiatives.make_initiative(session, authority, code=f"same {index // 2}").number

    assert sorted(at_once(app, 10, send)) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    with read() as session:
        assert session.scalar(select(func.count()).select_from(Initiative)) == 5


def test_by_a_link_and_on_paper(public, visitor, desk, read, kielce):
    slug = public()
    editor = desk("editor", kielce)
    page = visitor.send(PAGE, email="not an address")
    assert page.select_one("#email-error")
    assert page.select_one("#is_resident-error")
    for email in ("Ola@example.org", "ola+2@example.org"):
        visitor.send(PAGE, email=email, is_resident=True)
        with read() as session:
            values = session.scalars(select(Mail).where(Mail.message == "initiatives/mail/support")).all()[-1].values
        link = re.search(r"/inicjatywy/.*", values["url"]).group()
        assert "1 is needed" not in words(visitor.visit(link).main)
        page = visitor.send(link, button="Yes, I support it")
    assert "You support it already" in words(page.h1)
    assert "1 person supports it (3 are needed)" in words(page.main)
    visitor.visit(link[:-3], status=404)
    page = editor.send("/urzad/inicjatywy/kielce-1", words="Są.", button="Go on to the next stage")
    assert "Not enough people support it yet" in words(page.main)
    editor.send("/urzad/inicjatywy/kielce-1", signatures="2", button="Keep the number")
    editor.send("/urzad/inicjatywy/kielce-1", words="Są.", button="Go on to the next stage")
    with read() as session:
        kept = find_initiative(session, slug)
        assert (kept.stage, kept.support) == ("formal", 3)
        assert session.scalars(select(InitiativeSupport)).all() == []  # the marks have done their work
    assert "not collected any more" in words(visitor.visit(PAGE).h1)


def test_a_list_to_sign_asks_for_no_pesel(public, visitor):
    public()
    made = visitor.fetch("/inicjatywy/kielce-1/lista.docx")
    assert len(made.data) > 5000


def test_whoever_wrote_a_decision_does_not_approve_it(write, kielce):
    with write() as session:
        authority = get_authority(session, kielce.id)
        made = initiatives.make_public(session, authority, Kind.LOCAL)
        writer = official(authority, "editor", "approver")
        said = moves.Said("refuse", "Nie ma zgody.", initiatives.NOW.date())
        told = {"base_url": "", "now": initiatives.NOW}
        moves.move(session, made, said, edit_count=made.edit_count, actor=writer, **told)
        assert find_waiting(session, made.id).words == "Nie ma zgody."
        with pytest.raises(NotAllowed):
            moves.approve(session, made, edit_count=made.edit_count, actor=writer, **told)
        moves.approve(session, made, edit_count=made.edit_count, actor=official(authority, "approver"), **told)
        assert (made.stage, made.refused_in) == ("refused", "formal")
        initiatives.make_move(session, made, "appeal")
        initiatives.make_move(session, made, "grant")
        assert get_initiative(session, made.id).stage == "assessment"


def test_nobody_of_another_office_sees_the_desk(public, desk, powiat, write, kielce):
    public()
    stranger = desk("editor", powiat)
    stranger.visit("/urzad/inicjatywy/kielce-1", status=404)
    stranger.visit("/urzad/inicjatywy/zasady/kielce", status=404)
    assert "kielce-1" not in stranger.visit("/urzad/inicjatywy").text
    with write() as session:
        assert session.scalar(select(Initiative.slug)) == "kielce-1"


def test_marks_tell_people_apart_and_nothing_else():
    one, other = UUID(int=1), UUID(int=2)
    assert mark_of(one, "Ola+x@Example.org", "key") == mark_of(one, "ola@example.org", "key")
    assert mark_of(one, "ola@example.org", "key") != mark_of(other, "ola@example.org", "key")
    assert mark_of(one, "ola@example.org", "key") != mark_of(one, "ola@example.org", "another key")
