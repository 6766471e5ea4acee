"""house mended."""

import sqlalchemy as sa
from alembic import op
from consult.orm import JSON_DOCUMENT, Moment

revision = "ebefbc774cc8"
down_revision = "c41e7d0a2b93"
branch_labels = None
depends_on = None

TEXTS = ("recipients", "transfer", "automated")


def upgrade():
    op.create_table(
        "role_invitations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("roles", JSON_DOCUMENT, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_role_invitations_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authorities.id"], name=op.f("fk_role_invitations_authority_id_authorities")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_invitations")),
        sa.UniqueConstraint("authority_id", "account_id", name=op.f("uq_role_invitations_authority_id_account_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_role_invitations_token_hash")),
    )
    op.create_index(op.f("ix_role_invitations_account_id"), "role_invitations", ["account_id"], unique=False)
    # What was there before says nothing of it: the default fills its rows, and goes.
    with op.batch_alter_table("consultation_versions") as batch:
        for name in TEXTS:
            batch.add_column(sa.Column(name, JSON_DOCUMENT, nullable=False, server_default="{}"))
    with op.batch_alter_table("consultation_versions") as batch:
        for name in TEXTS:
            batch.alter_column(name, server_default=None)
    with op.batch_alter_table("consultations") as batch:
        batch.add_column(sa.Column("request_key", sa.String(length=64), nullable=True))
        batch.create_unique_constraint(op.f("uq_consultations_request_key"), ["request_key"])


def downgrade():
    with op.batch_alter_table("consultations") as batch:
        batch.drop_constraint(op.f("uq_consultations_request_key"), type_="unique")
        batch.drop_column("request_key")
    with op.batch_alter_table("consultation_versions") as batch:
        for name in reversed(TEXTS):
            batch.drop_column(name)
    op.drop_index(op.f("ix_role_invitations_account_id"), table_name="role_invitations")
    op.drop_table("role_invitations")
