"""Flask-SQLAlchemy: one object that carries SQLAlchemy's names, a session and a model base."""
import sqlalchemy
import sqlalchemy.orm


class BaseQuery(sqlalchemy.orm.Query):
    pass


Query = BaseQuery


class Model:
    __declarative__ = True
    __fsa__ = True
    metadata = sqlalchemy.MetaData()

    def __init__(self, **kwargs):
        __init_entity__(self, kwargs)


class SQLAlchemy:
    Query = BaseQuery

    def __init__(self, app=None, use_native_unicode=None, session_options=None, metadata=None, query_class=None, model_class=None, engine_options=None, disable_autonaming=False, **kwargs):
        self.session = sqlalchemy.orm.scoped_session(sqlalchemy.orm.sessionmaker())
        self.metadata = metadata or sqlalchemy.MetaData()
        self.Model = __model_base__(Model, model_class)
        self.engine = sqlalchemy.Engine()
        if query_class is not None:
            __register__("query_class", query_class)
        if session_options:
            __register__("expire_on_commit", session_options.get("expire_on_commit", True))
        __register__("flask_sqlalchemy", self, engine_options)
        if app is not None:
            self.init_app(app)

    def init_app(self, app):
        __register__("flask_sqlalchemy.init", self, app)

    def create_all(self, *args, **kwargs):
        __register__("create_all")

    def drop_all(self, *args, **kwargs):
        pass

    def reflect(self, *args, **kwargs):
        pass

    def get_engine(self, *args, **kwargs):
        return self.engine

    def get_or_404(self, entity, ident, **kwargs):
        return __get__(entity, ident, True)

    def first_or_404(self, statement, **kwargs):
        return __require__(self.session.execute(statement).scalars().first())

    def one_or_404(self, statement, **kwargs):
        return __require__(self.session.execute(statement).scalars().first())

    def paginate(self, select, page=None, per_page=None, max_per_page=None, error_out=True, count=True):
        return __paginate__(select, per_page, max_per_page)

    def __getattr__(self, name):
        return __db_attribute__(name)


def SignallingSession(*args, **kwargs):
    return sqlalchemy.orm.Session()


class Pagination:
    has_next = __scalar__()
    has_prev = __scalar__()
    next_num = __scalar__()
    prev_num = __scalar__()
    pages = __scalar__()
    first = __scalar__()
    last = __scalar__()
    _query_offset = __scalar__()

    def __init__(self, page=None, per_page=None, max_per_page=100, error_out=True, count=True, **kwargs):
        self._query_args = kwargs
        self.page = __scalar__()
        self.per_page = __scalar__()
        self.items = self._query_items()
        self.total = self._query_count() if count else None

    def iter_pages(self, *args, **kwargs):
        return __input__()

    def __iter__(self):
        return self.items


def get_debug_queries():
    return []
