"""drafts."""

import sqlalchemy as sa
from alembic import op
from consult.orm import JSON_DOCUMENT, Moment

revision = "eb7ee8967f5e"
down_revision = "e25746deaf96"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "drafts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("asks_name", sa.Boolean(), nullable=False),
        sa.Column("asks_contact", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("published_number", sa.Integer(), nullable=True),
        sa.Column("decisions_published_at", Moment(), nullable=True),
        sa.Column("decisions_published_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_drafts_consultation_id_consultations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f("uq_drafts_consultation_id_number")),
    )
    op.create_table(
        "draft_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stored_file_id", sa.Uuid(), nullable=False),
        sa.Column("reason", JSON_DOCUMENT, nullable=False),
        sa.Column("edit_count", sa.Integer(), nullable=False),
        sa.Column("edited_at", Moment(), nullable=False),
        sa.Column("edited_by_id", sa.Uuid(), nullable=True),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.Column("sent_by_id", sa.Uuid(), nullable=True),
        sa.Column("returned_because", sa.Text(), nullable=False),
        sa.Column("published_at", Moment(), nullable=True),
        sa.Column("published_by_id", sa.Uuid(), nullable=True),
        sa.Column("is_single_handed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_draft_versions_draft_id_drafts")),
        sa.ForeignKeyConstraint(
            ["stored_file_id"], ["stored_files.id"], name=op.f("fk_draft_versions_stored_file_id_stored_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_versions")),
        sa.UniqueConstraint("draft_id", "number", name=op.f("uq_draft_versions_draft_id_number")),
    )
    op.create_table(
        "draft_units",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["draft_versions.id"], name=op.f("fk_draft_units_version_id_draft_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_units")),
        sa.UniqueConstraint("version_id", "key", name=op.f("uq_draft_units_version_id_key")),
        sa.UniqueConstraint("version_id", "position", name=op.f("uq_draft_units_version_id_position")),
    )
    op.create_table(
        "remarks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("unit_key", sa.String(length=120), nullable=False),
        sa.Column("unit_label", sa.Text(), nullable=False),
        sa.Column("unit_position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_number", sa.Integer(), nullable=True),
        sa.Column("receipt_hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("current_wording", sa.Text(), nullable=False),
        sa.Column("proposed_wording", sa.Text(), nullable=False),
        sa.Column("justification", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("sent_by_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("is_name_public", sa.Boolean(), nullable=False),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("notice_number", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("late_at", Moment(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("is_held", sa.Boolean(), nullable=False),
        sa.Column("held_checked_at", Moment(), nullable=True),
        sa.Column("held_checked_by_id", sa.Uuid(), nullable=True),
        sa.Column("edit_count", sa.Integer(), nullable=False),
        sa.Column("is_told", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "organisation_id IS NULL OR name = ''", name=op.f("ck_remarks_an_organisation_has_its_own_name")
        ),
        sa.CheckConstraint(
            "(organisation_id IS NULL) <> (person_number IS NULL)", name=op.f("ck_remarks_a_person_or_an_organisation")
        ),
        sa.CheckConstraint(
            "organisation_id IS NOT NULL OR sent_by_id IS NULL", name=op.f("ck_remarks_a_person_has_no_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_remarks_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_remarks_draft_id_drafts")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_remarks_organisation_id_organisations")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["draft_units.id"], name=op.f("fk_remarks_unit_id_draft_units")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["draft_versions.id"], name=op.f("fk_remarks_version_id_draft_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarks")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f("uq_remarks_consultation_id_number")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_remarks_receipt_hash")),
    )
    with op.batch_alter_table("remarks", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remarks_draft_id_state_unit_position"), ["draft_id", "state", "unit_position"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_remarks_draft_id_unit_key"), ["draft_id", "unit_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_remarks_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_remarks_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_remarks_version_id"), ["version_id"], unique=False)

    op.create_table(
        "decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("remark_id", sa.Uuid(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_at", Moment(), nullable=False),
        sa.Column("returned_because", sa.Text(), nullable=False),
        sa.Column("approved_by_id", sa.Uuid(), nullable=True),
        sa.Column("approved_at", Moment(), nullable=True),
        sa.Column("is_single_handed", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(approved_at IS NULL) = (approved_by_id IS NULL)", name=op.f("ck_decisions_approved_by_somebody")
        ),
        sa.ForeignKeyConstraint(["remark_id"], ["remarks.id"], name=op.f("fk_decisions_remark_id_remarks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("remark_id", name=op.f("uq_decisions_remark_id")),
    )
    op.create_table(
        "remark_corrections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("remark_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("proposed_wording", sa.Text(), nullable=False),
        sa.Column("justification", sa.Text(), nullable=False),
        sa.Column("corrected_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["remark_id"], ["remarks.id"], name=op.f("fk_remark_corrections_remark_id_remarks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark_corrections")),
        sa.UniqueConstraint("remark_id", "number", name=op.f("uq_remark_corrections_remark_id_number")),
    )


def downgrade():
    op.drop_table("remark_corrections")
    op.drop_table("decisions")
    with op.batch_alter_table("remarks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remarks_version_id"))
        batch_op.drop_index(batch_op.f("ix_remarks_unit_id"))
        batch_op.drop_index(batch_op.f("ix_remarks_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_remarks_draft_id_unit_key"))
        batch_op.drop_index(batch_op.f("ix_remarks_draft_id_state_unit_position"))

    op.drop_table("remarks")
    op.drop_table("draft_units")
    op.drop_table("draft_versions")
    op.drop_table("drafts")
