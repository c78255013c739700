"""django.utils.functional: properties and lazy values."""


def cached_property(f=None, name=None):
    return property(__kept__(f))


class SimpleLazyObject:
    def __new__(cls, function):
        return function()


def lazy(f, *types):
    return f


def keep_lazy(*types):
    def decorator(f):
        return f

    return decorator


def keep_lazy_text(f):
    return f


def lazystr(text):
    return text


def classproperty(f):
    return property(f)
