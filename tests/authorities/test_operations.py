"""An office is made and set up; the log says so, and keeps no content."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text

from consult.audit.models import AuditEntry
from consult.authorities import operations, queries, rules
from consult.territory.models import Unit
from consult.territory.operations import load_bundled
from tests.factories.authorities import KIELCE, POWIAT_KIELECKI, make_authority

pytestmark = pytest.mark.both_databases

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Official:
    """Somebody who acts."""

    id: UUID = field(default_factory=uuid4)


def change(session, authority, **values):
    operations.change_settings(session, authority, values, actor=Official(), now=NOW)


def entries(session):
    return session.scalars(select(AuditEntry).order_by(AuditEntry.recorded_at)).all()


def test_an_office_is_made(write):
    with write() as session:
        made = make_authority(session, host="Konsultacje.Example.PL")
        assert (made.slug, made.name, made.host) == ("kielce", "Kielce", "konsultacje.example.pl")
        assert (made.languages, made.requires_four_eyes, made.is_demonstration) == (["pl"], True, False)
        assert made.brand == rules.DEFAULT_BRAND
        assert [(entry.action, entry.authority_id) for entry in entries(session)] == [("authority.created", made.id)]


def test_an_address_is_taken_once(write):
    with write() as session:
        make_authority(session)
        second = make_authority(session, POWIAT_KIELECKI, "KIELCE")
        third = make_authority(session, "26", "?!")
        assert (second.slug, third.slug) == ("kielce-2604", "26")


def test_a_unit_has_one_office_whatever_the_year_of_its_code(write):
    with write() as session:
        make_authority(session, "2602083", "Sobków")
        with pytest.raises(operations.AuthorityExists, match="Sobków"):
            make_authority(session, "2602082", "Sobków again")


@pytest.mark.parametrize(
    ("teryt", "name", "host", "refusal"),
    [
        ("2613", "X", None, operations.UnitUnknown),
        ("266101", "X", None, operations.UnitUnknown),
        (KIELCE, " ", None, operations.NameMissing),
        (KIELCE, "X", "no host", rules.NotAHost),
        (KIELCE, "X", "taken.example.pl", operations.HostTaken),
    ],
)
def test_what_cannot_be_made(write, teryt, name, host, refusal):
    with write() as session:
        load_bundled(session)
        session.execute(text("DELETE FROM territory_units WHERE code6 LIKE '2613%'"))
        make_authority(session, POWIAT_KIELECKI, "Powiat kielecki", host="taken.example.pl")
        with pytest.raises(refusal):
            operations.create_authority(session, teryt=teryt, name=name, host=host, now=NOW)


def test_the_code_follows_the_register(write):
    with write() as session:
        made = make_authority(session, "2604062", "Górno")
        session.get_one(Unit, "260406").code = "2604063"
        session.flush()
        session.refresh(made)
        assert made.teryt == "2604063"
        assert queries.find_by_teryt(session, "2604062") is made


def test_settings_are_kept_in_order(write):
    with write() as session:
        made = make_authority(session)
        change(session, made, brand="#1F4A86", languages=["uk"], host="", name="Łagów", hours={"pl": "8-16"})
        assert (made.brand, made.languages, made.host) == ("#1f4a86", ["pl", "uk"], None)
        assert made.slug == "kielce"
        last = entries(session)[-1]
        assert last.action == "authority.changed"
        assert last.details == {"settings": "name brand languages hours"}


def test_only_settings_change(write):
    with write() as session:
        made = make_authority(session)
        change(session, made, slug="other", teryt="26", is_demonstration=True)
        assert (made.slug, made.teryt, made.is_demonstration) == ("kielce", KIELCE, False)
        assert len(entries(session)) == 1


def test_what_does_not_change_is_not_logged(write):
    with write() as session:
        made = make_authority(session)
        change(session, made, brand=made.brand, name=made.name)
        assert len(entries(session)) == 1


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"brand": "#ffffff"}, rules.TooPale),
        ({"brand": "red"}, rules.NotAColour),
        ({"host": "x"}, rules.NotAHost),
        ({"host": "powiat.example.pl"}, operations.HostTaken),
        ({"name": ""}, operations.NameMissing),
    ],
)
def test_a_refused_setting_leaves_the_others(write, values, refusal):
    with write() as session:
        made = make_authority(session)
        make_authority(session, POWIAT_KIELECKI, "Powiat kielecki", host="powiat.example.pl")
        with pytest.raises(refusal):
            change(session, made, address="ul. Nowa 1", **values)
        assert (made.brand, made.host, made.name, made.address) == (rules.DEFAULT_BRAND, None, "Kielce", "")


def test_a_host_may_stay(write):
    with write() as session:
        made = make_authority(session, host="kielce.example.pl")
        change(session, made, host="kielce.example.pl", address="ul. Nowa 1")
        assert made.address == "ul. Nowa 1"


def test_offices_stand_in_polish_order(write):
    with write() as session:
        for teryt, name in (
            ("2604192", "Zagnańsk"),
            ("2604083", "Łopuszno"),
            ("2604062", "Górno"),
            ("2604113", "Morawica"),
        ):
            make_authority(session, teryt, name)
        assert [found.name for found in queries.list_all(session)] == ["Górno", "Łopuszno", "Morawica", "Zagnańsk"]
