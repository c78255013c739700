from alembic import op

revision = "b2"
down_revision = "a1"


def upgrade():
    op.drop_index("ix_shop_orders_state", table_name="orders", schema="shop")
    op.create_index("ix_shop_orders_state", "orders", ["state"], schema="shop")
