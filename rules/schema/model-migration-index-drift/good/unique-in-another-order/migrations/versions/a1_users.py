import sqlalchemy as sa
from alembic import op

revision = "a1"
down_revision = None


def upgrade():
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("club", sa.String(20)),
        sa.Column("email", sa.String(80)),
        sa.UniqueConstraint("email", "club"),
    )
