"""sqlalchemy.orm: mapping, sessions, queries and loader options."""
import sqlalchemy


class Query:
    pass


class MapperProperty(sqlalchemy.SchemaItem):
    pass


class Relationship(MapperProperty):
    pass


class MappedColumn(sqlalchemy.Column):
    pass


class ColumnProperty(MapperProperty):
    pass


class Synonym(MapperProperty):
    pass


class Composite(MapperProperty):
    pass


class Backref(MapperProperty):
    pass


class Mapped:
    pass


class DynamicMapped:
    pass


class WriteOnlyMapped:
    pass


def relationship(*args, **kwargs):
    return Relationship(*args, **kwargs)


def relation(*args, **kwargs):
    return Relationship(*args, **kwargs)


def dynamic_loader(*args, **kwargs):
    return Relationship(*args, lazy="dynamic", **kwargs)


def mapped_column(*args, **kwargs):
    return MappedColumn(*args, **kwargs)


def column_property(*args, **kwargs):
    return ColumnProperty(*args, **kwargs)


def deferred(*args, **kwargs):
    return ColumnProperty(*args, deferred=True, **kwargs)


def query_expression(*args, **kwargs):
    return ColumnProperty(*args, **kwargs)


def synonym(*args, **kwargs):
    return Synonym(*args, **kwargs)


def composite(*args, **kwargs):
    return Composite(*args, **kwargs)


def backref(*args, **kwargs):
    return Backref(*args, **kwargs)


def remote(value):
    return value


def foreign(value):
    return value


def validates(*names, **kwargs):
    def decorator(f):
        return f

    return decorator


def reconstructor(f):
    return f


class declared_attr:
    def __new__(cls, f):
        return __declared_attr__(f)

    @staticmethod
    def directive(f):
        return __declared_attr__(f)

    @staticmethod
    def cascading(f):
        return __declared_attr__(f)


def declarative_mixin(cls):
    return cls


def declarative_base(bind=None, metadata=None, mapper=None, cls=object, name="Base", **kwargs):
    given = metadata or sqlalchemy.MetaData()

    class Base(cls):
        __declarative__ = True
        metadata = given

        def __init__(self, **kwargs):
            __init_entity__(self, kwargs)

    return Base


def as_declarative(**kwargs):
    def decorator(cls):
        cls.metadata = sqlalchemy.MetaData()
        return __declarative_base__(cls, False)

    return decorator


class DeclarativeBase:
    __declarative__ = True
    metadata = sqlalchemy.MetaData()

    def __init__(self, **kwargs):
        __init_entity__(self, kwargs)


class DeclarativeBaseNoMeta:
    __declarative__ = True
    metadata = sqlalchemy.MetaData()

    def __init__(self, **kwargs):
        __init_entity__(self, kwargs)


class MappedAsDataclass:
    pass


class registry:
    def __init__(self, *args, **kwargs):
        self.metadata = kwargs.get("metadata") or sqlalchemy.MetaData()

    def generate_base(self, **kwargs):
        return declarative_base(metadata=self.metadata, **kwargs)

    def mapped(self, cls):
        return __mark_declarative__(cls)

    def mapped_as_dataclass(self, cls=None, **kwargs):
        def decorator(cls):
            return __mark_declarative__(cls)

        return decorator

    def map_imperatively(self, cls, table=None, **kwargs):
        __register__("mapper", cls, table, kwargs)

    def __getattr__(self, name):
        return __input__


def mapper(cls, table=None, **kwargs):
    __register__("mapper", cls, table, kwargs)


