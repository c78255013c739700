def look_up(cache, key):
    return cache.get(key, timeout=3)
