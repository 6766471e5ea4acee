"""positions."""

import sqlalchemy as sa
from alembic import op
from consult.orm import JSON_DOCUMENT, Moment

revision = "70ad2e2897a1"
down_revision = "70d7815464f5"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "positions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("begun_by_id", sa.Uuid(), nullable=True),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("edit_count", sa.Integer(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.Column("sent_by_id", sa.Uuid(), nullable=True),
        sa.Column("sent_edit_count", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_positions_draft_id_drafts")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_positions_organisation_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_positions")),
        sa.UniqueConstraint("organisation_id", "draft_id", name=op.f("uq_positions_organisation_id_draft_id")),
    )
    with op.batch_alter_table("positions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_positions_draft_id"), ["draft_id"], unique=False)

    op.create_table(
        "position_signatures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("confirmed_at", Moment(), nullable=True),
        sa.Column("confirmed_by_id", sa.Uuid(), nullable=True),
        sa.Column("confirmed_edit_count", sa.Integer(), nullable=True),
        sa.Column("is_sent", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(confirmed_at IS NULL) = (confirmed_by_id IS NULL)",
            name=op.f("ck_position_signatures_confirmed_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_position_signatures_organisation_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["position_id"], ["positions.id"], name=op.f("fk_position_signatures_position_id_positions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_position_signatures")),
        sa.UniqueConstraint(
            "position_id", "organisation_id", name=op.f("uq_position_signatures_position_id_organisation_id")
        ),
    )
    with op.batch_alter_table("position_signatures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_position_signatures_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "position_parts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("unit_key", sa.String(length=120), nullable=False),
        sa.Column("unit_label", sa.Text(), nullable=False),
        sa.Column("unit_position", sa.Integer(), nullable=False),
        sa.Column("current_wording", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("proposed_wording", sa.Text(), nullable=False),
        sa.Column("justification", sa.Text(), nullable=False),
        sa.Column("added_at", Moment(), nullable=False),
        sa.Column("edit_count", sa.Integer(), nullable=False),
        sa.Column("edited_by_id", sa.Uuid(), nullable=True),
        sa.Column("edited_at", Moment(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("remark_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["position_id"], ["positions.id"], name=op.f("fk_position_parts_position_id_positions")
        ),
        sa.ForeignKeyConstraint(["remark_id"], ["remarks.id"], name=op.f("fk_position_parts_remark_id_remarks")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["draft_versions.id"], name=op.f("fk_position_parts_version_id_draft_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_position_parts")),
    )
    with op.batch_alter_table("position_parts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_position_parts_position_id"), ["position_id"], unique=False)

    op.create_table(
        "position_part_edits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("part_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("proposed_wording", sa.Text(), nullable=False),
        sa.Column("justification", sa.Text(), nullable=False),
        sa.Column("edited_by_id", sa.Uuid(), nullable=True),
        sa.Column("edited_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["part_id"], ["position_parts.id"], name=op.f("fk_position_part_edits_part_id_position_parts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_position_part_edits")),
        sa.UniqueConstraint("part_id", "number", name=op.f("uq_position_part_edits_part_id_number")),
    )
    op.create_table(
        "brought_tables",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("stored_file_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("names_unknown", sa.Boolean(), nullable=False),
        sa.Column("lines", JSON_DOCUMENT, nullable=False),
        sa.Column("read_by_id", sa.Uuid(), nullable=True),
        sa.Column("read_at", Moment(), nullable=False),
        sa.Column("taken_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_brought_tables_draft_id_drafts")),
        sa.ForeignKeyConstraint(
            ["stored_file_id"], ["stored_files.id"], name=op.f("fk_brought_tables_stored_file_id_stored_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brought_tables")),
    )
    with op.batch_alter_table("brought_tables", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_brought_tables_draft_id"), ["draft_id"], unique=False)
    with op.batch_alter_table("remarks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("position_id", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_remarks_position_id"), ["position_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_remarks_position_id_positions"), "positions", ["position_id"], ["id"]
        )


def downgrade():
    with op.batch_alter_table("brought_tables", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_brought_tables_draft_id"))
    op.drop_table("brought_tables")
    with op.batch_alter_table("remarks", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_remarks_position_id_positions"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_remarks_position_id"))
        batch_op.drop_column("position_id")

    op.drop_table("position_part_edits")
    with op.batch_alter_table("position_parts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_position_parts_position_id"))

    op.drop_table("position_parts")
    with op.batch_alter_table("position_signatures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_position_signatures_organisation_id"))

    op.drop_table("position_signatures")
    with op.batch_alter_table("positions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_positions_draft_id"))

    op.drop_table("positions")
