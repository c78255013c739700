import sqlalchemy as sa
from alembic import op

revision = "b2"
down_revision = "a1"


def upgrade():
    with op.get_context().autocommit_block():
        op.create_index("ix_orders_state", "orders", ["state"], postgresql_concurrently=True)
        op.execute("DROP INDEX CONCURRENTLY ix_orders_placed_at")