class Session:
    def __init__(self, *args, expire_on_commit=True, **kwargs):
        __register__("expire_on_commit", expire_on_commit)

    def __enter__(self):
        return self

    def __call__(self, *args, **kwargs):
        return self

    def query(self, *entities, **kwargs):
        return __query__(*entities)

    def execute(self, statement, params=None, *args, **kwargs):
        return __execute__(statement, params)

    def scalars(self, statement, *args, **kwargs):
        return __execute__(statement, None, args).scalars()

    def scalar(self, statement, *args, **kwargs):
        return __execute__(statement, None, args).scalar()

    def stream(self, statement, *args, **kwargs):
        return __execute__(statement, None, args)

    def stream_scalars(self, statement, *args, **kwargs):
        return __execute__(statement, None, args).scalars()

    def get(self, entity, ident, **kwargs):
        return __get__(entity, ident, False)

    def get_one(self, entity, ident, **kwargs):
        return __get__(entity, ident, True)

    def add(self, instance, *args, **kwargs):
        __write__("INSERT", instance)

    def add_all(self, instances):
        __write_all__(instances)

    def delete(self, instance):
        __write__("DELETE", instance)

    def merge(self, instance, **kwargs):
        return __merge__(instance)

    def bulk_save_objects(self, *args, **kwargs):
        __write__("INSERT", None)

    def bulk_insert_mappings(self, *args, **kwargs):
        __write__("INSERT", None)

    def bulk_update_mappings(self, *args, **kwargs):
        __write__("UPDATE", None)

    def refresh(self, instance, *args, **kwargs):
        __refresh__(instance)

    def commit(self):
        __commit__()

    def flush(self, *args):
        __transaction__("flush")

    def rollback(self):
        __transaction__("end")

    def expunge(self, *args):
        pass

    def expunge_all(self):
        __expire__()

    def expire(self, *args):
        pass

    def expire_all(self):
        __expire__()

    def close(self):
        __transaction__("end")

    def remove(self):
        __transaction__("end")

    def begin(self, *args, **kwargs):
        return self

    def begin_nested(self, *args, **kwargs):
        return self

    def connection(self, *args, **kwargs):
        return sqlalchemy.Connection()

    def get_bind(self, *args, **kwargs):
        return sqlalchemy.Engine()

    def __getattr__(self, name):
        return __input__()


class sessionmaker:
    def __init__(self, *args, class_=Session, expire_on_commit=True, **kwargs):
        __register__("expire_on_commit", expire_on_commit)
        self.class_ = class_

    def __call__(self, *args, **kwargs):
        return self.class_()

    def configure(self, *args, **kwargs):
        pass

    def begin(self):
        return Session()

    def __getattr__(self, name):
        return __input__()


class scoped_session(Session):
    def query_property(self, *args, **kwargs):
        return __query_property__()


def object_session(instance):
    return Session()


def joinedload(*path, **kwargs):
    return __loader__("joinedload", *path)


def joinedload_all(*path, **kwargs):
    return __loader__("joinedload", *path)


def subqueryload(*path, **kwargs):
    return __loader__("subqueryload", *path)


def subqueryload_all(*path, **kwargs):
    return __loader__("subqueryload", *path)


def selectinload(*path, **kwargs):
    return __loader__("selectinload", *path)


def immediateload(*path, **kwargs):
    return __loader__("immediateload", *path)


def contains_eager(*path, **kwargs):
    return __loader__("contains_eager", *path)


def eagerload(*path, **kwargs):
    return __loader__("joinedload", *path)


def lazyload(*path, **kwargs):
    return __loader__("lazyload", *path)


def raiseload(*path, **kwargs):
    return __loader__("raiseload", *path)


def noload(*path, **kwargs):
    return __loader__("noload", *path)


def load_only(*path, **kwargs):
    return __loader__("load_only", *path)


def defer(*path, **kwargs):
    return __loader__("defer", *path)


def undefer(*path, **kwargs):
    return __loader__("undefer", *path)


def undefer_group(*path, **kwargs):
    return __loader__("undefer", "*")


def defaultload(*path, **kwargs):
    return __loader__("defaultload", *path)


def with_expression(*path, **kwargs):
    return __loader__("defaultload")


def with_loader_criteria(*path, **kwargs):
    return __loader__("defaultload")


def Load(entity):
    return __load__(entity)


def aliased(entity, *args, **kwargs):
    return entity


def with_polymorphic(entity, *args, **kwargs):
    return entity


def make_transient(instance):
    pass


def flag_modified(instance, key):
    pass


def flag_dirty(instance):
    pass


def set_committed_value(instance, key, value):
    pass


def set_attribute(instance, key, value):
    setattr(instance, key, value)


class InstrumentedAttribute:
    pass


QueryableAttribute = InstrumentedAttribute


def configure_mappers():
    pass


class Bundle:
    def __init__(self, name, *columns, **kwargs):
        pass
