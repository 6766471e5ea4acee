"""versions and groups."""

import sqlalchemy as sa
from alembic import op
from consult.orm import JSON_DOCUMENT

revision = "c7e2a40b51d8"
down_revision = "a4d819d9b648"
branch_labels = None
depends_on = None

READ_ALONE = (
    ["draft_id", "unit_position", "number", "state", "is_held"],
    ["draft_id", "unit_key", "unit_position", "number", "state", "is_held"],
    ["draft_id", "is_held", "state"],
    ["consultation_id", "is_held", "state"],
)
"""Columns from whose index alone a list is read."""


def upgrade():
    op.create_table(
        "remark_groups",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sender_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_remark_groups_draft_id_drafts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark_groups")),
        sa.UniqueConstraint("draft_id", "number", name=op.f("uq_remark_groups_draft_id_number")),
    )
    op.create_table(
        "change_causes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("unit_key", sa.String(length=120), nullable=False),
        sa.Column("remark_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["remark_id"], ["remarks.id"], name=op.f("fk_change_causes_remark_id_remarks")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["draft_versions.id"], name=op.f("fk_change_causes_version_id_draft_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_causes")),
        sa.UniqueConstraint(
            "version_id", "unit_key", "remark_id", name=op.f("uq_change_causes_version_id_unit_key_remark_id")
        ),
    )
    op.create_index(op.f("ix_change_causes_remark_id"), "change_causes", ["remark_id"])
    with op.batch_alter_table("draft_units") as batch:
        batch.add_column(sa.Column("came_from", JSON_DOCUMENT, nullable=False, server_default="[]"))
    with op.batch_alter_table("draft_units") as batch:
        batch.alter_column("came_from", server_default=None)
    with op.batch_alter_table("draft_versions") as batch:
        batch.alter_column("stored_file_id", existing_type=sa.Uuid(), nullable=True)
    with op.batch_alter_table("drafts") as batch:
        batch.add_column(sa.Column("grouped_mark", sa.String(length=60), nullable=False, server_default=""))
    with op.batch_alter_table("drafts") as batch:
        batch.alter_column("grouped_mark", server_default=None)
    with op.batch_alter_table("remarks") as batch:
        batch.add_column(sa.Column("fate", sa.String(length=20), nullable=False, server_default=""))
        batch.add_column(sa.Column("is_moved", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("group_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("is_group_chosen", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.create_foreign_key(op.f("fk_remarks_group_id_remark_groups"), "remark_groups", ["group_id"], ["id"])
        batch.create_index(op.f("ix_remarks_group_id"), ["group_id"])
        batch.drop_index(op.f("ix_remarks_draft_id_unit_key"))
        for columns in READ_ALONE:
            batch.create_index(op.f(f"ix_remarks_{'_'.join(columns)}"), columns)
    with op.batch_alter_table("remarks") as batch:
        for name in ("fate", "is_moved", "is_group_chosen"):
            batch.alter_column(name, server_default=None)


def downgrade():
    with op.batch_alter_table("remarks") as batch:
        for columns in READ_ALONE:
            batch.drop_index(op.f(f"ix_remarks_{'_'.join(columns)}"))
        batch.create_index(op.f("ix_remarks_draft_id_unit_key"), ["draft_id", "unit_key"])
        batch.drop_index(op.f("ix_remarks_group_id"))
        batch.drop_constraint(op.f("fk_remarks_group_id_remark_groups"), type_="foreignkey")
        for name in ("is_group_chosen", "group_id", "is_moved", "fate"):
            batch.drop_column(name)
    with op.batch_alter_table("drafts") as batch:
        batch.drop_column("grouped_mark")
    # A version that was written on the page has no file; such a one cannot be kept in the earlier shape.
    with op.batch_alter_table("draft_versions") as batch:
        batch.alter_column("stored_file_id", existing_type=sa.Uuid(), nullable=False)
    with op.batch_alter_table("draft_units") as batch:
        batch.drop_column("came_from")
    op.drop_index(op.f("ix_change_causes_remark_id"), table_name="change_causes")
    op.drop_table("change_causes")
    op.drop_table("remark_groups")
