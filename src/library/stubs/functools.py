"""functools: what wraps a function stays that function."""


def wraps(f, *args, **kwargs):
    def decorator(g):
        return __wraps__(f, g)

    return decorator


def update_wrapper(wrapper, wrapped, *args, **kwargs):
    return __wraps__(wrapped, wrapper)


def partial(f, *args, **kwargs):
    return __partial__(f, *args, **kwargs)


def lru_cache(maxsize=128, typed=False):
    if __is_function__(maxsize):
        return __memoised__(maxsize)

    def decorator(f):
        return __memoised__(f)

    return decorator


def cache(f):
    return __memoised__(f)


def cached_property(f):
    return property(__kept__(f))


def singledispatch(f):
    return f


def total_ordering(cls):
    return cls


def reduce(f, values, initial=None):
    for value in values:
        f(__input__(), value)
    return __input__()
