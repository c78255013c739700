from alembic import op

revision = "b2"
down_revision = "a1"


def upgrade():
    op.execute("CREATE MATERIALIZED VIEW counts AS SELECT state, count(*) AS orders FROM orders GROUP BY state")
    op.create_index("ix_counts_state", "counts", ["state"], unique=True)
