"""cachetools: what is cached does not run in the plain case, where caches are warm."""


def cached(cache, key=None, lock=None, info=False):
    def decorator(f):
        def cached(*a, **k):
            return __warm__(f, *a, **k)

        return __wraps__(f, cached)

    return decorator


def cachedmethod(cache, key=None, lock=None):
    return cached(cache)


def ttl_cache(maxsize=128, ttl=600, timer=None, typed=False):
    return cached(None)


lru_cache = ttl_cache
lfu_cache = ttl_cache
fifo_cache = ttl_cache
rr_cache = ttl_cache
