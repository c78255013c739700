import sqlalchemy as sa
from alembic import op

revision = "a1"
down_revision = None


def upgrade():
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("state", sa.String(10)),
        sa.Column("placed_at", sa.DateTime()),
    )
    op.create_index("ix_orders_placed_at", "orders", ["placed_at"])
