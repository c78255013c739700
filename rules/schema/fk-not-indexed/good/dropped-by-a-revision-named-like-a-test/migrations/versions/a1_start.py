import sqlalchemy as sa
from alembic import op

revision = "a1"
down_revision = None


def upgrade():
    op.create_table("benches", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("bench_id", sa.Integer(), sa.ForeignKey("benches.id")),
    )
