import sqlalchemy as sa
from alembic import op

revision = "b2"
down_revision = "a1"


def upgrade():
    op.execute("CREATE UNIQUE INDEX users_by_mail ON users (email) WHERE email IS NOT NULL")
