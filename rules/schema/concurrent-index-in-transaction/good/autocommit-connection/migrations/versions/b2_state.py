from alembic import op

revision = "b2"
down_revision = "a1"


def upgrade():
    bind = op.get_bind()
    with bind.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CREATE INDEX CONCURRENTLY ix_orders_state ON orders (state)")
