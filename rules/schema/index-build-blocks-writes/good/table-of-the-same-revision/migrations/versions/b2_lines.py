import sqlalchemy as sa
from alembic import op

revision = "b2"
down_revision = "a1"


def upgrade():
    op.create_table("lines", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("sku", sa.String(20)))
    op.create_index("ix_lines_sku", "lines", ["sku"])
