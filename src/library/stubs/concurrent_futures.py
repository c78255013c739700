"""concurrent.futures and pools of multiprocessing: functions that run beside the caller."""


class Future:
    def __init__(self, value):
        self.value = value

    def result(self, timeout=None):
        return self.value

    def get(self, timeout=None):
        return self.value

    def __getattr__(self, name):
        return __scalar__


class Executor:
    def __init__(self, *args, **kwargs):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass

    def submit(self, function, *args, **kwargs):
        return Future(function(*args, **kwargs))

    def apply_async(self, function, args=(), kwds=None, *options):
        return Future(function(*args))

    def map(self, function, *iterables, **options):
        return list(map(function, *iterables))

    def imap(self, function, iterable, chunksize=None):
        return list(map(function, iterable))

    def imap_unordered(self, function, iterable, chunksize=None):
        return list(map(function, iterable))

    def starmap(self, function, iterable, chunksize=None):
        return [function(*each) for each in iterable]

    def __getattr__(self, name):
        return __scalar__


ThreadPoolExecutor = Executor
ProcessPoolExecutor = Executor
ThreadPool = Executor
Pool = Executor


def as_completed(futures, timeout=None):
    return list(futures)


def wait(futures, timeout=None, return_when=None):
    return list(futures), []
