"""Each rule and its SQL twin say the same, whoever asks and whatever was decided."""

from itertools import product

import pytest
from sqlalchemy import select

from consult.accounts.models import Account, Stranger
from consult.accounts.queries import get_account
from consult.authorities.models import Authority
from consult.organisations import access
from consult.organisations.models import Membership, Organisation, Verification
from tests.factories.organisations import NOW, described

pytestmark = pytest.mark.both_databases
STATES = (None, "asked", "verified", "withheld", "asked again")


@pytest.fixture
def people(person, kielce, powiat):
    return [
        person("anna@example.org"),
        *(
            person(f"{role}@{place.slug}.example.org", role, authority_id=place.id)
            for role, place in product(("clerk", "approver"), (kielce, powiat))
        ),
    ]


@pytest.fixture
def organisations(write, people, kielce, powiat):
    """Make one for each pair of what two offices say, each with memberships of every kind."""
    kinds = list(product(("representative", "member"), (True, False), (True, False)))
    with write() as session:
        for number, words in enumerate(product(STATES, STATES)):
            values = described(name=f"O {number}")
            made = Organisation(
                **values, slug=f"o-{number}", folded_name="", sort_key="", number_key=str(number), registered_at=NOW
            )
            made.nip = made.regon = None
            made.verifications = [
                said(place.id, word) for place, word in zip((kielce, powiat), words, strict=True) if word
            ]
            for account_id, (role, is_first, is_confirmed) in zip(people, kinds[number % 4 :], strict=False):
                made.memberships.append(
                    Membership(
                        account_id=account_id,
                        role=role,
                        is_first=is_first,
                        asked_at=NOW,
                        confirmed_at=NOW if is_confirmed else None,
                    )
                )
            session.add(made)


def said(authority_id, word):
    state = word.removesuffix(" again") if word != "asked again" else "withheld"
    return Verification(
        authority_id=authority_id,
        state=state,
        asked_at=NOW.replace(hour=20) if word == "asked again" else NOW,
        decided_at=None if state == "asked" else NOW.replace(hour=15),
        reason="x" if state == "withheld" else "",
    )


def test_of_organisations(read, organisations, people, kielce, powiat):
    with read() as session:
        every = session.scalars(select(Organisation)).all()
        actors = [*(session.get_one(Account, account_id) for account_id in people), Stranger()]
        offices = (kielce.id, powiat.id)
        pairs = [
            (access.is_shown, access.is_public()),
            *((lambda one, at=at: access.is_verified_for(one, at), access.verified_for(at)) for at in offices),
            *(
                (lambda one, actor=actor: access.can_decide_mandates(actor, one), access.mandates_decided_by(actor))
                for actor in actors
            ),
        ]
        for rule, twin in pairs:
            selected = set(session.scalars(select(Organisation.slug).where(twin)))
            assert selected == {one.slug for one in every if rule(one)}
        assert any(access.is_shown(one) for one in every)


def test_of_memberships(read, organisations, people):
    with read() as session:
        every = session.scalars(select(Membership)).all()
        speaking = select(Membership.id).join(Membership.organisation).where(access.speaking())
        leading = select(Membership.id).where(access.leading())
        assert set(session.scalars(leading)) == {one.id for one in every if access.leads(one)}
        by_rule = {one.id for one in every if access.can_speak(get(session, one.account_id), one)}
        assert set(session.scalars(speaking)) == by_rule
        assert by_rule
        for actor in (get(session, people[0]), Stranger()):
            mine = set(session.scalars(select(Membership.id).where(access.own_memberships(actor))))
            assert mine == {one.id for one in every if one.account_id == actor.id}
            others = [one for one in every if one.account_id != actor.id]
            assert not any(access.can_speak(actor, one) for one in others)


def get(session, account_id):
    return session.get_one(Account, account_id)


def test_of_verifications(read, organisations, kielce):
    with read() as session:
        every = session.scalars(select(Verification).where(Verification.authority_id == kielce.id)).all()
        waiting = select(Verification.id).where(access.waiting_in(kielce.id))
        assert set(session.scalars(waiting)) == {one.id for one in every if one.waits}


def test_of_offices(read, people, powiat):
    with read() as session:
        for account_id in people:
            actor = get_account(session, account_id)
            offices = session.scalars(select(Authority)).all()
            selected = set(session.scalars(select(Authority.id).where(access.verifying(actor))))
            assert selected == {one.id for one in offices if access.can_verify(actor, one.id)}
