import sqlalchemy as sa
from alembic import op

revision = "a1"
down_revision = None


def upgrade():
    op.create_table("berths", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_table(
        "boats",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("berth_id", sa.Integer(), sa.ForeignKey("berths.id")),
    )
