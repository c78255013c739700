from pool import get_pool


def rows():
    pool = get_pool()
    return pool.take().execute("SELECT 1").fetchall()
