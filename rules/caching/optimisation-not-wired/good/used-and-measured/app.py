from pool import get_pool


def probe():
    pool = get_pool()
    print(pool.stats())


def rows():
    pool = get_pool()
    return pool.take().execute("SELECT 1").fetchall()
