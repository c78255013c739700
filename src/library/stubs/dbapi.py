"""DB-API 2.0 drivers (and asyncpg, aiosqlite): connections, cursors and the statements that they run."""


class Cursor:
    rowcount = __scalar__()
    lastrowid = __scalar__()
    description = __scalar__()

    def __init__(self, *args, **kwargs):
        self._result = __input__()

    def __enter__(self):
        return self

    def execute(self, sql, parameters=None, *args, **kwargs):
        self._result = __execute__(__text__(sql, parameters), None, parameters)
        return self

    def executemany(self, sql, parameters=None, *args, **kwargs):
        __execute__(__text__(sql), "many")
        return self

    def executescript(self, sql):
        __execute__(__text__(sql), "many")
        return self

    def callproc(self, name, parameters=None):
        self._result = __execute__(__text__(name))

    def fetchall(self):
        return self._result.all()

    def fetchmany(self, *args, **kwargs):
        return self._result.all()

    def fetchone(self):
        return self._result.first()

    def fetchval(self):
        return self._result.scalar()

    def mogrify(self, sql, parameters=None):
        return sql

    def __iter__(self):
        return self._result

    def close(self):
        pass

    def __getattr__(self, name):
        return __input__()


class Connection:
    row_factory = None

    def __init__(self, *args, **kwargs):
        pass

    def __enter__(self):
        return self

    def cursor(self, *args, **kwargs):
        return Cursor()

    def execute(self, sql, parameters=None, *args, **kwargs):
        return Cursor().execute(sql, parameters)

    def executemany(self, sql, parameters=None, *args, **kwargs):
        return Cursor().executemany(sql, parameters)

    def executescript(self, sql):
        return Cursor().executescript(sql)

    def fetch(self, sql, *args, **kwargs):
        return __execute__(__text__(sql, args), None, args).all()

    def fetchrow(self, sql, *args, **kwargs):
        return __execute__(__text__(sql, args), None, args).first()

    def fetchval(self, sql, *args, **kwargs):
        return __execute__(__text__(sql, args), None, args).scalar()

    def transaction(self, *args, **kwargs):
        return self

    def acquire(self, *args, **kwargs):
        return self

    def getconn(self, *args, **kwargs):
        return self

    def putconn(self, *args, **kwargs):
        pass

    def release(self, *args, **kwargs):
        pass

    def commit(self):
        __commit__()

    def rollback(self):
        pass

    def close(self):
        pass

    def set_session(self, *args, **kwargs):
        pass

    def set_isolation_level(self, *args, **kwargs):
        pass

    def create_function(self, *args, **kwargs):
        pass

    def __getattr__(self, name):
        return __input__()


def connect(*args, **kwargs):
    __outside__("connection", "connect")
    return Connection()


def create_pool(*args, **kwargs):
    return Connection()


class SimpleConnectionPool(Connection):
    pass


class ThreadedConnectionPool(Connection):
    pass


class ConnectionPool(Connection):
    pass


class Row:
    pass


class DictCursor(Cursor):
    pass


class RealDictCursor(Cursor):
    pass


class NamedTupleCursor(Cursor):
    pass


def execute_values(cursor, sql, values, *args, **kwargs):
    return cursor.executemany(sql)


def execute_batch(cursor, sql, values, *args, **kwargs):
    return cursor.executemany(sql)
