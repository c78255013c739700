import sqlalchemy as sa
from alembic import op

revision = "b2"
down_revision = "a1"


def upgrade():
    op.execute("CREATE INDEX ix_orders_state ON orders (state)")  # expect: index-build-blocks-writes
