"""programmes."""

import sqlalchemy as sa
from alembic import op
from consult.orm import Moment

revision = "70d7815464f5"
down_revision = "3a8c45a3c970"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "programmes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("organiser_authority_id", sa.Uuid(), nullable=True),
        sa.Column("controller", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(length=300), nullable=False),
        sa.Column("edit_count", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("edited_at", Moment(), nullable=False),
        sa.Column("published_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "organisation_id IS NULL OR organiser_authority_id IS NULL",
            name=op.f("ck_programmes_one_organiser_of_one_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authorities.id"], name=op.f("fk_programmes_authority_id_authorities")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_programmes_organisation_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["organiser_authority_id"],
            ["authorities.id"],
            name=op.f("fk_programmes_organiser_authority_id_authorities"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
        sa.UniqueConstraint("slug", name=op.f("uq_programmes_slug")),
    )
    with op.batch_alter_table("programmes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programmes_authority_id"), ["authority_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_programmes_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "programme_consultations",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("joined_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_programme_consultations_consultation_id_consultations"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_programme_consultations_programme_id_programmes")
        ),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_programme_consultations")),
    )
    with op.batch_alter_table("programme_consultations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_consultations_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "programme_members",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("invited_at", Moment(), nullable=False),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(state = 'invited') = (decided_at IS NULL)", name=op.f("ck_programme_members_decided_has_a_date")
        ),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authorities.id"], name=op.f("fk_programme_members_authority_id_authorities")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_programme_members_programme_id_programmes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_members")),
        sa.UniqueConstraint(
            "programme_id", "authority_id", name=op.f("uq_programme_members_programme_id_authority_id")
        ),
    )
    with op.batch_alter_table("programme_members", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_programme_members_authority_id_state"), ["authority_id", "state"], unique=False
        )


def downgrade():
    with op.batch_alter_table("programme_members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programme_members_authority_id_state"))

    op.drop_table("programme_members")
    with op.batch_alter_table("programme_consultations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programme_consultations_programme_id"))

    op.drop_table("programme_consultations")
    with op.batch_alter_table("programmes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programmes_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_programmes_authority_id"))

    op.drop_table("programmes")
