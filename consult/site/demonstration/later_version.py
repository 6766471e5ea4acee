"""The second version of the decided draft: what the office changed after the remarks, and because of which."""

from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Account
from consult.drafts import queries
from consult.drafts.comparing.operations import name_causes
from consult.drafts.models import Draft, Remark
from consult.drafts.operations import versions
from consult.drafts.rules import editing

REASON = {"pl": "Zmieniliśmy to, co uwzględniliśmy w odpowiedziach na uwagi.", "en": "We changed what we had accepted."}
CHANGED = {
    "1-po-co-jest-program-1-2": "Program uchwala Rada Miasta na jeden rok; osobno zaproponujemy jej program wieloletni "
    "na trzy kolejne lata.",
    "2-co-chcemy-zmienic-2-2": "Konkursy ogłosimy wcześniej, do 15 grudnia.",
    "2-co-chcemy-zmienic-2-3": "Małe organizacje dostaną doradcę, który pomoże napisać ofertę i sprawozdanie.",
    "2-co-chcemy-zmienic-2-4": "Sprawozdania będą krótsze: najwyżej pięć stron i tylko te załączniki, których wymaga "
    "ustawa.",
    "3-czego-nie-zmieniamy-3-2": "Skład komisji określa ustawa; zaprosimy do niej ekspertów z głosem doradczym.",
}
ADDED = "3.3. Uwagi z konsultacji i odpowiedzi na nie są załącznikiem do programu."
CAUSING = ("accepted", "partly_accepted")


def add_later_version(session: Session, draft: Draft, editor: Account, approver: Account, at: datetime) -> None:
    """Write and publish it, with the accepted remarks behind each change; the last ones are the office's own."""
    version = versions.write_version(session, draft, reason=REASON, actor=editor, now=at)
    places = {unit.key: unit.position - 1 for unit in queries.list_units(session, version.id)}
    for key, text in CHANGED.items():
        reword = partial(editing.reword, index=places[key], text=text)
        versions.edit_units(
            session, draft, reword, edit_count=version.edit_count, changes_words=True, actor=editor, now=at
        )
    add = partial(editing.add, index=places["3-czego-nie-zmieniamy-3-2"], text=ADDED)
    versions.edit_units(session, draft, add, edit_count=version.edit_count, changes_words=True, actor=editor, now=at)
    for key in CHANGED:
        asked = select(Remark).where(Remark.draft_id == draft.id, Remark.unit_key == key)
        numbers = [one.number for one in session.scalars(asked) if one.decision and one.decision.verdict in CAUSING]
        if numbers:
            name_causes(session, draft, key, numbers, edit_count=version.edit_count, actor=editor, now=at)
    versions.send_for_approval(session, draft, actor=editor, now=at)
    versions.publish(session, draft, edit_count=version.edit_count, actor=approver, now=at)
