import sqlalchemy as sa
from alembic import op

revision = "a1"
down_revision = None


def upgrade():
    op.create_table(
        "visits",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("page_id", sa.Integer()),
        sa.Column("seen", sa.DateTime()),
    )
    op.create_index("visits_newest", "visits", ["page_id", sa.text("seen DESC")], unique=True)
