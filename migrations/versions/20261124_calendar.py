"""calendar."""

import sqlalchemy as sa
from alembic import op
from consult.orm import JSON_DOCUMENT, Moment

revision = "c41e7d0a2b93"
down_revision = "eb7ee8967f5e"
branch_labels = None
depends_on = None

EMPTY = (
    ("author_ids", "[]"),
    ("procedures", "[]"),
    ("event_days", "{}"),
    ("meetings", "[]"),
    ("law_rules", "[]"),
    ("override_reason", "{}"),
    ("overridden", "[]"),
)


def upgrade():
    op.create_table(
        "local_rules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("procedure", sa.String(length=80), nullable=False),
        sa.Column("period", sa.String(length=80), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=300), nullable=False),
        sa.Column("is_binding", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.CheckConstraint("valid_from <= valid_to", name=op.f("ck_local_rules_valid_from_before_its_end")),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authorities.id"], name=op.f("fk_local_rules_authority_id_authorities")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_rules")),
    )
    op.create_index(op.f("ix_local_rules_authority_id"), "local_rules", ["authority_id"], unique=False)
    # What was there before has no calendar: the default fills its rows, and goes.
    with op.batch_alter_table("consultation_versions") as batch:
        for name, nothing in EMPTY:
            batch.add_column(sa.Column(name, JSON_DOCUMENT, nullable=False, server_default=nothing))
        batch.add_column(sa.Column("target", sa.Date(), nullable=True))
        batch.add_column(sa.Column("law_on", sa.Date(), nullable=True))
    with op.batch_alter_table("consultation_versions") as batch:
        for name, _nothing in EMPTY:
            batch.alter_column(name, server_default=None)


def downgrade():
    with op.batch_alter_table("consultation_versions") as batch:
        for name in ("law_on", "target", *(name for name, _nothing in reversed(EMPTY))):
            batch.drop_column(name)
    op.drop_index(op.f("ix_local_rules_authority_id"), table_name="local_rules")
    op.drop_table("local_rules")
