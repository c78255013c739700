from alembic import op

revision = "b2"
down_revision = "a1"


def upgrade():
    op.drop_index("ix_orders_placed_at", table_name="orders")
    op.drop_table("orders")
