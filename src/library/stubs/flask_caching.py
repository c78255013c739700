"""Flask-Caching: what is cached does not run in the plain case, where caches are warm."""


class Cache:
    def __init__(self, app=None, with_jinja2_ext=True, config=None):
        pass

    def init_app(self, app, config=None):
        pass

    def cached(self, *args, **kwargs):
        def decorator(f):
            def cached(*a, **k):
                return __warm__(f, *a, **k)

            return __wraps__(f, cached)

        return decorator

    def memoize(self, *args, **kwargs):
        return self.cached()

    def get(self, key):
        return __input__()

    def __getattr__(self, name):
        return __scalar__
