"""django.core.cache: whether something is kept is not known; a queryset that is kept has run."""


class Cache:
    def get(self, key, default=None, *args, **kwargs):
        return __input__()

    def get_many(self, keys, *args, **kwargs):
        return __input__()

    def get_or_set(self, key, default=None, *args, **kwargs):
        if __is_function__(default):
            return __warm__(default)
        __consume__(default)
        return default

    def set(self, key, value=None, *args, **kwargs):
        __consume__(value)

    def add(self, key, value=None, *args, **kwargs):
        __consume__(value)
        return __scalar__()

    def __getitem__(self, key):
        return self

    def __getattr__(self, name):
        return __scalar__


cache = Cache()
caches = Cache()
