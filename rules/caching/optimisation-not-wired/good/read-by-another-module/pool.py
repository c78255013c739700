import queue

_pool = None


class Connections:
    def __init__(self, path, size):
        self.free = queue.Queue(size)


def make_pool(path, size=5):
    global _pool
    _pool = Connections(path, size)
    return _pool


def get_pool():
    return _pool
