"""What the verbs promise: once for all, a word per office, a mandate that somebody gave."""

import threading
from uuid import uuid4

import pytest
from sqlalchemy import select

from consult.accounts.queries import get_account
from consult.audit.models import AuditEntry
from consult.authorities.queries import get_authority
from consult.extensions import db
from consult.mail.models import Mail
from consult.organisations import operations
from consult.organisations.access import is_shown, is_verified_for
from consult.organisations.models import Membership, Organisation, Verification
from consult.organisations.queries import find_organisation, get_organisation, list_memberships
from consult.web.transaction import transaction
from tests.factories.consultations import official
from tests.factories.organisations import BASE_URL, NOW, described, let_in, make_organisation

pytestmark = pytest.mark.both_databases
NIP, REGON = "8567346215", "192598184"


@pytest.fixture
def anna(person):
    return person("anna@example.org")


@pytest.fixture
def ewa(person):
    return person("ewa@example.org", name="Ewa Lis")


def clerk(session, place):
    return official(get_authority(session, place.id), "clerk")


def register(session, account_id, place, **values):
    account = get_account(session, account_id)
    return operations.register(session, described(**values), authority_id=place.id, actor=account, now=NOW)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"number": "0000123456"}, {"number": "0000123456", "name": "Inna nazwa"}),
        ({"nip": NIP}, {"nip": NIP}),
        ({"regon": REGON}, {"regon": REGON, "register": "other", "number": ""}),
        (
            {"register": "starosta", "number": "12/2019", "seat_code": "266101"},
            {"register": "starosta", "number": "12 / 2019", "seat_code": "266101"},
        ),
        ({"register": "kgw", "number": "RKGW 7"}, {"register": "kgw", "number": "rkgw7"}),
    ],
)
def test_an_organisation_exists_once(write, kielce, anna, ewa, first, second):
    with write() as session:
        made = register(session, anna, kielce, **first)
        with pytest.raises(operations.AlreadyRegistered) as known:
            register(session, ewa, kielce, **second)
        assert known.value.slug == made.slug


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {}),
        ({"register": "kgw", "number": "7"}, {"register": "church", "number": "7"}),
        (
            {"register": "starosta", "number": "12", "seat_code": "266101"},
            {"register": "starosta", "number": "12", "seat_code": "260405"},
        ),
        ({"register": "other", "number": "12", "nip": NIP}, {"register": "other", "number": "12", "regon": REGON}),
    ],
)
def test_others_have_an_address_of_their_own(write, powiat, anna, first, second):
    with write() as session:
        one, other = register(session, anna, powiat, **first), register(session, anna, powiat, **second)
        assert (one.slug, other.slug) == ("stowarzyszenie-zielone-kielce", "stowarzyszenie-zielone-kielce-2")


