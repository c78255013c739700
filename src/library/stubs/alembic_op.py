"""alembic.op: operations are registered in the order in which they are written."""
import sqlalchemy


def f(name):
    return name


def create_table(name, *columns, **kwargs):
    __register__("op.create_table", name, columns, kwargs)
    return __input__()


def drop_table(name, **kwargs):
    __register__("op.drop_table", name)


def rename_table(old, new, **kwargs):
    __register__("op.rename_table", old, new)


def add_column(table, column, **kwargs):
    __register__("op.add_column", table, column)


def drop_column(table, column, **kwargs):
    __register__("op.drop_column", table, column)


def alter_column(table, column, **kwargs):
    __register__("op.alter_column", table, column, kwargs)


def create_index(name, table, columns=None, **kwargs):
    __register__("op.create_index", name, table, columns, kwargs)


def drop_index(name, table_name=None, **kwargs):
    __register__("op.drop_index", name, table_name, kwargs)


def create_foreign_key(name, source, referent, local_cols, remote_cols, **kwargs):
    __register__("op.create_foreign_key", name, source, referent, local_cols, remote_cols, kwargs)


def create_unique_constraint(name, table, columns=None, **kwargs):
    __register__("op.create_unique_constraint", name, table, columns)


def create_primary_key(name, table, columns=None, **kwargs):
    __register__("op.create_primary_key", name, table, columns)


def create_check_constraint(*args, **kwargs):
    pass


def create_exclude_constraint(*args, **kwargs):
    pass


def create_table_comment(*args, **kwargs):
    pass


def drop_constraint(name, table=None, type_=None, **kwargs):
    __register__("op.drop_constraint", name, table, type_)


def execute(sql, *args, **kwargs):
    __register__("op.execute", sql)


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
        add_column(self.table, column)

    def drop_column(self, column, **kwargs):
        drop_column(self.table, column)

    def alter_column(self, column, **kwargs):
        alter_column(self.table, column, **kwargs)

    def create_index(self, name, columns=None, **kwargs):
        create_index(name, self.table, columns, **kwargs)

    def drop_index(self, name, **kwargs):
        drop_index(name, self.table, **kwargs)

    def create_foreign_key(self, name, referent, local_cols, remote_cols, **kwargs):
        create_foreign_key(name, self.table, referent, local_cols, remote_cols, **kwargs)

    def create_unique_constraint(self, name, columns=None, **kwargs):
        create_unique_constraint(name, self.table, columns)

    def create_primary_key(self, name, columns=None, **kwargs):
        create_primary_key(name, self.table, columns)

    def drop_constraint(self, name, type_=None, **kwargs):
        drop_constraint(name, self.table, type_)

    def execute(self, sql, *args, **kwargs):
        execute(sql)

    def create_check_constraint(self, *args, **kwargs):
        pass


def batch_alter_table(table, **kwargs):
    return BatchOperations(table)
