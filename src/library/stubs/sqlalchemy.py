"""SQLAlchemy core: declarations keep their arguments; statements are intrinsics."""


class SchemaItem:
    def __init__(self, *args, **kwargs):
        self.args = args
        self.kwargs = kwargs

    def with_variant(self, *args, **kwargs):
        return self

    def __getattr__(self, name):
        return __input__


class Column(SchemaItem):
    def desc(self):
        return self

    def asc(self):
        return self

    def copy(self, **kwargs):
        return self


class ForeignKey(SchemaItem):
    pass


class Sequence(SchemaItem):
    pass


class Identity(SchemaItem):
    pass


class Computed(SchemaItem):
    pass


class FetchedValue(SchemaItem):
    pass


class DefaultClause(SchemaItem):
    pass


class PrimaryKeyConstraint(SchemaItem):
    pass


class UniqueConstraint(SchemaItem):
    pass


class ForeignKeyConstraint(SchemaItem):
    pass


class CheckConstraint(SchemaItem):
    pass


class Index(SchemaItem):
    def __init__(self, *args, **kwargs):
        self.args = args
        self.kwargs = kwargs
        __register__("index", self)


class DDL(SchemaItem):
    pass


class MetaData:
    def __init__(self, bind=None, **kwargs):
        self.kwargs = kwargs

    def create_all(self, *args, **kwargs):
        __register__("create_all")

    def drop_all(self, *args, **kwargs):
        pass

    def reflect(self, *args, **kwargs):
        pass

    def __getattr__(self, name):
        return __input__()


class Table:
    def __init__(self, *args, **kwargs):
        self.args = args
        self.kwargs = kwargs
        __register__("table", self)

    @property
    def c(self):
        return __table_columns__(self)

    @property
    def columns(self):
        return __table_columns__(self)

    def select(self, *args):
        return __select__(self)

    def insert(self, *args, **kwargs):
        return __dml__("insert", self)

    def update(self, *args, **kwargs):
        return __dml__("update", self)

    def delete(self, *args, **kwargs):
        return __dml__("delete", self)

    def __getattr__(self, name):
        return __input__


class TypeEngine(SchemaItem):
    pass


class TypeDecorator(TypeEngine):
    impl = None
    cache_ok = True


class UserDefinedType(TypeEngine):
    pass


class Integer(TypeEngine):
    pass


class BigInteger(TypeEngine):
    pass


class SmallInteger(TypeEngine):
    pass


class String(TypeEngine):
    pass


class Unicode(TypeEngine):
    pass


class Text(TypeEngine):
    pass


class UnicodeText(TypeEngine):
    pass


class Boolean(TypeEngine):
    pass


class DateTime(TypeEngine):
    pass


class Date(TypeEngine):
    pass


class Time(TypeEngine):
    pass


class Interval(TypeEngine):
    pass


class Float(TypeEngine):
    pass


class Double(TypeEngine):
    pass


class Numeric(TypeEngine):
    pass


class LargeBinary(TypeEngine):
    pass


class PickleType(TypeEngine):
    pass


class Enum(TypeEngine):
    pass


class JSON(TypeEngine):
    pass


class ARRAY(TypeEngine):
    pass


class Uuid(TypeEngine):
    pass


class UUID(TypeEngine):
    pass


class VARCHAR(TypeEngine):
    pass


class CHAR(TypeEngine):
    pass


class TEXT(TypeEngine):
    pass


class INTEGER(TypeEngine):
    pass


class BIGINT(TypeEngine):
    pass


class TIMESTAMP(TypeEngine):
    pass


class DATETIME(TypeEngine):
    pass


class BOOLEAN(TypeEngine):
    pass


class Dialect:
    @property
    def name(self):
        return __dialect__()

    def __getattr__(self, name):
        return __input__()


class Engine:
    dialect = Dialect()

    @property
    def name(self):
        return __dialect__()

    def connect(self):
        return Connection()

    def begin(self):
        return Connection()

    def execute(self, statement, params=None, *args, **kwargs):
        return __execute__(statement, params)

    def dispose(self):
        pass

    def __getattr__(self, name):
        return __input__()


class Connection:
    dialect = Dialect()

    @property
    def engine(self):
        return Engine()

    def __enter__(self):
        return self

    def execute(self, statement, *args, **kwargs):
        __register__("op.execute", statement)
        return __execute__(statement, None, args)

    def exec_driver_sql(self, statement, *args, **kwargs):
        return self.execute(statement)

    def scalar(self, statement, *args, **kwargs):
        return __execute__(statement, None, args).scalar()

    def scalars(self, statement, *args, **kwargs):
        return __execute__(statement, None, args).scalars()

    def begin(self):
        return self

    def commit(self):
        pass

    def rollback(self):
        pass

    def close(self):
        pass

    def execution_options(self, **options):
        if options.get("isolation_level") == "AUTOCOMMIT":
            __register__("op.autocommit")
        return self

    def __getattr__(self, name):
        return __input__()


def create_engine(url=None, **kwargs):
    __register__("engine", url, kwargs)
    __outside__("engine", "create_engine")
    return Engine()


def engine_from_config(config, prefix="sqlalchemy.", **kwargs):
    __register__("engine", __input__(), kwargs)
    return Engine()


class SqlFunction:
    def __init__(self, name):
        self.function = name

    def __call__(self, *args, **kwargs):
        return __sqlfunc__(self.function, *args)

    def __getattr__(self, name):
        return SqlFunction(name)


class SqlFunctions:
    def __getattr__(self, name):
        return SqlFunction(name)


func = SqlFunctions()


def select(*entities, **kwargs):
    return __select__(*entities)


def text(sql, **kwargs):
    return __text__(sql)


def insert(table, *args, **kwargs):
    return __dml__("insert", table)


def update(table, *args, **kwargs):
    return __dml__("update", table)


def delete(table, *args, **kwargs):
    return __dml__("delete", table)


def and_(*clauses):
    return __and__(*clauses)


def or_(*clauses):
    return __or__(*clauses)


def not_(clause):
    return __or__(clause)


def exists(*args, **kwargs):
    return __exists__(*args)


def desc(column):
    return column


def asc(column):
    return column


def nullslast(column):
    return column


def nullsfirst(column):
    return column


nulls_last = nullslast
nulls_first = nullsfirst


def distinct(column):
    return column


def case(*args, **kwargs):
    return __sqlexpr__(*args)


def cast(value, kind):
    return __sqlexpr__(value)


def type_coerce(value, kind):
    return value


def literal(*args, **kwargs):
    return __sqlexpr__()


def literal_column(*args, **kwargs):
    return __sqlexpr__()


def extract(field, value):
    return __sqlexpr__(value)


def null():
    return None


def true():
    return True


def false():
    return False


def tuple_(*args):
    return __sqlexpr__(*args)


def union(*queries):
    return __union__(*queries)


def union_all(*queries):
    return __union__(*queries)


class EventApi:
    def listens_for(self, *args, **kwargs):
        def decorator(f):
            __register__("listener", args, f)
            return f

        return decorator

    def listen(self, target, identifier, f, **kwargs):
        __register__("listener", (target, identifier), f)

    def __getattr__(self, name):
        return __input__


event = EventApi()


def inspect(*args, **kwargs):
    return __input__()
