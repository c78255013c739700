import sqlalchemy as sa
from alembic import op

revision = "b2"
down_revision = "a1"


def upgrade():
    op.execute("CREATE INDEX CONCURRENTLY ix_orders_state ON orders (state)")  # expect: concurrent-index-in-transaction
