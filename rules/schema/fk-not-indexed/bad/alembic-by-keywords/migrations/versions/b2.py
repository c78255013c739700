from alembic import op

revision = "b2"
down_revision = "a1"


def name_of_check():
    return input()


def upgrade():
    op.add_column(name_of_check(), name_of_check())
    op.create_unique_constraint(constraint_name="uq_number", table_name="berths", columns=["number"])
    op.drop_constraint(name_of_check(), "boats", type_="check")