def at_once(app, acts):
    """Do all of it at the same moment, and give what each came to."""
    together, done = threading.Barrier(len(acts)), []

    def doing(act):
        with app.app_context():
            together.wait()
            try:
                with transaction() as session:
                    done.append(act(session))
            except operations.AlreadyRegistered as known:
                done.append(f"joins {known.slug}")
            db.session.remove()

    threads = [threading.Thread(target=doing, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


def test_of_eight_who_register_the_same_at_once_seven_join(app, kielce, person, read):
    people = [person(f"p{number}@example.org") for number in range(8)]
    same = {"number": "0000123456", "nip": NIP}
    acts = [
        lambda session, account_id=account_id: register(session, account_id, kielce, **same).slug
        for account_id in people
    ]
    done = at_once(app, acts)
    slug = "stowarzyszenie-zielone-kielce"
    assert sorted(done) == [*[f"joins {slug}"] * 7, slug]
    with read() as session:
        assert len(session.scalars(select(Organisation)).all()) == 1
        assert len(session.scalars(select(Membership)).all()) == 1
        assert len(session.scalars(select(Verification)).all()) == 1


def test_eight_of_one_name_at_once_all_get_an_address(app, kielce, person, read):
    people = [person(f"p{number}@example.org") for number in range(8)]
    acts = [lambda session, account_id=account_id: register(session, account_id, kielce).slug for account_id in people]
    assert len(set(at_once(app, acts))) == 8


def test_asking_to_join_twice_at_once_is_one_request(app, organisation, anna, ewa, read):
    slug = organisation(anna)

    def join(session):
        held = get_organisation(session, find_organisation(session, slug).id)
        actor = get_account(session, ewa)
        operations.ask_to_join(session, held, "member", base_url=BASE_URL, actor=actor, now=NOW)

    at_once(app, [join] * 4)
    with read() as session:
        assert len(session.scalars(select(Membership)).all()) == 2


def test_one_office_verifies_and_its_word_counts_for_all(write, organisation, kielce, powiat, anna):
    slug = organisation(anna)
    with write() as session:
        found = find_organisation(session, slug)
        assert not is_shown(found)
        assert not is_verified_for(found, kielce.id)
        operations.verify(session, found, kielce.id, base_url=BASE_URL, actor=clerk(session, kielce), now=NOW)
        assert is_shown(found)
        assert is_verified_for(found, kielce.id)
        assert is_verified_for(found, powiat.id)
        operations.withhold(
            session, found, powiat.id, "Nie znamy.", base_url=BASE_URL, actor=clerk(session, powiat), now=NOW
        )
        assert is_verified_for(found, kielce.id)
        assert not is_verified_for(found, powiat.id)


def test_a_refusal_counts_while_it_is_asked_again(write, organisation, kielce, powiat, anna):
    slug = organisation(anna, verified=True)
    with write() as session:
        found, actor = find_organisation(session, slug), get_account(session, anna)
        judge = clerk(session, powiat)
        operations.withhold(session, found, powiat.id, "Nie znamy.", base_url=BASE_URL, actor=judge, now=NOW)
        later = NOW.replace(hour=15)
        operations.ask_for_verification(session, found, powiat.id, actor=actor, now=later)
        assert not found.verifications[1].waits
        operations.ask_for_verification(session, found, powiat.id, actor=actor, now=later, again=True)
        assert found.verifications[1].waits
        assert not is_verified_for(found, powiat.id)
        operations.verify(session, found, powiat.id, base_url=BASE_URL, actor=judge, now=later)
        assert is_verified_for(found, powiat.id)
        assert not found.verifications[1].waits


def test_verifying_confirms_who_registered_it_and_writes_once(write, organisation, kielce, anna, read):
    slug = organisation(anna)
    with write() as session:
        found, judge = find_organisation(session, slug), clerk(session, kielce)
        for _ in range(2):
            operations.verify(session, found, kielce.id, base_url=BASE_URL, actor=judge, now=NOW)
    with read() as session:
        first = session.scalars(select(Membership)).one()
        assert (first.is_confirmed, first.confirmed_by_id) == (True, judge.id)
        mail = session.scalars(select(Mail)).one()
        assert (mail.message, mail.recipient, mail.authority_id) == (
            "organisations/mail/verified",
            "anna@example.org",
            kielce.id,
        )


@pytest.mark.parametrize("role", ["approver", "analyst", "moderator"])
def test_others_of_the_office_do_not_verify(write, organisation, kielce, anna, role):
    slug = organisation(anna)
    with write() as session:
        other = official(get_authority(session, kielce.id), role)
        with pytest.raises(operations.NotAllowed):
            operations.verify(
                session, find_organisation(session, slug), kielce.id, base_url=BASE_URL, actor=other, now=NOW
            )


def test_an_official_of_another_office_gives_no_word_in_this_ones_name(write, organisation, kielce, powiat, anna):
    slug = organisation(anna)
    with write() as session:
        found, stranger = find_organisation(session, slug), clerk(session, powiat)
        for act in (
            lambda: operations.verify(session, found, kielce.id, base_url=BASE_URL, actor=stranger, now=NOW),
            lambda: operations.withhold(session, found, kielce.id, "x", base_url=BASE_URL, actor=stranger, now=NOW),
            lambda: operations.remove_member(session, found, found.memberships[0], actor=stranger, now=NOW),
        ):
            with pytest.raises(operations.NotAllowed):
                act()


class TestSpeaking:
    def spoken_for(self, session, account_id):
        return [membership.organisation.slug for membership in list_memberships(session, account_id)]

    def test_who_registers_speaks_at_once_and_who_joins_waits(self, write, organisation, anna, ewa):
        slug = organisation(anna)
        with write() as session:
            found = find_organisation(session, slug)
            actor = get_account(session, ewa)
            operations.ask_to_join(session, found, "representative", base_url=BASE_URL, actor=actor, now=NOW)
            assert self.spoken_for(session, anna) == [slug]
            assert self.spoken_for(session, ewa) == []

    def test_a_member_sees_and_does_not_speak(self, write, organisation, kielce, anna, ewa):
        slug = organisation(anna, verified=True)
        with write() as session:
            office, found = get_authority(session, kielce.id), find_organisation(session, slug)
            joined = let_in(session, found, get_account(session, ewa), "member", authority=office)
            assert self.spoken_for(session, ewa) == []
            operations.change_role(session, found, joined, "representative", actor=get_account(session, anna), now=NOW)
            assert self.spoken_for(session, ewa) == [slug]

    def test_one_who_was_removed_keeps_nothing(self, write, organisation, kielce, anna, ewa):
        """A removed member keeps no access (C24), not by joining again either."""
        slug = organisation(anna)
        with write() as session:
            found, judge = find_organisation(session, slug), clerk(session, kielce)
            operations.remove_member(session, found, found.memberships[0], actor=judge, now=NOW)
            assert self.spoken_for(session, anna) == []
            actor = get_account(session, anna)
            operations.ask_to_join(session, found, "representative", base_url=BASE_URL, actor=actor, now=NOW)
            assert self.spoken_for(session, anna) == []
            operations.verify(session, found, kielce.id, base_url=BASE_URL, actor=judge, now=NOW)
            assert self.spoken_for(session, anna) == []

    def test_nothing_is_left_to_an_organisation_without_people(self, write, organisation, kielce, anna, ewa):
        slug = organisation(anna, verified=True)
        with write() as session:
            found, judge = find_organisation(session, slug), clerk(session, kielce)
            operations.remove_member(session, found, found.memberships[0], actor=judge, now=NOW)
            let_in(session, found, get_account(session, ewa), authority=get_authority(session, kielce.id))
            assert self.spoken_for(session, ewa) == [slug]


class TestMandates:
    def test_a_representative_lets_in_and_out(self, write, organisation, anna, ewa, read):
        slug = organisation(anna, verified=True)
        with write() as session:
            found, boss = find_organisation(session, slug), get_account(session, anna)
            joined = operations.ask_to_join(
                session, found, "member", base_url=BASE_URL, actor=get_account(session, ewa), now=NOW
            )
            operations.confirm_member(session, found, joined, base_url=BASE_URL, actor=boss, now=NOW)
            operations.remove_member(session, found, joined, actor=boss, now=NOW)
        with read() as session:
            assert sorted(mail.message.rpartition("/")[2] for mail in session.scalars(select(Mail))) == [
                "asked",
                "joined",
                "verified",
            ]

    @pytest.mark.parametrize("role", ["member", "representative"])
    def test_nobody_lets_themselves_in(self, write, organisation, anna, ewa, role):
        slug = organisation(anna)
        with write() as session:
            found = find_organisation(session, slug)
            for account_id in (anna, ewa):
                actor = get_account(session, account_id)
                own = operations.ask_to_join(session, found, role, base_url=BASE_URL, actor=actor, now=NOW)
                with pytest.raises(operations.NotAllowed):
                    operations.confirm_member(session, found, own, base_url=BASE_URL, actor=actor, now=NOW)
                with pytest.raises(operations.NotAllowed):
                    operations.change_role(session, found, own, "representative", actor=actor, now=NOW)

    def test_the_last_representative_stays(self, write, organisation, kielce, anna, ewa):
        slug = organisation(anna, verified=True)
        with write() as session:
            found, boss = find_organisation(session, slug), get_account(session, anna)
            own = found.memberships[0]
            with pytest.raises(operations.LastRepresentative):
                operations.remove_member(session, found, own, actor=boss, now=NOW)
            with pytest.raises(operations.LastRepresentative):
                operations.change_role(session, found, own, "member", actor=boss, now=NOW)
            let_in(session, found, get_account(session, ewa), authority=get_authority(session, kielce.id))
            operations.remove_member(session, found, own, actor=boss, now=NOW)

    def test_a_withheld_office_leaves_the_people_of_others_alone(self, write, organisation, kielce, powiat, anna):
        slug = organisation(anna, verified=True)
        with write() as session:
            found, judge = find_organisation(session, slug), clerk(session, powiat)
            operations.withhold(session, found, powiat.id, "x", base_url=BASE_URL, actor=judge, now=NOW)
            with pytest.raises(operations.NotAllowed):
                operations.remove_member(session, found, found.memberships[0], actor=judge, now=NOW)


class TestChange:
    def values(self, organisation, **changes):
        names = ("name", "kind", "register", "number", "spheres", "seat_code", "website", "email", "phone")
        kept = {name: getattr(organisation, name) for name in names}
        return kept | {"nip": organisation.nip or "", "regon": organisation.regon or ""} | changes

    def test_a_new_telephone_troubles_no_office(self, write, organisation, kielce, anna):
        slug = organisation(anna, verified=True)
        with write() as session:
            found, boss = find_organisation(session, slug), get_account(session, anna)
            assert not operations.change(session, found, self.values(found, phone="1"), actor=boss, now=NOW)
            assert is_verified_for(found, kielce.id)

    @pytest.mark.parametrize("changes", [{"name": "Inna"}, {"number": "0000999999"}, {"nip": NIP}])
    def test_after_another_identity_no_word_stands(self, write, organisation, kielce, powiat, anna, changes):
        slug = organisation(anna, verified=True)
        with write() as session:
            found, boss = find_organisation(session, slug), get_account(session, anna)
            judge = clerk(session, powiat)
            operations.withhold(session, found, powiat.id, "x", base_url=BASE_URL, actor=judge, now=NOW)
            later = NOW.replace(hour=15)
            assert operations.change(session, found, self.values(found, **changes), actor=boss, now=later)
            assert [(one.state, one.waits) for one in found.verifications] == [("asked", True), ("withheld", True)]
            assert not is_shown(found)
            assert found.slug == slug

    def test_the_number_of_another_is_refused(self, write, organisation, anna):
        slug = organisation(anna)
        organisation(anna, number="0000777777", nip=NIP)
        with write() as session:
            found, boss = find_organisation(session, slug), get_account(session, anna)
            for changes in ({"number": "0000777777"}, {"nip": NIP}):
                with pytest.raises(operations.AlreadyRegistered):
                    operations.change(session, found, self.values(found, **changes), actor=boss, now=NOW)


def test_the_log_holds_ids_alone(write, organisation, kielce, anna, ewa, read):
    slug = organisation(anna)
    with write() as session:
        found, judge = find_organisation(session, slug), clerk(session, kielce)
        operations.withhold(session, found, kielce.id, "Tajny powód.", base_url=BASE_URL, actor=judge, now=NOW)
        operations.verify(session, found, kielce.id, base_url=BASE_URL, actor=judge, now=NOW)
        let_in(session, found, get_account(session, ewa), authority=get_authority(session, kielce.id))
    with read() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action.startswith("organisation."))).all()
        assert {entry.action.partition(".")[2] for entry in entries} == {
            "registered",
            "verification_asked",
            "verification_withheld",
            "verified",
            "mandate_asked",
            "mandate_confirmed",
        }
        said = str([entry.details for entry in entries])
        for word in ("Zielone", "Tajny", "example.org", "Lis"):
            assert word not in said


@pytest.mark.parametrize("name", ["\ufdfa" * 300, "漢" * 300, "' OR 1=1 --", "=cmd|'/c calc'!A1", "İ" * 300, "--- !"])
def test_any_name_can_be_kept(write, kielce, anna, name):
    with write() as session:
        made = register(session, anna, kielce, name=name, register="kgw", number="\ufdfa" * 60)
        assert made.slug
        assert make_organisation(
            session, get_account(session, anna), authority=get_authority(session, kielce.id), name=name
        ).slug


def test_a_stranger_registers_nothing(write, kielce):
    class Nobody:
        id = None

    with write() as session, pytest.raises(operations.NotAllowed):
        operations.register(session, described(), authority_id=uuid4(), actor=Nobody(), now=NOW)
