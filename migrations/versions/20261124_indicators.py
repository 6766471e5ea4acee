"""Indicators: their snapshots and values, and with whom a unit is compared."""

import sqlalchemy as sa
from alembic import op
from consult.orm import JSON_DOCUMENT, Moment

revision = "69fa8324ebc9"
down_revision = "77856625908c"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "indicators",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_indicators")),
    )
    op.create_table(
        "indicator_snapshots",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("indicator_key", sa.String(length=60), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("brought_at", Moment(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("report", JSON_DOCUMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_key"], ["indicators.key"], name=op.f("fk_indicator_snapshots_indicator_key_indicators")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_snapshots")),
    )
    with op.batch_alter_table("indicator_snapshots", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_indicator_snapshots_indicator_key"), ["indicator_key"], unique=False)

    op.create_table(
        "unit_comparisons",
        sa.Column("code6", sa.String(length=6), nullable=False),
        sa.Column("kinds", JSON_DOCUMENT, nullable=False),
        sa.Column("population_from", sa.Integer(), nullable=True),
        sa.Column("population_to", sa.Integer(), nullable=True),
        sa.Column("same_voivodeship", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "population_from <= population_to", name=op.f("ck_unit_comparisons_population_from_before_its_end")
        ),
        sa.ForeignKeyConstraint(
            ["code6"], ["territory_units.code6"], name=op.f("fk_unit_comparisons_code6_territory_units")
        ),
        sa.PrimaryKeyConstraint("code6", name=op.f("pk_unit_comparisons")),
    )
    op.create_table(
        "indicator_values",
        sa.Column("snapshot_id", sa.Uuid(), nullable=False),
        sa.Column("code6", sa.String(length=6), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("mark", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(
            ["code6"], ["territory_units.code6"], name=op.f("fk_indicator_values_code6_territory_units")
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"],
            ["indicator_snapshots.id"],
            name=op.f("fk_indicator_values_snapshot_id_indicator_snapshots"),
        ),
        sa.PrimaryKeyConstraint("snapshot_id", "code6", "year", name=op.f("pk_indicator_values")),
    )
    with op.batch_alter_table("indicator_values", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_indicator_values_code6"), ["code6"], unique=False)


def downgrade():
    with op.batch_alter_table("indicator_values", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_indicator_values_code6"))

    op.drop_table("indicator_values")
    op.drop_table("unit_comparisons")
    with op.batch_alter_table("indicator_snapshots", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_indicator_snapshots_indicator_key"))

    op.drop_table("indicator_snapshots")
    op.drop_table("indicators")
