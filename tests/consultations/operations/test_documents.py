"""Documents: versions share the files."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from consult.consultations import operations
from consult.files.models import StoredFile
from tests.consultations.operations.verbs import LATER, acts, preparing, state
from tests.factories.consultations import (
    NOW,
    add_text_document,
    approve,
    correct,
    make_preparing,
    official,
)

pytestmark = pytest.mark.both_databases


class TestDocuments:
    """Versions share the file, each names it for itself."""

    def test_a_correction_shares_them(self, session, office, tmp_path):
        begun = make_preparing(session, office)
        first = add_text_document(session, begun, tmp_path)
        second = add_text_document(session, begun, tmp_path, "Mapa")
        approve(session, begun)
        correct(session, begun)
        shared = preparing(session, begun).documents
        assert [one.stored_file for one in shared] == [first.stored_file, second.stored_file]
        assert [one.position for one in shared] == [1, 2]
        assert {one.id for one in shared}.isdisjoint({first.id, second.id})

    def test_a_file_is_forgotten_when_the_last_document_goes(self, session, office, tmp_path):
        editor = official(office, "editor")
        begun = make_preparing(session, office)
        kept = add_text_document(session, begun, tmp_path).stored_file
        gone = add_text_document(session, begun, tmp_path, "Pomyłka")
        operations.remove_document(session, begun, gone.id, actor=editor, now=NOW)
        assert session.scalars(select(StoredFile)).all() == [kept]
        approve(session, begun)
        correct(session, begun)
        add_text_document(session, begun, tmp_path, "Nowy")
        operations.remove_document(session, begun, preparing(session, begun).documents[0].id, actor=editor, now=NOW)
        operations.discard_correction(session, begun, actor=editor, now=NOW)
        assert session.scalars(select(StoredFile)).all() == [kept]

    def test_what_is_not_there_cannot_be_removed(self, session, office, tmp_path):
        begun = make_preparing(session, office)
        elsewhere = make_preparing(session, office, "Inne")
        theirs = add_text_document(session, elsewhere, tmp_path)
        before = state(preparing(session, begun))
        for unknown in (theirs.id, uuid4()):
            operations.remove_document(session, begun, unknown, actor=official(office, "editor"), now=LATER)
        assert state(preparing(session, begun)) == before
        assert len(preparing(session, elsewhere).documents) == 1
        assert "document_removed" not in acts(session)
