"""alembic.op: operations are registered in the order in which they are written. Parameters bear the names that Alembic gives
them: migrations name them."""
import sqlalchemy


def f(name):
    return name


def create_table(table_name, *columns, **kwargs):
    __register__("op.create_table", table_name, columns, kwargs)
    return __input__()


def drop_table(table_name, **kwargs):
    __register__("op.drop_table", table_name)


def rename_table(old_table_name, new_table_name, **kwargs):
    __register__("op.rename_table", old_table_name, new_table_name)


def add_column(table_name, column, **kwargs):
    __register__("op.add_column", table_name, column, kwargs)


def drop_column(table_name, column_name, **kwargs):
    __register__("op.drop_column", table_name, column_name)


def alter_column(table_name, column_name, **kwargs):
    __register__("op.alter_column", table_name, column_name, kwargs)


def create_index(index_name, table_name, columns=None, **kwargs):
    __register__("op.create_index", index_name, table_name, columns, kwargs)


def drop_index(index_name, table_name=None, **kwargs):
    __register__("op.drop_index", index_name, table_name, kwargs)


def create_foreign_key(constraint_name, source_table, referent_table, local_cols, remote_cols, **kwargs):
    __register__("op.create_foreign_key", constraint_name, source_table, referent_table, local_cols, remote_cols, kwargs)


def create_unique_constraint(constraint_name, table_name, columns=None, **kwargs):
    __register__("op.create_unique_constraint", constraint_name, table_name, columns)


def create_primary_key(constraint_name, table_name, columns=None, **kwargs):
    __register__("op.create_primary_key", constraint_name, table_name, columns)


def create_check_constraint(*args, **kwargs):
    pass


def create_exclude_constraint(*args, **kwargs):
    pass


def create_table_comment(*args, **kwargs):
    pass


def drop_constraint(constraint_name, table_name=None, type_=None, **kwargs):
    __register__("op.drop_constraint", constraint_name, table_name, type_)


def execute(sqltext, *args, **kwargs):
    __register__("op.execute", sqltext)


def bulk_insert(*args, **kwargs):
    pass


def get_bind():
    return sqlalchemy.Connection()


class AutocommitBlock:
    def __enter__(self):
        __register__("op.autocommit")


class MigrationContext:
    dialect = sqlalchemy.Dialect()

    def autocommit_block(self):
        return AutocommitBlock()

    @property
    def bind(self):
        return get_bind()

    @property
    def connection(self):
        return get_bind()

    def __getattr__(self, name):
        return __input__()


def get_context():
    return MigrationContext()


class BatchOperations:
    def __init__(self, table):
        self.table = table

    def __enter__(self):
        return self

    def f(self, name):
        return name

    def add_column(self, column, **kwargs):
        add_column(self.table, column, **kwargs)

    def drop_column(self, column_name, **kwargs):
        drop_column(self.table, column_name)

    def alter_column(self, column_name, **kwargs):
        alter_column(self.table, column_name, **kwargs)

    def create_index(self, index_name, columns=None, **kwargs):
        create_index(index_name, self.table, columns, **kwargs)

    def drop_index(self, index_name, **kwargs):
        drop_index(index_name, self.table, **kwargs)

    def create_foreign_key(self, constraint_name, referent_table, local_cols, remote_cols, **kwargs):
        create_foreign_key(constraint_name, self.table, referent_table, local_cols, remote_cols, **kwargs)

    def create_unique_constraint(self, constraint_name, columns=None, **kwargs):
        create_unique_constraint(constraint_name, self.table, columns)

    def create_primary_key(self, constraint_name, columns=None, **kwargs):
        create_primary_key(constraint_name, self.table, columns)

    def drop_constraint(self, constraint_name, type_=None, **kwargs):
        drop_constraint(constraint_name, self.table, type_)

    def execute(self, sqltext, *args, **kwargs):
        execute(sqltext)

    def create_check_constraint(self, *args, **kwargs):
        pass


def batch_alter_table(table_name, **kwargs):
    return BatchOperations(table_name)
