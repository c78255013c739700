"""sqlalchemy.ext.asyncio: what an AsyncSession loads never loads a relation by itself."""
import sqlalchemy
import sqlalchemy.orm


class AsyncSession(sqlalchemy.orm.Session):
    def __aenter__(self):
        return self

    @property
    def sync_session(self):
        return sqlalchemy.orm.Session()

    def execute(self, statement, params=None, *args, **kwargs):
        return __detached__(__execute__(statement, params))

    def scalars(self, statement, *args, **kwargs):
        return __detached__(__execute__(statement, None, args)).scalars()

    def scalar(self, statement, *args, **kwargs):
        return __detached__(__execute__(statement, None, args)).scalar()

    def stream(self, statement, *args, **kwargs):
        return __detached__(__execute__(statement, None, args))

    def stream_scalars(self, statement, *args, **kwargs):
        return __detached__(__execute__(statement, None, args)).scalars()

    def get(self, entity, ident, **kwargs):
        return __detached__(__get__(entity, ident, False))

    def get_one(self, entity, ident, **kwargs):
        return __detached__(__get__(entity, ident, True))

    def run_sync(self, function, *args, **kwargs):
        return function(sqlalchemy.orm.Session(), *args, **kwargs)


class async_scoped_session(AsyncSession):
    def __init__(self, *args, **kwargs):
        pass


class async_sessionmaker:
    def __init__(self, *args, class_=AsyncSession, **kwargs):
        self.class_ = class_

    def __call__(self, *args, **kwargs):
        return self.class_()

    def begin(self):
        return self.class_()

    def configure(self, *args, **kwargs):
        pass


class AsyncConnection(sqlalchemy.Connection):
    def __aenter__(self):
        return self

    def run_sync(self, function, *args, **kwargs):
        return function(sqlalchemy.Connection(), *args, **kwargs)


class AsyncEngine(sqlalchemy.Engine):
    def connect(self):
        return AsyncConnection()

    def begin(self):
        return AsyncConnection()


def create_async_engine(url=None, **kwargs):
    __outside__("engine", "create_async_engine")
    __register__("engine", url, kwargs)
    return AsyncEngine()


async_engine_from_config = create_async_engine


class AsyncAttrs:
    @property
    def awaitable_attrs(self):
        return self


class AsyncResult:
    pass
