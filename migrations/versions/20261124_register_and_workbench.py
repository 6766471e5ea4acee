"""register and workbench."""

import sqlalchemy as sa
from alembic import op
from consult.orm import JSON_DOCUMENT, Moment

revision = "a4d819d9b648"
down_revision = "b3d1f0a95c27"
branch_labels = None
depends_on = None

FILLED = {
    "decisions": ("forwarded_to",),
    "drafts": ("letters_checked", "needs_agreement"),
    "remarks": ("channel", "sender_kind", "is_late"),
}
"""Columns that need a value in the rows that were there; the default fills them, and goes."""


def upgrade():
    op.create_table(
        "answer_templates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("folded_name", sa.String(length=360), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authorities.id"], name=op.f("fk_answer_templates_authority_id_authorities")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_templates")),
        sa.UniqueConstraint("authority_id", "folded_name", name=op.f("uq_answer_templates_authority_id_folded_name")),
    )
    op.create_table(
        "departments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("folded_name", sa.String(length=360), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authorities.id"], name=op.f("fk_departments_authority_id_authorities")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departments")),
        sa.UniqueConstraint("authority_id", "folded_name", name=op.f("uq_departments_authority_id_folded_name")),
    )
    op.create_table(
        "draft_topics",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("folded_name", sa.String(length=360), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_draft_topics_draft_id_drafts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_topics")),
        sa.UniqueConstraint("draft_id", "folded_name", name=op.f("uq_draft_topics_draft_id_folded_name")),
    )
    op.create_table(
        "letters",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.Column("receipt_hash", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("sign", sa.String(length=120), nullable=False),
        sa.Column("sender_kind", sa.String(length=20), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("is_name_public", sa.Boolean(), nullable=False),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("person_number", sa.Integer(), nullable=True),
        sa.Column("stored_file_id", sa.Uuid(), nullable=True),
        sa.Column("entered_by_id", sa.Uuid(), nullable=True),
        sa.Column("entered_at", Moment(), nullable=False),
        sa.Column("author_ids", JSON_DOCUMENT, nullable=False),
        sa.Column("is_to_check", sa.Boolean(), nullable=False),
        sa.Column("checked_by_id", sa.Uuid(), nullable=True),
        sa.Column("checked_at", Moment(), nullable=True),
        sa.Column("edit_count", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "organisation_id IS NULL OR name = ''", name=op.f("ck_letters_an_organisation_has_its_own_name")
        ),
        sa.CheckConstraint(
            "(checked_at IS NULL) = (checked_by_id IS NULL)", name=op.f("ck_letters_checked_by_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_letters_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_letters_draft_id_drafts")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_letters_organisation_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["stored_file_id"], ["stored_files.id"], name=op.f("fk_letters_stored_file_id_stored_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f("uq_letters_consultation_id_number")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_letters_receipt_hash")),
        sa.UniqueConstraint("request_key", name=op.f("uq_letters_request_key")),
    )
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letters_draft_id"), ["draft_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_letters_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "redactions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("remark_id", sa.Uuid(), nullable=False),
        sa.Column("places", JSON_DOCUMENT, nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_at", Moment(), nullable=False),
        sa.Column("returned_because", sa.Text(), nullable=False),
        sa.Column("approved_by_id", sa.Uuid(), nullable=True),
        sa.Column("approved_at", Moment(), nullable=True),
        sa.Column("is_single_handed", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(approved_at IS NULL) = (approved_by_id IS NULL)", name=op.f("ck_redactions_approved_by_somebody")
        ),
        sa.ForeignKeyConstraint(["remark_id"], ["remarks.id"], name=op.f("fk_redactions_remark_id_remarks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redactions")),
        sa.UniqueConstraint("remark_id", name=op.f("uq_redactions_remark_id")),
    )
    op.create_table(
        "remark_topics",
        sa.Column("remark_id", sa.Uuid(), nullable=False),
        sa.Column("topic_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["remark_id"], ["remarks.id"], name=op.f("fk_remark_topics_remark_id_remarks")),
        sa.ForeignKeyConstraint(["topic_id"], ["draft_topics.id"], name=op.f("fk_remark_topics_topic_id_draft_topics")),
        sa.PrimaryKeyConstraint("remark_id", "topic_id", name=op.f("pk_remark_topics")),
    )
    with op.batch_alter_table("remark_topics", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remark_topics_topic_id_remark_id"), ["topic_id", "remark_id"], unique=False
        )

    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("forwarded_to", sa.String(length=300), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("agreed_by_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("agreed_at", Moment(), nullable=True))

    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("letters_checked", sa.String(length=10), nullable=False, server_default="sample"))
        batch_op.add_column(sa.Column("needs_agreement", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("answers_due_on", sa.Date(), nullable=True))

    with op.batch_alter_table("remarks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("channel", sa.String(length=20), nullable=False, server_default="web"))
        batch_op.add_column(sa.Column("sender_kind", sa.String(length=20), nullable=False, server_default="person"))
        batch_op.add_column(sa.Column("posted_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("is_late", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("letter_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("assignee_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("department_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("due_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("public_wording", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("public_justification", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("public_folded", sa.Text(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_remarks_draft_id_assignee_id_state"), ["draft_id", "assignee_id", "state"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_remarks_draft_id_department_id_state"), ["draft_id", "department_id", "state"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_remarks_draft_id_due_on"), ["draft_id", "due_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_remarks_draft_id_state_received_on"), ["draft_id", "state", "received_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_remarks_letter_id"), ["letter_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_remarks_department_id_departments"), "departments", ["department_id"], ["id"]
        )
        batch_op.create_foreign_key(batch_op.f("fk_remarks_letter_id_letters"), "letters", ["letter_id"], ["id"])

    fill_what_was_there()
    for table, columns in FILLED.items():
        with op.batch_alter_table(table) as batch_op:
            for column in columns:
                batch_op.alter_column(column, server_default=None)


def fill_what_was_there():
    remarks = sa.table(
        "remarks", sa.column("is_late"), sa.column("late_at"), sa.column("organisation_id"), sa.column("sender_kind")
    )
    organisations = sa.table("organisations", sa.column("id"), sa.column("kind"))
    op.execute(remarks.update().where(remarks.c.late_at.is_not(None)).values(is_late=sa.true()))
    kind = sa.select(organisations.c.kind).where(organisations.c.id == remarks.c.organisation_id).scalar_subquery()
    op.execute(remarks.update().where(remarks.c.organisation_id.is_not(None)).values(sender_kind=kind))


def downgrade():
    remarks = sa.table("remarks", sa.column("state", sa.String))
    for state, before in (("registered", "submitted"), ("assigned", "submitted"), ("agreed", "proposed")):
        op.execute(remarks.update().where(remarks.c.state == state).values(state=before))
    with op.batch_alter_table("remarks", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_remarks_letter_id_letters"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_remarks_department_id_departments"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_remarks_letter_id"))
        batch_op.drop_index(batch_op.f("ix_remarks_draft_id_state_received_on"))
        batch_op.drop_index(batch_op.f("ix_remarks_draft_id_due_on"))
        batch_op.drop_index(batch_op.f("ix_remarks_draft_id_department_id_state"))
        batch_op.drop_index(batch_op.f("ix_remarks_draft_id_assignee_id_state"))
        batch_op.drop_column("public_folded")
        batch_op.drop_column("public_justification")
        batch_op.drop_column("public_wording")
        batch_op.drop_column("due_on")
        batch_op.drop_column("department_id")
        batch_op.drop_column("assignee_id")
        batch_op.drop_column("letter_id")
        batch_op.drop_column("is_late")
        batch_op.drop_column("posted_on")
        batch_op.drop_column("sender_kind")
        batch_op.drop_column("channel")

    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_column("answers_due_on")
        batch_op.drop_column("needs_agreement")
        batch_op.drop_column("letters_checked")

    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.drop_column("agreed_at")
        batch_op.drop_column("agreed_by_id")
        batch_op.drop_column("forwarded_to")

    with op.batch_alter_table("remark_topics", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remark_topics_topic_id_remark_id"))

    op.drop_table("remark_topics")
    op.drop_table("redactions")
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letters_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_letters_draft_id"))

    op.drop_table("letters")
    op.drop_table("draft_topics")
    op.drop_table("departments")
    op.drop_table("answer_templates")
