import queue
import sqlite3


class ConnectionPool:
    def __init__(self, path, pool_size=20):
        self.path = path
        self.pool_size = pool_size
        self.free = queue.Queue()
        for _ in range(pool_size):
            self.free.put(self.connect())

    def connect(self):
        return sqlite3.connect(self.path)

    def take(self):
        try:
            return self.free.get(timeout=5)
        except queue.Empty:
            return self.connect()


_pool = None


def get_pool():
    global _pool
    if _pool is None:
        _pool = ConnectionPool("app.db")
    return _pool
