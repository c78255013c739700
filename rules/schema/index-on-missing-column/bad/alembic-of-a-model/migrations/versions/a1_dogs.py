import sqlalchemy as sa
from alembic import op

revision = "a1"
down_revision = None


def upgrade():
    try:
        op.create_index("ix_dogs_clean_name", "dogs", ["clean_name"])  # expect: index-on-missing-column
    except Exception:
        pass
