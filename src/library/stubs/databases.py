"""databases: statements of an asynchronous pool, each awaited where it is sent; rows come whole."""


class Database:
    def __init__(self, url=None, *args, **options):
        pass

    def __aenter__(self):
        return self

    def connect(self):
        pass

    def disconnect(self):
        pass

    def connection(self):
        return Database()

    def transaction(self, *args, **kwargs):
        return Transaction()

    def _run(self, query, values=None):
        if isinstance(query, str):
            return __detached__(__execute__(__text__(query, values), None, values))
        return __detached__(__execute__(query, values))

    def execute(self, query, values=None):
        self._run(query, values)
        return __input__()

    def execute_many(self, query, values=None):
        if isinstance(query, str):
            __execute__(__text__(query), "many")
        else:
            __execute__(query, "many")

    def fetch_all(self, query, values=None):
        return self._run(query, values).all()

    def fetch_one(self, query, values=None):
        return self._run(query, values).first()

    def fetch_val(self, query, values=None, column=0):
        return self._run(query, values).scalar()

    def iterate(self, query, values=None):
        return self._run(query, values)


class Transaction:
    def __aenter__(self):
        return self

    def start(self):
        return self

    def commit(self):
        pass

    def rollback(self):
        pass
