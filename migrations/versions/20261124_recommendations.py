"""recommendations."""

import sqlalchemy as sa
from alembic import op
from consult.orm import JSON_DOCUMENT, Moment

revision = "c614616cb80a"
down_revision = "2c7e4ef2cdec"
branch_labels = None
depends_on = None


def upgrade():

    op.create_table(
        "recommendations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("origin_kind", sa.String(length=40), nullable=False),
        sa.Column("origin_id", sa.String(length=200), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("published_number", sa.Integer(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("answer_due_on", sa.Date(), nullable=True),
        sa.Column("verdict", sa.String(length=20), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reminded", JSON_DOCUMENT, nullable=False),
        sa.CheckConstraint(
            "(number IS NULL) = (published_number IS NULL)", name=op.f("ck_recommendations_published_has_a_number")
        ),
        sa.CheckConstraint(
            "(number IS NULL) = (published_on IS NULL)", name=op.f("ck_recommendations_published_has_a_day")
        ),
        sa.CheckConstraint(
            "(verdict IS NULL) = (answered_on IS NULL)", name=op.f("ck_recommendations_answered_has_a_day")
        ),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authorities.id"], name=op.f("fk_recommendations_authority_id_authorities")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_recommendations_consultation_id_consultations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendations")),
        sa.UniqueConstraint("authority_id", "number", name=op.f("uq_recommendations_authority_id_number")),
    )
    with op.batch_alter_table("recommendations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recommendations_consultation_id"), ["consultation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recommendations_due_on"), ["due_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_recommendations_origin_kind_origin_id"), ["origin_kind", "origin_id"], unique=False
        )

    op.create_table(
        "recommendation_answers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recommendation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=300), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=False),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("is_of_organisation", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendations.id"],
            name=op.f("fk_recommendation_answers_recommendation_id_recommendations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation_answers")),
        sa.UniqueConstraint(
            "recommendation_id", "number", name=op.f("uq_recommendation_answers_recommendation_id_number")
        ),
    )
    op.create_table(
        "recommendation_progress",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recommendation_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("is_of_organisation", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendations.id"],
            name=op.f("fk_recommendation_progress_recommendation_id_recommendations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation_progress")),
    )
    with op.batch_alter_table("recommendation_progress", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recommendation_progress_recommendation_id_recorded_at"),
            ["recommendation_id", "recorded_at"],
            unique=False,
        )

    op.create_table(
        "recommendation_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recommendation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("evidence", JSON_DOCUMENT, nullable=False),
        sa.Column("addressee_kind", sa.String(length=20), nullable=False),
        sa.Column("addressee_name", sa.String(length=300), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("priority", sa.String(length=20), nullable=False),
        sa.Column("cost", sa.String(length=300), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("answer_due_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("edit_count", sa.Integer(), nullable=False),
        sa.Column("edited_at", Moment(), nullable=False),
        sa.Column("author_ids", JSON_DOCUMENT, nullable=False),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.Column("sent_by_id", sa.Uuid(), nullable=True),
        sa.Column("returned_because", sa.Text(), nullable=False),
        sa.Column("published_at", Moment(), nullable=True),
        sa.Column("published_by_id", sa.Uuid(), nullable=True),
        sa.Column("is_single_handed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_recommendation_versions_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendations.id"],
            name=op.f("fk_recommendation_versions_recommendation_id_recommendations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation_versions")),
        sa.UniqueConstraint(
            "recommendation_id", "number", name=op.f("uq_recommendation_versions_recommendation_id_number")
        ),
    )
    with op.batch_alter_table("recommendation_versions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recommendation_versions_organisation_id"), ["organisation_id"], unique=False
        )


def downgrade():
    with op.batch_alter_table("recommendation_versions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recommendation_versions_organisation_id"))

    op.drop_table("recommendation_versions")
    with op.batch_alter_table("recommendation_progress", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recommendation_progress_recommendation_id_recorded_at"))

    op.drop_table("recommendation_progress")
    op.drop_table("recommendation_answers")
    with op.batch_alter_table("recommendations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recommendations_origin_kind_origin_id"))
        batch_op.drop_index(batch_op.f("ix_recommendations_due_on"))
        batch_op.drop_index(batch_op.f("ix_recommendations_consultation_id"))

    op.drop_table("recommendations")
